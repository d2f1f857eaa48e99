"""The sections that a new draft begins with: one for each area and element of its vocabulary."""

from collections.abc import Iterator
from typing import NamedTuple

from atalaya_strategies.concepts.model import Vocabulary
from atalaya_strategies.concepts.reading import thesaurus


class Part(NamedTuple):
    """A section to be: a chapter (1) for what has parts or stands alone at the top, a section (2) for a part."""

    element: str
    title: str
    level: int


def parts_of(vocabulary: Vocabulary, language: str) -> Iterator[Part]:
    """The parts in the vocabulary's order."""
    for code, element in vocabulary.elements.items():
        yield Part(code, element.label.get(language) or element.label["en"], 1 if element.parent is None else 2)


def vocabulary_of(name: str) -> Vocabulary | None:
    """The vocabulary of this id, if there is one."""
    return thesaurus().vocabularies.get(name)


def has_element(vocabulary: str, code: str) -> bool:
    """Whether the vocabulary has such an element."""
    found = vocabulary_of(vocabulary)
    return found is not None and code in found.elements
