"""Recognise the concepts of a text: one pass of an Aho-Corasick automaton over its words, the longest term first."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from atalaya_platform.search.stems import LANGUAGES
from atalaya_platform.search.text import fold
from atalaya_strategies.concepts.languages import BLOCK, spoken, vernacular
from atalaya_strategies.concepts.model import Match, Term, Thesaurus
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.concepts.roots import root
from atalaya_strategies.concepts.words import Words, as_written, in_address, in_capitals, interrupted, seen, words_in
from atalaya_strategies.data import data_folder

# A text is read in layers: its words as written, folded, and by their roots in each language. In a layer a word that
# some term has is a character of our own, any other a blank. So a term is a short string, a text is one string per
# layer, and the automaton, which knows only strings, goes over words.
_LAYERS = (Match.LETTERS.value, Match.WORDS.value, *LANGUAGES)
_WIDTH = len(_LAYERS) + 1  # the last character of a row says of which languages the word is a small one
_BLANK = " "
_NOTHING = _BLANK * (_WIDTH - 1) + "\0"
_BETWEEN = "\n"
_FIRST = 0x100
_KEPT = 65_536
_LONGEST = 64  # letters of a word; a longer one is in no term
_RANK = {Match.LETTERS: 0, Match.WORDS: 1, Match.ROOTS: 2}

RULES = 1
"""Raise it whenever the same terms are recognised by other rules: texts are then annotated again."""

_Meant = tuple[tuple[str, Term], ...]
"""Concepts, and the term by which each is meant."""


class Annotation(NamedTuple):
    """A concept met in a text: `text[start:end]` says the term, in some form of its words."""

    concept_id: str
    start: int
    end: int
    term: Term


class _Meeting(NamedTuple):
    """Terms that fit the words from `first` on; the one that sorts first is to be preferred."""

    shortness: int
    first: int
    rank: int
    foreign: bool
    meant: _Meant

    @property
    def words(self) -> range:
        return range(self.first, self.first - self.shortness)


class Recogniser:
    """Recognises the concepts of one thesaurus. It may be shared between threads."""

    def __init__(self, whole: Thesaurus) -> None:
        self._symbols: dict[tuple[str, str], str] = {}
        self._small = vernacular().small
        self._common = vernacular().common
        self._near = {one.id: {*one.broader, *one.narrower, *one.related} for one in whole.concepts.values()}
        meant: dict[str, list[tuple[str, Term]]] = {}
        for concept in whole.concepts.values():
            for term in concept.every_term():
                meant.setdefault(self._pattern(term), []).append((concept.id, term))
        self._meant = [tuple(terms) for terms in meant.values()]
        self._automaton = AhoCorasick(list(meant))
        self._row = lru_cache(maxsize=_KEPT)(self._read)

    def annotate(self, text: str, language: str | None) -> tuple[Annotation, ...]:
        """The concepts of a text in the order in which they stand there.

        Of terms that overlap, the one with more words counts, then the one that begins first, then LETTERS before
        WORDS before ROOTS. So two annotations share letters only if two concepts share the term and the rest of the
        text favours neither.

        `language` (ISO 639-1, or None) is what the text is said to be in. Where its small words say otherwise, they
        are believed (see `languages.spoken`). A single word counts in a language that is spoken there, an acronym also
        where none of the four is. Several words count in any, but then only as they are listed, not by their roots:
        names are quoted in the middle of another language (`computer emergency response team`).
        """
        found = words_in(text, self._known)
        rows = "".join([self._row(word) if len(word) <= _LONGEST else _NOTHING for word in found.spelled])
        tongues = spoken(rows[_WIDTH - 1 :: _WIDTH].encode(), language)
        meetings = [
            _Meeting(-length, first, _RANK[meant[0][1].match], meant[0][1].language != language, meant)
            for first, length, terms in self._matches(rows, len(found.spelled))
            if (meant := self._possible(terms, text, found, first, length, tongues[first // BLOCK], language))
        ]
        meetings.sort(key=lambda one: one[:-1])
        return tuple(self._told_apart(_apart(meetings), found))

    def _pattern(self, term: Term) -> str:
        """The term as a string of one layer. Words that no term had before get a character."""
        layer, parts = {
            Match.LETTERS: (Match.LETTERS.value, words_in(term.text, lambda _: False).spelled),
            Match.WORDS: (Match.WORDS.value, term.folded),
            Match.ROOTS: (term.language, term.roots),
        }[term.match]
        symbols = self._symbols
        return "".join(symbols.setdefault((layer, part), chr(_FIRST + len(symbols))) for part in parts)

    def _read(self, spelled: str) -> str:
        """The row of a word: what it is in each layer, and of which languages it is a small word."""
        written = seen(spelled)
        folded = fold(written)
        if not folded.isalnum():  # signs that unfold to several words, such as ½
            return _NOTHING
        forms = (written, folded, *(root(language, folded) for language in LANGUAGES))
        read = (self._symbols.get(key, _BLANK) for key in zip(_LAYERS, forms, strict=True))
        return "".join(read) + chr(self._small.get(folded, 0))

    def _known(self, word: str) -> bool:
        return len(word) <= _LONGEST and bool(self._row(word)[:-1].strip(_BLANK))

    def _matches(self, rows: str, count: int) -> Iterator[tuple[int, int, _Meant]]:
        """First word, number of words and meaning of every term in a text of `count` words."""
        stream = _BETWEEN.join(rows[layer::_WIDTH] for layer in range(_WIDTH - 1))
        for pattern, start, end in self._automaton.find_matches_as_indexes(stream, overlapping=True):
            yield start % (count + 1), end - start, self._meant[pattern]

    def _possible(
        self,
        meant: _Meant,
        text: str,
        found: Words,
        first: int,
        length: int,
        tongues: frozenset[str],
        language: str | None,
    ) -> _Meant:
        """Those terms that may be meant here, those of the declared language first."""
        start, end = found.starts[first], found.ends[first + length - 1]
        match = meant[0][1].match
        if match is Match.LETTERS:
            written = as_written(text[start:end])
            meant = tuple(
                one for one in meant if one[1].text == written and (one[1].language in tongues or not tongues)
            )
            if meant and fold(written) in self._common and in_capitals(text, start, end):
                return ()
        elif length == 1:
            meant = tuple(one for one in meant if one[1].language in tongues)
            if meant and in_address(text, start, end):
                return ()
        else:
            folded = tuple(fold(seen(word)) for word in found.spelled[first : first + length])
            meant = tuple(
                one
                for one in meant
                if (one[1].language in tongues or one[1].folded == folded)
                and not interrupted(text[start:end], one[1].text)
            )
        return meant if len(meant) < 2 else tuple(sorted(meant, key=lambda one: one[1].language != language))

    def _told_apart(self, chosen: list[_Meeting], found: Words) -> Iterator[Annotation]:
        """The annotations. Where concepts share a term, those count whose neighbours are met most in the text."""
        clear = Counter(one.meant[0][0] for one in chosen if len({concept for concept, _ in one.meant}) == 1)
        for one in chosen:
            terms = dict(reversed(one.meant))
            if len(terms) > 1:
                met = {concept: clear[concept] + sum(clear[near] for near in self._near[concept]) for concept in terms}
                terms = {concept: terms[concept] for concept in sorted(terms) if met[concept] == max(met.values())}
            start, end = found.starts[one.words[0]], found.ends[one.words[-1]]
            for concept, term in terms.items():
                yield Annotation(concept, start, end, term)


def _apart(meetings: list[_Meeting]) -> list[_Meeting]:
    """Of meetings in order of preference, those whose words no better one has taken, in the order of the text."""
    taken: set[int] = set()
    chosen = []
    for meeting in meetings:
        if taken.isdisjoint(meeting.words):
            taken.update(meeting.words)
            chosen.append(meeting)
    return sorted(chosen, key=lambda one: one.first)


@lru_cache(maxsize=1)
def release() -> str:
    """Which terms are recognised by which rules, as 16 hexadecimal digits: where another stands, so do old concepts."""
    told = hashlib.sha256(str(RULES).encode())
    for folder in ("concepts", "languages"):
        for path in sorted((data_folder() / folder).glob("*.toml")):
            told.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return told.hexdigest()[:16]


@lru_cache(maxsize=1)
def recogniser() -> Recogniser:
    """The recogniser of the service's thesaurus, built once in a process."""
    return Recogniser(thesaurus())
