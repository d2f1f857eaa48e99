"""Recall and normalised discounted cumulative gain of a ranking, as pure functions."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from math import exp2, log2
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def recall_at(ranking: Sequence[T], relevant: Collection[T], k: int) -> float:
    """The share of the relevant items that are among the first k; more than k relevant ones cannot all be."""
    if not relevant:
        raise ValueError("recall has no meaning where nothing is relevant")
    return len(set(ranking[:k]) & set(relevant)) / len(set(relevant))


def ndcg_at(ranking: Sequence[T], grades: Mapping[T, int], k: int) -> float:
    """nDCG with gain 2^grade - 1 and discount log2(rank + 1) (Burges et al. 2005), against the best order of `grades`.

    An item without a grade gains nothing, and so does one that the ranking names a second time.
    """
    best = _dcg(sorted(grades.values(), reverse=True)[:k])
    if best == 0:
        raise ValueError("nDCG has no meaning where nothing is relevant")
    seen: set[T] = set()
    gained = []
    for item in ranking[:k]:
        gained.append(0 if item in seen else grades.get(item, 0))
        seen.add(item)
    return _dcg(gained) / best


def _dcg(grades: Sequence[int]) -> float:
    return sum((exp2(grade) - 1) / log2(rank + 1) for rank, grade in enumerate(grades, start=1))
