"""Keyset pagination: opaque cursors over a sort key and an id, stable while rows come and go."""

import base64
from typing import Annotated, Any, Generic, TypeVar

import orjson
from fastapi import Query
from pydantic import Field

from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.schema import Schema

T = TypeVar("T")


class Page(Schema, Generic[T]):
    """A slice of a list; `next` and `previous` are cursors for the same address, or null at the ends."""

    items: list[T]
    next: str | None = Field(None, description="Send as `after` for what follows.")
    previous: str | None = Field(None, description="Send as `before` for what comes before.")


def cursor(*key: Any) -> str:
    """The cursor that stands for a row's sort key."""
    return base64.urlsafe_b64encode(orjson.dumps(key, default=str)).decode().rstrip("=")


def key_of(text: str, size: int) -> list[Any]:
    """The sort key in a cursor, of that many parts; raises Invalid when it was not made here."""
    try:
        key = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except ValueError:
        key = None
    if not isinstance(key, list) or len(key) != size:
        raise Invalid("This page cursor is not one of ours. Start again from the first page.")
    return key


Limit = Annotated[int, Query(ge=1, le=100, description="How many items at most.")]
After = Annotated[str | None, Query(max_length=400, description="The `next` of the page before.")]
Before = Annotated[str | None, Query(max_length=400, description="The `previous` of the page after.")]
