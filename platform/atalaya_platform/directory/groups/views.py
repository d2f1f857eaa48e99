"""Groups, members and admissions as the API gives them."""

from collections.abc import Sequence
from typing import Any

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession, elevated
from atalaya_platform.directory.groups import queries
from atalaya_platform.directory.groups.models import GroupAdmission
from atalaya_platform.directory.groups.schemas import (
    AdmissionRead,
    GroupCard,
    GroupMemberRead,
    GroupRead,
    GroupRef,
    Standing,
)
from atalaya_platform.directory.organisations.queries import ref
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.identity.models import GroupMember, Organisation, SharingGroup


def _standing(caller: Caller, group: SharingGroup, members: int, steward: bool) -> Standing:
    # The member rows are visible to members only, so their number tells who is one, also right after joining.
    if steward:
        return Standing.STEWARD
    if members:
        return Standing.MEMBER
    return Standing.READER if caller.holds(f"amber:{group.id}") else Standing.NONE


def card(caller: Caller, row: Any) -> GroupCard:
    """A row of `queries.groups` or `queries.counted`."""
    group: SharingGroup = row[0]
    standing = _standing(caller, group, row.organisations + row.persons, row.steward)
    inside = standing in (Standing.STEWARD, Standing.MEMBER)
    return GroupCard(
        **group.model_dump(exclude={"version", "created_by"}),
        standing=standing,
        organisations=row.organisations if inside else None,
        persons=row.persons if inside else None,
        pending=row.pending,
    )


def page(caller: Caller, row: Any) -> GroupRead:
    return GroupRead(**card(caller, row).model_dump(), version=row[0].version)


async def members(
    session: ReadSession, rows: Sequence[tuple[GroupMember, Organisation | None]]
) -> list[GroupMemberRead]:
    people = await cards(session, [member.person_id for member, _ in rows if member.person_id])
    return [
        GroupMemberRead(
            id=member.id,
            organisation=ref(organisation) if organisation else None,
            person=people.get(member.person_id) if member.person_id else None,
            steward=member.steward,
            since=member.created_at,
        )
        for member, organisation in rows
    ]


async def admissions(session: ReadSession, rows: Sequence[GroupAdmission]) -> list[AdmissionRead]:
    """Invitations and requests with their group and people. Call it only with rows that the actor may see."""
    # Elevated: a hidden group shows its name to whoever it invites, and to nobody else.
    async with elevated(session):
        groups = await queries.groups_by_id(session, [row.group_id for row in rows])
        organisations = await queries.organisations_by_id(
            session, [r.organisation_id for r in rows if r.organisation_id]
        )
    people = await cards(session, [one for row in rows for one in (row.person_id, row.asked_by) if one])
    return [
        AdmissionRead(
            **row.model_dump(include={"id", "kind", "text", "status", "answer", "created_at", "decided_at"}),
            group=GroupRef.model_validate(groups[row.group_id].model_dump()),
            organisation=ref(organisations[row.organisation_id]) if row.organisation_id else None,
            person=people.get(row.person_id) if row.person_id else None,
            asked_by=people.get(row.asked_by),
        )
        for row in rows
    ]
