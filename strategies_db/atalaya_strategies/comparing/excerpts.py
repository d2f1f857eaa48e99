"""What is shown of a passage: the part where its concepts stand closest, with their terms marked."""

from collections.abc import Sequence

from atalaya_platform.search.schemas import Piece

LONGEST = 360
"""Characters of an excerpt."""
BEFORE = 80
"""Characters shown before the first term, so that one sees what it belongs to."""
Span = tuple[int, int]


def excerpt(text: str, spans: Sequence[Span], longest: int = LONGEST) -> list[Piece]:
    """A part of the text as runs, those of the spans marked; where something is left out there is “…”.

    Spans are counted in characters of the text; those that overlap are marked as one.
    """
    merged = _merged(spans, len(text))
    begin, end = _window(text, merged, longest)
    pieces: list[Piece] = []
    at = begin
    for start, stop in merged:
        if start >= end or stop <= begin:
            continue
        start, stop = max(start, begin), min(stop, end)
        pieces += [Piece(text=text[at:start]), Piece(text=text[start:stop], hit=True)]
        at = stop
    pieces.append(Piece(text=text[at:end]))
    if begin > 0:
        pieces.insert(0, Piece(text="… "))
    if end < len(text):
        pieces.append(Piece(text=" …"))
    return [piece for piece in pieces if piece.text]


def _merged(spans: Sequence[Span], size: int) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted((max(0, start), min(end, size)) for start, end in spans):
        if start >= end:
            continue
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _window(text: str, spans: Sequence[Span], longest: int) -> Span:
    """Where most spans fit in, beginning and ending between words."""
    if len(text) <= longest:
        return 0, len(text)
    reach = longest - BEFORE
    first = max(
        (start for start, _ in spans),
        key=lambda start: (sum(start <= one and end <= start + reach for one, end in spans), -start),
        default=0,
    )
    begin = max(0, min(first - BEFORE, len(text) - longest))
    end = min(len(text), begin + longest)
    if begin > 0 and (space := text.find(" ", begin, first or begin)) >= 0:
        begin = space + 1
    if end < len(text) and (space := text.rfind(" ", begin, end)) > begin:
        end = space
    return begin, end
