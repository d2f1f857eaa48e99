"""From a typed query to what it means: which concepts it asks for, and the values by which their passages are found."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from atalaya_platform.search.port import MAX_GROUP_VALUES, MAX_GROUPS, Meaning
from atalaya_platform.search.stems import LANGUAGES
from atalaya_platform.search.text import words
from atalaya_strategies.concepts.asking import Asked, Recognised, asking
from atalaya_strategies.concepts.everyday import Seen, everyday

WEIGHTS: Mapping[str, float] = {"concept_often": 1.0, "concept_twice": 0.9, "concept": 0.75}
"""How much a passage counts that mentions a concept often, twice or once; the facets are those of `source.TIMES`."""

WORDS = "words"
"""What stands among the concepts that are switched off, if words are to be looked for only as they are typed."""


class Understood(NamedTuple):
    """A query with its concepts, its other words that are said otherwise elsewhere, and the whole said there."""

    asked: Asked
    words: Sequence[Seen] = ()
    also: Sequence[str] = ()


def understood(text: str, *, language: str | None, without: Collection[str] = (), finished: bool = False) -> Understood:
    """The query but for the concepts that were switched off, whose words stay as typed. `language` is the asker's."""
    asked = _ask(text, language, without, finished)
    if WORDS in without:
        return Understood(asked)
    mere = _mere(_ask(text, language, (), finished), without) if without else set()
    return Understood(asked, everyday().seen(asked, language, mere), everyday().wordings(asked, language, mere))


def _ask(text: str, language: str | None, without: Collection[str], finished: bool) -> Asked:
    known = language if language in LANGUAGES else None
    return asking().ask(text, language=known, prefix_last=not finished, without=frozenset(without))


def _mere(whole: Asked, without: Collection[str]) -> set[str]:
    """The words of the concepts that were switched off, of the query with all of them."""
    off = [one for one in whole.recognised if any(each.concept_id in without for each in one.meanings)]
    return {word for one in off for word in words(whole.text[one.start : one.end])}


def meaning_of(query: Understood) -> Meaning | None:
    """How to look for what is meant; None if no concept is."""
    recognised = query.asked.recognised
    groups = [_group(one) for one in recognised[:MAX_GROUPS]]
    if not groups:
        return None
    return Meaning(
        groups=groups,
        rest=query.asked.rest,
        beside=[one.said for one in query.words],
        shown={sought.concept_id for one in recognised for sought in one.sought},
    )


def _group(one: Recognised) -> dict[tuple[str, str], float]:
    weights = {
        (facet, sought.concept_id): round(sought.weight * weight, 3)
        for sought in one.sought
        for facet, weight in WEIGHTS.items()
    }
    return dict(sorted(weights.items(), key=lambda each: -each[1])[:MAX_GROUP_VALUES])
