"""What changed between two texts: paragraph by paragraph, and word by word within those that were reworded."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from atalaya_strategies.drafting.vocabulary import Change

_LINES: Final = re.compile(r"[^\n]*\n+|[^\n]+")
_WORDS: Final = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS: Final = 3_000
"""Words of a reworded passage beyond which it is shown as removed and added: comparing takes their square."""


class Piece(NamedTuple):
    """A part of the two texts. SAME and REMOVED together are the earlier text, SAME and ADDED the later one."""

    change: Change
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces in the order of the text. Two long texts take up to a second: call it in a thread."""
    found: list[Piece] = []
    for piece in _by_lines(_LINES.findall(before), _LINES.findall(after)):
        if found and found[-1].change is piece.change:
            found[-1] = Piece(piece.change, found[-1].text + piece.text)
        else:
            found.append(piece)
    return found


def _by_lines(before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, a, b, c, d in SequenceMatcher(None, before, after).get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(before[a:b]))
        else:
            yield from _by_words("".join(before[a:b]), "".join(after[c:d]))


def _by_words(before: str, after: str) -> Iterator[Piece]:
    one, two = _WORDS.findall(before), _WORDS.findall(after)
    if not one or not two or max(len(one), len(two)) > _MOST_WORDS:
        yield from _replaced(one, two)
        return
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Piece(Change.SAME, "".join(one[a:b]))
        else:
            yield from _replaced(one[a:b], two[c:d])


def _replaced(one: Sequence[str], two: Sequence[str]) -> Iterator[Piece]:
    if one:
        yield Piece(Change.REMOVED, "".join(one))
    if two:
        yield Piece(Change.ADDED, "".join(two))
