"""From a typed query to what it means: which concepts it asks for, and the values by which their passages are found."""

from collections.abc import Collection, Mapping

from atalaya_platform.search.port import MAX_GROUP_VALUES, MAX_GROUPS, Meaning
from atalaya_platform.search.stems import LANGUAGES
from atalaya_strategies.concepts.asking import Asked, Recognised, asking

WEIGHTS: Mapping[str, float] = {"concept_often": 1.0, "concept_twice": 0.9, "concept": 0.75}
"""How much a passage counts that mentions a concept often, twice or once; the facets are those of `source.TIMES`."""


def understood(text: str, *, language: str | None, without: Collection[str] = (), finished: bool = False) -> Asked:
    """The query with its concepts but those that were switched off. `language` is the asker's."""
    known = language if language in LANGUAGES else None
    return asking().ask(text, language=known, prefix_last=not finished, without=frozenset(without))


def meaning_of(asked: Asked) -> Meaning | None:
    """How to look for what is meant; None if no concept is."""
    groups = [_group(one) for one in asked.recognised[:MAX_GROUPS]]
    if not groups:
        return None
    return Meaning(
        groups=groups, rest=asked.rest, shown={sought.concept_id for one in asked.recognised for sought in one.sought}
    )


def _group(one: Recognised) -> dict[tuple[str, str], float]:
    weights = {
        (facet, sought.concept_id): round(sought.weight * weight, 3)
        for sought in one.sought
        for facet, weight in WEIGHTS.items()
    }
    return dict(sorted(weights.items(), key=lambda each: -each[1])[:MAX_GROUP_VALUES])
