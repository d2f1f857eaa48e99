"""How far a draft covers the elements of a vocabulary: by what its sections say, not by their headings."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from atalaya_platform.text.markdown import plain
from atalaya_strategies.concepts.coverage import Coverage, Measure
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.concepts.recognising import recogniser
from atalaya_strategies.documents.reading.passages import spans


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
