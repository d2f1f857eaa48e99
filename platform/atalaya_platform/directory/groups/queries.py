"""Groups that the actor sees, which the database decides: hidden ones exist for their readers only."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, true
from sqlalchemy.sql import Select
from sqlmodel import col

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.groups.models import GroupAdmission
from atalaya_platform.directory.groups.schemas import AdmissionStatus, Scope
from atalaya_platform.directory.organisations.actions import leads
from atalaya_platform.directory.paging import MOST_LISTED, Rows, Span, page_of
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import (
    GroupMember,
    Membership,
    Organisation,
    OrganisationCommunity,
    Person,
    SharingGroup,
)
from atalaya_platform.identity.vocabulary import OrganisationStatus, PersonStatus, Role, Visibility
from atalaya_platform.search.text import fold


def led(caller: Caller) -> list[UUID]:
    """The organisations that the caller leads."""
    return [one for one in caller.organisation_roles if leads(caller, one)]


def _readable_ids(caller: Caller) -> list[UUID]:
    return [UUID(token[6:]) for token in caller.tokens if token.startswith("amber:")]


def _about_me(caller: Caller) -> ColumnElement[bool]:
    return or_(col(GroupAdmission.person_id) == caller.person_id, col(GroupAdmission.organisation_id).in_(led(caller)))


def _counted(caller: Caller) -> Select[Any]:
    """Groups with member counts, stewardship and what waits for the caller."""
    members = select(func.count()).where(col(GroupMember.group_id) == col(SharingGroup.id))
    stewards = exists().where(col(GroupMember.group_id) == col(SharingGroup.id), col(GroupMember.steward), mine(caller))
    waiting = (
        select(col(GroupAdmission.id))
        .where(
            col(GroupAdmission.group_id) == col(SharingGroup.id), col(GroupAdmission.status) == AdmissionStatus.PENDING
        )
        .where(_about_me(caller))
        .order_by(col(GroupAdmission.created_at).desc())
        .limit(1)
    )
    return select(
        SharingGroup,
        members.where(col(GroupMember.organisation_id).is_not(None)).scalar_subquery().label("organisations"),
        members.where(col(GroupMember.person_id).is_not(None)).scalar_subquery().label("persons"),
        stewards.label("steward"),
        waiting.scalar_subquery().label("pending"),
    )


def mine(caller: Caller) -> ColumnElement[bool]:
    """Member rows that the caller speaks for: the own one, and those of organisations that the caller leads."""
    return or_(col(GroupMember.person_id) == caller.person_id, col(GroupMember.organisation_id).in_(led(caller)))


async def groups(
    session: ReadSession, caller: Caller, span: Span, *, scope: Scope, text: str, community: str | None, archived: bool
) -> Rows:
    """A page of groups by name, each with counts, stewardship and what waits."""
    found = _counted(caller).where(col(SharingGroup.archived) == archived)
    if scope == Scope.MINE:
        found = found.where(col(SharingGroup.id).in_(_readable_ids(caller)))
    if scope == Scope.LISTED:
        found = found.where(
            col(SharingGroup.visibility) == Visibility.LISTED, col(SharingGroup.community).in_(caller.communities)
        )
    if community:
        found = found.where(col(SharingGroup.community) == community)
    words = fold(text).split()[:6]
    searched = func.folded(col(SharingGroup.name) + " " + col(SharingGroup.description))
    found = found.where(and_(true(), *(searched.contains(word, autoescape=True) for word in words)))
    return await page_of(session, found, [func.folded(col(SharingGroup.name)), col(SharingGroup.id)], span)


async def counted(session: ReadSession, caller: Caller, group_id: UUID) -> Any:
    """One group with counts, stewardship and what waits. Raises NotFound."""
    row = (await session.execute(_counted(caller).where(col(SharingGroup.id) == group_id))).one_or_none()
    if row is None:
        raise NotFound("group")
    return row


async def group(session: ReadSession, group_id: UUID, *, lock: bool = False) -> SharingGroup:
    """One that the actor sees; locked for a change of it or of its members. Raises NotFound."""
    found = select(SharingGroup).where(col(SharingGroup.id) == group_id)
    row = (await session.execute(found.with_for_update(key_share=True) if lock else found)).scalar_one_or_none()
    if row is None:
        raise NotFound("group")
    return row


async def is_steward(session: ReadSession, caller: Caller, group_id: UUID) -> bool:
    """Whether the caller, or an organisation that the caller leads, is a steward of the group."""
    found = (
        select(col(GroupMember.id))
        .where(col(GroupMember.group_id) == group_id, col(GroupMember.steward), mine(caller))
        .limit(1)
    )
    return (await session.execute(found)).first() is not None


async def members(
    session: ReadSession, group_id: UUID, *, member_id: UUID | None = None
) -> Sequence[tuple[GroupMember, Organisation | None]]:
    """The members, or this one, organisations first, by name; at most `MOST_LISTED`. Empty for who is not one."""
    name = func.folded(func.coalesce(col(Organisation.name), col(Person.name)))
    found = (
        select(GroupMember, Organisation)
        .outerjoin(Organisation, col(Organisation.id) == col(GroupMember.organisation_id))
        .outerjoin(Person, col(Person.id) == col(GroupMember.person_id))
        .where(col(GroupMember.group_id) == group_id)
        .order_by(col(GroupMember.organisation_id).is_(None), name, col(GroupMember.id))
        .limit(MOST_LISTED)
    )
    if member_id is not None:
        found = found.where(col(GroupMember.id) == member_id)
    return [(row[0], row[1]) for row in await session.execute(found)]


async def eldest(session: ReadSession, group_id: UUID) -> Sequence[GroupMember]:
    """All members, those of longest standing first. As the system."""
    found = select(GroupMember).where(col(GroupMember.group_id) == group_id)
    return (await session.execute(found.order_by(col(GroupMember.created_at), col(GroupMember.id)))).scalars().all()


async def member(session: ReadSession, group_id: UUID, member_id: UUID) -> GroupMember:
    """One member, through the group. Raises NotFound."""
    found = select(GroupMember).where(col(GroupMember.id) == member_id, col(GroupMember.group_id) == group_id)
    row = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("member")
    return row


async def member_as(
    session: ReadSession, group_id: UUID, *, organisation_id: UUID | None, person_id: UUID | None
) -> GroupMember | None:
    """The row of that organisation or person in the group."""
    found = select(GroupMember).where(
        col(GroupMember.group_id) == group_id,
        col(GroupMember.organisation_id) == organisation_id
        if organisation_id
        else col(GroupMember.person_id) == person_id,
    )
    return (await session.execute(found)).scalar_one_or_none()


async def stewards(session: ReadSession, group_id: UUID) -> Sequence[GroupMember]:
    found = select(GroupMember).where(col(GroupMember.group_id) == group_id, col(GroupMember.steward))
    return (await session.execute(found)).scalars().all()


async def steward_persons(session: ReadSession, group_id: UUID) -> set[UUID]:
    """Everybody who acts as steward: steward persons, and the leads of steward organisations. As the system."""
    found = select(col(GroupMember.person_id), col(GroupMember.organisation_id)).where(
        col(GroupMember.group_id) == group_id, col(GroupMember.steward)
    )
    rows = (await session.execute(found)).all()
    persons = {person_id for person_id, _ in rows if person_id is not None}
    return persons | await leads_of(session, [organisation_id for _, organisation_id in rows if organisation_id])


async def leads_of(session: ReadSession, organisation_ids: Sequence[UUID]) -> set[UUID]:
    """The active team leads and contact points of these organisations."""
    found = (
        select(col(Membership.person_id))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(col(Membership.organisation_id).in_(organisation_ids), col(Person.status) == PersonStatus.ACTIVE)
        .where(col(Membership.role).in_([Role.TEAM_LEAD, Role.NATIONAL_CONTACT_POINT]))
    )
    return set((await session.execute(found)).scalars())


async def reached(session: ReadSession, member: GroupMember) -> set[UUID]:
    """Everybody whose reading this member row decides: its people, colleagues and constituents. As the system."""
    own = select(col(Membership.organisation_id)).where(col(Membership.person_id) == member.person_id)
    ids = {member.organisation_id} if member.organisation_id else set((await session.execute(own)).scalars())
    people = (
        select(col(Membership.person_id))
        .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(or_(col(Organisation.id).in_(ids), col(Organisation.parent_id).in_(ids)))
    )
    found = set((await session.execute(people)).scalars())
    return found | ({member.person_id} if member.person_id else set())


async def person_within(session: ReadSession, community: str, person_id: UUID) -> bool:
    """Whether the actor knows this person and the community holds them: the wall."""
    held = func.readers_of(literal(f"community:{community}")).column_valued("reader")
    found = select(col(Person.id)).where(col(Person.id) == person_id, col(Person.id).in_(select(held)))
    return (await session.execute(found)).first() is not None


async def organisation_within(session: ReadSession, community: str, organisation_id: UUID) -> bool:
    """Whether the actor sees this organisation and it belongs to the community: the wall."""
    found = (
        select(col(Organisation.id))
        .join(OrganisationCommunity, col(OrganisationCommunity.organisation_id) == col(Organisation.id))
        .where(col(Organisation.id) == organisation_id, col(Organisation.status) == OrganisationStatus.ACTIVE)
        .where(col(OrganisationCommunity.community) == community)
    )
    return (await session.execute(found)).first() is not None


async def admissions_of(session: ReadSession, group_id: UUID, kind: str) -> Sequence[GroupAdmission]:
    """What waits in a group, the oldest first; at most `MOST_LISTED`."""
    found = (
        select(GroupAdmission)
        .where(col(GroupAdmission.group_id) == group_id, col(GroupAdmission.kind) == kind)
        .where(col(GroupAdmission.status) == AdmissionStatus.PENDING)
        .order_by(col(GroupAdmission.created_at), col(GroupAdmission.id))
        .limit(MOST_LISTED)
    )
    return (await session.execute(found)).scalars().all()


async def admissions_about(session: ReadSession, caller: Caller, kind: str) -> Sequence[GroupAdmission]:
    """Invitations or requests about the caller, or an organisation that the caller leads, that wait, the newest
    first; at most `MOST_LISTED`.
    """
    found = (
        select(GroupAdmission)
        .where(
            _about_me(caller), col(GroupAdmission.kind) == kind, col(GroupAdmission.status) == AdmissionStatus.PENDING
        )
        .order_by(col(GroupAdmission.created_at).desc(), col(GroupAdmission.id))
        .limit(MOST_LISTED)
    )
    return (await session.execute(found)).scalars().all()


async def pending(session: ReadSession, admission_id: UUID, kind: str) -> GroupAdmission:
    """One that waits and that the actor sees, under its lock. Raises NotFound."""
    found = (
        select(GroupAdmission)
        .where(col(GroupAdmission.id) == admission_id, col(GroupAdmission.kind) == kind)
        .where(col(GroupAdmission.status) == AdmissionStatus.PENDING)
        .with_for_update()
    )
    row = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound(kind)
    return row


async def pending_for(
    session: ReadSession, group_id: UUID, *, organisation_id: UUID | None, person_id: UUID | None
) -> GroupAdmission | None:
    """What already waits for that organisation or person in the group. As the system."""
    found = select(GroupAdmission).where(
        col(GroupAdmission.group_id) == group_id,
        col(GroupAdmission.status) == AdmissionStatus.PENDING,
        func.coalesce(col(GroupAdmission.organisation_id), col(GroupAdmission.person_id))
        == (organisation_id or person_id),
    )
    return (await session.execute(found)).scalar_one_or_none()


async def groups_by_id(session: ReadSession, ids: Iterable[UUID]) -> dict[UUID, SharingGroup]:
    found = select(SharingGroup).where(col(SharingGroup.id).in_(list(ids)))
    return {row.id: row for row in (await session.execute(found)).scalars()}


async def organisations_by_id(session: ReadSession, ids: Iterable[UUID]) -> dict[UUID, Organisation]:
    found = select(Organisation).where(col(Organisation.id).in_(list(ids)))
    return {row.id: row for row in (await session.execute(found)).scalars()}


async def stewarded(session: ReadSession, *, person_id: UUID, organisation_id: UUID | None) -> set[UUID]:
    """Groups of which this person or organisation is a steward. As the system."""
    found = select(col(GroupMember.group_id)).where(
        col(GroupMember.steward),
        or_(col(GroupMember.person_id) == person_id, col(GroupMember.organisation_id) == organisation_id),
    )
    return set((await session.execute(found)).scalars())


async def own_groups(session: ReadSession, person_id: UUID) -> Sequence[GroupMember]:
    """Where a person is a member in his own right. As the system."""
    found = select(GroupMember).where(col(GroupMember.person_id) == person_id)
    return (await session.execute(found)).scalars().all()
