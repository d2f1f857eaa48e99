"""Organisations that the actor sees: those of the communities that hold the actor, which the database decides."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, cast, exists, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.countries import countries_like
from atalaya_platform.directory.organisations.schemas import (
    Confirmation,
    MemberRead,
    OrganisationCard,
    OrganisationRef,
)
from atalaya_platform.directory.paging import MOST_LISTED, Rows, Span, page_of
from atalaya_platform.directory.people.queries import cards as person_cards
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Membership, Organisation, OrganisationCommunity, Person
from atalaya_platform.identity.vocabulary import OrganisationKind, OrganisationStatus, PersonStatus, Role
from atalaya_platform.search.text import fold

TEAMS = (OrganisationKind.NATIONAL_CSIRT, OrganisationKind.SECTORAL_CSIRT)


def _people() -> Any:
    return (
        select(func.count())
        .where(col(Membership.organisation_id) == col(Organisation.id), col(Membership.person_id) == col(Person.id))
        .where(col(Person.status) == PersonStatus.ACTIVE)
        .scalar_subquery()
    )


def seen(caller: Caller) -> ColumnElement[bool]:
    """Active organisations; the Secretariat also sees those that are suspended."""
    if Role.SECRETARIAT in caller.roles:
        return col(Organisation.status).in_([OrganisationStatus.ACTIVE, OrganisationStatus.SUSPENDED])
    return col(Organisation.status) == OrganisationStatus.ACTIVE


def needs_confirmation(today: date) -> ColumnElement[bool]:
    """Never confirmed, or the day has passed."""
    return or_(col(Organisation.confirm_by).is_(None), col(Organisation.confirm_by) < today)


def _matches(text: str) -> ColumnElement[bool]:
    def holds(word: str) -> ColumnElement[bool]:
        columns = (
            col(Organisation.name),
            col(Organisation.acronym),
            col(Organisation.constituency),
            col(Organisation.email),
            col(Organisation.website),
        )
        return or_(*(func.folded(column).contains(word, autoescape=True) for column in columns))

    words = and_(*(holds(word) for word in fold(text).split()[:6]))
    states = countries_like(text)
    return or_(words, col(Organisation.country).in_(states)) if states else words


def filtered(
    caller: Caller,
    *,
    country: str | None = None,
    kind: OrganisationKind | None = None,
    community: str | None = None,
    text: str = "",
    unconfirmed_on: date | None = None,
) -> Select[Any]:
    """The organisations that the actor sees and asks for, with how many people each has."""
    found = select(Organisation, _people().label("people")).where(seen(caller))
    if country:
        found = found.where(col(Organisation.country) == country)
    if kind:
        found = found.where(col(Organisation.kind) == kind)
    if community:
        # Whether an organisation is also beyond the wall is not for those on this side to find out.
        found = found.where(
            literal(community in caller.communities),
            exists().where(
                col(OrganisationCommunity.organisation_id) == col(Organisation.id),
                col(OrganisationCommunity.community) == community,
            ),
        )
    if text.strip():
        found = found.where(_matches(text))
    if unconfirmed_on:
        found = found.where(needs_confirmation(unconfirmed_on))
    return found


async def organisations(session: ReadSession, wanted: Select[Any], span: Span) -> Rows:
    """A page of them in the order of what a list shows first: the acronym, or the name where there is none."""
    called = func.coalesce(func.nullif(col(Organisation.acronym), ""), col(Organisation.name))
    return await page_of(session, wanted, [func.folded(called), col(Organisation.id)], span)


async def every(session: ReadSession, wanted: Select[Any]) -> Sequence[Organisation]:
    """All of them by country and name, for an export."""
    ordered = wanted.order_by(
        col(Organisation.country).nulls_last(), func.folded(col(Organisation.name)), col(Organisation.id)
    )
    return list((await session.execute(ordered)).scalars())


async def organisation(session: ReadSession, caller: Caller, organisation_id: UUID) -> Organisation:
    """One that the actor sees; raises NotFound."""
    found = select(Organisation).where(col(Organisation.id) == organisation_id, seen(caller))
    row = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("organisation")
    return row


async def locked(session: ReadSession, caller: Caller, organisation_id: UUID) -> Organisation:
    """The same, under its row lock: for a change of it or of its members."""
    found = (
        select(Organisation)
        .where(col(Organisation.id) == organisation_id, seen(caller))
        .with_for_update(key_share=True)
    )
    row = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("organisation")
    return row


async def known(session: ReadSession) -> Sequence[Organisation]:
    """Every organisation, locked, as the system sees them: what an import compares with."""
    return (await session.execute(select(Organisation).with_for_update(key_share=True))).scalars().all()


async def named(session: ReadSession, text: str) -> Sequence[Organisation]:
    """Active organisations with this id, acronym or name, whatever their case and accents. As the system."""
    words = fold(text).strip()
    matches = or_(
        func.folded(col(Organisation.name)) == words,
        func.folded(col(Organisation.acronym)) == words,
        cast(col(Organisation.id), Text) == words,
    )
    found = select(Organisation).where(matches, col(Organisation.status) == OrganisationStatus.ACTIVE)
    return (await session.execute(found.order_by(col(Organisation.name)))).scalars().all()


async def communities(session: ReadSession, caller: Caller, ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Which of the caller's own communities each belongs to; the others are not the caller's to know."""
    rows = await session.execute(
        select(col(OrganisationCommunity.organisation_id), col(OrganisationCommunity.community))
        .where(col(OrganisationCommunity.organisation_id).in_(ids))
        .where(col(OrganisationCommunity.community).in_(caller.communities))
        .order_by(col(OrganisationCommunity.community))
    )
    found: dict[UUID, list[str]] = {organisation_id: [] for organisation_id in ids}
    for organisation_id, community in rows:
        found[organisation_id].append(community)
    return found


