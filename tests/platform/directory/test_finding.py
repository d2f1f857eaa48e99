"""The directory in the search: found across a shared community, a hidden group by its members only."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from atalaya_platform.directory.finding.sources import GroupSource, OrganisationSource, PersonSource
from tests.harness import Harness
from tests.platform.factories import world


async def readable(harness: Harness, source: Any, person: Any, ids: Sequence[UUID]) -> set[str]:
    """Titles of what this person gets to see of the objects."""
    async with harness.runtime.database.as_person(person.id) as session:
        ids = sorted(await source.readable(session, ids))
        return {card.title for card in (await source.describe(session, ids)).values()}


async def test_documents_carry_the_audience_that_may_find_them(harness: Harness) -> None:
    cast = await world(harness)
    async with harness.runtime.database.system() as session:
        organisations = await OrganisationSource().documents(session, [cast.jamaica.id, cast.company.id])
        people = await PersonSource().documents(session, [cast.ana.id, cast.secretary.id])
        groups = await GroupSource().documents(session, [cast.group.id, cast.hidden.id])
        everyone = await PersonSource().all_ids(session, None, 100)
        assert await PersonSource().all_ids(session, everyone[1], 2) == everyone[2:4]
    assert {(one.title, one.audience) for one in organisations} == {
        ("JaCIRT", "community:network"),
        ("Vendor", "community:stakeholders"),
    }
    assert {(one.title, one.audience) for one in people} == {
        ("Ana", "community:network"),
        ("Secretary", "community:network"),
        ("Secretary", "community:stakeholders"),
    }
    assert {(one.title, one.audience) for one in groups} == {
        ("Incident response", "community:network"),
        ("Quiet room", f"amber:{cast.hidden.id}"),
    }
    # Each name of the country once, so that what was found can be shown.
    assert next(one.body for one in organisations if one.title == "JaCIRT").endswith("Jamaica · Jamaïque")
    assert not any(cast.ana.email in one.body for one in people)


async def test_hits_are_read_again_as_whoever_searches(harness: Harness) -> None:
    cast = await world(harness)
    groups, people = [cast.group.id, cast.hidden.id], [cast.ana.id, cast.vendor.id]
    assert await readable(harness, GroupSource(), cast.bruno, groups) == {"Incident response", "Quiet room"}
    assert await readable(harness, GroupSource(), cast.carla, groups) == {"Incident response"}
    assert await readable(harness, GroupSource(), cast.vendor, groups) == set()
    assert await readable(harness, PersonSource(), cast.carla, people) == {"Ana"}
    assert await readable(harness, PersonSource(), cast.vendor, people) == {"Vendor"}
    places = [cast.jamaica.id, cast.company.id]
    assert await readable(harness, OrganisationSource(), cast.carla, places) == {"JaCIRT"}
    assert await readable(harness, OrganisationSource(), cast.secretary, places) == {"JaCIRT", "Vendor"}
