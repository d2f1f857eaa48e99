"""Marking what matched, and choosing the passage to show, from the text itself: the same for both engines."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from atalaya_platform.search.stems import stem, variants
from atalaya_platform.search.text import Wording, mark, spelled, tolerance, words

EXCERPT = 240
"""How many characters of a body are shown."""

_MOST_MARKS = 200


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that stands in the text, and the query words it answers to (by number), exactly or by a typo."""

    start: int
    end: int
    answers: frozenset[int]


class Highlighter:
    """Marks the words of several wordings in titles and bodies, and named spans of bodies. Made once per answer.

    Where a body has spans of these names, they stand for the words: only those of `rest` are looked for besides.
    """

    def __init__(
        self, wordings: Sequence[Wording], names: Collection[str] = (), rest: "Highlighter | None" = None
    ) -> None:
        self.names = {name: -1 - number for number, name in enumerate(names)}
        self.rest = rest
        self.loose: list[tuple[str, bool]] = []
        self.phrases: list[tuple[str, ...]] = []
        for wording in wordings:
            last = len(wording.words) - 1
            self.loose += [(word, wording.prefix and number == last) for number, word in enumerate(wording.words)]
            self.phrases += wording.phrases
        self._plain: dict[str, str] = {}
        self._known: dict[tuple[str, str], tuple[frozenset[int], frozenset[int]]] = {}

    def title(self, text: str, language: str) -> str:
        """The whole title with marks."""
        found = self._found(text, language)
        return mark(text, _joined(found))

    def excerpt(self, text: str, language: str, spans: Sequence[tuple[str, int, int]] = ()) -> str:
        """The passage of about 240 characters in which most of the query's words come together, on one line."""
        named = [_Word(start, end, frozenset({self.names[name]})) for name, start, end in spans if name in self.names]
        looking = self.rest if named and self.rest is not None else self
        found = _apart(named, looking._found(text, language)) if named else looking._found(text, language)
        start, end = _window(text, found)
        inside = [word for word in found if word.start >= start and word.end <= end]
        marked = mark(text[start:end], [(one - start, other - start) for one, other in _joined(inside)])
        line = " ".join(marked.split())
        return f"{'…' if start > 0 else ''}{line}{'…' if end < len(text.rstrip()) else ''}"

    def _found(self, text: str, language: str) -> list[_Word]:
        if not self.loose and not self.phrases:
            return []
        spans: list[tuple[int, int]] = []
        spoken: list[str] = []
        sure: list[_Word] = []
        typos: list[_Word] = []
        for start, end in spelled(text):
            spelling = text[start:end]
            exact, near = self._answers(spelling, language)
            if exact:
                sure.append(_Word(start, end, exact))
            elif near:
                typos.append(_Word(start, end, near))
            if self.phrases:
                spans.append((start, end))
                spoken.append(self._asked_as(spelling))
            if len(sure) >= _MOST_MARKS:
                break
        met = frozenset().union(*(word.answers for word in sure))
        sure += [word for word in typos if word.answers - met]
        sure += self._in_phrases(spans, spoken)
        return sorted({word.start: word for word in sure}.values(), key=lambda word: word.start)

    def _asked_as(self, spelling: str) -> str:
        plain = self._plain.get(spelling)
        if plain is None:
            plain = self._plain[spelling] = "".join(words(spelling))
        return plain

    def _answers(self, spelling: str, language: str) -> tuple[frozenset[int], frozenset[int]]:
        """The query words which this word of the text answers: exactly, begun or by its stem; and by a typo."""
        key = (language, spelling)
        known = self._known.get(key)
        if known is None:
            exact: set[int] = set()
            near: set[int] = set()
            for part in words(spelling):
                for number, (asked, prefix) in enumerate(self.loose):
                    begun = part == asked or (prefix and part.startswith(asked))
                    if begun or (language and stem(language, spelling.lower()) in variants(language, asked)):
                        exact.add(number)
                    elif is_near(asked, part, prefix):
                        near.add(number)
            known = self._known[key] = (frozenset(exact), frozenset(near))
        return known

    def _in_phrases(self, spans: list[tuple[int, int]], spoken: list[str]) -> list[_Word]:
        found: list[_Word] = []
        for number, phrase in enumerate(self.phrases, start=len(self.loose)):
            size = len(phrase)
            for place in range(len(spoken) - size + 1):
                if spoken[place] == phrase[0] and tuple(spoken[place : place + size]) == phrase:
                    found += [_Word(start, end, frozenset({number})) for start, end in spans[place : place + size]]
        return found


def _apart(named: Sequence[_Word], found: Sequence[_Word]) -> list[_Word]:
    """The named spans, and the words outside of them; none overlaps another."""
    outside = [word for word in found if not any(one.start <= word.start and word.end <= one.end for one in named)]
    apart: list[_Word] = []
    for word in sorted([*named, *outside], key=lambda one: (one.start, -one.end)):
        if not apart or word.start >= apart[-1].end:
            apart.append(word)
    return apart


def _joined(found: Sequence[_Word]) -> list[tuple[int, int]]:
    """The spans of words."""
    return [(word.start, word.end) for word in found]


def _window(text: str, found: Sequence[_Word]) -> tuple[int, int]:
    """Start and end of the passage to show: where most different query words are within its length."""
    if len(text) <= EXCERPT:
        return 0, len(text)
    best, most = 0, (0, 0)
    for number, word in enumerate(found):
        near = [other for other in found[number : number + 24] if other.end - word.start <= EXCERPT]
        weight = (len(frozenset().union(*(other.answers for other in near))), len(near))
        if weight > most:
            best, most = word.start, weight
    start = max(0, best - EXCERPT // 4) if found else 0
    end = min(len(text), start + EXCERPT)
    start = max(0, min(start, end - EXCERPT))
    return _at_space(text, start, ahead=True), _at_space(text, end, ahead=False)


def _at_space(text: str, place: int, *, ahead: bool) -> int:
    """The nearest word boundary within 30 characters, or the place itself."""
    if place in (0, len(text)):
        return place
    for step in range(30):
        candidate = place + step if ahead else place - step
        if 0 < candidate < len(text) and text[candidate].isspace():
            return candidate
    return place


@lru_cache(maxsize=16_384)
def is_near(asked: str, word: str, prefix: bool = False) -> bool:
    """Whether a word is the asked one but for the typos tolerated in it (a swap of neighbours is one typo).

    With `prefix`, whether it begins so.
    """
    allowed = tolerance(asked)
    if not allowed or len(word) < len(asked) - allowed or (not prefix and len(word) > len(asked) + allowed):
        return False
    lengths = range(len(asked) - allowed, len(asked) + allowed + 1) if prefix else (len(word),)
    return any(OSA.distance(asked, word[:length], score_cutoff=allowed) <= allowed for length in lengths)
