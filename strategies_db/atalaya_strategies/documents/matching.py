"""Which edition a file is the text of, where that is plain."""

import re
from collections.abc import Sequence
from typing import Final

from atalaya_platform.search.text import fold
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.documents.found import Found

_NO_WORD: Final = re.compile(r"[\W_]+")


def edition_for(editions: Sequence[Edition], one: Found, beginning: str) -> Edition | None:
    """The only edition of its place that was adopted, or whose period began, in the file's year.

    Of several, the only one in the file's language, or else the only one whose title stands at the `beginning` of the
    text. None where that is not plain: a person links it then.
    """
    if not one.year:
        return None
    fitting = [row for row in editions if one.year in (row.adopted[:4], row.period_start[:4])]
    if len(fitting) > 1:
        fitting = [row for row in fitting if row.language == one.language] or fitting
    if len(fitting) > 1:
        words = _words(beginning)
        fitting = [
            row
            for row in fitting
            if any(_words(title) in words for title in (row.title_original, row.title_en) if title)
        ]
    return fitting[0] if len(fitting) == 1 else None


def _titles(row: Edition) -> list[str]:
    return [title for title in (row.title_original, row.title_en) if title]


def _words(text: str) -> str:
    """The words alone, with a space on both sides of each."""
    return f" {_NO_WORD.sub(' ', fold(text)).strip()} "
