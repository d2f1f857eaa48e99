"""Making and keeping sharing groups: who is in, who is steward. Only the group's own community comes in."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import HIDDEN_GROUP_LABELS
from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.directory.groups import queries
from atalaya_platform.directory.groups.errors import (
    AlreadyMember,
    GroupArchived,
    GroupStaysListed,
    LastSteward,
    NotThisWay,
    OutsideCommunity,
)
from atalaya_platform.directory.groups.events import (
    GroupChanged,
    GroupCreated,
    GroupMemberChanged,
    GroupMemberJoined,
    GroupMemberLeft,
)
from atalaya_platform.directory.groups.schemas import HIDDEN_NEEDS, GroupCreate, GroupUpdate
from atalaya_platform.directory.organisations.actions import leads
from atalaya_platform.events.ledger import audit, changed, emit, revoke
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound
from atalaya_platform.http.versions import require_match
from atalaya_platform.identity.models import GroupMember, SharingGroup
from atalaya_platform.identity.vocabulary import Joining, Visibility

STREAMS_FOR = "strict:{}"


def told(group: SharingGroup) -> list[str]:
    """Where news of the group itself goes: its members, and the community that could find it."""
    streams = [STREAMS_FOR.format(group.id)]
    if group.visibility == Visibility.LISTED:
        streams.append(f"community:{group.community}")
    return streams


async def create_group(session: WriteSession, caller: Caller, given: GroupCreate) -> SharingGroup:
    """Make a group in one of the caller's communities, with the caller or the led organisation as its steward."""
    if given.community not in caller.communities:
        raise Invalid(
            "You can make groups in your own communities only. Choose one of them.",
            fields={"community": "is not one of yours"},
        )
    if given.organisation_id is not None:
        require_lead(caller, given.organisation_id)
    row = SharingGroup(**given.model_dump(exclude={"organisation_id"}), created_by=caller.person_id)
    # Elevated: before it has members nobody holds a group's tokens, so its maker could not see what is being made.
    async with elevated(session):
        session.add(row)
    await enter(session, caller, row, organisation_id=given.organisation_id, steward=True)
    emit(session, GroupCreated(group_id=row.id), told(row))
    audit(session, caller, "directory.group.create", "group", row.id, visibility=row.visibility, joining=row.joining)
    changed(session, "group", row.id)
    return row


def require_lead(caller: Caller, organisation_id: UUID) -> None:
    if not leads(caller, organisation_id):
        raise Forbidden("Only a team lead speaks for an organisation. Ask yours, or join as yourself.")


async def require_steward(session: WriteSession, caller: Caller, group_id: UUID) -> SharingGroup:
    """The group under its lock, for its stewards. NotFound to who does not see it, Forbidden to other readers."""
    row = await queries.group(session, group_id)
    if not await queries.is_steward(session, caller, group_id):
        raise Forbidden("Only the stewards of this group do this. Ask one of them; the member list marks them.")
    return await queries.group(session, row.id, lock=True)


async def enter(
    session: WriteSession,
    caller: Caller,
    group: SharingGroup,
    *,
    organisation_id: UUID | None = None,
    person_id: UUID | None = None,
    steward: bool = False,
) -> GroupMember:
    """Add a member: the organisation, or the person, or else the caller. The wall is checked here, always."""
    person_id = None if organisation_id else person_id or caller.person_id
    if group.archived:
        raise GroupArchived("Nobody joins an archived group. Ask a steward to open it again.")
    # Elevated: who joins holds no token of the group yet, and may be someone whom the caller does not know.
    async with elevated(session):
        if await queries.member_as(session, group.id, organisation_id=organisation_id, person_id=person_id):
            raise AlreadyMember("That organisation or person is in the group already.")
        await require_within(session, group, organisation_id=organisation_id, person_id=person_id)
        row = GroupMember(group_id=group.id, organisation_id=organisation_id, person_id=person_id, steward=steward)
        session.add(row)
        await session.flush()
        persons = await queries.reached(session, row)
    revoke(session, persons=persons)
    event = GroupMemberJoined(group_id=group.id, organisation_id=organisation_id, person_id=person_id)
    emit(session, event, [STREAMS_FOR.format(group.id), *(f"person:{one}" for one in sorted(persons, key=str))])
    audit(
        session,
        caller,
        "directory.group.join",
        "group",
        group.id,
        organisation_id=str(organisation_id or ""),
        person_id=str(person_id or ""),
        steward=steward,
    )
    return row


