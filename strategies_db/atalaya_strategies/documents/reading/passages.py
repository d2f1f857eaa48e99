"""Cutting a page's text into passages: at paragraphs and headings, never in a word, and nothing left out."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from atalaya_strategies.documents.reading.headings import Heading, Path
from atalaya_strategies.documents.reading.outcome import PassageRead

FROM: Final = 600
"""Characters from which a passage may end at a paragraph."""
TO: Final = 1200
SHORTEST: Final = 200
"""What is shorter goes with its neighbour, which may be so much longer than TO."""
_PARAGRAPH: Final = re.compile(r"\n\n+")
_LINE: Final = re.compile(r"\n")
_SENTENCE: Final = re.compile(r"(?<=[.!?;:])[\s\n]+|\n(?=[•\-–*·])")
_SPACE: Final = re.compile(r"\s+")

Span = tuple[int, int]
LanguageOf = Callable[[str], str]


def passages_of(
    page: int, text: str, headings: Sequence[Heading], path: Path, language_of: LanguageOf
) -> list[PassageRead]:
    """The passages of one page. `path` is the headings over its beginning, and over its end afterwards."""
    found = []
    starts = {heading.start: heading for heading in headings}
    for ordinal, (start, end) in enumerate(spans(text, sorted(starts))):
        above = [starts[at] for at in sorted(starts) if start <= at < end]
        for heading in _leading(text, start, above):
            path.enter(heading)
        found.append(
            PassageRead(
                page=page,
                ordinal=ordinal,
                start=start,
                end=end,
                heading=str(path),
                language=language_of(text[start:end]),
            )
        )
        for heading in above:
            path.enter(heading)
    return found


def _leading(text: str, start: int, above: Sequence[Heading]) -> Iterator[Heading]:
    """The headings with which a passage begins."""
    at = start
    for heading in above:
        if text[at : heading.start].strip():
            return
        yield heading
        at = heading.start + len(heading.title)


def spans(text: str, heading_starts: Sequence[int] = ()) -> list[Span]:
    """Where passages begin and end: together they hold every visible character once, in order."""
    kept: list[Span] = []
    for part in _parts(text, heading_starts):
        pieces = list(_pieces(text, part))
        for number, piece in enumerate(pieces):
            if kept and number == 0 and _may_follow(text, kept[-1], piece, piece[0] in heading_starts):
                kept[-1] = (kept[-1][0], piece[1])
            else:
                kept.append(piece)
    return kept


def _may_follow(text: str, before: Span, piece: Span, is_heading: bool) -> bool:
    """Whether a paragraph belongs to the passage before it."""
    length, together = before[1] - before[0], piece[1] - before[0]
    if length < SHORTEST or (piece[1] - piece[0] < SHORTEST and not is_heading):
        return together <= TO + SHORTEST
    return not is_heading and length < FROM and together <= TO


def _parts(text: str, heading_starts: Sequence[int]) -> Iterator[Span]:
    """Paragraphs, and headings wherever they stand, without the space around them."""
    cuts = {0, len(text), *heading_starts, *(found.end() for found in _PARAGRAPH.finditer(text))}
    edges = sorted(cuts)
    for start, end in pairwise(edges):
        stripped = _stripped(text, start, end)
        if stripped is not None:
            yield stripped


def _stripped(text: str, start: int, end: int) -> Span | None:
    part = text[start:end]
    body = part.strip()
    if not body:
        return None
    start += len(part) - len(part.lstrip())
    return start, start + len(body)


def _pieces(text: str, part: Span) -> Iterator[Span]:
    """A part as it is, or cut where sentences, lines or at least words end."""
    start, end = part
    while end - start > TO:
        cut = next(
            (at for edge in (_SENTENCE, _LINE, _SPACE) if (at := _last(edge, text, start + FROM, start + TO, end))),
            start + TO,
        )
        piece = _stripped(text, start, cut)
        if piece is not None:
            yield piece
        rest = _stripped(text, cut, end)
        if rest is None:
            return
        start = rest[0]
    yield start, end


def _last(edge: re.Pattern[str], text: str, least: int, most: int, end: int) -> int | None:
    """The last place between `least` and `most` where an edge ends, that leaves enough behind it."""
    most = min(most, end - SHORTEST)
    found = None
    for match in edge.finditer(text, least, most):
        found = match.end()
    return found
