"""Lists of topics: everything that the actor may read, newest activity first, in one statement.

The access rule is row-level security. For speed the question also names the actor's audience tokens: the newest
topics of each token come straight from an index and are merged, so a page costs the same in a busy community and
in a quiet one. Topics for named people come from the actor's own recipient rows.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    DateTime,
    Text,
    Uuid,
    and_,
    bindparam,
    func,
    join,
    literal_column,
    select,
    true,
    tuple_,
    union_all,
)
from sqlmodel import col

from atalaya_forum.topics.models import Post, Topic, TopicRead
from atalaya_forum.topics.queries.columns import card_values, cards, floor
from atalaya_forum.topics.queries.standing import ME, awaited, moderated, who
from atalaya_forum.topics.schemas.topic import TopicCard
from atalaya_forum.topics.vocabulary import TopicKind
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.models import Recipient
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.pages import cursor, key_of
from atalaya_platform.http.problems import Invalid


@dataclass(frozen=True)
class Filters:
    """What a list of topics is narrowed to; None does not narrow."""

    group_id: UUID | None = None
    kind: TopicKind | None = None
    tag: str | None = None
    author_id: UUID | None = None
    unread: bool | None = None
    awaiting: bool | None = None
    flagged: bool | None = None
    pinned: bool | None = None
    answered: bool | None = None
    review_due: date | None = None


def tokens_for(caller: Caller, group_id: UUID | None) -> list[str]:
    """The audience tokens under which the caller may find topics, in this group if one is given."""
    found = []
    for token in caller.tokens:
        kind, _, owner = token.partition(":")
        if kind == "person" or (kind in {"amber", "strict"} and group_id is not None and owner != str(group_id)):
            continue
        found.append(token)
    return sorted(found)


def unread() -> ColumnElement[bool]:
    """Whether the topic has posts that the caller has not read."""
    seen = (
        select(col(TopicRead.topic_id))
        .where(
            col(TopicRead.person_id) == ME,
            col(TopicRead.topic_id) == col(Topic.id),
            col(TopicRead.last_number) >= col(Topic.last_number),
        )
        .correlate(Topic)
        .exists()
    )
    return and_(col(Topic.last_activity) > floor(), ~seen)


def _flagged() -> ColumnElement[bool]:
    """Whether the topic has posts that wait for the caller as moderator."""
    waiting = select(col(Post.id)).where(
        col(Post.topic_id) == col(Topic.id), col(Post.open_flags) > literal_column("0")
    )
    return and_(moderated(col(Topic.group_id)), waiting.correlate(Topic).exists())


@dataclass(frozen=True)
class Shape:
    """What a list is narrowed by, without the values: lists of one shape share one statement.

    A word in `given` is a filter with a value of its own; True or False wants a condition or its opposite.
    """

    given: frozenset[str]
    unread: bool | None
    awaiting: bool | None
    flagged: bool | None
    pinned: bool | None
    answered: bool | None
    onward: bool | None
    most: int

    def conditions(self) -> list[Any]:
        """The conditions on `Topic`; their values are bound by name."""
        valued = {
            "group": col(Topic.group_id) == bindparam("group"),
            "kind": col(Topic.kind) == bindparam("kind"),
            "tag": col(Topic.tags).contains(bindparam("tag", type_=ARRAY(Text))),
            "author": col(Topic.author_id) == bindparam("author"),
            "review_due": col(Topic.review_on) <= bindparam("review_due", type_=Date()),
        }
        wanted: list[Any] = [condition for name, condition in valued.items() if name in self.given]
        chosen: tuple[tuple[bool | None, Any], ...] = (
            (self.unread, unread()),
            (self.awaiting, awaited()),
            (self.flagged, _flagged()),
            (self.pinned, col(Topic.pinned)),
            (self.answered, col(Topic.accepted_post_id).is_not(None)),
        )
        wanted += [condition if value else ~condition for value, condition in chosen if value is not None]
        if self.onward is not None:
            key = tuple_(bindparam("moment", type_=DateTime(timezone=True)), bindparam("last", type_=Uuid()))
            row = tuple_(col(Topic.last_activity), col(Topic.id))
            wanted.append(row < key if self.onward else row > key)
        return wanted


def candidates(wanted: list[Any], order: list[Any], most: int) -> Any:
    """Ids and sort keys of at most `most` topics per audience token that fit, as a subquery.

    `tokens` are bound by name. The limit is written out: the database plans for an unknown one as if it were large,
    and then plans every request anew.
    """
    keys = (col(Topic.id), col(Topic.last_activity))
    limit: Any = literal_column(str(int(most)))
    tokens = func.unnest(bindparam("tokens", type_=ARRAY(Text))).table_valued("token").render_derived()
    newest = select(*keys).where(col(Topic.audience) == tokens.c.token, *wanted).order_by(*order).limit(limit).lateral()
    mine = select(col(Recipient.object_id)).where(col(Recipient.person_id) == ME)
    named = (
        select(*keys)
        .where(col(Topic.id).in_(mine), col(Topic.audience).like("named:%"), *wanted)
        .order_by(*order)
        .limit(limit)
        .subquery()
    )
    return union_all(
        select(newest.c.id, newest.c.last_activity).select_from(tokens.join(newest, true())),
        select(named.c.id, named.c.last_activity),
    ).subquery()


@lru_cache(maxsize=512)
def _statement(shape: Shape) -> Any:
    """The one statement of every list of this shape."""
    backwards = shape.onward is False

    def ordered(columns: Any) -> list[Any]:
        return [column.asc() if backwards else column.desc() for column in (columns.last_activity, columns.id)]

    found = candidates(shape.conditions(), ordered(Topic), shape.most)
    page = select(found.c.id).order_by(*ordered(found.c)).limit(literal_column(str(int(shape.most)))).subquery()
    return cards(source=join(Topic, page, page.c.id == col(Topic.id))).order_by(*ordered(Topic))


def _key(place: str) -> dict[str, Any]:
    moment, last = key_of(place, 2)
    try:
        return {"moment": datetime.fromisoformat(str(moment)), "last": UUID(str(last))}
    except ValueError as error:
        raise Invalid("This page cursor is not one of ours. Start again from the first page.") from error


async def topics(session: ReadSession, caller: Caller, filters: Filters, *, limit: int) -> list[TopicCard]:
    """The first cards of a list. One statement, whatever the filters."""
    found = await topic_values(session, caller, filters, limit=limit)
    return [TopicCard.model_validate(values) for values in found["items"]]


async def topic_values(
    session: ReadSession,
    caller: Caller,
    filters: Filters,
    *,
    after: str | None = None,
    before: str | None = None,
    limit: int = 30,
) -> dict[str, Any]:
    """The values of a `Page[TopicCard]`, plain. One statement, whatever the filters.

    Every policy that a list passes is planned with it, which takes longer than the list itself. So it is planned once;
    the statements here are written so that one plan suits everybody: limits and the bounds of partial indexes are not
    parameters.
    """
    backwards = before is not None
    place = before or after
    values: dict[str, Any] = {
        "group": filters.group_id,
        "kind": filters.kind.value if filters.kind else None,
        "tag": [filters.tag] if filters.tag else None,
        "author": filters.author_id,
        "review_due": filters.review_due,
    }
    values = {name: value for name, value in values.items() if value is not None}
    shape = Shape(
        frozenset(values),
        filters.unread,
        filters.awaiting,
        filters.flagged or None,
        filters.pinned,
        filters.answered,
        None if place is None else not backwards,
        limit + 1,
    )
    values |= {**who(caller), "tokens": tokens_for(caller, filters.group_id)}
    values |= _key(place) if place is not None else {}
    rows = await session.rows(_statement(shape), values, planned_once=True)
    more = len(rows) > limit
    rows = rows[:limit]
    if backwards:
        rows.reverse()
    onward = more or backwards
    back = more if backwards else after is not None
    return {
        "items": [card_values(row) for row in rows],
        "next": _cursor(rows[-1]) if rows and onward else None,
        "previous": _cursor(rows[0]) if rows and back else None,
    }


def _cursor(row: Any) -> str:
    return cursor(row.last_activity.isoformat(), row.id)
