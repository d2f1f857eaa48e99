"""Read a typed query: the concepts it asks for, how each was seen there, and the rest that is searched word by word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from atalaya_platform.search.text import MAX_WORDS, STOP_WORDS, Kind, Wording, asked, fold, parse, pieces
from atalaya_strategies.concepts.guessing import Lexicon, Node, as_rooted
from atalaya_strategies.concepts.model import Term, Thesaurus
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.concepts.wordings import Sought, beside, sought
from atalaya_strategies.concepts.words import words_in

MAX_READ = 3 * MAX_WORDS
"""Words of a query in which concepts are looked for: no more than this, whatever is pasted."""

MAX_MEANINGS = 3
"""Concepts that one half-typed or misspelt word may stand for; a word that could be more is none of them."""


class How(IntEnum):
    """How a term was seen in a query; what comes first is to be preferred."""

    EXACT = 0
    """Word by word, though accents, case and hyphens may differ, and an acronym may be in lower case."""
    OTHER_FORM = 1
    """In another number or gender."""
    HALF_TYPED = 2
    MISSPELT = 3


@dataclass(frozen=True, slots=True)
class Meaning:
    """A concept asked for, the term that was seen, and the other languages' terms that are searched for with it.

    Together they are the reason that a page shows: infraestructura crítica → critical infrastructure, ….
    """

    concept_id: str
    term: Term
    beside: tuple[tuple[str, str], ...]

    @property
    def reason(self) -> str:
        """The term as it was seen, and what is searched for as well, on one line."""
        others = dict.fromkeys(text for _, text in self.beside if text != self.term.text)
        return f"{self.term.text} → {', '.join(others)}" if others else self.term.text


@dataclass(frozen=True, slots=True)
class Recognised:
    """Words of a query, `text[start:end]`, that say a term. Mostly it has one meaning; a passage with any will do."""

    start: int
    end: int
    how: How
    meanings: tuple[Meaning, ...]
    sought: tuple[Sought, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks for. Places are places in `text`, which is the query without control characters.

    `rest` is what is left to be found word by word; it is blank if there is nothing but concepts.
    """

    text: str
    recognised: tuple[Recognised, ...]
    rest: Wording


class _Typed(NamedTuple):
    """A word of the query: folded, with its place; `open` if it may go on; `part_of` which identifier, if of one."""

    word: str
    start: int
    end: int
    open: bool
    part_of: int | None


class _Reading(NamedTuple):
    """One way to read words of a run as terms; the one that sorts first is to be preferred."""

    shortness: int
    how: How
    wrong: int
    first: int
    last: int
    meant: tuple[tuple[str, Term], ...]


