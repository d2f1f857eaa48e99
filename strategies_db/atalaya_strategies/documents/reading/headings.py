"""Which lines of a text are headings, where the file itself does not say so."""

import re
from dataclasses import dataclass
from typing import Final

from atalaya_strategies.documents.reading.cleaning import masked

BETWEEN: Final = " › "
DEEPEST: Final = 4
_LONGEST: Final = 110
_NUMBERED: Final = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=\S)")
_ROMAN: Final = re.compile(r"(?=[IVX])(?:X{0,2}(?:IX|IV|V?I{0,3}))[.)]\s+(?=\S)")
_PART: Final = re.compile(
    r"(?:part|chapter|section|annex|appendix|article|parte|cap[ií]tulo|secci[oó]n|se[cç][aã]o|anexo|ap[eé]ndice|"
    r"art[ií]culo|artigo|eje|objetivo|partie|chapitre|annexe|axe|titre|t[ií]tulo|pillar|pilar|pilier|objective)"
    r"\s+(?:\d{1,3}|[IVXL]{1,6})\b",
    re.IGNORECASE,
)
_CONTENTS: Final = re.compile(r"(?:[.…_]\s?){4,}|\s\d{1,3}$")
_LETTER: Final = re.compile(r"[^\W\d_]")
_NOTE: Final = re.compile(r"https?:|www\.|\b(?:19|20)\d\d\b|,.*,|\bp\. ?\d", re.IGNORECASE)
"""What footnotes and references have, and headings hardly ever."""
_MOST_WORDS: Final = 14
_MOST_WORDS_DEEP: Final = 24
"""Below a number of three parts and more, which hardly anything but a heading has."""
_FEWEST_CAPITALS: Final = 6
_ENDS_OF_SENTENCES: Final = (".", ";", ",", ":", "…", "-", "—")


@dataclass(frozen=True)
class Heading:
    """A heading at `start` of a page's text; `level` counts from 1, the widest."""

    start: int
    level: int
    title: str


def level_of(line: str, alone: bool = True) -> int | None:
    """How deep a line is as a heading, or None for ordinary text. `alone` says that it does not stand among others.

    Doubtful lines are ordinary: a heading that is not seen costs less than a footnote that is taken for one.
    """
    if not 3 <= len(line) <= _LONGEST or line.endswith(_ENDS_OF_SENTENCES) or _CONTENTS.search(line):
        return None
    letters = len(_LETTER.findall(line))
    if letters < 3 or letters < len(line) / 2:
        return None
    if _PART.match(line):
        return 1
    numbered = _NUMBERED.match(line)
    if numbered:
        rest = line[numbered.end() :]
        depth = numbered[1].count(".") + 1
        most = _MOST_WORDS if depth < 3 else _MOST_WORDS_DEEP
        likely = alone and rest[0].isupper() and len(rest.split()) <= most and not _NOTE.search(rest)
        return min(depth, DEEPEST) if likely else None
    if _ROMAN.match(line):
        return 1 if alone else None
    return 2 if line.isupper() and letters >= _FEWEST_CAPITALS else None


def headings_in(text: str, running: frozenset[str], titles: frozenset[str] = frozenset()) -> list[Heading]:
    """The headings among a text's lines; `titles` are those that the file's own outline names, in lower case."""
    found, start = [], 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        named = _named(line, titles)
        level = level_of(line, named or _alone(lines, number)) or (2 if named else None)
        if level is not None and masked(line) not in running:
            found.append(Heading(start, level, line))
        start += len(line) + 1
    return found


def _named(line: str, titles: frozenset[str]) -> bool:
    """Whether the outline has this line, perhaps without its number."""
    plain = line.lower()
    numbered = _NUMBERED.match(plain)
    return bool(titles) and (plain in titles or (numbered is not None and plain[numbered.end() :] in titles))


def _alone(lines: list[str], number: int) -> bool:
    """Whether a line stands by itself; where a text has no blank lines, whether a sentence ended before it."""
    before = lines[number - 1] if number else ""
    after = lines[number + 1] if number + 1 < len(lines) else ""
    if "" in lines:
        return not before and not after
    return (not before or before.endswith(_ENDS_OF_SENTENCES)) and not _NUMBERED.match(after)


class Path:
    """The headings over a place, followed through a document."""

    def __init__(self) -> None:
        self._levels: list[tuple[int, str]] = []

    def enter(self, heading: Heading) -> None:
        """Go below a heading; those as deep or deeper end here."""
        while self._levels and self._levels[-1][0] >= heading.level:
            self._levels.pop()
        self._levels.append((heading.level, heading.title))

    def __str__(self) -> str:
        return BETWEEN.join(title for _, title in self._levels)