async def community_rows(session: ReadSession, organisation_id: UUID) -> list[OrganisationCommunity]:
    """Its communities as rows, to change them."""
    found = select(OrganisationCommunity).where(col(OrganisationCommunity.organisation_id) == organisation_id)
    return list((await session.execute(found)).scalars())


async def constituents(session: ReadSession, organisation_id: UUID) -> list[OrganisationRef]:
    """The organisations that this CSIRT serves and the actor sees."""
    found = (
        select(Organisation)
        .where(col(Organisation.parent_id) == organisation_id, col(Organisation.status) == OrganisationStatus.ACTIVE)
        .order_by(func.folded(col(Organisation.name)))
    )
    return [ref(row) for row in (await session.execute(found)).scalars()]


async def parent(session: ReadSession, row: Organisation) -> OrganisationRef | None:
    """The CSIRT whose constituent it is, if the actor sees that."""
    found = await session.execute(select(Organisation).where(col(Organisation.id) == row.parent_id))
    one = found.scalar_one_or_none()
    return ref(one) if one else None


async def seen_parents(session: ReadSession, rows: Sequence[Organisation]) -> set[UUID]:
    """Those of the CSIRTs above them that the actor sees; of another, beyond the wall, not even the id is told."""
    above = {row.parent_id for row in rows if row.parent_id is not None}
    if not above:
        return set()
    return set((await session.execute(select(col(Organisation.id)).where(col(Organisation.id).in_(above)))).scalars())


async def ancestors(session: ReadSession, organisation_id: UUID) -> set[UUID]:
    """The chain of parents above it and itself, so that no circle is made."""
    top = (
        select(col(Organisation.id), col(Organisation.parent_id))
        .where(col(Organisation.id) == organisation_id)
        .cte(recursive=True)
    )
    above = aliased(Organisation, name="above")
    chain = top.union(select(col(above.id), col(above.parent_id)).where(col(above.id) == top.c.parent_id))
    return set((await session.execute(select(chain.c.id))).scalars())


