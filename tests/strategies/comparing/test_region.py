"""The region, two editions of one state, and the profile of one document."""

from typing import Any

import httpx2
import pytest

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world
from tests.strategies.comparing.test_comparison import EXERCISES, EXERCISING
from tests.strategies.comparing.texts import text
from tests.strategies.factories import published

STRATEGIES = "/api/v1/strategies"


async def get(client: httpx2.AsyncClient, path: str, **query: Any) -> Any:
    answer = await client.get(f"{STRATEGIES}{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


async def test_every_member_state_stands_in_the_region(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana, curator, visitor = await client_for(cast.ana), await client_for(cast.secretary), await client_for()
    old = (await published(ana, curator, title_en="Old", adopted="2012", status="superseded"))["id"]
    new = (await published(ana, curator, title_en="New", adopted="2020", status="in_force"))["id"]
    await text(harness, "JAM", EXERCISING, edition_id=old, published=False)
    found = await get(visitor, "/region")
    states = {one["code"]: one for one in found["states"]}
    assert len(states) == 35
    jamaica, haiti = states["JAM"], states["HTI"]
    assert (jamaica["standing"], jamaica["year"], jamaica["newest"]["id"]) == ("in_force", 2020, new)
    async with harness.runtime.database.system() as session:
        assert jamaica["age"] == session.clock.now().year - 2020
    assert (jamaica["text"]["edition"]["id"], jamaica["text"]["text"]) == (old, "here")
    assert jamaica["text"]["share"] > 0
    assert [one["id"] for one in jamaica["editions"]] == [old, new]
    assert (haiti["standing"], haiti["year"], haiti["age"], haiti["editions"]) == ("none", None, None, [])
    assert (haiti["text"]["text"], haiti["text"]["share"]) == ("none", None)


async def test_two_editions_of_a_state_differ_by_elements_and_concepts(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    ana, curator, visitor = await client_for(cast.ana), await client_for(cast.secretary), await client_for()
    old, new, bare = [
        (await published(ana, curator, title_en=title, adopted=adopted))["id"]
        for title, adopted in (("Old", "2012"), ("New", "2020"), ("Bare", "2024"))
    ]
    other = (await published(ana, curator, place="BRA", title_en="Other"))["id"]
    await text(harness, "JAM", [["ransomware"], ["blockchain"]], edition_id=old, published=False)
    await text(harness, "JAM", [*EXERCISING, ["cyber-exercises"]], edition_id=new, published=False)
    found = await get(visitor, "/differences", former=old, later=new, locale="pt")
    elements = {one["code"]: one for one in found["elements"]}
    assert (elements[EXERCISES]["change"], elements[EXERCISES]["former"]["passages"]) == ("gained", 0)
    assert elements["5.1.1"]["change"] == "same"
    assert [(one["concept"], one["mentions"], one["passages"]) for one in found["new"]] == [("cyber-exercises", 4, 3)]
    assert found["gone"] == []
    back = await get(visitor, "/differences", former=new, later=old)
    assert {one["code"]: one["change"] for one in back["elements"]}[EXERCISES] == "lost"
    assert [one["concept"] for one in back["gone"]] == ["cyber-exercises"]
    without = await get(visitor, "/differences", former=new, later=bare)
    assert (without["elements"], without["later"]["text"]) == ([], "none")
    for later in (other, old):
        answer = await visitor.get(f"{STRATEGIES}/differences", params={"former": old, "later": later})
        assert answer.status_code == 422, later


async def test_a_profile_says_what_a_document_covers_and_what_could_not_be_read(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    visitor = await client_for()
    brought = await text(harness, "JAM", EXERCISING, unread=2)
    found = await get(visitor, f"/documents/{brought}/profile")
    assert {row["code"]: row["cell"]["passages"] for row in found["rows"]}[EXERCISES] == 2
    assert (found["concepts"][0]["concept"], found["concepts"][0]["mentions"]) == ("cyber-exercises", 3)
    assert found["languages"] == [{"language": "en", "passages": 3}]
    assert found["unread"] == [4, 5]
    pictures = await text(harness, "JAM", unread=1)
    found = await get(visitor, f"/documents/{pictures}/profile")
    assert (found["text"]["text"], found["rows"][0]["cell"], found["concepts"]) == ("needs_ocr", None, [])