class Asking:
    """Reads queries for one thesaurus. It may be shared between threads."""

    def __init__(self, whole: Thesaurus) -> None:
        self._thesaurus = whole
        self._lexicon = Lexicon(whole)
        self._sought = lru_cache(maxsize=len(whole.concepts))(lambda concept_id: sought(whole, concept_id))

    def ask(
        self,
        text: str,
        *,
        language: str | None = None,
        prefix_last: bool = True,
        without: frozenset[str] = frozenset(),
    ) -> Asked:
        """Recognise the concepts of a query, whatever its language or languages. Never fails.

        `language` is the asker's: where a word means one thing in it and another elsewhere, the first is taken. The
        last word may still be being typed unless `prefix_last` is false. The concepts in `without` were switched off:
        their words stay in the rest. A quoted phrase stays as it is, and so does what is excluded. What looks like an
        identifier is never corrected, and belongs to a term as a whole or not at all (`end-to-end encryption`).
        """
        text = asked(text)
        open_end = prefix_last and bool(text) and not text[-1].isspace()
        found = [
            self._recognised(run, reading, without)
            for run in _runs(text, open_end)
            for reading in self._best(run, language, without)
        ]
        found.sort(key=lambda one: one.start)
        return Asked(text, tuple(found), _rest(text, found, prefix_last))

    def forget(self) -> None:
        """Forget the words that were guessed before: for measuring."""
        self._lexicon.guesses.cache_clear()

    def _best(self, run: Sequence[_Typed], language: str | None, without: frozenset[str]) -> list[_Reading]:
        """Readings that share no words: more words first, then the surer one, then the nearer one."""
        if all(typed.word in STOP_WORDS for typed in run):
            return []
        readings = [
            _Reading(first - last, how, wrong, first, last, meant)
            for first in range(len(run))
            for last, node, how, wrong in self._walks(run, first)
            if (meant := self._meant(node, run[first:last], how, wrong, without))
            and not (_inside(run, first) or _inside(run, last))
        ]
        alike: dict[tuple[How, int, int], list[_Reading]] = {}
        for reading in sorted(readings, key=lambda one: one[:4]):
            alike.setdefault((reading.how, reading.first, reading.last), []).append(reading)
        chosen: list[_Reading] = []
        taken: set[int] = set()
        for same in alike.values():
            words = range(same[0].first, same[0].last)
            if taken.isdisjoint(words) and (meant := _told(same, language)):
                taken.update(words)
                chosen.append(same[0]._replace(meant=meant))
        return chosen

    def _meant(
        self, node: Node, said: Sequence[_Typed], how: How, wrong: int, without: frozenset[str]
    ) -> tuple[tuple[str, Term], ...]:
        """What may be meant at a node. For a word alone the guess must be a good one: no other word bears it out."""
        found = tuple(one for one in node.meant if one[0] not in without)
        if len(said) > 1 or how <= How.OTHER_FORM:
            return found
        word = said[0].word
        if how is How.HALF_TYPED:
            return found if wrong <= len(word) else ()
        return tuple(one for one in found if self._lexicon.surely(word, one[1].folded[0], wrong))

    def _walks(self, run: Sequence[_Typed], first: int) -> Iterator[tuple[int, Node, How, int]]:
        """Every node with terms that words from `first` on lead to: up to which word, how, and with how many errors."""
        yield from self._walk(self._lexicon.folded, None, run, first, first, How.EXACT, 0)
        for language, node in self._lexicon.rooted.items():
            yield from self._walk(node, language, run, first, first, How.OTHER_FORM, 0)

    def _walk(
        self, node: Node, language: str | None, run: Sequence[_Typed], first: int, at: int, how: How, wrong: int
    ) -> Iterator[tuple[int, Node, How, int]]:
        if node.meant:
            yield at, node, how, wrong
        if at == len(run):
            return
        typed = run[at]
        ways = [(typed.word, how, wrong)]
        if typed.part_of is None:
            ways += [(one.word, How.MISSPELT, wrong + one.wrong) for one in self._lexicon.guesses(typed.word)]
        for word, seen, errors in ways:
            for form in (word,) if language is None else _forms(language, word, alone=at == first):
                if after := node.after.get(form):
                    yield from self._walk(after, language, run, first, at + 1, seen, errors)
        begun = at > first or (language is None and self._lexicon.begins(typed.word))
        if typed.open and begun:
            for after, missing in node.begun(typed.word):
                if after.meant:
                    yield at + 1, after, max(how, How.HALF_TYPED), wrong + missing

    def _recognised(self, run: Sequence[_Typed], reading: _Reading, without: frozenset[str]) -> Recognised:
        meanings = tuple(
            Meaning(concept_id, term, beside(self._thesaurus, concept_id, term.language))
            for concept_id, term in reading.meant
        )
        best: dict[str, Sought] = {}
        for meaning in meanings:
            for one in self._sought(meaning.concept_id):
                if one.concept_id not in without and one.weight > getattr(best.get(one.concept_id), "weight", 0):
                    best[one.concept_id] = one
        ordered = tuple(sorted(best.values(), key=lambda one: one.steps))
        return Recognised(run[reading.first].start, run[reading.last - 1].end, reading.how, meanings, ordered)


def _forms(language: str, word: str, *, alone: bool) -> tuple[str, ...]:
    rooted = as_rooted(language, word, alone=False)
    return (rooted, as_rooted(language, word, alone=True)) if alone else (rooted,)


def _runs(text: str, open_end: bool) -> Iterator[list[_Typed]]:
    """The words between phrases and exclusions, run by run."""
    run: list[_Typed] = []
    left = MAX_READ
    for number, piece in enumerate(pieces(text, open_end=open_end)):
        if piece.kind not in (Kind.WORDS, Kind.IDENTIFIER):
            yield run
            run = []
            continue
        found = words_in(text[piece.start : piece.end], lambda _: False)
        part_of = number if piece.kind is Kind.IDENTIFIER else None
        for word, start, end in zip(found.spelled[:left], found.starts, found.ends, strict=False):
            last = piece.start + end == len(text)
            run.append(_Typed(fold(word), piece.start + start, piece.start + end, open_end and last, part_of))
        left = max(0, left - len(found.spelled))
    yield run


def _inside(run: Sequence[_Typed], at: int) -> bool:
    """Whether a cut before this word would go through an identifier."""
    return 0 < at < len(run) and run[at].part_of is not None and run[at].part_of == run[at - 1].part_of


def _told(same: list[_Reading], language: str | None) -> tuple[tuple[str, Term], ...]:
    """What is meant by words that several terms fit: those of the asker's language if there are any, each once."""
    best = same[0]
    near = same if best.how is How.HALF_TYPED else [one for one in same if one.wrong == best.wrong]
    every = [term for one in near for term in one.meant]
    own = [one for one in every if one[1].language == language]
    every = (own or every) if best.how <= How.OTHER_FORM else own + every
    terms: dict[str, Term] = {}
    for concept_id, term in every:
        terms.setdefault(concept_id, term)
    return () if best.how > How.OTHER_FORM and len(terms) > MAX_MEANINGS else tuple(terms.items())


def _rest(text: str, found: Sequence[Recognised], prefix_last: bool) -> Wording:
    """The query without the words that were recognised, and without articles that only joined them."""
    left = text
    for one in found:
        left = left[: one.start] + " " * (one.end - one.start) + left[one.end :]
    rest = parse(left, prefix_last=prefix_last)
    if found and all(word in STOP_WORDS for word in rest.words):
        rest = replace(rest, words=(), prefix=False)
    return rest


@lru_cache(maxsize=1)
def asking() -> Asking:
    """What reads queries for the service's thesaurus, built once in a process."""
    return Asking(thesaurus())