async def reading_through(session: ReadSession, organisation_id: UUID) -> list[UUID]:
    """Everybody whose reading hangs on it: its people, and those of its constituents. As the system."""
    found = (
        select(col(Membership.person_id))
        .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(or_(col(Organisation.id) == organisation_id, col(Organisation.parent_id) == organisation_id))
    )
    return list((await session.execute(found)).scalars())


async def members(session: ReadSession, organisation_id: UUID, *, person_id: UUID | None = None) -> list[MemberRead]:
    """Its active people, or this one of them, by name; at most `MOST_LISTED`."""
    found = (
        select(col(Membership.person_id), col(Membership.role), col(Membership.created_at))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Membership.organisation_id) == organisation_id, col(Person.status) == PersonStatus.ACTIVE)
        .order_by(func.folded(col(Person.name)), col(Person.id))
        .limit(MOST_LISTED)
    )
    if person_id is not None:
        found = found.where(col(Membership.person_id) == person_id)
    rows = (await session.execute(found)).all()
    cards = await person_cards(session, [row.person_id for row in rows])
    return [
        MemberRead(person=cards[row.person_id], role=row.role, since=row.created_at)
        for row in rows
        if row.person_id in cards
    ]


async def to_remind(session: ReadSession, until: date) -> Sequence[Organisation]:
    """Active organisations with people, never confirmed or to be confirmed until that day. As the system."""
    found = select(Organisation).where(
        col(Organisation.status) == OrganisationStatus.ACTIVE,
        or_(col(Organisation.confirm_by).is_(None), col(Organisation.confirm_by) <= until),
        exists().where(col(Membership.organisation_id) == col(Organisation.id)),
    )
    return (await session.execute(found.order_by(col(Organisation.id)))).scalars().all()


async def lead_mailboxes(session: ReadSession, organisation_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Id and locale of its active leads, without demonstration accounts, which have no mailbox. As the system."""
    found = (
        select(col(Person.id), col(Person.locale))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.organisation_id) == organisation_id, col(Person.status) == PersonStatus.ACTIVE)
        .where(col(Membership.role).in_([Role.TEAM_LEAD, Role.NATIONAL_CONTACT_POINT]))
        .where(col(Person.demonstration).is_(False))
        .order_by(col(Person.id))
    )
    return [(row[0], row[1]) for row in await session.execute(found)]


async def figures(session: ReadSession) -> dict[str, tuple[int, int]]:
    """Per country: CSIRTs and all organisations that the actor sees."""
    rows = await session.execute(
        select(col(Organisation.country), func.count().filter(col(Organisation.kind).in_(TEAMS)), func.count())
        .where(col(Organisation.status) == OrganisationStatus.ACTIVE)
        .group_by(col(Organisation.country))
    )
    return {country: (teams, everything) for country, teams, everything in rows if country}


def ref(row: Organisation) -> OrganisationRef:
    return OrganisationRef(
        id=row.id, name=row.name, acronym=row.acronym, kind=OrganisationKind(row.kind), country=row.country
    )


def confirmation(row: Organisation, today: date) -> Confirmation:
    """Whether its entry is still vouched for on that day."""
    return Confirmation(
        confirmed_at=row.confirmed_at,
        confirm_by=row.confirm_by,
        overdue=row.confirm_by is None or row.confirm_by < today,
    )


def card(
    row: Organisation, people: int, its_communities: list[str], parents: set[UUID], today: date
) -> OrganisationCard:
    """An organisation in a list; `parents` are those that the actor sees."""
    return OrganisationCard(
        **ref(row).model_dump(),
        status=row.status,
        communities=its_communities,
        website=row.website,
        email=row.email,
        parent_id=row.parent_id if row.parent_id in parents else None,
        first_member=row.first_member,
        csirtamericas_member=row.csirtamericas_member,
        people=people,
        confirmation=confirmation(row, today),
        demonstration=row.demonstration,
    )
