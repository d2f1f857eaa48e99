"""What the demonstration asks before it writes or takes away."""

from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_forum.topics.models import Post, Topic
from atalaya_platform.database.session import ReadSession
from atalaya_platform.identity.models import SharingGroup


async def titled(session: ReadSession, group_id: UUID, title: str) -> bool:
    """Whether the group has a topic of this title."""
    statement = select(col(Topic.id)).where(col(Topic.group_id) == group_id, col(Topic.title) == title)
    return (await session.execute(statement)).first() is not None


async def told_of(session: ReadSession, persons: set[UUID]) -> list[tuple[UUID, str]]:
    """Topics of these people, or in their groups, that lists heard of, each with its audience."""
    groups = select(col(SharingGroup.id)).where(col(SharingGroup.created_by).in_(persons))
    found = select(col(Topic.id), col(Topic.audience)).where(
        col(Topic.author_id).in_(persons) | col(Topic.group_id).in_(groups)
    )
    return [(row[0], row[1]) for row in await session.execute(found)]


async def written_by(session: ReadSession, persons: set[UUID]) -> dict[str, list[UUID]]:
    """Ids of the indexed topics and posts of these people, by the kind under which they are indexed."""
    topics = select(col(Topic.id)).where(col(Topic.author_id).in_(persons))
    posts = select(col(Post.id)).where(col(Post.author_id).in_(persons))
    return {
        "topic": list((await session.execute(topics)).scalars()),
        "post": list((await session.execute(posts)).scalars()),
    }
