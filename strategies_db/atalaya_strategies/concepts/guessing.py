"""What a typed word may stand for: a word of some term that was misspelt, or one of which the end is still missing."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from atalaya_platform.search.stems import LANGUAGES
from atalaya_platform.search.text import STOP_WORDS, tolerance, words
from atalaya_strategies.concepts.languages import vernacular
from atalaya_strategies.concepts.model import Match, Term, Thesaurus
from atalaya_strategies.concepts.roots import root, singular

SHORTEST_MISSPELT = 5
"""Letters of a word that may be corrected: of shorter ones too many are another word with one letter changed."""

SHORTEST_BEGUN = 4
"""Letters that must be typed of a term's first word before the rest is guessed."""

_GUESSES = 6
_Layer = Literal["folded", "en", "es", "pt", "fr"]


class Guess(NamedTuple):
    """A word that may have been meant, and how many letters are wrong."""

    word: str
    wrong: int


class Node:
    """Where one stands after some words of a term: what can follow, and which terms end here."""

    __slots__ = ("_ordered", "after", "meant")

    def __init__(self) -> None:
        self.after: dict[str, Node] = {}
        self.meant: tuple[tuple[str, Term], ...] = ()
        self._ordered: tuple[str, ...] = ()

    def add(self, path: Iterable[str], concept_id: str, term: Term) -> None:
        """Let a term end at the end of a path of words."""
        node = self
        for word in path:
            node = node.after.setdefault(word, Node())
        node.meant += ((concept_id, term),)

    def begun(self, word: str) -> Iterator[tuple["Node", int]]:
        """Where a word of which only the beginning was typed may lead, and how many letters are missing."""
        if len(self._ordered) != len(self.after):
            self._ordered = tuple(sorted(self.after))
        for full in self._ordered[bisect_right(self._ordered, word) :]:
            if not full.startswith(word):
                return
            yield self.after[full], len(full) - len(word)


class Lexicon:
    """The terms of a thesaurus, word by word as they are folded and by their roots, and what its words look like."""

    def __init__(self, whole: Thesaurus) -> None:
        self.folded = Node()
        self.rooted = {language: Node() for language in LANGUAGES}
        known: set[str] = set()
        self._ordinary = vernacular().common | STOP_WORDS
        defining: set[str] = set()
        for concept in whole.concepts.values():
            for text in concept.definition.values():
                defining.update(words(text))
            for term in concept.every_term():
                self.folded.add(term.folded, concept.id, term)
                if term.match is Match.ROOTS:
                    self.rooted[term.language].add(term.roots, concept.id, term)
                elif len(term.folded) == 1 and term.match is Match.WORDS:
                    number = singular(term.language, term.folded[0])
                    self.rooted[term.language].add((f"1 {number}",), concept.id, term)
                known.update(term.folded)
        self._right = frozenset(known | defining | self._ordinary)
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(known):
            if len(word) >= SHORTEST_MISSPELT - 1:
                self._by_length.setdefault(len(word), []).append(word)
        self.guesses = lru_cache(maxsize=8_192)(self._guesses)

    def begins(self, word: str) -> bool:
        """Whether a folded word may be the beginning of a term: a word that everybody uses is whole."""
        return len(word) >= SHORTEST_BEGUN and word not in self._ordinary

    def surely(self, word: str, meant: str, wrong: int) -> bool:
        """Whether a word alone may be taken for a misspelt one: the same first letter, one error from 7 letters on
        and two from 12. Otherwise too many words of another sense are near: patent and parent, routine and routing.
        """
        allowed = 2 if len(word) >= 12 else 1 if len(word) >= 7 else 0
        return wrong <= allowed and word[0] == meant[0]

    def _guesses(self, word: str) -> tuple[Guess, ...]:
        """Words of terms that a folded word may be a misspelling of, the nearest first.

        None for a word of some term, for one that everybody uses (the word lists, the thesaurus's definitions), or
        for one with digits. How many letters may be wrong is what both search engines allow, too.
        """
        allowed = tolerance(word)
        if not allowed or len(word) < SHORTEST_MISSPELT or word in self._right:
            return ()
        found: list[Guess] = []
        for length in range(len(word) - allowed, len(word) + allowed + 1):
            near = process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=allowed, limit=_GUESSES
            )
            found += [Guess(meant, int(wrong)) for meant, wrong, _ in near]
        return tuple(sorted(found, key=lambda one: (one.wrong, one.word))[:_GUESSES])


def as_rooted(language: str, word: str, *, alone: bool) -> str:
    """A word as the layer of a language's roots has it; a word alone is a term only in its own number."""
    return f"1 {singular(language, word)}" if alone else root(language, word)
