"""From the port's documents and queries to Meilisearch's: fields, settings, filters and federated searches."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from atalaya_platform.search.document import Document, facet_value
from atalaya_platform.search.port import MAX_FACET_VALUES, MAX_LIMIT, MAX_OFFSET, Meaning, Query, Sort
from atalaya_platform.search.record import dump
from atalaya_platform.search.stems import LANGUAGES, stems, telling
from atalaya_platform.search.text import Wording, fold, words

EDITION = 1
"""Raise it whenever fields or settings change: older indexes are then rebuilt."""

SETTINGS: Mapping[str, Any] = {
    "searchableAttributes": ["title", "body", "title_stems", "body_stems"],
    "displayedAttributes": ["id", "parent_id", "kind", "audience", "stored"],
    "filterableAttributes": ["own", "parent", "audience", "facets"],
    "sortableAttributes": ["created"],
    "rankingRules": ["sort", "words", "typo", "exactness", "proximity", "attribute"],
    "stopWords": [],
    "synonyms": {},
    "typoTolerance": {
        "enabled": True,
        "minWordSizeForTypos": {"oneTypo": 4, "twoTypos": 8},
        "disableOnWords": [],
        "disableOnAttributes": ["title_stems", "body_stems"],
        "disableOnNumbers": True,
    },
    "faceting": {"maxValuesPerFacet": MAX_FACET_VALUES, "sortFacetValuesBy": {"*": "count"}},
    "pagination": {"maxTotalHits": MAX_OFFSET + MAX_LIMIT},
}

ORDERED_SETTINGS = frozenset({"searchableAttributes", "rankingRules"})

_BY_STEM = 0.9
_OTHER_WORDING = 0.7
_OTHER_OF_MEANT = 0.9  # with a meaning, whose values weigh nearly as much as words
_MEANT = 0.95
_ALONE = 0.6  # a value of one group of several
_REST = 3  # words besides what is meant that make what has them come first
_LEVELS = 3  # of weight that are told apart, so that an answer stays a handful of searches
_PLAIN = re.compile(r"[^a-z0-9_.:-]")
_ENCODED = re.compile(r"((?:=[0-9a-f]{2})+)")


Add = Callable[[str, list[str], float, str], None]
"""Adds a search: its text, its conditions, its weight, and whether all words or the first ones are needed."""


def encode(value: str) -> str:
    """A value for filters: everything but a-z, 0-9, `_.:-` becomes `=` and its UTF-8 bytes in hexadecimal.

    Meilisearch compares filter values without case, cuts long ones, and cannot take every backslash. Encoded,
    they are exact, and there is nothing left to escape.
    """
    return _PLAIN.sub(lambda found: "".join(f"={byte:02x}" for byte in found[0].encode()), value)


def decode(value: str) -> str:
    """The value that was encoded."""
    return _ENCODED.sub(lambda found: bytes.fromhex(found[0].replace("=", "")).decode(), value)


def one_of(attribute: str, values: Iterable[str]) -> str:
    """The filter that an attribute has one of these values."""
    quoted = ", ".join(f'"{encode(value)}"' for value in values)
    return f"{attribute} IN [{quoted}]"


def fields(document: Document) -> dict[str, Any]:
    """A document as Meilisearch takes it.

    It gets folded words rather than the text, as it would split `PowerShell` where the case changes; and stems,
    as it has no stemmers. Every field is always there.
    """
    return {
        "id": document.id,
        "parent_id": document.parent_id,
        "kind": document.kind,
        "audience": document.audience,
        "own": encode(document.id),
        "parent": encode(document.parent_id),
        "created": int(document.created_at.timestamp() * 1_000_000),
        "facets": {name: [encode(value) for value in values] for name, values in document.facet_values.items()},
        "title": " ".join(words(document.title)),
        "body": " ".join(words(document.body)),
        "title_stems": _unique_stems(document.language, document.title),
        "body_stems": _unique_stems(document.language, document.body),
        "stored": dump(document).decode(),
    }


def _unique_stems(language: str, text: str) -> str:
    return " ".join(dict.fromkeys(stems(language, text)))


def filters(query: Query, leaving_out: str | None = None) -> list[str]:
    """What a document must fulfil; with a facet's name, as if that facet had no filter."""
    conditions = [one_of("audience", sorted(query.audiences))]
    if query.without:
        conditions.append(f"NOT {one_of('parent', sorted(query.without))}")
    conditions += [one_of(f"facets.{name}", values) for name, values in query.selected.items() if name != leaving_out]
    return conditions


def _typed(asked: Wording, loose: Sequence[str], excluded: Sequence[Sequence[str]], *, unfinished: bool) -> str:
    """The query's text: exclusions, phrases, then words. A blank after the last word says that it is finished."""
    parts = ["-" + _quoted(phrase) for phrase in excluded]
    parts += [_quoted(phrase) for phrase in asked.phrases]
    parts += loose
    return " ".join(parts) + ("" if unfinished else " ")


def _quoted(phrase: Sequence[str]) -> str:
    return f'"{" ".join(phrase)}"'


