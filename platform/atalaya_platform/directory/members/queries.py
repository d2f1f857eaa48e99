"""Memberships that the actor sees."""

from uuid import UUID

from sqlalchemy import select, text
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Membership, Person

_POINTS = text("SELECT actor_person() IN (SELECT contact_points_of(:country))")


async def points_to(session: ReadSession, country: str) -> bool:
    """Whether the actor is a national contact point of that country."""
    return bool((await session.execute(_POINTS, {"country": country})).scalar_one())


async def membership(session: ReadSession, organisation_id: UUID, person_id: UUID) -> Membership:
    """One, locked, through its organisation. Raises NotFound."""
    found = select(Membership).where(
        col(Membership.organisation_id) == organisation_id, col(Membership.person_id) == person_id
    )
    row = (await session.execute(found.with_for_update())).scalar_one_or_none()
    if row is None:
        raise NotFound("member")
    return row


async def account(session: ReadSession, person_id: UUID) -> Person:
    """A person whom the actor knows, whatever the account's status, locked. Raises NotFound."""
    found = select(Person).where(col(Person.id) == person_id).with_for_update()
    row = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("person")
    return row
