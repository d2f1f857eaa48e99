"""What is read off the coverage of texts: cells, passages that count, and what became of elements. Pure functions."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import NamedTuple
from uuid import UUID

from atalaya_strategies.comparing.vocabulary import Became, VocabularyId
from atalaya_strategies.concepts.coverage import Coverage, Covered, Measure
from atalaya_strategies.concepts.model import Element, ElementRef
from atalaya_strategies.concepts.reading import thesaurus

Said = Iterable[tuple[UUID, list[str]]]
Rejected = Collection[tuple[UUID, str]]

NOTICED = 0.1
"""By how much a strength must differ to be called stronger or weaker: half a shade of the heat map, and what one more
full passage adds to an element that has one to three. A paragraph that was only rewritten makes less."""


class Weight(NamedTuple):
    """How often a concept is mentioned in a text, and in which passages, the most mentions first."""

    concept: str
    mentions: int
    passages: int


@cache
def measure(vocabulary: VocabularyId) -> Measure:
    """The measure of a vocabulary; it is made once in each process."""
    return Measure(thesaurus(), thesaurus().vocabularies[vocabulary])


def elements(vocabulary: VocabularyId) -> Mapping[str, Element]:
    """The elements in their own order."""
    return thesaurus().vocabularies[vocabulary].elements


def kept(said: Said, rejected: Rejected) -> list[tuple[UUID, list[str]]]:
    """The same without the annotations that curators rejected."""
    if not rejected:
        return list(said)
    return [
        (passage, [concept for concept in concepts if (passage, concept) not in rejected]) for passage, concepts in said
    ]


def coverage(vocabulary: VocabularyId, said: Said, rejected: Rejected = ()) -> Coverage[UUID]:
    """How far a text covers the vocabulary."""
    return measure(vocabulary).of(kept(said, rejected))


def mentions_of(covered: Covered[UUID]) -> int:
    """All mentions of an element."""
    return sum(number for _, number in covered.passages)


def touching(vocabulary: VocabularyId, element: str) -> frozenset[str]:
    """The concepts that count for an element."""
    return frozenset(one.id for one in thesaurus().of_element(ElementRef(vocabulary, element)))


def counting(said: Said, concepts: Collection[str], rejected: Rejected) -> list[tuple[UUID, int]]:
    """The passages that mention any of the concepts and how often, the most mentions first."""
    found = [
        (passage, number)
        for passage, names in kept(said, rejected)
        if (number := sum(name in concepts for name in names))
    ]
    return sorted(found, key=lambda one: -one[1])


def only_rejected(said: Said, concepts: Collection[str], rejected: Rejected) -> list[UUID]:
    """The passages that would mention the concepts, had curators not rejected every mention."""
    return [
        passage
        for passage, names in said
        if (here := {name for name in names if name in concepts}) and all((passage, name) in rejected for name in here)
    ]


def weights(said: Said, rejected: Rejected = ()) -> list[Weight]:
    """The concepts of a text, the most mentioned first."""
    mentions: Counter[str] = Counter()
    passages: Counter[str] = Counter()
    for _, concepts in kept(said, rejected):
        mentions.update(concepts)
        passages.update(set(concepts))
    found = [Weight(concept, number, passages[concept]) for concept, number in mentions.items()]
    return sorted(found, key=lambda one: (-one.mentions, one.concept))


def change(former: Covered[UUID], later: Covered[UUID]) -> Became:
    """What became of an element."""
    if former.is_covered != later.is_covered:
        return Became.GAINED if later.is_covered else Became.LOST
    difference = later.strength - former.strength
    if abs(difference) < NOTICED:
        return Became.SAME
    return Became.STRONGER if difference > 0 else Became.WEAKER
