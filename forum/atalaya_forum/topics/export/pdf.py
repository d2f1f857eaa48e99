"""An exported topic as PDF."""

from pathlib import Path
from typing import Final

from atalaya_forum.topics.export.document import Exported, as_values
from atalaya_platform.text.tree import tree
from atalaya_platform.text.typesetting import typeset

TEMPLATE: Final = Path(__file__).with_name("topic.typ")


def to_pdf(document: Exported) -> bytes:
    """Typeset the document; takes up to seconds of one core, so call it in a thread."""
    return typeset(TEMPLATE, as_values(document, tree))
