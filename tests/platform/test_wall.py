"""The wall between the communities, and what ends with a membership, in the access rule itself.

Every case is one that the table of labels alone does not show: through whom a token is held, and when no longer.
"""

from typing import Any
from uuid import UUID

import pytest

from atalaya_platform.identity.models import GroupMember, Membership, OrganisationCommunity, Person
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, group, organisation, person, world


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


async def held(harness: Harness, who: Person, group_id: UUID) -> set[str]:
    """Which kinds of a group's tokens a person holds."""
    rows = await harness.all(
        "SELECT token FROM holds WHERE person_id = :p AND token LIKE '%' || :g", p=who.id, g=str(group_id)
    )
    return {row.token.partition(":")[0] for row in rows}


async def _in_both(harness: Harness, cast: World) -> tuple[Person, Person]:
    """Somebody of a national CSIRT and of a company beyond the wall; and a colleague there."""
    both = await person(harness, cast.chile, name="Both")
    await harness.add(Membership(person_id=both.id, organisation_id=cast.company.id, role="member"))
    return both, cast.vendor


async def test_a_member_of_two_communities_takes_no_colleague_through_the_wall(harness: Harness, cast: World) -> None:
    both, beyond = await _in_both(harness, cast)
    circle = await group(harness, cast.ana, persons=(both,))
    assert await held(harness, both, circle.id) == {"strict", "amber"}
    assert await held(harness, cast.carla, circle.id) == {"strict", "amber"}, "the colleague on this side reads"
    assert await held(harness, beyond, circle.id) == set()
    outside = await group(harness, cast.vendor, persons=(both,), community="stakeholders")
    assert await held(harness, beyond, outside.id) == {"strict", "amber"}
    assert await held(harness, cast.carla, outside.id) == set()


async def test_a_constituent_beyond_the_wall_reads_no_amber(harness: Harness, cast: World) -> None:
    bank = await organisation(harness, "Bank", kind="private", community="stakeholders", parent=cast.jamaica)
    teller = await person(harness, bank)
    assert await held(harness, cast.minister, cast.group.id) == {"amber"}
    assert await held(harness, teller, cast.group.id) == set()
    assert teller.id not in {row[0] for row in await harness.all("SELECT readers_of(:t)", t=f"amber:{cast.group.id}")}
    await harness.add(OrganisationCommunity(organisation_id=bank.id, community="network"))
    assert await held(harness, teller, cast.group.id) == {"amber"}


async def test_an_organisation_that_left_the_community_reads_nothing_of_its_groups(
    harness: Harness, cast: World
) -> None:
    await harness.all(
        "UPDATE organisation_community SET community = 'stakeholders' WHERE organisation_id = :o RETURNING 1",
        o=cast.brazil.id,
    )
    assert await held(harness, cast.bruno, cast.group.id) == set()
    assert await held(harness, cast.ana, cast.group.id) == {"strict", "amber"}


async def test_a_suspended_csirt_opens_nothing_for_its_constituents(harness: Harness, cast: World) -> None:
    await harness.all("UPDATE organisation SET status = 'suspended' WHERE id = :o RETURNING 1", o=cast.jamaica.id)
    assert await held(harness, cast.ana, cast.group.id) == set()
    assert await held(harness, cast.minister, cast.group.id) == set()


@pytest.mark.parametrize("change", ["UPDATE organisation SET status = 'suspended' WHERE id = :o RETURNING 1",
                                    "DELETE FROM organisation_community WHERE organisation_id = :o RETURNING 1",
                                    "DELETE FROM membership WHERE organisation_id = :o RETURNING 1"])  # fmt: skip
async def test_a_member_in_their_own_right_needs_a_place_in_the_community(
    harness: Harness, cast: World, change: str
) -> None:
    await harness.add(GroupMember(group_id=cast.hidden.id, person_id=cast.carla.id))
    assert await held(harness, cast.carla, cast.hidden.id) == {"strict", "amber"}
    await harness.all(change, o=cast.chile.id)
    assert await held(harness, cast.carla, cast.hidden.id) == set()


async def test_constituents_of_constituents_are_nobodys_clients(harness: Harness, cast: World) -> None:
    clinic = await organisation(harness, "Clinic", kind="government", parent=cast.ministry)
    doctor = await person(harness, clinic)
    assert await held(harness, doctor, cast.group.id) == set()


@pytest.mark.parametrize("change", [{"status": "suspended"}, {"communities": ["stakeholders"]}], ids=str)
async def test_sockets_of_all_who_lose_something_are_checked(
    harness: Harness, cast: World, client_for: ClientFor, change: dict[str, Any]
) -> None:
    """Of the organisation's people, and of those who read through it."""
    await harness.add(OrganisationCommunity(organisation_id=cast.jamaica.id, community="stakeholders"))
    secretary, checked = await client_for(cast.secretary), set()

    async def note(_events: Any, revoked: Any) -> None:
        checked.update(revoked.persons)

    harness.runtime.database.on_commit = note
    path = f"/api/v1/organisations/{cast.jamaica.id}"
    changed = await secretary.patch(path, json=change, headers={"If-Match": "*"})
    assert changed.status_code == 200, changed.text
    assert {cast.ana.id, cast.minister.id} <= checked


async def test_a_parent_beyond_the_wall_leaves_no_id_behind(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    bank = await organisation(harness, "Bank", kind="private", community="stakeholders", parent=cast.jamaica)
    vendor = await client_for(cast.vendor)
    path = f"/api/v1/organisations/{bank.id}"
    listed = "/api/v1/organisations"
    for shown in (path, listed, f"{listed}.json", f"{listed}.csv"):
        text = (await vendor.get(shown)).text
        assert "Bank" in text, shown
        assert str(cast.jamaica.id) not in text, shown
    ana = await client_for(cast.ana)
    ministry = (await ana.get(f"/api/v1/organisations/{cast.ministry.id}")).json()
    assert (ministry["parent_id"], ministry["parent"]["name"]) == (str(cast.jamaica.id), "JaCIRT")
