"""Documents and questions for the search tests."""

from datetime import UTC, datetime, timedelta
from typing import Any

from atalaya_platform.search.document import Document
from atalaya_platform.search.port import Query, Results, SearchEngine

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
GROUP = "amber:0190aaaa-0000-7000-8000-000000000001"
OTHER_GROUP = "strict:0190aaaa-0000-7000-8000-000000000002"


def document(own: str, title: str = "", body: str = "", *, minutes: int = 0, **more: Any) -> Document:
    """A public topic in English unless said otherwise, so many minutes after noon."""
    given = {"kind": "topic", "audience": "public", "language": "en", **more}
    return Document(id=own, title=title, body=body, created_at=NOON + timedelta(minutes=minutes), **given)


async def ask(
    engine: SearchEngine, text: str = "", *, audiences: tuple[str, ...] = ("public",), **more: Any
) -> Results:
    """The answer to a finished query."""
    more.setdefault("prefix_last", False)
    return await engine.search(Query(text=text, audiences=audiences, **more))


async def found(engine: SearchEngine, text: str = "", **more: Any) -> list[str]:
    """The ids of the hits, in order."""
    return [hit.id for hit in (await ask(engine, text, **more)).hits]


def counts(answer: Results, facet: str) -> dict[str, int]:
    return {one.value: one.count for one in answer.facets[facet]}
