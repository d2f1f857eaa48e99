"""Lists of topics: everything that the actor may read, newest activity first, in one statement.

The access rule is row-level security. For speed the question also names the actor's audience tokens: the newest
topics of each token come straight from an index and are merged, so a page costs the same in a busy community and
in a quiet one. Topics for named people come from the actor's own recipient rows.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, and_, cast, func, join, select, true, tuple_, union_all
from sqlmodel import col

from atalaya_forum.topics.models import Post, Topic, TopicRead
from atalaya_forum.topics.queries.columns import card, cards, floor
from atalaya_forum.topics.queries.standing import awaited, moderated
from atalaya_forum.topics.schemas.topic import TopicCard
from atalaya_forum.topics.vocabulary import TopicKind
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.models import Recipient
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.pages import Page, cursor, key_of
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
    review_due: datetime | None = None


def tokens_for(caller: Caller, group_id: UUID | None) -> list[str]:
    """The audience tokens under which the caller may find topics, in this group if one is given."""
    found = []
    for token in caller.tokens:
        kind, _, owner = token.partition(":")
        if kind == "person" or (kind in {"amber", "strict"} and group_id is not None and owner != str(group_id)):
            continue
        found.append(token)
    return sorted(found)


def unread(caller: Caller) -> ColumnElement[bool]:
    """Whether the topic has posts that this person has not read."""
    seen = (
        select(col(TopicRead.topic_id))
        .where(
            col(TopicRead.person_id) == caller.person_id,
            col(TopicRead.topic_id) == col(Topic.id),
            col(TopicRead.last_number) >= col(Topic.last_number),
        )
        .correlate(Topic)
        .exists()
    )
    return and_(col(Topic.last_activity) > floor(caller), ~seen)


def conditions(caller: Caller, filters: Filters) -> list[Any]:
    wanted: list[Any] = []
    if filters.group_id is not None:
        wanted.append(col(Topic.group_id) == filters.group_id)
    if filters.kind is not None:
        wanted.append(col(Topic.kind) == filters.kind)
    if filters.tag is not None:
        wanted.append(col(Topic.tags).contains([filters.tag]))
    if filters.author_id is not None:
        wanted.append(col(Topic.author_id) == filters.author_id)
    if filters.unread is not None:
        wanted.append(unread(caller) if filters.unread else ~unread(caller))
    if filters.awaiting is not None:
        wanted.append(awaited(caller) if filters.awaiting else ~awaited(caller))
    if filters.flagged:
        flagged = (
            select(col(Post.id))
            .where(col(Post.topic_id) == col(Topic.id), col(Post.open_flags) > 0)
            .correlate(Topic)
            .exists()
        )
        wanted += [moderated(col(Topic.group_id), caller), flagged]
    if filters.pinned is not None:
        wanted.append(col(Topic.pinned) if filters.pinned else ~col(Topic.pinned))
    if filters.answered is not None:
        answered = col(Topic.accepted_post_id).is_not(None)
        wanted.append(answered if filters.answered else ~answered)
    if filters.review_due is not None:
        wanted.append(col(Topic.review_on) <= filters.review_due.date())
    return wanted


def candidates(caller: Caller, wanted: list[Any], group_id: UUID | None, order: Any, most: int) -> Any:
    """Ids and sort keys of at most `most` topics per audience token that fit, as a subquery."""
    keys = (col(Topic.id), col(Topic.last_activity))
    tokens = func.unnest(cast(tokens_for(caller, group_id), ARRAY(Text))).table_valued("token").render_derived()
    newest = select(*keys).where(col(Topic.audience) == tokens.c.token, *wanted).order_by(*order).limit(most).lateral()
    mine = select(col(Recipient.object_id)).where(col(Recipient.person_id) == caller.person_id)
    named = (
        select(*keys)
        .where(col(Topic.id).in_(mine), col(Topic.audience).like("named:%"), *wanted)
        .order_by(*order)
        .limit(most)
        .subquery()
    )
    return union_all(
        select(newest.c.id, newest.c.last_activity).select_from(tokens.join(newest, true())),
        select(named.c.id, named.c.last_activity),
    ).subquery()


def _keyset(text: str, *, backwards: bool) -> ColumnElement[bool]:
    moment, identity = key_of(text, 2)
    try:
        key = (datetime.fromisoformat(str(moment)), UUID(str(identity)))
    except ValueError as error:
        raise Invalid("This page cursor is not one of ours. Start again from the first page.") from error
    row = tuple_(col(Topic.last_activity), col(Topic.id))
    return row > key if backwards else row < key


async def topics(
    session: ReadSession,
    caller: Caller,
    filters: Filters,
    *,
    after: str | None = None,
    before: str | None = None,
    limit: int = 30,
) -> Page[TopicCard]:
    """A page of topic cards. One statement, whatever the filters."""
    wanted = conditions(caller, filters)
    backwards = before is not None
    if before is not None or after is not None:
        wanted.append(_keyset(before or after or "", backwards=backwards))
    keys = (col(Topic.last_activity), col(Topic.id))
    order = [key.asc() if backwards else key.desc() for key in keys]
    found = candidates(caller, wanted, filters.group_id, order, limit + 1)
    merged_order = [key.asc() if backwards else key.desc() for key in (found.c.last_activity, found.c.id)]
    page = select(found.c.id).order_by(*merged_order).limit(limit + 1).subquery()
    statement = cards(caller, source=join(Topic, page, page.c.id == col(Topic.id)))
    rows = list((await session.execute(statement.order_by(*order))).all())
    more = len(rows) > limit
    rows = rows[:limit]
    if backwards:
        rows.reverse()
    items = [card(row) for row in rows]
    onward = more or backwards
    back = more if backwards else after is not None
    return Page(
        items=items,
        next=_cursor(items[-1]) if items and onward else None,
        previous=_cursor(items[0]) if items and back else None,
    )


def _cursor(item: TopicCard) -> str:
    return cursor(item.last_activity.isoformat(), item.id)