def searches(
    index: str, query: Query, asked: Wording, others: Sequence[Wording], conditions: list[str]
) -> list[dict[str, Any]]:
    """The federated queries of one answer: every wording by its words, the text's own by its stems too, its meaning."""
    by_date = query.sort is not Sort.RELEVANCE or not asked.asks
    direction = "asc" if query.sort is Sort.OLDEST else "desc"
    common: dict[str, Any] = {
        "indexUid": index,
        "attributesToRetrieve": ["stored"],
        **({"sort": [f"created:{direction}"]} if by_date else {}),
    }
    made: list[dict[str, Any]] = []

    def add(text: str, conditions: list[str], weight: float, strategy: str) -> None:
        asking = {"q": text, "filter": conditions, "matchingStrategy": strategy}
        made.append({**common, **asking, "federationOptions": {"weight": weight}})

    other = _OTHER_OF_MEANT if query.meaning else _OTHER_WORDING
    for number, wording in enumerate((asked, *others)):
        _add_wording(add, query, asked, wording, conditions, 1.0 if number == 0 else other)
    if query.meaning and asked.asks:
        _add_meaning(add, asked, query.meaning, conditions)
    return made


def _add_wording(
    add: Add,
    query: Query,
    asked: Wording,
    wording: Wording,
    conditions: list[str],
    weight: float,
) -> None:
    """The searches of one wording: by its words, and of the text itself by its stems in each language."""
    text = _typed(wording, wording.words, asked.excluded, unfinished=wording.prefix)
    add(text, conditions, weight, "all")
    own = wording is asked  # of other wordings the words do: tolerance of typos finds most of their forms
    for language in query.selected.get("language", LANGUAGES) if wording.words and own else ():
        if language not in LANGUAGES:
            continue
        stemmed = [telling(language, word) or (word,) for word in wording.words]
        longest = max(map(len, stemmed))
        for spelling in range(longest):
            loose = [each[min(spelling, len(each) - 1)] for each in stemmed]
            text = _typed(wording, loose, asked.excluded, unfinished=False)
            add(text, [*conditions, one_of("facets.language", [language])], weight * _BY_STEM, "all")


def _add_meaning(add: Add, asked: Wording, meaning: Meaning, conditions: list[str]) -> None:
    """What has values of all groups, then of any; in each, what has a word of the rest before what has none.

    In another language a word of the rest is looked for as it is mostly said there, among what has all groups only:
    an answer stays a few dozen searches.
    """
    phrases = Wording(phrases=meaning.rest.phrases)
    required = _typed(phrases, (), asked.excluded, unfinished=False)
    loose = meaning.rest.words[:_REST]
    beside = _first_said(meaning)
    for groups, share in _chosen(meaning):
        for weight, having in levels(groups):
            add(required, [*conditions, *having], weight * share * _MEANT * _BY_STEM, "all")
            for word in loose:
                typed = _typed(phrases, (word,), asked.excluded, unfinished=False)
                add(typed, [*conditions, *having], weight * share * _MEANT, "all")
            for language, said in beside.items() if groups is meaning.groups else ():
                spoken = [*conditions, *having, one_of("facets.language", [language])]
                typed = _typed(phrases, said, asked.excluded, unfinished=False)
                add(typed, spoken, weight * share * _MEANT, "last")


def _first_said(meaning: Meaning) -> dict[str, list[str]]:
    """The first words of the rest in the other languages, each as it is mostly said there."""
    found: dict[str, list[str]] = {}
    for said in meaning.beside[:_REST]:
        for language, word in dict(reversed(said)).items():
            found.setdefault(language, []).append(fold(word))
    return found


def _chosen(meaning: Meaning) -> list[tuple[Sequence[Mapping[tuple[str, str], float]], float]]:
    if len(meaning.groups) == 1:
        return [(meaning.groups, 1.0)]
    return [(meaning.groups, 1.0), *(([group], _ALONE) for group in meaning.groups)]


def levels(groups: Sequence[Mapping[tuple[str, str], float]]) -> list[tuple[float, list[str]]]:
    """Weights, the highest first, each with the filter that every group has a value of at least its own such weight.

    A group has fewer levels than another where it has fewer weights: its last one then stays. What several groups
    weigh is their mean.
    """
    steps = [sorted(set(group.values()), reverse=True) for group in groups]
    found: list[tuple[float, list[str]]] = []
    for level in range(min(max(map(len, steps)), _LEVELS)):
        last = level == _LEVELS - 1
        least = [step[-1] if last else step[min(level, len(step) - 1)] for step in steps]
        having = [_having(group, weight) for group, weight in zip(groups, least, strict=True)]
        found.append((sum(least) / len(least), having))
    return found


def _having(group: Mapping[tuple[str, str], float], least: float) -> str:
    by_name: dict[str, list[str]] = {}
    for (name, value), weight in group.items():
        if weight >= least:
            by_name.setdefault(name, []).append(facet_value(value))
    return " OR ".join(one_of(f"facets.{name}", values) for name, values in by_name.items())
