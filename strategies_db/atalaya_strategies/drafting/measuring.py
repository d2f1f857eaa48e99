"""How far a draft covers the elements of a vocabulary: by what its sections say, not by their headings."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from atalaya_platform.text.markdown import plain
from atalaya_strategies.concepts.coverage import Coverage, Measure
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.concepts.recognising import recogniser
from atalaya_strategies.documents.reading.passages import spans


@lru_cache(maxsize=8)
def countable(vocabulary: str) -> tuple[str, ...]:
    """The elements of a vocabulary that exists which have no parts: what a share of it is counted in."""
    elements = thesaurus().vocabularies[vocabulary].elements
    areas = {element.parent for element in elements.values()}
    return tuple(code for code in elements if code not in areas)


class Written(NamedTuple):
    """A section's text, to be measured."""

    section: str
    body: str


@lru_cache(maxsize=8)
def measure_for(vocabulary: str) -> Measure:
    """The measure of a vocabulary that exists."""
    whole = thesaurus()
    return Measure(whole, whole.vocabularies[vocabulary])


def measured(sections: Sequence[Written], language: str, vocabulary: str) -> Coverage[str]:
    """The draft against the vocabulary, in passages as long as those of documents; the passages are named by section.

    Takes up to tens of milliseconds for each hundred pages: call it in a thread.
    """
    said: list[tuple[str, list[str]]] = []
    for section in sections:
        text = plain(section.body).replace("\n", "\n\n")
        for start, end in spans(text):
            met = recogniser().annotate(text[start:end], language)
            said.append((section.section, [one.concept_id for one in met]))
    return measure_for(vocabulary).of(said)


def covers(body: str, language: str, vocabulary: str) -> list[str]:
    """The countable elements that one section's text speaks of. A draft covers what any of its sections does.

    Takes about a millisecond a page: call it in a thread.
    """
    if not body.strip():
        return []
    found = measured([Written("", body)], language, vocabulary).elements
    return [code for code in countable(vocabulary) if found[code].is_covered]
