"""The page of the web application that shows what a saved search finds."""

from collections.abc import Sequence
from urllib.parse import quote
from uuid import UUID

import orjson

from atalaya_strategies.finding.wanted import SearchWanted


def search_page(wanted: SearchWanted, documents: Sequence[UUID] = ()) -> str:
    """The search with its filters, within the document if there is one only."""
    given = wanted.model_dump(mode="json", exclude_defaults=True, exclude={"locale"})
    if len(documents) == 1:
        given["document"] = str(documents[0])
    parts = [f"{name}={quote(_said(value), safe='')}" for name, value in given.items()]
    return "/strategies/search" + (f"?{'&'.join(parts)}" if parts else "")


def _said(value: object) -> str:
    """As the web application writes what stands in its address: texts as they are, unless they could be JSON."""
    if isinstance(value, str):
        try:
            orjson.loads(value)
        except orjson.JSONDecodeError:
            return value
    return orjson.dumps(value).decode()
