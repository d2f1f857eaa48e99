"""Marking what matched, and choosing the passage to show, from the text itself: the same for both engines."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from atalaya_platform.search.stems import stem, telling
from atalaya_platform.search.text import Wording, mark, spelled, tolerance, words

EXCERPT = 240
"""How many characters of a body are shown."""

_MOST_MARKS = 200
_NONE: frozenset[int] = frozenset()
_FURTHER = r"(?:[^\W_]|[\u0300-\u036f])*"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word that stands in the text, and the query words it answers to (by number), exactly or by a typo."""

    start: int
    end: int
    answers: frozenset[int]


class Highlighter:
    """Marks the words of several wordings in titles and bodies, and named spans of bodies. Made once per answer.

    Where a body has spans of these names, they stand for the words: only those of `rest` are looked for besides.
    Typos are looked for in the words of the first wording only; those of `exact` are further words.
    """

    def __init__(
        self,
        wordings: Sequence[Wording],
        names: Collection[str] = (),
        rest: "Highlighter | None" = None,
        exact: Collection[str] = (),
    ) -> None:
        self.names = {name: -1 - number for number, name in enumerate(names)}
        self.rest = rest
        self.loose: list[tuple[str, bool]] = []
        self.phrases: list[tuple[str, ...]] = []
        tolerant = len(wordings[0].words) if wordings else 0
        for wording in wordings:
            last = len(wording.words) - 1
            self.loose += [(word, wording.prefix and number == last) for number, word in enumerate(wording.words)]
            self.phrases += wording.phrases
        self.loose += [(word, False) for word in dict.fromkeys(exact)]
        self._whole: dict[str, set[int]] = {}
        for number, (word, _) in enumerate(self.loose):
            self._whole.setdefault(word, set()).add(number)
        self._begun = [(number, word) for number, (word, prefix) in enumerate(self.loose) if prefix]
        self._stems: dict[str, dict[str, set[int]]] = {}
        self._exact: dict[str, dict[str, frozenset[int]]] = {}
        self._near: dict[str, frozenset[int]] = {}
        self._tolerant = [
            (number, one, len(one[0]) - tolerance(one[0]))
            for number, one in enumerate(self.loose[:tolerant])
            if tolerance(one[0])
        ]
        self._initials = _beginning("".join(sorted({word[0] for word, _ in self.loose})))
        self._known: dict[tuple[str, str], list[_Word]] = {}

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
        known = self._known.get((text, language))
        if known is None:
            known = self._known[text, language] = self._look(text, language)
        return known

    def _look(self, text: str, language: str) -> list[_Word]:
        if not self.loose and not self.phrases:
            return []
        sure: list[_Word] = []
        exactly = self._exact.setdefault(language, {})
        for start, end in _spans(self._initials, text):
            spelling = text[start:end]
            exact = exactly.get(spelling)
            if exact is None:
                exact = exactly[spelling] = self._exactly(spelling, language)
            if exact:
                sure.append(_Word(start, end, exact))
                if len(sure) >= _MOST_MARKS:
                    break
        sure += self._mistaken(text, sure)
        if self.phrases:
            sure += self._in_phrases(text)
        return sorted({word.start: word for word in sure}.values(), key=lambda word: word.start)

    def _mistaken(self, text: str, sure: Sequence[_Word]) -> list[_Word]:
        """Words with typos in them: looked for only where a query word was not met as it was asked for."""
        met = frozenset().union(*(word.answers for word in sure))
        unmet = [least for number, _, least in self._tolerant if number not in met]
        if not unmet:
            return []
        shortest = min(unmet)
        taken = {word.start for word in sure}
        others = ((start, end) for start, end in spelled(text) if end - start >= shortest and start not in taken)
        found = ((start, end, self._nearly(text[start:end]) - met) for start, end in others)
        return [_Word(start, end, near) for start, end, near in found if near]

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
                for one in telling(language, asked):
                    known.setdefault(one, set()).add(number)
        return known

    def _nearly(self, spelling: str) -> frozenset[int]:
        """The query words which this word of the text answers but for a typo."""
        known = self._near.get(spelling)
        if known is None:
            known = self._near[spelling] = frozenset(
                number
                for number, (asked, prefix), _ in self._tolerant
                if any(is_near(asked, part, prefix) for part in _parts(spelling))
            )
        return known

    def _in_phrases(self, text: str) -> list[_Word]:
        found: list[_Word] = []
        spans = list(spelled(text))
        spoken = ["".join(_parts(text[start:end])) for start, end in spans]
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


@lru_cache(maxsize=256)
def _beginning(initials: str) -> re.Pattern[str] | None:
    """What finds the words, as `spelled` does, that a query word with one of these initials may answer to.

    Neither a beginning nor a stem changes the first letter. Whatever is not plain ASCII is found besides.
    """
    if not initials:
        return None
    plain = re.escape("".join(sorted({*initials.lower(), *initials.upper()})))
    other = r"(?=[A-Za-z0-9]*(?:[^\W_\x00-\x7f]|[\u0300-\u036f]))[^\W_]"
    return re.compile(rf"(?<![^\W_])(?<![\u0300-\u036f])(?:[{plain}]|{other}){_FURTHER}")


def _spans(pattern: re.Pattern[str] | None, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)] if pattern else []


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
