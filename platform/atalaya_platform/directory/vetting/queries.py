"""Applications that the actor sees: all for the Secretariat, those of the own country for a contact point."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, text
from sqlmodel import col

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.paging import Rows, Span, page_of
from atalaya_platform.directory.vetting.models import Application, ApplicationStep
from atalaya_platform.directory.vetting.process import Status
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Organisation, Person, PlatformRoleGrant
from atalaya_platform.identity.vocabulary import Community, PersonStatus, Role
from atalaya_platform.search.text import fold

_POINTS = text("SELECT contact_points_of(:country)")
_MINE = text(
    "SELECT DISTINCT o.country FROM membership m JOIN organisation o ON o.id = m.organisation_id"
    " WHERE m.person_id = actor_person() AND m.role = 'national_contact_point' AND o.country IS NOT NULL"
)


async def contact_points(session: ReadSession, country: str | None) -> set[UUID]:
    """The active national contact points of a country."""
    if country is None:
        return set()
    return set((await session.execute(_POINTS, {"country": country})).scalars())


async def my_countries(session: ReadSession, caller: Caller) -> set[str]:
    """The countries whose contact point the caller is."""
    if Role.NATIONAL_CONTACT_POINT not in caller.roles:
        return set()
    return set((await session.execute(_MINE)).scalars())


def awaiting(caller: Caller, countries: set[str]) -> ColumnElement[bool]:
    """Those on which the caller has to act next."""
    mine: list[ColumnElement[bool]] = [false()]
    if Role.SECRETARIAT in caller.roles:
        points = func.contact_points_of(col(Application.country)).column_valued("point")
        nobody = ~exists(select(points))
        mine.append(col(Application.status) == Status.REVIEW)
        mine.append(and_(col(Application.status) == Status.ENDORSEMENT, nobody))
    if countries:
        mine.append(and_(col(Application.status) == Status.ENDORSEMENT, col(Application.country).in_(countries)))
    return or_(*mine)


async def applications(
    session: ReadSession, span: Span, *, status: Status | None, condition: ColumnElement[bool] | None
) -> Rows:
    """A page of verified applications, the newest first."""
    found = select(Application).where(col(Application.submitted_at).is_not(None))
    if status is not None:
        found = found.where(col(Application.status) == status)
    if condition is not None:
        found = found.where(condition)
    return await page_of(session, found, [col(Application.submitted_at), col(Application.id)], span, descending=True)


async def application(session: ReadSession, application_id: UUID, *, lock: bool = False) -> Application:
    """One verified application. Raises NotFound."""
    found = select(Application).where(col(Application.id) == application_id, col(Application.submitted_at).is_not(None))
    row = (await session.execute(found.with_for_update() if lock else found)).scalar_one_or_none()
    if row is None:
        raise NotFound("application")
    return row


async def by_secret(session: ReadSession, token_hash: bytes, *, lock: bool = False) -> Application:
    """The one behind a mailed secret. As the system. Raises NotFound."""
    found = select(Application).where(col(Application.token_hash) == token_hash)
    row = (await session.execute(found.with_for_update() if lock else found)).scalar_one_or_none()
    if row is None:
        raise NotFound("application")
    return row


async def steps(session: ReadSession, application_id: UUID) -> Sequence[ApplicationStep]:
    """Its steps in order."""
    found = select(ApplicationStep).where(col(ApplicationStep.application_id) == application_id)
    return (await session.execute(found.order_by(col(ApplicationStep.at), col(ApplicationStep.id)))).scalars().all()


async def made_since(session: ReadSession, since: datetime, *, email: str, address_hash: bytes) -> tuple[int, int, int]:
    """How many applications came since then: for that mailbox, from that address, in all. As the system."""
    row = (
        await session.execute(
            select(
                func.count().filter(func.lower(col(Application.contact_email)) == email.lower()),
                func.count().filter(col(Application.address_hash) == address_hash),
                func.count(),
            ).where(col(Application.created_at) > since)
        )
    ).one()
    return row[0], row[1], row[2]


async def same_organisation(session: ReadSession, country: str | None, name: str) -> Organisation | None:
    """The directory's entry with this country and name. As the system."""
    found = select(Organisation).where(
        col(Organisation.country).is_not_distinct_from(country), func.folded(col(Organisation.name)) == fold(name)
    )
    return (await session.execute(found.limit(1))).scalar_one_or_none()


async def secretaries(session: ReadSession) -> set[UUID]:
    """Active people of the Secretariat. As the system."""
    found = (
        select(col(Person.id))
        .join(PlatformRoleGrant, col(PlatformRoleGrant.person_id) == col(Person.id))
        .where(col(PlatformRoleGrant.role) == Role.SECRETARIAT, col(Person.status) == PersonStatus.ACTIVE)
    )
    return set((await session.execute(found)).scalars())


async def mailboxes(session: ReadSession, persons: set[UUID]) -> Sequence[Any]:
    """Id and locale of these people, without demonstration accounts, which have no mailbox. As the system."""
    found = select(col(Person.id), col(Person.locale)).where(
        col(Person.id).in_(persons), col(Person.demonstration).is_(False)
    )
    return (await session.execute(found)).all()


def needs_endorsement(row: Application) -> bool:
    """Network applicants of a member state are endorsed first; stakeholders and regional bodies are not."""
    return row.community == Community.NETWORK and row.country is not None