async def require_within(
    session: WriteSession, group: SharingGroup, *, organisation_id: UUID | None, person_id: UUID | None
) -> None:
    """The wall between the communities: raises OutsideCommunity."""
    if organisation_id is not None:
        inside = await queries.organisation_within(session, group.community, organisation_id)
    else:
        inside = person_id is not None and await queries.person_within(session, group.community, person_id)
    if not inside:
        raise OutsideCommunity(
            "Only organisations and people of the group's own community become members. Make a group in theirs."
        )


async def join_group(
    session: WriteSession, caller: Caller, group_id: UUID, organisation_id: UUID | None
) -> SharingGroup:
    """Join an open group, as oneself or as an organisation that one leads."""
    group = await queries.group(session, group_id)
    if organisation_id is not None:
        require_lead(caller, organisation_id)
    if group.joining != Joining.OPEN or group.visibility != Visibility.LISTED:
        raise NotThisWay("This group is not open to everyone: ask to join, or wait for an invitation.")
    await enter(session, caller, group, organisation_id=organisation_id)
    return group


async def update_group(
    session: WriteSession, caller: Caller, group_id: UUID, given: GroupUpdate, if_match: str | None
) -> SharingGroup:
    """Change the group's entry, as a steward, under its ETag."""
    row = await require_steward(session, caller, group_id)
    require_match(if_match, row.version)
    values = {name: value for name, value in given.model_dump(exclude_unset=True).items() if value is not None}
    hidden = values.get("visibility", row.visibility) == Visibility.HIDDEN
    if hidden and row.visibility == Visibility.LISTED:
        raise GroupStaysListed(
            "Its community has seen it, and may hold what was shared in it under wider labels. Make a new hidden "
            "group and move there, as TLP:AMBER or stricter, what is to be hidden; then archive this one."
        )
    if hidden and values.get("default_label", row.default_label) not in HIDDEN_GROUP_LABELS:
        raise Invalid("Choose another label.", fields={"default_label": HIDDEN_NEEDS})
    if hidden and values.get("joining", row.joining) != Joining.INVITATION:
        raise Invalid("Choose another way to join.", fields={"joining": "a hidden group is joined by invitation"})
    for name, value in values.items():
        setattr(row, name, value)
    _changed(session, caller, row, "update", fields=sorted(values))
    return row


async def archive_group(session: WriteSession, caller: Caller, group_id: UUID, *, archived: bool) -> SharingGroup:
    """Close a group to new members and content, or open it again; reading stays."""
    row = await require_steward(session, caller, group_id)
    if row.archived != archived:
        row.archived = archived
        _changed(session, caller, row, "archive" if archived else "restore")
    return row


def _changed(session: WriteSession, caller: Caller, row: SharingGroup, act: str, **detail: object) -> None:
    row.version += 1
    emit(session, GroupChanged(group_id=row.id), told(row))
    audit(session, caller, f"directory.group.{act}", "group", row.id, **detail)
    changed(session, "group", row.id)


async def _leave(session: WriteSession, caller: Caller, row: GroupMember, act: str) -> None:
    """Take a member row away. Raises LastSteward when nobody would be left who can act as steward."""
    # Elevated: whoever leaves may not see the row any more once it is gone, nor everybody whom it reaches.
    async with elevated(session):
        persons = await queries.reached(session, row)
        await session.delete(row)
        await session.flush()
        await _require_stewards(session, row.group_id)
    _left(session, caller, row, persons, act)


