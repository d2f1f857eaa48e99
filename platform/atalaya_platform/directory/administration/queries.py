"""The audit log and the platform's roles, for administrators."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlmodel import col

from atalaya_platform.audit.models import AuditEntry
from atalaya_platform.database.session import ReadSession, WriteSession
from atalaya_platform.directory.paging import MOST_LISTED, Rows, Span, page_of
from atalaya_platform.identity.models import Person, PlatformRoleGrant
from atalaya_platform.identity.vocabulary import Role


async def entries(
    session: ReadSession,
    span: Span,
    *,
    person_id: UUID | None,
    act: str,
    object_type: str,
    object_id: str,
    since: datetime | None,
    until: datetime | None,
) -> Rows:
    """A page of the audit log, the newest first; `act` is the beginning of its name. As the system."""
    found = select(AuditEntry)
    if person_id is not None:
        found = found.where(col(AuditEntry.person_id) == person_id)
    if act:
        found = found.where(col(AuditEntry.act).startswith(act, autoescape=True))
    if object_type:
        found = found.where(col(AuditEntry.object_type) == object_type)
    if object_id:
        found = found.where(col(AuditEntry.object_id) == object_id)
    if since is not None:
        found = found.where(col(AuditEntry.at) >= since)
    if until is not None:
        found = found.where(col(AuditEntry.at) < until)
    return await page_of(
        session, found, [col(AuditEntry.at), col(AuditEntry.chain), col(AuditEntry.seq)], span, descending=True
    )


async def names(session: ReadSession, ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names of whoever acted. As the system: an administrator need not know everybody."""
    found = select(col(Person.id), col(Person.name)).where(col(Person.id).in_(list(ids)))
    return {row[0]: row[1] for row in await session.execute(found)}


async def grants(session: ReadSession) -> Sequence[PlatformRoleGrant]:
    """Every platform role, by role; at most `MOST_LISTED`."""
    found = select(PlatformRoleGrant).order_by(col(PlatformRoleGrant.role), col(PlatformRoleGrant.created_at))
    return (await session.execute(found.limit(MOST_LISTED))).scalars().all()


async def held_grants(
    session: WriteSession, administrator: UUID, person_id: UUID, role: str
) -> tuple[PlatformRoleGrant | None, PlatformRoleGrant | None]:
    """Whether somebody is an administrator, and another's role, as both are now; neither changes until the end.

    Waits for whoever changes them, in one order for everybody, so that two who act at once do not wait in a circle.
    """
    own = (administrator, Role.ADMINISTRATOR.value)
    key = tuple_(col(PlatformRoleGrant.person_id), col(PlatformRoleGrant.role))
    found = select(PlatformRoleGrant).where(key.in_([own, (person_id, role)])).order_by(key).with_for_update()
    rows = {(row.person_id, row.role): row for row in (await session.execute(found)).scalars()}
    return rows.get(own), rows.get((person_id, role))


async def grant(session: ReadSession, person_id: UUID, role: str) -> PlatformRoleGrant | None:
    found = select(PlatformRoleGrant).where(
        col(PlatformRoleGrant.person_id) == person_id, col(PlatformRoleGrant.role) == role
    )
    return (await session.execute(found)).scalar_one_or_none()
