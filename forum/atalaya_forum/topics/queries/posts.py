"""Posts of a topic: a window around any number, one post by its id, and its history."""

from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, and_, bindparam, func, literal_column, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from atalaya_forum.topics.models import Post, PostMention, PostReaction, PostRevision, Topic
from atalaya_forum.topics.queries.columns import organisation_values, person_brief, person_values
from atalaya_forum.topics.queries.standing import ME, moderated, who
from atalaya_forum.topics.schemas.post import PostPlace, PostRead, RevisionRead
from atalaya_forum.topics.vocabulary import PostState
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.files.queries import attachments_of
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Organisation, Person

Answered = aliased(Post)
AnsweredAuthor = aliased(Person)


POST: tuple[Any, ...] = (
    col(Post.id),
    col(Post.topic_id),
    col(Post.number),
    col(Post.author_id),
    col(Post.organisation_id),
    col(Post.body),
    col(Post.html),
    col(Post.reply_to_id),
    col(Post.attachments),
    col(Post.version),
    col(Post.state),
    col(Post.state_at),
    col(Post.state_reason),
    col(Post.moved_to_id),
    col(Post.created_at),
    col(Post.edited_at),
    col(Post.open_flags),
)


def _reactions() -> Any:
    counted = (
        select(
            col(PostReaction.emoji).label("emoji"),
            func.count().label("count"),
            func.bool_or(col(PostReaction.person_id) == ME).label("mine"),
            func.min(col(PostReaction.created_at)).label("first"),
        )
        .where(col(PostReaction.post_id) == col(Post.id))
        .correlate(Post)
        .group_by(col(PostReaction.emoji))
        .lateral()
    )
    built = func.jsonb_build_object("emoji", counted.c.emoji, "count", counted.c.count, "mine", counted.c.mine)
    return select(func.jsonb_agg(built)).select_from(counted).correlate(Post).scalar_subquery()


def _posts() -> Any:
    """Posts with whom they name, through their readable topic."""
    return (
        select(
            *POST,
            col(Topic.accepted_post_id),
            col(Topic.title),
            col(Topic.label),
            col(Person.name).label("author_name"),
            col(Organisation.name).label("organisation_name"),
            col(Organisation.acronym).label("organisation_acronym"),
            col(Organisation.country).label("organisation_country"),
            col(Answered.number).label("answered_number"),
            col(Answered.author_id).label("answered_author_id"),
            col(AnsweredAuthor.name).label("answered_author_name"),
            moderated(col(Topic.group_id)).label("moderator"),
            _reactions().label("reactions"),
        )
        .join(Topic, col(Topic.id) == col(Post.topic_id))
        .outerjoin(Person, col(Person.id) == col(Post.author_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Post.organisation_id))
        .outerjoin(
            Answered, and_(col(Answered.id) == col(Post.reply_to_id), col(Answered.topic_id) == col(Post.topic_id))
        )
        .outerjoin(AnsweredAuthor, col(AnsweredAuthor.id) == col(Answered.author_id))
    )


_ONE = _posts().where(col(Post.id) == bindparam("post"))
_IN_TOPIC = _posts().where(col(Post.topic_id) == bindparam("topic"), col(Topic.id) == bindparam("topic"))
_STATE = select(col(Post.state), col(Post.author_id)).where(col(Post.id) == bindparam("post"))
_MODERATED = (
    select(moderated(col(Topic.group_id)))
    .select_from(Topic)
    .join(Post, col(Post.topic_id) == col(Topic.id))
    .where(col(Post.id) == bindparam("post"))
)
_NUMBER = bindparam("number", type_=Integer())


@lru_cache(maxsize=512)
def _side(backwards: bool, most: int) -> Any:
    """Up to `most` posts of a topic on one side of a number. The limit is written out, as the database plans by it."""
    limit: Any = literal_column(str(int(most)))
    if backwards:
        return _IN_TOPIC.where(col(Post.number) < _NUMBER).order_by(col(Post.number).desc()).limit(limit)
    return _IN_TOPIC.where(col(Post.number) > _NUMBER).order_by(col(Post.number)).limit(limit)


