"""From a typed query to what it means: which concepts it asks for, and the values by which their passages are found."""

from collections.abc import Collection, Mapping

from atalaya_platform.search.port import MAX_GROUP_VALUES, MAX_GROUPS, Meaning
from atalaya_platform.search.stems import LANGUAGES
from atalaya_platform.search.text import words
from atalaya_strategies.concepts.asking import Asked, Recognised, asking
from atalaya_strategies.concepts.everyday import Seen, everyday

WEIGHTS: Mapping[str, float] = {"concept_often": 1.0, "concept_twice": 0.9, "concept": 0.75}
"""How much a passage counts that mentions a concept often, twice or once; the facets are those of `source.TIMES`."""

WORDS = "words"
"""What stands among the concepts that are switched off, if words are to be looked for only as they are typed."""


def understood(text: str, *, language: str | None, without: Collection[str] = (), finished: bool = False) -> Asked:
    """The query with its concepts but those that were switched off. `language` is the asker's."""
    known = language if language in LANGUAGES else None
    return asking().ask(text, language=known, prefix_last=not finished, without=frozenset(without))


def words_elsewhere(asked: Asked, *, language: str | None, without: Collection[str] = ()) -> list[Seen]:
    """The words besides concepts that are looked for as they are said in other languages, unless switched off."""
    return [] if WORDS in without else everyday().seen(asked, language, _mere(asked, language, without))


def meaning_of(asked: Asked, language: str | None = None, without: Collection[str] = ()) -> Meaning | None:
    """How to look for what is meant; None if no concept is. `language` is the asker's."""
    groups = [_group(one) for one in asked.recognised[:MAX_GROUPS]]
    if not groups:
        return None
    return Meaning(
        groups=groups,
        rest=asked.rest,
        beside=[one.said for one in words_elsewhere(asked, language=language, without=without)],
        shown={sought.concept_id for one in asked.recognised for sought in one.sought},
    )


def also_said(asked: Asked, language: str | None = None, without: Collection[str] = ()) -> list[str]:
    """The query as it is said in the other languages, as far as it is known there."""
    return [] if WORDS in without else everyday().wordings(asked, language, _mere(asked, language, without))


def _mere(asked: Asked, language: str | None, without: Collection[str]) -> set[str]:
    """The words of the concepts that were switched off: they are to be found as they are typed."""
    every = understood(asked.text, language=language).recognised if without else ()
    off = [asked.text[one.start : one.end] for one in every if any(each.concept_id in without for each in one.meanings)]
    return {word for text in off for word in words(text)}


def _group(one: Recognised) -> dict[tuple[str, str], float]:
    weights = {
        (facet, sought.concept_id): round(sought.weight * weight, 3)
        for sought in one.sought
        for facet, weight in WEIGHTS.items()
    }
    return dict(sorted(weights.items(), key=lambda each: -each[1])[:MAX_GROUP_VALUES])
