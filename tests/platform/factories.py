"""Rows of identity for tests: two national CSIRTs, a constituent, a stakeholder, their people and groups."""

from dataclasses import dataclass
from uuid import UUID

from atalaya_platform.identity.models import (
    GroupMember,
    Membership,
    Organisation,
    OrganisationCommunity,
    Person,
    PlatformRoleGrant,
    SharingGroup,
)
from atalaya_platform.ids import new_id
from tests.harness import Harness


async def organisation(
    harness: Harness,
    name: str = "",
    *,
    kind: str = "national_csirt",
    country: str | None = "JAM",
    community: str | None = "network",
    parent: Organisation | None = None,
    **values: object,
) -> Organisation:
    """An active organisation in a community."""
    made = await harness.add(
        Organisation(
            name=name or f"Team {str(new_id())[-6:]}",
            kind=kind,
            country=country,
            parent_id=parent.id if parent else None,
            **values,
        )
    )
    if community:
        await harness.add(OrganisationCommunity(organisation_id=made.id, community=community))
    return made


async def person(
    harness: Harness,
    of: Organisation | None = None,
    *,
    role: str = "member",
    platform_role: str | None = None,
    name: str = "",
    **values: object,
) -> Person:
    """An active person, by default a member of the given organisation."""
    tail = str(new_id())[-12:]
    made = await harness.add(
        Person(name=name or f"Person {tail}", email=f"{tail}@example.org", status="active", **values)
    )
    if of is not None:
        await harness.add(Membership(person_id=made.id, organisation_id=of.id, role=role))
    if platform_role:
        await harness.add(PlatformRoleGrant(person_id=made.id, role=platform_role))
    return made


async def group(
    harness: Harness,
    by: Person,
    *,
    organisations: tuple[Organisation, ...] = (),
    persons: tuple[Person, ...] = (),
    community: str = "network",
    stewards: tuple[UUID, ...] = (),
    **values: object,
) -> SharingGroup:
    """A sharing group with these members."""
    made = await harness.add(
        SharingGroup(name=str(values.pop("name", "Incident response")), community=community, created_by=by.id, **values)
    )
    for one in organisations:
        await harness.add(GroupMember(group_id=made.id, organisation_id=one.id, steward=one.id in stewards))
    for one in persons:
        await harness.add(GroupMember(group_id=made.id, person_id=one.id, steward=one.id in stewards))
    return made


@dataclass
class World:
    """The cast of most access tests. `jamaica` and `brazil` share `group`; `chile` is in the network, outside it."""

    jamaica: Organisation
    brazil: Organisation
    chile: Organisation
    ministry: Organisation
    company: Organisation
    ana: Person
    bruno: Person
    carla: Person
    minister: Person
    vendor: Person
    secretary: Person
    admin: Person
    group: SharingGroup
    hidden: SharingGroup


async def world(harness: Harness) -> World:
    """Ana (Jamaica) and Bruno (Brazil) share a group; Carla (Chile) does not; `minister` is Jamaica's constituent."""
    async with harness.gathering():
        jamaica = await organisation(harness, "JaCIRT", country="JAM")
        brazil = await organisation(harness, "CERT.br", country="BRA")
        chile = await organisation(harness, "CSIRT Chile", country="CHL")
        ministry = await organisation(harness, "Ministry of Health", kind="government", country="JAM", parent=jamaica)
        company = await organisation(harness, "Vendor", kind="private", country=None, community="stakeholders")
        office = await organisation(harness, "Secretariat", kind="secretariat", country=None)
        await harness.add(OrganisationCommunity(organisation_id=office.id, community="stakeholders"))
        ana = await person(harness, jamaica, name="Ana", role="team_lead")
        bruno = await person(harness, brazil, name="Bruno")
        carla = await person(harness, chile, name="Carla")
        minister = await person(harness, ministry, name="Minister")
        vendor = await person(harness, company, name="Vendor")
        secretary = await person(harness, office, name="Secretary", platform_role="secretariat")
        admin = await person(harness, office, name="Admin", platform_role="administrator")
        shared = await group(harness, ana, organisations=(jamaica, brazil), stewards=(jamaica.id,))
        hidden = await group(
            harness,
            ana,
            organisations=(jamaica, brazil),
            name="Quiet room",
            visibility="hidden",
            stewards=(jamaica.id,),
        )
    return World(
        jamaica, brazil, chile, ministry, company, ana, bruno, carla, minister, vendor, secretary, admin, shared, hidden
    )