def _legible(state: str, mine: bool, moderator: bool) -> bool:
    """Whether a post's text and files are there for somebody who may read its topic."""
    return state == PostState.SHOWN or (state == PostState.HIDDEN and (mine or moderator))


async def withholds_files(session: ReadSession, caller: Caller | None, post_id: UUID) -> bool:
    """Whether the files of a post are kept from the caller, as its text is; of what is no post nothing is."""
    row = (await session.execute(_STATE, {"post": post_id})).one_or_none()
    if row is None or row.state == PostState.SHOWN:
        return False
    if caller is None:
        return True
    moderator = (await session.execute(_MODERATED, {**who(caller), "post": post_id})).scalar_one()
    return not _legible(row.state, row.author_id == caller.person_id, bool(moderator))


def _values(row: Any, caller: Caller, attachments: list[Any] | None = None) -> dict[str, Any]:
    """The fields of a `PostRead`, plain; its text only where it is shown, or hidden from others."""
    mine = row.author_id == caller.person_id
    moderator = bool(row.moderator)
    visible = _legible(row.state, mine, moderator)
    reply_to = None
    if row.answered_number is not None and row.reply_to_id is not None:
        reply_to = {
            "id": row.reply_to_id,
            "number": row.answered_number,
            "author": person_values(row.answered_author_id, row.answered_author_name),
        }
    return {
        "id": row.id,
        "topic_id": row.topic_id,
        "number": row.number,
        "author": person_values(row.author_id, row.author_name),
        "organisation": organisation_values(row, row.organisation_id),
        "body": row.body if visible else "",
        "html": row.html if visible else "",
        "reply_to": reply_to,
        "attachments": (attachments or []) if visible else [],
        "reactions": row.reactions or [],
        "state": PostState(row.state),
        "state_at": row.state_at,
        "state_reason": row.state_reason,
        "moved_to_id": row.moved_to_id,
        "version": row.version,
        "created_at": row.created_at,
        "edited_at": row.edited_at,
        "mine": mine,
        "accepted": row.accepted_post_id == row.id,
        "open_flags": row.open_flags if moderator else 0,
    }


async def _read(session: ReadSession, caller: Caller, rows: list[Any]) -> list[dict[str, Any]]:
    with_files = [row.id for row in rows if row.attachments]
    files = await attachments_of(session, with_files) if with_files else {}
    return [_values(row, caller, files.get(row.id)) for row in rows]


async def _window(
    session: ReadSession,
    caller: Caller,
    topic_id: UUID,
    limit: int,
    *,
    after: int | None = None,
    before: int | None = None,
) -> list[Any]:
    """Up to `limit` rows on one side of a number, in order."""
    number = before if before is not None else after or 0
    values = {**who(caller), "topic": topic_id, "number": number}
    rows = await session.rows(_side(before is not None, limit), values)
    if before is not None:
        rows.reverse()
    return rows


