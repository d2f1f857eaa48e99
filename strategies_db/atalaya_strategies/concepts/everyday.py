"""Everyday words of policy papers: what a word that belongs to no concept is called in the other languages."""

import csv
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from atalaya_platform.search.stems import LANGUAGES, variants
from atalaya_platform.search.text import fold, spelled
from atalaya_strategies.concepts.asking import Asked, Recognised
from atalaya_strategies.data import data_folder

Row = Mapping[str, tuple[str, ...]]
"""One meaning: its words by language, the most usual first."""


class Word(NamedTuple):
    """A word and its language."""

    language: str
    word: str


class Seen(NamedTuple):
    """A word of a query, and all that it is called elsewhere, of each language the most usual first."""

    typed: Word
    said: list[Word]

    @property
    def mostly(self) -> list[Word]:
        """The most usual one of each language."""
        return [Word(language, word) for language, word in dict(reversed(self.said)).items()][::-1]


class Everyday:
    """The words of a list of meanings, found by their stems, whether their accents are typed or not."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._by_stem: dict[Word, list[int]] = {}
        for number, row in enumerate(rows):
            for language, words in row.items():
                spellings = {spelling for word in words for spelling in (word, fold(word))}
                for stem in {stem for spelling in spellings for stem in variants(language, spelling)}:
                    self._by_stem.setdefault(Word(language, stem), []).append(number)

    def meanings(self, language: str, word: str) -> list[Row]:
        """The meanings of a typed word in a language: of those that share its stem, the ones written most like it.

        So `públicos` is public, and not what is published.
        """
        found = dict.fromkeys(
            number for stem in variants(language, word) for number in self._by_stem.get(Word(language, stem), ())
        )
        apart = {
            number: min(Prefix.distance(word, fold(one)) for one in self._rows[number][language]) for number in found
        }
        nearest = min(apart.values(), default=0)
        return [self._rows[number] for number, letters in apart.items() if letters == nearest]

    def language_of(self, asked: Asked, preferred: str | None) -> str | None:
        """The language in which most of a query is known; the asker's where it is no worse than another."""
        counted = Counter(
            language for word in asked.rest.words for language in LANGUAGES if self.meanings(language, word)
        )
        counted.update(one.meanings[0].term.language for one in asked.recognised)
        most = max(counted.values(), default=0)
        best = [language for language in LANGUAGES if counted[language] == most]
        return None if not most else preferred if preferred in best else best[0]

    def elsewhere(self, language: str, word: str) -> dict[str, tuple[str, ...]]:
        """What a word is called in each other language, without what is spelled as it is but for accents."""
        found: dict[str, dict[str, None]] = {}
        for row in self.meanings(language, word):
            for other, words in row.items():
                if other != language:
                    found.setdefault(other, {}).update(dict.fromkeys(words))
        return {other: tuple(one for one in words if fold(one) != word) for other, words in found.items()}

    def seen(self, asked: Asked, preferred: str | None = None, mere: Collection[str] = ()) -> list[Seen]:
        """The words of a query's rest that are called something else in other languages, as they were typed.

        Those of `mere`, folded, are left as they are.
        """
        language = self.language_of(asked, preferred)
        if language is None:
            return []
        typed = {fold(asked.text[start:end]): asked.text[start:end] for start, end in spelled(asked.text)}
        found: list[Seen] = []
        for word in asked.rest.words:
            elsewhere = self.elsewhere(language, word) if word not in mere else {}
            if said := [Word(other, one) for other, words in elsewhere.items() for one in words]:
                found.append(Seen(Word(language, typed.get(word, word)), said))
        return found

    def wordings(self, asked: Asked, preferred: str | None = None, mere: Collection[str] = ()) -> list[str]:
        """The query as it is mostly said in each other language; what is not known stays as it is.

        Without a concept in it, also as it is said there less often. Nothing for a query of which nothing is known.
        Phrases stay; what is excluded is left to the query itself.
        """
        language = self.language_of(asked, preferred)
        if language is None:
            return []
        words = [
            (start, word)
            for start, end in spelled(asked.text)
            if (word := fold(asked.text[start:end])) in asked.rest.words
        ]
        elsewhere = {word: self.elsewhere(language, word) if word not in mere else {} for _, word in words}
        if not asked.recognised and not any(elsewhere.values()):
            return []
        phrases = [f'"{" ".join(phrase)}"' for phrase in asked.rest.phrases]
        found: dict[str, None] = {}
        for other in LANGUAGES:
            terms = [(one.start, _called(asked, one, other)) for one in asked.recognised]
            for rank in range(1 if terms else 2) if other != language else ():
                said = [(start, _ranked(elsewhere[word].get(other, ()), rank) or word) for start, word in words]
                if said or terms:
                    found[" ".join([text for _, text in sorted(said + terms)] + phrases)] = None
        return list(found)


def _called(asked: Asked, one: Recognised, language: str) -> str:
    """The term of what was recognised in a language; as it was typed if it has none there, or several meanings."""
    known = one.meanings[0].beside if len(one.meanings) == 1 else ()
    return next((text for of, text in known if of == language), asked.text[one.start : one.end])


def _ranked(words: Sequence[str], rank: int) -> str | None:
    return words[min(rank, len(words) - 1)] if words else None


def load(data: Path | None = None) -> Everyday:
    """The list of a data folder, the service's own unless another is named."""
    with ((data or data_folder()) / "languages" / "words.csv").open(newline="", encoding="utf-8") as file:
        return Everyday(
            [{language: tuple(row[language].split(";")) for language in LANGUAGES} for row in csv.DictReader(file)]
        )


@lru_cache(maxsize=1)
def everyday() -> Everyday:
    """The service's own list, read once in a process."""
    return load()
