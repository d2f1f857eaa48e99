"""Concepts, their terms in four languages, and the vocabularies whose elements they touch. All of it is frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

Labels = Mapping[str, str]
"""A text in each of the four languages, by ISO 639-1 code."""


class Match(StrEnum):
    """How a term is recognised in a document. Where two terms fit the same words, LETTERS beat WORDS beat ROOTS."""

    ROOTS = "roots"
    """Several words. Accents, case, number and mostly gender do not matter: they are compared by their roots."""
    WORDS = "words"
    """One word. Accents and case do not matter, but its root says too little (severity, several): forms are listed."""
    LETTERS = "letters"
    """An acronym, written just so in documents (CI is not the French "ci"; it may hold signs: I+D, E-Ciber). In a typed
    query, case does not matter."""


@dataclass(frozen=True, slots=True)
class Term:
    """A name of a concept in one language, and where it is used if not everywhere (`BR`, `PT`, `CA`, …).

    `folded` are its words without case and accents, as both search engines index them; `roots` the root of each.
    """

    text: str
    language: str
    region: str
    folded: tuple[str, ...]
    roots: tuple[str, ...]
    match: Match

    @property
    def tag(self) -> str:
        """The BCP 47 tag: `pt`, `pt-BR`."""
        return f"{self.language}-{self.region}" if self.region else self.language


class ElementRef(NamedTuple):
    """An element of a vocabulary: the edition is part of the vocabulary's id (`ncs-guide-2021`, `5.3.1`)."""

    vocabulary: str
    code: str


@dataclass(frozen=True, slots=True)
class Element:
    """An element, objective or factor. `seen` says where its wording was read; empty when it could not be."""

    code: str
    parent: str | None
    label: Labels
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One edition of somebody's list of elements, in its own order."""

    id: str
    name: str
    short: str
    edition: str
    publisher: str
    source: str
    licence: str
    note: str
    elements: Mapping[str, Element]


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept. `terms` holds per language the preferred term first; relations are complete, in both directions."""

    id: str
    theme: str
    terms: Mapping[str, tuple[Term, ...]]
    definition: Labels
    broader: tuple[str, ...]
    narrower: tuple[str, ...]
    related: tuple[str, ...]
    elements: tuple[ElementRef, ...]

    def preferred(self, language: str) -> Term:
        """The term to show in a language."""
        return self.terms[language][0]

    def alternative(self, language: str) -> tuple[Term, ...]:
        """The other terms of a language: variants of spelling, number and region, acronyms, synonyms."""
        return self.terms[language][1:]

    def every_term(self) -> Iterator[Term]:
        """All terms of all languages."""
        for of_language in self.terms.values():
            yield from of_language


@dataclass(frozen=True, slots=True)
class Scheme:
    """What the thesaurus says of itself, and the labels of its themes (one file each, in order)."""

    title: Labels
    description: Labels
    edition: str
    licence: str
    themes: Mapping[str, Labels]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """Everything that was read, by id. A thesaurus that exists has passed every check."""

    scheme: Scheme
    vocabularies: Mapping[str, Vocabulary]
    concepts: Mapping[str, Concept]

    def top(self) -> tuple[Concept, ...]:
        """The concepts that have no broader one."""
        return tuple(concept for concept in self.concepts.values() if not concept.broader)

    def narrower_by_steps(self, concept_id: str) -> Mapping[str, int]:
        """Every concept below one, with the least number of steps down to it; itself is at 0.

        A search for a concept finds its narrower ones too, at less weight the further down they are.
        """
        steps = {concept_id: 0}
        edge = [concept_id]
        while edge:
            below = [child for parent in edge for child in self.concepts[parent].narrower]
            depth = steps[edge[0]] + 1
            edge = [child for child in dict.fromkeys(below) if child not in steps]
            steps.update(dict.fromkeys(edge, depth))
        return steps

    def of_element(self, reference: ElementRef) -> tuple[Concept, ...]:
        """The concepts that touch an element, or any element under it."""
        elements = self.vocabularies[reference.vocabulary].elements
        codes = {code for code, element in elements.items() if reference.code in (code, element.parent)}
        return tuple(
            concept
            for concept in self.concepts.values()
            if any(ref.vocabulary == reference.vocabulary and ref.code in codes for ref in concept.elements)
        )
