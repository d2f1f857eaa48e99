"""Annotations and their quality as the API gives them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.documents.models import Passage
from atalaya_strategies.judging.queries import Tally, Verdicts
from atalaya_strategies.judging.schemas import AnnotatedConcept, AnnotationQuality, Precision, PrecisionOf
from atalaya_strategies.judging.vocabulary import Verdict

Counts = Counter[Verdict]


def label_of(concept: str, locale: str) -> str:
    """The preferred term of a concept; its id if the thesaurus does not know it any more."""
    known = thesaurus().concepts.get(concept)
    return known.preferred(locale).text if known else concept


def annotated(passage: Passage, verdicts: Verdicts, locale: str, *, curates: bool) -> list[AnnotatedConcept]:
    """The concepts of a passage, the most mentioned first; rejected ones for curators only."""
    counted = Counter(str(one[0]) for one in passage.concepts)
    found = [
        AnnotatedConcept(
            concept=name,
            label=label_of(name, locale),
            mentions=mentions,
            verdict=verdicts.get((passage.id, name)),
        )
        for name, mentions in counted.most_common()
    ]
    return [one for one in found if curates or one.verdict is not Verdict.REJECTED]


def _precision(counts: Counts) -> Precision:
    right, wrong = counts[Verdict.CONFIRMED], counts[Verdict.REJECTED]
    share = round(right / (right + wrong), 4) if right + wrong else None
    return Precision(confirmed=right, rejected=wrong, precision=share)


def _by(named: Iterable[tuple[str, Tally]]) -> dict[str, Counts]:
    found: dict[str, Counts] = {}
    for name, tally in named:
        found.setdefault(name, Counter())[tally.verdict] += tally.number
    return dict(sorted(found.items(), key=lambda one: (-one[1][Verdict.REJECTED], -one[1].total(), one[0])))


def quality(tallies: Sequence[Tally], locale: str) -> AnnotationQuality:
    """Precision of all, of each concept and of each language."""
    whole: Counts = Counter()
    for tally in tallies:
        whole[tally.verdict] += tally.number
    concepts = _by((one.concept, one) for one in tallies)
    languages = _by((one.language, one) for one in tallies)
    return AnnotationQuality(
        **_precision(whole).model_dump(),
        concepts=[
            PrecisionOf(id=name, label=label_of(name, locale), **_precision(counts).model_dump())
            for name, counts in concepts.items()
        ],
        languages=[
            PrecisionOf(id=name, label="", **_precision(counts).model_dump()) for name, counts in languages.items()
        ],
    )
