"""Invitations that the actor sees: those of led organisations, of the own country, or, for the Secretariat, all."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.invitations.models import Invitation
from atalaya_platform.directory.paging import Rows, Span, page_of
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Membership, Organisation, Person


async def invitations(session: ReadSession, span: Span, *, organisation_id: UUID | None) -> Rows:
    """A page with their organisations, the newest first."""
    found = select(Invitation, Organisation).join(Organisation, col(Organisation.id) == col(Invitation.organisation_id))
    if organisation_id is not None:
        found = found.where(col(Invitation.organisation_id) == organisation_id)
    return await page_of(session, found, [col(Invitation.created_at), col(Invitation.id)], span, descending=True)


async def invitation(session: ReadSession, invitation_id: UUID) -> Invitation:
    """One, locked. Raises NotFound."""
    found = select(Invitation).where(col(Invitation.id) == invitation_id).with_for_update()
    row = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("invitation")
    return row


async def by_secret(session: ReadSession, token_hash: bytes, *, lock: bool = False) -> Any:
    """The invitation behind a mailed secret with its organisation and inviter, or None. As the system."""
    found = (
        select(Invitation, Organisation, Person)
        .join(Organisation, col(Organisation.id) == col(Invitation.organisation_id))
        .outerjoin(Person, col(Person.id) == col(Invitation.invited_by))
        .where(col(Invitation.token_hash) == token_hash)
    )
    return (await session.execute(found.with_for_update(of=Invitation) if lock else found)).one_or_none()


async def open_for(session: ReadSession, email: str, organisation_id: UUID) -> Invitation | None:
    """The invitation of that mailbox to that organisation that can still be used or has expired unused."""
    found = select(Invitation).where(
        func.lower(col(Invitation.email)) == email.lower(),
        col(Invitation.organisation_id) == organisation_id,
        col(Invitation.accepted_at).is_(None),
        col(Invitation.revoked_at).is_(None),
    )
    return (await session.execute(found)).scalar_one_or_none()


async def open_by(
    session: ReadSession, person_id: UUID, *, organisation_id: UUID | None, country: str | None
) -> Sequence[Invitation]:
    """Invitations of that person's that can still be used: into one organisation, into all of a country, or any."""
    found = (
        select(Invitation)
        .join(Organisation, col(Organisation.id) == col(Invitation.organisation_id))
        .where(col(Invitation.invited_by) == person_id)
        .where(col(Invitation.accepted_at).is_(None), col(Invitation.revoked_at).is_(None))
    )
    if organisation_id is not None:
        inside = col(Invitation.organisation_id) == organisation_id
        found = found.where(or_(inside, col(Organisation.country) == country) if country else inside)
    return (await session.execute(found.with_for_update(of=Invitation))).scalars().all()


async def sent_since(session: ReadSession, person_id: UUID, since: datetime) -> int:
    """How many a person sent since then."""
    found = select(func.count()).where(col(Invitation.invited_by) == person_id, col(Invitation.created_at) > since)
    return int((await session.execute(found)).scalar_one())


async def person_with(session: ReadSession, email: str) -> Person | None:
    """The account of a mailbox. As the system."""
    found = select(Person).where(func.lower(col(Person.email)) == email.lower())
    return (await session.execute(found)).scalar_one_or_none()


async def membership(session: ReadSession, person_id: UUID, organisation_id: UUID) -> Membership | None:
    found = select(Membership).where(
        col(Membership.person_id) == person_id, col(Membership.organisation_id) == organisation_id
    )
    return (await session.execute(found)).scalar_one_or_none()
