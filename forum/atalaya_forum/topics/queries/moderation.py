"""The moderation queue: flagged posts of the groups that somebody moderates, as far as that person may read them."""

from uuid import UUID

from sqlalchemy import func, literal_column, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from atalaya_forum.topics.models import Post, PostFlag, Topic
from atalaya_forum.topics.queries.columns import person_brief
from atalaya_forum.topics.queries.standing import moderated, who
from atalaya_forum.topics.schemas.brief import GroupBrief
from atalaya_forum.topics.schemas.post import FlaggedPost, FlagRead
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.pages import Page, cursor, key_of
from atalaya_platform.http.problems import Invalid
from atalaya_platform.identity.models import Person, SharingGroup
from atalaya_platform.text.markdown import plain

Flagger = aliased(Person)


async def own_flag(session: ReadSession, caller: Caller, post_id: UUID) -> bool:
    """Whether this person's flag on the post is still open."""
    statement = select(col(PostFlag.id)).where(
        col(PostFlag.post_id) == post_id,
        col(PostFlag.person_id) == caller.person_id,
        col(PostFlag.resolved_at).is_(None),
    )
    return (await session.execute(statement)).first() is not None


async def queue(session: ReadSession, caller: Caller, *, after: str | None, limit: int) -> Page[FlaggedPost]:
    """Flagged posts, oldest first, each with its open flags; one statement."""
    flag = func.jsonb_build_object(
        "id", col(PostFlag.id),
        "reason", col(PostFlag.reason),
        "note", col(PostFlag.note),
        "person_id", col(PostFlag.person_id),
        "name", col(Flagger.name),
        "created_at", col(PostFlag.created_at),
    )  # fmt: skip
    flags = (
        select(func.jsonb_agg(flag))
        .select_from(PostFlag)
        .outerjoin(Flagger, col(Flagger.id) == col(PostFlag.person_id))
        .where(col(PostFlag.post_id) == col(Post.id), col(PostFlag.resolved_at).is_(None))
        .correlate(Post)
        .scalar_subquery()
    )
    statement = (
        select(Post, Topic, col(SharingGroup.name), col(Person.name), flags)
        .join(Topic, col(Topic.id) == col(Post.topic_id))
        .outerjoin(SharingGroup, col(SharingGroup.id) == col(Topic.group_id))
        .outerjoin(Person, col(Person.id) == col(Post.author_id))
        .where(col(Post.open_flags) > literal_column("0"), moderated(col(Topic.group_id)))
        .order_by(col(Post.id))
        .limit(limit + 1)
    )
    if after is not None:
        try:
            statement = statement.where(col(Post.id) > UUID(str(key_of(after, 1)[0])))
        except ValueError as error:
            raise Invalid("This page cursor is not one of ours. Start again from the first page.") from error
    rows = (await session.execute(statement, who(caller))).all()
    items = [_flagged(*row) for row in rows[:limit]]
    more = len(rows) > limit
    return Page(items=items, next=cursor(items[-1].post_id) if more else None, previous=None)


def _flagged(
    post: Post, topic: Topic, group: str | None, author: str | None, flags: list[dict[str, str]]
) -> FlaggedPost:
    read = [
        FlagRead.model_validate({**flag, "person": person_brief(UUID(flag["person_id"]), flag["name"])})
        for flag in sorted(flags, key=lambda flag: flag["created_at"])
    ]
    return FlaggedPost(
        post_id=post.id,
        topic_id=topic.id,
        topic_title=topic.title,
        label=topic.label,
        group=GroupBrief(id=topic.group_id, name=group) if group is not None and topic.group_id else None,
        number=post.number,
        author=person_brief(post.author_id, author),
        excerpt=plain(post.body, limit=240),
        state=post.state,
        flags=read,
        flagged_at=read[0].created_at,
    )
