"""Concepts and elements as the API gives them, in one language."""

from collections.abc import Sequence
from functools import cache

from atalaya_strategies.concepts.asking import Asked
from atalaya_strategies.concepts.everyday import Seen
from atalaya_strategies.concepts.model import Labels
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.finding.schemas import ConceptLabel, ConceptSeen, HowSeen, TermRead, Vocabulary, WordSeen
from atalaya_strategies.finding.source import VOCABULARIES

_MOST_NARROWER = 6


def _label(labels: Labels, locale: str) -> str:
    return labels.get(locale) or labels["en"]


def seen(asked: Asked, locale: str) -> list[ConceptSeen]:
    """The concepts of a query in the order in which they stand there."""
    concepts = thesaurus().concepts
    return [
        ConceptSeen(
            concept=meaning.concept_id,
            label=concepts[meaning.concept_id].preferred(locale).text,
            start=one.start,
            end=one.end,
            how=HowSeen[one.how.name],
            term=TermRead(language=meaning.term.language, text=meaning.term.text),
            beside=[TermRead(language=language, text=text) for language, text in meaning.beside],
            narrower=[
                concepts[name].preferred(locale).text for name in concepts[meaning.concept_id].narrower[:_MOST_NARROWER]
            ],
        )
        for one in asked.recognised
        for meaning in one.meanings
    ]


def words_seen(found: Sequence[Seen]) -> list[WordSeen]:
    """The words of a query that are looked for in other languages too."""
    return [
        WordSeen(
            term=TermRead(language=one.typed.language, text=one.typed.word),
            beside=[TermRead(language=word.language, text=word.word) for word in one.mostly],
        )
        for one in found
    ]


@cache
def vocabulary(locale: str) -> Vocabulary:
    """Every concept by name, and the elements in their own order."""
    whole = thesaurus()
    concepts = [ConceptLabel(id=one.id, label=one.preferred(locale).text, parent="") for one in whole.concepts.values()]
    listed = {
        facet: [
            ConceptLabel(id=one.code, label=_label(one.label, locale), parent=one.parent or "")
            for one in whole.vocabularies[of].elements.values()
        ]
        for facet, of in VOCABULARIES.items()
    }
    return Vocabulary(
        concepts=sorted(concepts, key=lambda one: one.label.casefold()),
        elements=listed["element"],
        objectives=listed["objective"],
        factors=listed["factor"],
    )
