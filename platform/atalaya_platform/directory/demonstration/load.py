"""Loading the demonstration, as often as one likes, and taking it away again."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, or_
from sqlmodel import col

from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.demonstration import applications, queries
from atalaya_platform.directory.demonstration.cast import (
    CIRCLES,
    HOUSES,
    OFFICE,
    PLAYERS,
    SYSTEMS,
    TEAMS,
    demonstration_id,
    group_id,
    person_id,
)
from atalaya_platform.directory.organisations.importing import Entry, import_organisations, shipped
from atalaya_platform.events.ledger import audit, changed, revoke
from atalaya_platform.events.models import Stream
from atalaya_platform.identity.models import (
    GroupMember,
    Membership,
    Organisation,
    OrganisationCommunity,
    Person,
    PlatformRoleGrant,
    SharingGroup,
)
from atalaya_platform.identity.vocabulary import PersonStatus
from atalaya_platform.runtime import Runtime


def organisation_ids(entries: Iterable[Entry]) -> dict[str, UUID]:
    """The id of every team, house and office of the cast, by its key."""
    by_acronym = {(entry.values["country"], entry.values["acronym"]): entry.id for entry in entries}
    found = {key: by_acronym[team.country, team.acronym] for key, team in TEAMS.items()}
    found |= {key: demonstration_id("organisation", key) for key in HOUSES}
    return found | {OFFICE: by_acronym[None, "CICTE"], SYSTEMS: by_acronym[None, "SAF"]}


async def load(session: WriteSession, runtime: Runtime) -> None:
    """Make what is missing of the demonstration; what is there stays as it is."""
    entries = shipped()
    await import_organisations(session, entries)
    places = organisation_ids(entries)
    await _organisations(session, places)
    await _people(session, places)
    await _groups(session, places)
    await applications.load(session)
    audit(session, None, "directory.demonstration.load")


async def _organisations(session: WriteSession, places: dict[str, UUID]) -> None:
    present = await queries.organisations(session)
    for key, house in HOUSES.items():
        if places[key] in present:
            continue
        session.add(
            Organisation(
                id=places[key],
                name=house.name,
                kind=house.kind,
                country=house.country,
                parent_id=places[house.parent] if house.parent else None,
                demonstration=True,
            )
        )
        await session.flush()
        session.add(OrganisationCommunity(organisation_id=places[key], community=house.community))
        changed(session, "organisation", places[key])
    await session.flush()


async def _people(session: WriteSession, places: dict[str, UUID]) -> None:
    present = await queries.persons(session)
    for player in PLAYERS:
        team = TEAMS.get(player.of)
        if person_id(player.key) in present:
            continue
        session.add(
            Person(
                id=person_id(player.key),
                name=player.name,
                email=f"{player.key}@demo.example",
                status=PersonStatus.ACTIVE,
                locale=team.locale if team else "en",
                time_zone=team.time_zone if team else "America/New_York",
                title=player.title,
                demonstration=True,
            )
        )
        changed(session, "person", person_id(player.key))
    await session.flush()
    everyone = {person_id(player.key) for player in PLAYERS}
    belong = await queries.memberships(session, everyone)
    granted = await queries.role_grants(session, everyone)
    for player in PLAYERS:
        who, where = person_id(player.key), places[player.of]
        if (who, where) not in belong:
            session.add(Membership(person_id=who, organisation_id=where, role=player.role))
        if player.platform_role and (who, player.platform_role) not in granted:
            session.add(PlatformRoleGrant(person_id=who, role=player.platform_role))
    await session.flush()


async def _groups(session: WriteSession, places: dict[str, UUID]) -> None:
    present = await queries.groups(session, {person_id("officer")})
    for key, circle in CIRCLES.items():
        if group_id(key) in present:
            continue
        session.add(
            SharingGroup(
                id=group_id(key),
                name=circle.name,
                description=circle.description,
                community=circle.community,
                visibility=circle.visibility,
                joining=circle.joining,
                default_label=circle.label,
                created_by=person_id("officer"),
            )
        )
        changed(session, "group", group_id(key))
    await session.flush()
    people = {player.key for player in PLAYERS if player.key not in places}
    inside = await queries.member_ids(session, {group_id(key) for key in CIRCLES})
    for key, circle in CIRCLES.items():
        for member in (*circle.stewards, *circle.members):
            own = demonstration_id("member", f"{key}:{member}")
            if own not in inside:
                session.add(
                    GroupMember(
                        id=own,
                        group_id=group_id(key),
                        organisation_id=None if member in people else places[member],
                        person_id=person_id(member) if member in people else None,
                        steward=member in circle.stewards,
                    )
                )
    await session.flush()


async def remove(session: WriteSession, runtime: Runtime) -> None:
    """Take the demonstration away: its people with their groups, and its invented organisations. What real people
    did stays, as do the real organisations.
    """
    people = await queries.persons(session)
    houses = await queries.organisations(session)
    groups = await queries.groups(session, people)
    streams = [f"{kind}:{one}" for one in groups for kind in ("strict", "amber")] + [f"person:{one}" for one in people]
    member = or_(col(GroupMember.person_id).in_(people), col(GroupMember.organisation_id).in_(houses))
    await session.execute(delete(GroupMember).where(or_(member, col(GroupMember.group_id).in_(groups))))
    await session.execute(delete(SharingGroup).where(col(SharingGroup.id).in_(groups)))
    await session.execute(delete(Stream).where(col(Stream.name).in_(streams)))
    await applications.remove(session)
    await session.execute(delete(Person).where(col(Person.id).in_(people)))
    await session.execute(delete(Organisation).where(col(Organisation.id).in_(houses)))
    for kind, ids in (("group", groups), ("person", people), ("organisation", houses)):
        for one in ids:
            changed(session, kind, one)
    revoke(session, persons=people)
    audit(session, None, "directory.demonstration.remove", people=len(people))
