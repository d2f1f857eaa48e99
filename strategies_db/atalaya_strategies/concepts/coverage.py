"""How far a document covers the elements of a vocabulary: which passages count for each, and how strongly."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from atalaya_strategies.concepts.model import ElementRef, Thesaurus, Vocabulary

P = TypeVar("P", bound=Hashable)

HALF = 4.0
"""So many full passages make half of the depth.

With four, the elements spread over the scale: of those of the English documents of the shared corpus, in passages of
120 words, a fifth is at 0, half is under 0.2, and a tenth above 0.73.
"""

BROAD = 3
"""So many different concepts of an element make all of the breadth, or as many as it has, if they are fewer."""


@dataclass(frozen=True, slots=True)
class Covered(Generic[P]):
    """An element in one document: the passages that count for it with their mentions, most first, and its strength."""

    code: str
    passages: tuple[tuple[P, int], ...]
    concepts: frozenset[str]
    strength: float

    @property
    def is_covered(self) -> bool:
        """Whether any passage counts."""
        return bool(self.passages)


@dataclass(frozen=True, slots=True)
class Coverage(Generic[P]):
    """A document against a vocabulary, element by element in the vocabulary's order."""

    vocabulary: str
    elements: Mapping[str, Covered[P]]
    share: float
    """How many of the elements without parts are covered, 0 to 1."""


class Measure:
    """Measures documents against one vocabulary. It is made once and may be shared between threads."""

    def __init__(self, whole: Thesaurus, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._touched: dict[str, list[str]] = {}
        self._possible: dict[str, int] = {}
        for code in vocabulary.elements:
            concepts = whole.of_element(ElementRef(vocabulary.id, code))
            self._possible[code] = len(concepts)
            for concept in concepts:
                self._touched.setdefault(concept.id, []).append(code)
        areas = {element.parent for element in vocabulary.elements.values()}
        self._leaves = [code for code in vocabulary.elements if code not in areas]

    def of(self, passages: Iterable[tuple[P, Iterable[str]]]) -> Coverage[P]:
        """Coverage by a document, whose passages are given with the ids of the concepts annotated in each.

        A passage counts for an element if a concept is annotated in it that touches the element, or for an area any
        element under it; a concept that touches an area only counts for the area alone. A concept annotated twice is
        mentioned twice. Annotations that a curator rejected are left out by the caller.
        """
        counting: dict[str, list[tuple[P, int]]] = {code: [] for code in self._possible}
        seen: dict[str, set[str]] = {code: set() for code in self._possible}
        for passage, concepts in passages:
            mentions: Counter[str] = Counter()
            for concept in concepts:
                for code in self._touched.get(concept, ()):
                    mentions[code] += 1
                    seen[code].add(concept)
            for code, number in mentions.items():
                counting[code].append((passage, number))
        elements = {
            code: Covered(
                code,
                tuple(sorted(found, key=lambda one: -one[1])),
                frozenset(seen[code]),
                strength((number for _, number in found), len(seen[code]), self._possible[code]),
            )
            for code, found in counting.items()
        }
        covered = sum(elements[code].is_covered for code in self._leaves)
        return Coverage(self._vocabulary.id, elements, covered / max(1, len(self._leaves)))


def strength(mentions: Iterable[int], concepts: int, possible: int) -> float:
    """How strongly an element is covered, from 0 (no passage counts) towards 1, which is never reached.

    `mentions` are those of each passage; `concepts` is how many different concepts of the element were met, of the
    `possible` ones. Depth times breadth:

    - a passage with m mentions is worth 1 - 2^-m: one mention in passing is half a passage, several come near to one;
    - depth is w / (w + 4) of what all passages together are worth, w: four full passages make half, twelve 0.75;
    - breadth is a half with one concept only, and 1 with three (or all, if the element has fewer).

    More mentions, passages or concepts never make less. The length of the document plays no part: a long document
    that says no more about an element than a short one covers it as much.

    >>> round(strength([1], 1, 5), 3), round(strength([3, 3, 2, 1], 3, 5), 3)
    (0.056, 0.429)
    """
    worth = sum(1 - 2.0 ** -min(one, 60) for one in mentions)
    broad = min(BROAD, possible)
    if worth == 0 or broad == 0:
        return 0.0
    breadth = 1.0 if broad == 1 else (1 + min(1.0, (concepts - 1) / (broad - 1))) / 2
    return worth / (worth + HALF) * breadth