async def post_values(
    session: ReadSession,
    caller: Caller,
    topic_id: UUID,
    *,
    after: int | None = None,
    before: int | None = None,
    around: int | None = None,
    limit: int = 30,
) -> dict[str, Any]:
    """A window of a topic's posts: after a number, before one, or with one in the middle; else from the start.

    The values of a `Page[PostRead]`, plain; `next` and `previous` are numbers to send as `after` and `before`. One
    statement, two with attachments; one more when nothing was found. Raises NotFound.
    """
    if around is not None:
        start = max(0, around - 1 - limit // 2)
        rows = await _window(session, caller, topic_id, limit + 1, after=start)
        more, rows = len(rows) > limit, rows[:limit]
        back = bool(rows) and rows[0].number > 1
    elif before is not None:
        rows = await _window(session, caller, topic_id, limit + 1, before=before)
        back, rows = len(rows) > limit, rows[-limit:]
        more = bool(rows)
    else:
        rows = await _window(session, caller, topic_id, limit + 1, after=after)
        more, rows = len(rows) > limit, rows[:limit]
        back = bool(rows) and rows[0].number > 1
    if not rows:
        await require_topic(session, topic_id)
        return {"items": [], "next": None, "previous": None}
    return {
        "items": await _read(session, caller, rows),
        "next": str(rows[-1].number) if more else None,
        "previous": str(rows[0].number) if back else None,
    }


async def posts(session: ReadSession, caller: Caller, topic_id: UUID, *, after: int, limit: int) -> list[PostRead]:
    """Up to `limit` posts after a number. Raises NotFound."""
    found = await post_values(session, caller, topic_id, after=after, limit=limit)
    return [PostRead.model_validate(values) for values in found["items"]]


async def require_topic(session: ReadSession, topic_id: UUID) -> None:
    """Raises NotFound unless the actor may read the topic."""
    found = (await session.execute(select(col(Topic.id)).where(col(Topic.id) == topic_id))).one_or_none()
    if found is None:
        raise NotFound("topic")


async def post_place(session: ReadSession, caller: Caller, post_id: UUID) -> PostPlace:
    """A post by its permanent id, wherever it is now. Raises NotFound."""
    rows = await session.rows(_ONE, {**who(caller), "post": post_id})
    if not rows:
        raise NotFound("post")
    (row,) = rows
    post = PostRead.model_validate((await _read(session, caller, [row]))[0])
    return PostPlace(
        id=post.id, topic_id=post.topic_id, number=post.number, title=row.title, label=row.label, post=post
    )


async def one_post(session: ReadSession, caller: Caller, post_id: UUID) -> PostRead:
    """A post by its id. Raises NotFound."""
    return (await post_place(session, caller, post_id)).post


async def held_post(session: ReadSession, post_id: UUID, *, fresh: bool = False) -> Post:
    """A post's row, which row-level security reads through its topic; `fresh` reads it again. Raises NotFound."""
    statement = select(Post).where(col(Post.id) == post_id).execution_options(populate_existing=fresh)
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound("post")
    return found


async def posts_of(session: ReadSession, topic_id: UUID, post_ids: list[UUID]) -> list[Post]:
    """Those of the posts that are in this topic, in order."""
    statement = (
        select(Post).where(col(Post.topic_id) == topic_id, col(Post.id).in_(post_ids)).order_by(col(Post.number))
    )
    return list((await session.execute(statement)).scalars())


async def named_in(session: ReadSession, post_id: UUID) -> set[UUID]:
    """The persons and organisations that a post names."""
    statement = select(col(PostMention.named_id)).where(col(PostMention.post_id) == post_id)
    return set((await session.execute(statement)).scalars())


async def post_ids_of(session: ReadSession, topic_id: UUID) -> list[UUID]:
    """The ids of all posts of a topic."""
    return list((await session.execute(select(col(Post.id)).where(col(Post.topic_id) == topic_id))).scalars())


async def replies_to(session: ReadSession, topic_id: UUID, post_ids: list[UUID]) -> list[UUID]:
    """The posts of a topic that answer any of these, in their order."""
    statement = (
        select(col(Post.id))
        .where(col(Post.topic_id) == topic_id, col(Post.reply_to_id).in_(post_ids))
        .order_by(col(Post.number))
    )
    return list((await session.execute(statement)).scalars())


async def revisions(session: ReadSession, caller: Caller, post_id: UUID) -> list[RevisionRead]:
    """Every version of a post, oldest first. Of a post that is not shown only moderators and its author see any.

    Raises NotFound.
    """
    place = await post_place(session, caller, post_id)
    post = place.post
    if post.state is PostState.DELETED or not (post.html or post.state is PostState.SHOWN):
        raise NotFound("version")
    statement = (
        select(PostRevision, col(Person.name))
        .outerjoin(Person, col(Person.id) == col(PostRevision.person_id))
        .where(col(PostRevision.post_id) == post_id)
        .order_by(col(PostRevision.version))
    )
    found = [
        RevisionRead(
            version=row.PostRevision.version,
            body=row.PostRevision.body,
            html=row.PostRevision.html,
            author=person_brief(row.PostRevision.person_id, row.name),
            written_at=row.PostRevision.written_at,
        )
        for row in (await session.execute(statement)).all()
    ]
    now = RevisionRead(
        version=post.version,
        body=post.body,
        html=post.html,
        author=post.author,
        written_at=post.edited_at or post.created_at,
    )
    return [*found, now]
