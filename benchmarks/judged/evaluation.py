"""How well a source of rankings answers judged needs, language by language."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean
from typing import Any

from benchmarks.judged.collection import LANGUAGES, Document, Need, Page
from benchmarks.judged.measures import ndcg_at, recall_at

Source = Callable[[str, str], Sequence[Page]]
"""From a query and a language: pages of documents in that language, best first, at least twenty if there are."""

ANSWERS, TOUCHES = 2, 1


@dataclass(frozen=True)
class Answered:
    """What a source made of one need's query in one language; `None` where nothing is relevant to measure by."""

    need: str
    language: str
    ndcg: float | None
    """nDCG@10 over documents in the query's own language."""
    recall: float | None
    """recall@20 of the English pages that answer the need."""
    recall_touching: float | None
    """recall@20 of the English pages that answer or touch it."""
    judged: float | None
    """The share of the first twenty English pages that were judged: where it is low, recall says little."""


def answered(need: Need, language: str, source: Source, documents: dict[str, Document]) -> Answered:
    query = need.queries[language]
    own = need.grades_in(language, documents)
    english = need.grades_in("en", documents)
    ranked = source(query, "en")

    def recall(least: int) -> float | None:
        relevant = [page for page, grade in english.items() if grade >= least]
        return recall_at(ranked, relevant, 20) if relevant else None

    ndcg = ndcg_at(source(query, language), own, 10) if any(own.values()) else None
    judged = fmean(page in english for page in ranked[:20]) if ranked else None
    return Answered(need.id, language, ndcg, recall(ANSWERS), recall(TOUCHES), judged)


def evaluate(needs: Iterable[Need], source: Source, documents: dict[str, Document]) -> list[Answered]:
    return [answered(need, language, source, documents) for need in needs for language in LANGUAGES]


def summary(results: Sequence[Answered]) -> dict[str, dict[str, Any]]:
    """Means of each language, and recall as a share of that of the English queries (`ratio`)."""
    means: dict[str, dict[str, Any]] = {}
    for language in LANGUAGES:
        rows = [asdict(row) for row in results if row.language == language]
        found = {name: [row[name] for row in rows if row[name] is not None] for name in _MEASURES}
        means[language] = {name: round(fmean(values), 4) if values else None for name, values in found.items()}
        means[language]["needs_with_ndcg"] = len(found["ndcg"])
    for language in LANGUAGES:
        for name in ("recall", "recall_touching"):
            here, english = means[language][name], means["en"][name]
            means[language][f"{name}_ratio"] = round(here / english, 3) if here is not None and english else None
    return means


_MEASURES = ("ndcg", "recall", "recall_touching", "judged")
