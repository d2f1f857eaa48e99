"""What the search asks of the directory: documents as the system, what is readable as whoever searches."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.identity.models import (
    Membership,
    Organisation,
    OrganisationCommunity,
    Person,
    SharingGroup,
)
from atalaya_platform.identity.vocabulary import OrganisationStatus, PersonStatus


async def ids_after(session: ReadSession, table: Any, after: UUID | None, limit: int) -> list[UUID]:
    """The next ids of a table in ascending order."""
    found = select(table.id).order_by(table.id).limit(limit)
    return list((await session.execute(found.where(table.id > after) if after else found)).scalars())


async def organisations(session: ReadSession, ids: Sequence[UUID]) -> Sequence[tuple[Organisation, Sequence[str]]]:
    """Active organisations with their communities."""
    found = (
        select(Organisation, func.array_agg(col(OrganisationCommunity.community)))
        .join(OrganisationCommunity, col(OrganisationCommunity.organisation_id) == col(Organisation.id))
        .where(col(Organisation.id).in_(ids), col(Organisation.status) == OrganisationStatus.ACTIVE)
        .group_by(col(Organisation.id))
    )
    return [(row[0], row[1]) for row in await session.execute(found)]


async def people(session: ReadSession, ids: Sequence[UUID]) -> Sequence[tuple[Person, str, Organisation]]:
    """Active people, once for each community and organisation through which somebody may know them."""
    found = (
        select(Person, col(OrganisationCommunity.community), Organisation)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .join(OrganisationCommunity, col(OrganisationCommunity.organisation_id) == col(Organisation.id))
        .where(col(Person.id).in_(ids), col(Person.status) == PersonStatus.ACTIVE)
        .where(col(Organisation.status) == OrganisationStatus.ACTIVE)
        .order_by(col(Person.id), col(OrganisationCommunity.community), col(Organisation.name))
    )
    return [(row[0], row[1], row[2]) for row in await session.execute(found)]


async def groups(session: ReadSession, ids: Sequence[UUID]) -> Sequence[SharingGroup]:
    found = select(SharingGroup).where(col(SharingGroup.id).in_(ids))
    return (await session.execute(found)).scalars().all()
