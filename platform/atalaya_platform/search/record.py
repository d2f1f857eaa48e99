"""The stored side of a document: what an engine hands back to make a hit of, the same for both engines."""

from typing import Any

import orjson

from atalaya_platform.search.document import Document
from atalaya_platform.search.highlight import Highlighter
from atalaya_platform.search.port import MAX_FACET_VALUES, FacetCount, Hit, Query
from atalaya_platform.search.text import Wording, fold, parse


def dump(document: Document) -> bytes:
    """What is kept of a document besides its indexed words, as JSON."""
    return orjson.dumps(
        {
            "id": document.id,
            "parent_id": document.parent_id,
            "position": document.position,
            "kind": document.kind,
            "title": document.title,
            "body": document.body,
            "language": document.language,
            "url": document.url,
            "spans": document.spans,
            "extra": dict(document.extra),
        }
    )


def hit(stored: bytes | str, score: float, marking: Highlighter) -> Hit:
    """The hit of a stored document."""
    kept: dict[str, Any] = orjson.loads(stored)
    return Hit(
        id=kept["id"],
        parent_id=kept["parent_id"],
        position=kept["position"],
        kind=kept["kind"],
        score=score,
        title=kept["title"],
        body=kept["body"],
        spans=kept.get("spans", ()),
        language=kept["language"],
        url=kept["url"],
        extra=kept["extra"],
        marking=marking,
    )


def wordings(query: Query) -> tuple[Wording, tuple[Wording, ...]]:
    """What a query asks for, and its other wordings as far as they ask for anything."""
    others = (parse(text, prefix_last=False) for text in query.also)
    return parse(query.text, prefix_last=query.prefix_last), tuple(other for other in others if other.asks)


def highlighter(query: Query, asked: Wording, others: tuple[Wording, ...]) -> Highlighter:
    """What marks the words of the query, of its other wordings, and of what it means."""
    if query.meaning is None:
        return Highlighter((asked, *others))
    beside = [fold(word) for said in query.meaning.beside for _, word in said]
    return Highlighter((asked, *others), query.meaning.shown, Highlighter((query.meaning.rest,), exact=beside))


def finds_nothing(query: Query, asked: Wording) -> bool:
    """Whether the answer is known to be empty without asking the engine: no audience, or only signs typed."""
    return not query.audiences or not (asked.blank or asked.asks or asked.excluded)


def ranked(counts: dict[str, int]) -> tuple[FacetCount, ...]:
    """Facet values with the most frequent first, then by name."""
    order = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(FacetCount(value=value, count=count) for value, count in order[:MAX_FACET_VALUES])
