"""What the index is made of, what of it a person may read, and the search in what no index holds."""

from collections.abc import Sequence
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Select, String, and_, cast, func, literal, or_, select
from sqlalchemy.dialects.postgresql import REGCONFIG
from sqlmodel import col

from atalaya_forum.topics.models import Post, Topic
from atalaya_forum.topics.vocabulary import PostState
from atalaya_platform.access.models import Recipient
from atalaya_platform.database.session import ReadSession
from atalaya_platform.identity.models import Organisation, SharingGroup
from atalaya_platform.text.languages import TEXT_SEARCH

Indexed = TypeVar("Indexed", Topic, Post)

_NOT_NAMED = col(Topic.audience).not_like("named:%")


async def topics_to_index(session: ReadSession, ids: Sequence[UUID]) -> list[tuple[Topic, Post, str | None]]:
    """Topics with their opening post and the member state of their source; nothing that is for named people."""
    statement = (
        select(Topic, Post, col(Organisation.country))
        .join(Post, and_(col(Post.topic_id) == col(Topic.id), col(Post.number) == 1))
        .outerjoin(Organisation, col(Organisation.id) == col(Topic.owner_organisation_id))
        .where(col(Topic.id).in_(ids), _NOT_NAMED)
    )
    return [(row[0], row[1], row[2]) for row in (await session.execute(statement)).all()]


async def posts_to_index(session: ReadSession, ids: Sequence[UUID]) -> list[tuple[Post, Topic, str | None]]:
    """Shown replies with their topic and the member state of their author's team."""
    statement = (
        select(Post, Topic, col(Organisation.country))
        .join(Topic, col(Topic.id) == col(Post.topic_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Post.organisation_id))
        .where(col(Post.id).in_(ids), col(Post.number) > 1, col(Post.state) == PostState.SHOWN, _NOT_NAMED)
    )
    return [(row[0], row[1], row[2]) for row in (await session.execute(statement)).all()]


async def ids_after(session: ReadSession, table: type[Indexed], after: UUID | None, limit: int) -> list[UUID]:
    """The next ids of a table in ascending order."""
    statement: Select[UUID] = select(col(table.id)).order_by(col(table.id)).limit(limit)
    if after is not None:
        statement = statement.where(col(table.id) > after)
    return list((await session.execute(statement)).scalars())


async def readable_ids(session: ReadSession, table: type[Indexed], ids: Sequence[UUID]) -> set[UUID]:
    """Those of the ids that the actor may read."""
    return set((await session.execute(select(col(table.id)).where(col(table.id).in_(ids)))).scalars())


async def topic_titles(session: ReadSession, ids: Sequence[UUID]) -> list[Any]:
    """Title, label and group of the topics that the actor may read."""
    statement: Any = (
        select(
            col(Topic.id),
            col(Topic.title),
            col(Topic.label),
            literal(1).label("number"),
            col(Topic.id).label("topic_id"),
            col(SharingGroup.name),
        )
        .outerjoin(SharingGroup, col(SharingGroup.id) == col(Topic.group_id))
        .where(col(Topic.id).in_(ids))
    )
    return list((await session.execute(statement)).all())


async def post_titles(session: ReadSession, ids: Sequence[UUID]) -> list[Any]:
    """Topic, number, label and group of the posts that the actor may read."""
    statement = (
        select(
            col(Post.id),
            col(Topic.title),
            col(Topic.label),
            col(Post.number),
            col(Post.topic_id),
            col(SharingGroup.name),
        )
        .join(Topic, col(Topic.id) == col(Post.topic_id))
        .outerjoin(SharingGroup, col(SharingGroup.id) == col(Topic.group_id))
        .where(col(Post.id).in_(ids), col(Post.state) == PostState.SHOWN)
    )
    return list((await session.execute(statement)).all())


async def named_topics(session: ReadSession, text: str, limit: int) -> list[UUID]:
    """Topics for named people, the actor among them, whose title or posts match in any of the four languages.

    A person's recipient rows are few, so that no index of their texts is needed, nor kept anywhere.
    """

    def matches(words: Any) -> Any:
        return or_(
            *(
                func.to_tsvector(cast(name, REGCONFIG), words).op("@@")(
                    func.websearch_to_tsquery(cast(name, REGCONFIG), cast(text, String))
                )
                for name in (*TEXT_SEARCH.values(), "simple")
            )
        )

    said = (
        select(col(Post.id))
        .where(col(Post.topic_id) == col(Topic.id), col(Post.state) == PostState.SHOWN, matches(col(Post.body)))
        .correlate(Topic)
        .exists()
    )
    statement = (
        select(col(Topic.id))
        .join(Recipient, col(Recipient.object_id) == col(Topic.id))
        .where(col(Topic.audience).like("named:%"), or_(matches(col(Topic.title)), said))
        .order_by(col(Topic.last_activity).desc())
        .limit(limit)
    )
    return list((await session.execute(statement)).scalars())
