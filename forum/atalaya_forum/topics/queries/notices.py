"""What handlers and jobs ask, as the system: it reads nothing that is for named people."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, select
from sqlmodel import col

from atalaya_forum.topics.models import Post, Topic
from atalaya_forum.topics.vocabulary import TopicKind
from atalaya_platform.access.labelling import LEADING
from atalaya_platform.database.session import ReadSession
from atalaya_platform.identity.models import GroupMember, Membership, PlatformRoleGrant
from atalaya_platform.identity.vocabulary import Role


async def post_and_topic(session: ReadSession, post_id: UUID) -> tuple[Post, Topic] | None:
    """A post and its topic, if there is one that the system reads."""
    statement = select(Post, Topic).join(Topic, col(Topic.id) == col(Post.topic_id)).where(col(Post.id) == post_id)
    found = (await session.execute(statement)).one_or_none()
    return (found[0], found[1]) if found else None


async def stewards_of(session: ReadSession, group_id: UUID) -> set[UUID]:
    """Who acts as steward of a group: persons by name, and the leads of steward organisations."""
    by_team = and_(
        col(Membership.organisation_id) == col(GroupMember.organisation_id), col(Membership.role).in_(list(LEADING))
    )
    statement = (
        select(col(GroupMember.person_id), col(Membership.person_id))
        .outerjoin(Membership, by_team)
        .where(col(GroupMember.group_id) == group_id, col(GroupMember.steward))
    )
    return {person for row in (await session.execute(statement)).all() for person in row if person is not None}


async def moderators_of(session: ReadSession, group_id: UUID) -> set[UUID]:
    """Who moderates in a group, whether or not they read all of it."""
    statement = select(col(PlatformRoleGrant.person_id)).where(col(PlatformRoleGrant.role) == Role.MODERATOR)
    return set((await session.execute(statement)).scalars()) | await stewards_of(session, group_id)


async def advisories_due(session: ReadSession, days: Sequence[date]) -> list[Topic]:
    """Advisories whose acknowledgement is asked by one of these days."""
    statement = select(Topic).where(
        col(Topic.acknowledge_by).is_not(None), col(Topic.acknowledge_by).in_(days), ~col(Topic.locked)
    )
    return list((await session.execute(statement)).scalars())


async def practices_due(session: ReadSession, today: date, weeks: int) -> list[Topic]:
    """Best practices to review today: their day has come, or passed by whole weeks."""
    days = [today - timedelta(weeks=week) for week in range(weeks + 1)]
    statement = select(Topic).where(
        col(Topic.kind) == TopicKind.BEST_PRACTICE, col(Topic.review_on).is_not(None), col(Topic.review_on).in_(days)
    )
    return list((await session.execute(statement)).scalars())
