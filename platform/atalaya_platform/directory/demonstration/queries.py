"""What of the demonstration is there already."""

from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.vetting.models import Application
from atalaya_platform.identity.models import (
    GroupMember,
    Membership,
    Organisation,
    Person,
    PlatformRoleGrant,
    SharingGroup,
)


async def persons(session: ReadSession) -> set[UUID]:
    """Demonstration people."""
    return set((await session.execute(select(col(Person.id)).where(col(Person.demonstration)))).scalars())


async def organisations(session: ReadSession) -> set[UUID]:
    """Demonstration organisations."""
    found = select(col(Organisation.id)).where(col(Organisation.demonstration))
    return set((await session.execute(found)).scalars())


async def groups(session: ReadSession, made_by: set[UUID]) -> set[UUID]:
    """Groups that these people made."""
    found = select(col(SharingGroup.id)).where(col(SharingGroup.created_by).in_(made_by))
    return set((await session.execute(found)).scalars())


async def memberships(session: ReadSession, of: set[UUID]) -> set[tuple[UUID, UUID]]:
    found = select(col(Membership.person_id), col(Membership.organisation_id)).where(col(Membership.person_id).in_(of))
    return {(row[0], row[1]) for row in await session.execute(found)}


async def role_grants(session: ReadSession, of: set[UUID]) -> set[tuple[UUID, str]]:
    found = select(col(PlatformRoleGrant.person_id), col(PlatformRoleGrant.role))
    rows = await session.execute(found.where(col(PlatformRoleGrant.person_id).in_(of)))
    return {(row[0], row[1]) for row in rows}


async def member_ids(session: ReadSession, of: set[UUID]) -> set[UUID]:
    """Member rows of these groups."""
    found = select(col(GroupMember.id)).where(or_(col(GroupMember.group_id).in_(of)))
    return set((await session.execute(found)).scalars())


async def applications(session: ReadSession, of: set[UUID]) -> set[UUID]:
    """Which of these applications are there."""
    found = select(col(Application.id)).where(col(Application.id).in_(of))
    return set((await session.execute(found)).scalars())
