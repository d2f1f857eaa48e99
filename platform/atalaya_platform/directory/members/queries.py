"""Memberships that the actor sees."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, func, select, text, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from atalaya_platform.audit.models import AuditEntry
from atalaya_platform.database.session import ReadSession, WriteSession
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Membership, Person
from atalaya_platform.identity.vocabulary import PersonStatus

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
    found = select(Person).where(col(Person.id) == person_id).with_for_update(key_share=True)
    row = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("person")
    return row


async def both_accounts(session: WriteSession, one: UUID, other: UUID) -> tuple[Person, Person]:
    """Two people as they are now, locked, in one order for everybody so that two who act at once do not wait in a
    circle. Raises NotFound when the actor does not know either."""
    wanted = select(Person).where(col(Person.id).in_([one, other])).order_by(col(Person.id))
    # Each request has a row of its own that names its person: to wait for such rows would close the circle again.
    wanted = wanted.with_for_update(key_share=True)
    found = (await session.execute(wanted, execution_options={"populate_existing": True})).scalars()
    rows = {row.id: row for row in found}
    if one not in rows or other not in rows:
        raise NotFound("person")
    return rows[one], rows[other]


async def suspended(session: ReadSession) -> Sequence[Any]:
    """Suspended accounts by name, each with the last audit entry that suspended it. As the system."""
    by = aliased(Person)
    last = (
        select(AuditEntry)
        .where(
            col(AuditEntry.act) == "directory.person.suspend", col(AuditEntry.object_id) == cast(col(Person.id), Text)
        )
        .order_by(col(AuditEntry.at).desc(), col(AuditEntry.seq).desc())
        .limit(1)
        .correlate(Person)
        .lateral("last")
    )
    found = (
        select(
            col(Person.id),
            col(Person.name),
            col(Person.email),
            last.c.at.label("suspended_at"),
            func.coalesce(col(by.name), "").label("suspended_by"),
            func.coalesce(last.c.detail["reason"].astext, "").label("reason"),
        )
        .select_from(Person)
        .outerjoin(last, true())
        .outerjoin(by, col(by.id) == last.c.person_id)
        .where(col(Person.status) == PersonStatus.SUSPENDED)
        .order_by(func.folded(col(Person.name)), col(Person.id))
        .limit(500)
    )
    return (await session.execute(found)).all()
