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
_NONE: frozenset[int] = frozenset()


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
        self._whole: dict[str, set[int]] = {}
        for number, (word, _) in enumerate(self.loose):
            self._whole.setdefault(word, set()).add(number)
        self._begun = [(number, word) for number, (word, prefix) in enumerate(self.loose) if prefix]
        self._stems: dict[str, dict[str, set[int]]] = {}
        self._exact: dict[str, dict[str, frozenset[int]]] = {}
        self._near: dict[str, frozenset[int]] = {}

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
        others: list[tuple[int, int]] = []
        known = self._exact.setdefault(language, {})
        for start, end in spelled(text):
            spelling = text[start:end]
            exact = known.get(spelling)
            if exact is None:
                exact = known[spelling] = self._exactly(spelling, language)
            if exact:
                sure.append(_Word(start, end, exact))
            else:
                others.append((start, end))
            if self.phrases:
                spans.append((start, end))
                spoken.append("".join(_parts(spelling)))
            if len(sure) >= _MOST_MARKS:
                break
        met = frozenset().union(*(word.answers for word in sure))
        if len(met) < len(self.loose):  # typos are looked for only where a word was not met as it was asked for
            found = ((start, end, self._nearly(text[start:end]) - met) for start, end in others)
            sure += [_Word(start, end, near) for start, end, near in found if near]
        sure += self._in_phrases(spans, spoken)
        return sorted({word.start: word for word in sure}.values(), key=lambda word: word.start)

    def _exactly(self, spelling: str, language: str) -> frozenset[int]:
        """The query words which this word of the text answers as it is, begun, or by its stem."""
        met: set[int] = set()
        parts = _parts(spelling)
        for part in parts:
            met |= self._whole.get(part, _NONE)
            met.update(number for number, asked in self._begun if part.startswith(asked))
        if language and parts:
            met |= self._by_stem(language).get(stem(language, spelling.lower()), _NONE)
        return frozenset(met) if met else _NONE

    def _by_stem(self, language: str) -> dict[str, set[int]]:
        """The numbers of the query words by the stems that each may stand for."""
        known = self._stems.get(language)
        if known is None:
            known = self._stems[language] = {}
            for number, (asked, _) in enumerate(self.loose):
                for one in variants(language, asked):
                    known.setdefault(one, set()).add(number)
        return known

    def _nearly(self, spelling: str) -> frozenset[int]:
        """The query words which this word of the text answers but for a typo."""
        known = self._near.get(spelling)
        if known is None:
            known = self._near[spelling] = frozenset(
                number
                for number, (asked, prefix) in enumerate(self.loose)
                if any(is_near(asked, part, prefix) for part in _parts(spelling))
            )
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


@lru_cache(maxsize=65_536)
def _parts(spelling: str) -> tuple[str, ...]:
    """What the engines index of a word as it stands in a text."""
    return tuple(words(spelling))


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
