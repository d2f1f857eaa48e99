"""An exported topic as PDF: a fixed template that takes the topic as data, so that no text becomes markup."""

from pathlib import Path
from typing import Final

import orjson
import typst

from atalaya_forum.topics.export.document import Exported, as_values
from atalaya_platform.text.tree import tree

TEMPLATE: Final = Path(__file__).with_name("topic.typ")


def to_pdf(document: Exported) -> bytes:
    """Typeset the document; takes up to seconds of one core, so call it in a thread."""
    data = orjson.dumps(as_values(document, tree)).decode()
    made = typst.compile(
        str(TEMPLATE), format="pdf", sys_inputs={"data": data}, root=str(TEMPLATE.parent), ignore_system_fonts=True
    )
    if not isinstance(made, bytes):
        raise TypeError("the typesetter gave no single document")
    return made
