"""Keyset pages of any statement: both ways, over any number of sort columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, literal, tuple_
from sqlalchemy.sql.type_api import TypeEngine

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.pages import cursor, key_of
from atalaya_platform.http.problems import Invalid

MOST_LISTED = 1000
"""Where a list that comes whole, without pages, ends: far beyond what any of them holds in a network of teams."""
_READERS: dict[type, Callable[[str], Any]] = {UUID: UUID, datetime: datetime.fromisoformat, int: int}


@dataclass(frozen=True)
class Span:
    """Which part of a list is asked for: cursors as they came in, and how many items."""

    limit: int = 50
    after: str | None = None
    before: str | None = None


@dataclass(frozen=True)
class Rows:
    """The rows of one page, and the cursors of its neighbours."""

    rows: list[Row[Any]]
    next: str | None
    previous: str | None


def _value(part: Any, kind: TypeEngine[Any]) -> Any:
    try:
        return _READERS.get(kind.python_type, str)(str(part))
    except ValueError:
        raise Invalid("This page cursor is not one of ours. Start again from the first page.") from None


async def page_of(
    session: ReadSession,
    statement: Select[*tuple[Any, ...]],
    key: Sequence[Any],
    span: Span,
    *,
    descending: bool = False,
) -> Rows:
    """The rows of a page in the order of `key`, whose last column makes it unique.

    The key's values follow the statement's own columns in each row.
    """
    backwards = span.before is not None and span.after is None
    given = span.before if backwards else span.after
    keyed = statement.add_columns(*(column.label(f"key_{n}") for n, column in enumerate(key)))
    if given is not None:
        values = key_of(given, len(key))
        bound = tuple_(*(literal(_value(v, c.type), c.type) for v, c in zip(values, key, strict=True)))
        keyed = keyed.where(tuple_(*key) < bound if backwards != descending else tuple_(*key) > bound)
    order = [column.desc() if backwards != descending else column.asc() for column in key]
    rows = list((await session.execute(keyed.order_by(*order).limit(span.limit + 1))).all())
    more, rows = len(rows) > span.limit, rows[: span.limit]
    if backwards:
        rows.reverse()
    if not rows:
        return Rows([], None, None)
    first, last = (cursor(*(_plain(v) for v in row[-len(key) :])) for row in (rows[0], rows[-1]))
    return Rows(rows, last if more or backwards else None, first if given and (more or not backwards) else None)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