def _left(session: WriteSession, caller: Caller | None, row: GroupMember, persons: set[UUID], act: str) -> None:
    revoke(session, persons=persons)
    event = GroupMemberLeft(group_id=row.group_id, organisation_id=row.organisation_id, person_id=row.person_id)
    emit(session, event, [STREAMS_FOR.format(row.group_id), *(f"person:{one}" for one in sorted(persons, key=str))])
    audit(
        session,
        caller,
        f"directory.group.{act}",
        "group",
        row.group_id,
        organisation_id=str(row.organisation_id or ""),
        person_id=str(row.person_id or ""),
    )


async def _require_stewards(session: WriteSession, group_id: UUID) -> None:
    if not await queries.steward_persons(session, group_id):
        raise LastSteward("Make another member steward first, or archive the group.")


async def leave_group(session: WriteSession, caller: Caller, group_id: UUID, organisation_id: UUID | None) -> None:
    """Leave, as oneself or as an organisation that one leads."""
    await queries.group(session, group_id)
    if organisation_id is not None:
        require_lead(caller, organisation_id)
    person_id = None if organisation_id else caller.person_id
    row = await queries.member_as(session, group_id, organisation_id=organisation_id, person_id=person_id)
    if row is None:
        raise NotFound("member")
    await _leave(session, caller, row, "leave")


async def remove_member(session: WriteSession, caller: Caller, group_id: UUID, member_id: UUID) -> None:
    """Remove a member, as a steward."""
    await require_steward(session, caller, group_id)
    await _leave(session, caller, await queries.member(session, group_id, member_id), "remove")


async def set_steward(
    session: WriteSession, caller: Caller, group_id: UUID, member_id: UUID, *, steward: bool
) -> GroupMember:
    """Make a member steward, or take that back; one who can act always stays."""
    await require_steward(session, caller, group_id)
    row = await queries.member(session, group_id, member_id)
    async with elevated(session):
        row.steward = steward
        await session.flush()
        await _require_stewards(session, group_id)
    event = GroupMemberChanged(group_id=group_id, organisation_id=row.organisation_id, person_id=row.person_id)
    emit(session, event, [STREAMS_FOR.format(group_id)])
    audit(
        session,
        caller,
        "directory.group.steward",
        "group",
        group_id,
        steward=steward,
        organisation_id=str(row.organisation_id or ""),
        person_id=str(row.person_id or ""),
    )
    return row


async def follow_membership(
    session: WriteSession, caller: Caller | None, person_id: UUID, organisation_id: UUID | None
) -> None:
    """After a person lost an organisation, a role or the account: own group memberships across the wall end, and
    groups that would be without a steward get one (the longest-standing member who can act), or are archived.
    """
    async with elevated(session):
        shaken = await queries.stewarded(session, person_id=person_id, organisation_id=organisation_id)
        own = await queries.own_groups(session, person_id)
        groups = await queries.groups_by_id(session, {row.group_id for row in own})
        for row in own:
            if not await queries.person_within(session, groups[row.group_id].community, person_id):
                persons = await queries.reached(session, row) | {person_id}
                await session.delete(row)
                await session.flush()
                _left(session, caller, row, persons, "remove")
        for group_id in shaken:
            await _keep_stewarded(session, group_id)


async def _keep_stewarded(session: WriteSession, group_id: UUID) -> None:
    if await queries.steward_persons(session, group_id):
        return
    for row in await queries.eldest(session, group_id):
        row.steward = True
        await session.flush()
        if await queries.steward_persons(session, group_id):
            audit(session, None, "directory.group.steward", "group", group_id, steward=True, member_id=str(row.id))
            return
        row.steward = False
        await session.flush()
    group = await queries.group(session, group_id)
    group.archived = True
    group.version += 1
    audit(session, None, "directory.group.archive", "group", group_id, reason="no steward is left")
