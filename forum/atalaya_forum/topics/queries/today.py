"""What is new and what waits, for one person."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, and_, any_, bindparam, func, literal_column, select, true
from sqlalchemy.dialects.postgresql import distinct_on
from sqlmodel import col

from atalaya_forum.topics.models import Post, PostMention, Topic, TopicRead
from atalaya_forum.topics.queries.columns import last_read, person_brief, reading
from atalaya_forum.topics.queries.feed import Filters, candidates, tokens_for, topics, unread
from atalaya_forum.topics.queries.standing import ME, who
from atalaya_forum.topics.schemas.brief import GroupBrief
from atalaya_forum.topics.schemas.today import ForumToday, ForumUnread, GroupNews, LatestTopic, MentionNews
from atalaya_forum.topics.vocabulary import PostState, TopicKind
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.identity.models import Person, SharingGroup
from atalaya_platform.text.markdown import plain

COUNTED = 200
SHOWN = 10


async def today(session: ReadSession, caller: Caller) -> ForumToday:
    """Counts per group, what is new, what waits, who named me, what nobody has answered: eight short statements."""
    new = await topics(session, caller, Filters(unread=True), limit=SHOWN)
    awaiting = await topics(session, caller, Filters(awaiting=True, kind=TopicKind.ADVISORY), limit=SHOWN)
    questions = await topics(session, caller, Filters(kind=TopicKind.QUESTION, answered=False), limit=SHOWN)
    groups = await _groups(session, caller)
    return ForumToday(
        unread_topics=sum(group.unread_topics for group in groups),
        groups=groups,
        new=new,
        awaiting=awaiting,
        mentions=await _mentions(session, caller),
        questions=questions,
    )


async def unread_topics(session: ReadSession, caller: Caller) -> ForumUnread:
    """How much is unread in each group, and the latest topic of each: two statements."""
    groups = await _groups(session, caller)
    return ForumUnread(
        unread_topics=sum(group.unread_topics for group in groups),
        groups=groups,
        latest=await _latest(session, caller),
    )


@lru_cache(maxsize=1)
def _latest_statement() -> Any:
    asked = func.unnest(bindparam("groups", type_=ARRAY(Uuid())), bindparam("tokens", type_=ARRAY(Text)))
    place = asked.table_valued("group_id", "token").render_derived("place")
    shown = (col(Topic.id), col(Topic.group_id), col(Topic.title), col(Topic.label), col(Topic.last_activity))
    newest = (
        select(*shown)
        .where(col(Topic.audience) == place.c.token, col(Topic.group_id) == place.c.group_id)
        .order_by(col(Topic.last_activity).desc(), col(Topic.id).desc())
        .limit(literal_column("1"))
        .lateral()
    )
    return (
        select(newest)
        .select_from(place.join(newest, true()))
        .ext(distinct_on(newest.c.group_id))
        .order_by(newest.c.group_id, newest.c.last_activity.desc())
    )


async def _latest(session: ReadSession, caller: Caller) -> list[LatestTopic]:
    """The newest topic of each of the caller's groups, from one index entry per group and audience token."""
    own = [token.partition(":")[2] for token in caller.tokens if token.startswith("amber:")]
    wide = [token for token in tokens_for(caller, None) if not token.startswith(("amber:", "strict:"))]
    pairs = [(group, token) for group in own for token in (f"amber:{group}", f"strict:{group}", *wide)]
    values = {"groups": [UUID(group) for group, _ in pairs], "tokens": [token for _, token in pairs]}
    rows = await session.rows(_latest_statement(), values, planned_once=True)
    return [LatestTopic.model_validate(row._asdict()) for row in rows]


@lru_cache(maxsize=1)
def _groups_statement() -> Any:
    order: list[Any] = [col(Topic.last_activity).desc(), col(Topic.id).desc()]
    found = candidates([unread()], order, COUNTED)
    return (
        select(col(SharingGroup.id), col(SharingGroup.name), func.count().label("topics"))
        .select_from(Topic)
        .join(found, found.c.id == col(Topic.id))
        .outerjoin(SharingGroup, col(SharingGroup.id) == col(Topic.group_id))
        .group_by(col(SharingGroup.id), col(SharingGroup.name))
        .order_by(func.count().desc(), col(SharingGroup.name))
    )


async def _groups(session: ReadSession, caller: Caller) -> list[GroupNews]:
    values = {**who(caller), "tokens": tokens_for(caller, None)}
    return [
        GroupNews(group=_group(row.id, row.name), unread_topics=row.topics)
        for row in await session.rows(_groups_statement(), values, planned_once=True)
    ]


def _group(identity: UUID | None, name: str | None) -> GroupBrief | None:
    return GroupBrief(id=identity, name=name) if identity is not None and name is not None else None


@lru_cache(maxsize=1)
def _mentions_statement() -> Any:
    since = reading()
    return (
        select(
            col(Post.id),
            col(Post.topic_id),
            col(Post.number),
            col(Post.author_id),
            col(Post.body),
            col(Post.created_at),
            col(Topic.title),
            col(Topic.label),
            col(Person.name),
        )
        .join(PostMention, col(PostMention.post_id) == col(Post.id))
        .join(Topic, col(Topic.id) == col(Post.topic_id))
        .join(since, true())
        .outerjoin(TopicRead, and_(col(TopicRead.topic_id) == col(Topic.id), col(TopicRead.person_id) == ME))
        .outerjoin(Person, col(Person.id) == col(Post.author_id))
        .where(
            col(PostMention.named_id) == any_(bindparam("names", type_=ARRAY(Uuid()))),
            col(Post.author_id) != ME,
            col(Post.state) == PostState.SHOWN,
            col(Topic.last_activity) > since.c.at,
            col(Post.number) > last_read(since),
        )
        .ext(distinct_on(col(Post.id)))
        .order_by(col(Post.id).desc())
        .limit(literal_column(str(SHOWN)))
    )


async def _mentions(session: ReadSession, caller: Caller) -> list[MentionNews]:
    values = {**who(caller), "names": [caller.person_id, *caller.organisation_ids]}
    return [
        MentionNews(
            post_id=row.id,
            topic_id=row.topic_id,
            topic_title=row.title,
            number=row.number,
            label=row.label,
            author=person_brief(row.author_id, row.name),
            excerpt=plain(row.body, limit=240),
            created_at=row.created_at,
        )
        for row in await session.rows(_mentions_statement(), values, planned_once=True)
    ]
