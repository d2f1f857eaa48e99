"""Drafts: who begins, reads, leads and writes them, their label and editors."""

from typing import Any

from tests.harness import Harness
from tests.platform.factories import World, person, world
from tests.strategies.drafting.factories import DRAFTS, ClientFor, address, begun, save, section_of

P = "/api/v1/strategies/drafts"


async def statuses(clients: dict[str, Any], path: str) -> dict[str, int]:
    return {name: (await client.get(path)).status_code for name, client in clients.items()}


async def everybody(cast: World, client_for: ClientFor) -> dict[str, Any]:
    people = ("ana", "bruno", "carla", "minister", "vendor", "secretary", "admin")
    return {name: await client_for(getattr(cast, name)) for name in people}


async def test_a_draft_begins_with_a_section_for_each_element(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    draft = await begun(await client_for(cast.ana), cast.group, language="es")
    assert (draft["place"], draft["phase"], draft["version"]) == ("JAM", "initiation", 1)
    outline = [(one["element"], one["level"], one["title"]) for one in draft["outline"][:3]]
    assert outline == [
        ("5.1", 1, "Gobernanza"),
        ("5.1.1", 2, "Apoyo al más alto nivel"),
        ("5.1.2", 2, "Autoridad competente"),
    ]
    assert draft["sections"] == len(draft["outline"]) > 30
    assert draft["written"] == 0
    may = {name for name, allowed in draft["rights"].items() if allowed}
    assert may == {"write", "comment", "lead", "archive", "export"}


async def test_the_label_says_who_reads_it(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    clients = await everybody(cast, client_for)
    rule = {
        "TLP:AMBER+STRICT": {"ana", "bruno"},
        "TLP:AMBER": {"ana", "bruno", "minister"},
        "TLP:GREEN": {"ana", "bruno", "minister", "carla", "secretary", "admin"},
        "TLP:CLEAR": {"ana", "bruno", "minister", "carla", "secretary", "admin", "vendor"},
    }
    drafts = {label: await begun(clients["ana"], cast.group, label=label) for label in rule}
    for label, draft in drafts.items():
        found = await statuses(clients, address(draft))
        assert {name for name, status in found.items() if status == 200} == rule[label], label
        assert set(found.values()) <= {200, 404}
    for name, client in clients.items():
        listed = {one["label"] for one in (await client.get(DRAFTS)).json()["items"]}
        assert listed == {label for label, readers in rule.items() if name in readers}
    assert (await (await client_for()).get(DRAFTS)).status_code == 401


async def test_red_is_for_its_recipients_with_a_passkey(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana, strong=True), await client_for(cast.bruno, strong=True)
    draft = await begun(ana, cast.group, label="TLP:RED", recipients=[str(cast.bruno.id)])
    assert {one["name"] for one in draft["recipients"]} == {"Ana", "Bruno"}
    assert (await bruno.get(address(draft))).status_code == 200
    assert (await (await client_for(cast.bruno)).get(address(draft))).status_code in (403, 404)
    colleague = await client_for(await person(harness, cast.jamaica, role="team_lead"), strong=True)
    assert (await colleague.get(address(draft))).status_code == 404
    refused = await (await client_for(cast.ana)).post(
        DRAFTS, json={"title": "Quiet one", "group_id": str(cast.group.id), "label": "TLP:RED", "recipients": []}
    )
    assert refused.status_code == 403


async def test_who_begins_one(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    clients = await everybody(cast, client_for)
    wanted = {"title": "A strategy", "group_id": str(cast.group.id), "label": "TLP:AMBER"}
    found = {name: (await client.post(P, json=wanted)).status_code for name, client in clients.items()}
    assert {name for name, status in found.items() if status == 201} == {"ana", "bruno"}
    assert found["vendor"] == 404  # the group is in the network, beyond the wall
    hidden = await clients["ana"].post(P, json=wanted | {"group_id": str(cast.hidden.id), "label": "TLP:CLEAR"})
    assert (hidden.status_code, hidden.json()["type"]) == (422, "/problems/label-refused")
    strange = await clients["ana"].post(P, json=wanted | {"organisation_id": str(cast.brazil.id)})
    assert list(strange.json()["fields"]) == ["organisation_id"]


async def test_who_writes_and_who_leads(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    member = await client_for(await person(harness, cast.jamaica))
    viewer = await client_for(await person(harness, cast.jamaica, role="viewer"))
    draft = await begun(ana, cast.group)
    section = section_of(draft, "5.1.1")
    assert (await save(member, draft, section, "The Cabinet stands behind this.", 1)).status_code == 200
    assert (await save(viewer, draft, section, "x", 2)).status_code == 403
    assert (await save(bruno, draft, section, "x", 2)).status_code == 403
    facts = {"json": {"title": "Another title"}, "headers": {"If-Match": '"1"'}}
    assert (await member.patch(address(draft), **facts)).status_code == 403
    assert (await ana.patch(address(draft), **facts)).json()["title"] == "Another title"
    assert (await ana.patch(address(draft), **facts)).status_code == 412

    named = await ana.put(address(draft, "editors", str(cast.bruno.id)))
    assert [one["name"] for one in named.json()["editors"]] == ["Bruno"]
    assert (await save(bruno, draft, section, "From Brazil.", 2)).status_code == 200
    stranger = await ana.put(address(draft, "editors", str(cast.carla.id)))
    assert (stranger.status_code, list(stranger.json()["fields"])) == (422, ["person_id"])
    assert (await bruno.put(address(draft, "editors", str(cast.bruno.id)))).status_code == 403
    assert (await ana.delete(address(draft, "editors", str(cast.bruno.id)))).json()["editors"] == []
    assert (await save(bruno, draft, section, "x", 3)).status_code == 403


async def test_another_label_takes_readers_away(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, minister = await client_for(cast.ana), await client_for(cast.minister)
    draft = await begun(ana, cast.group)
    assert (await minister.get(address(draft))).status_code == 200
    wanted = {"json": {"label": "TLP:AMBER+STRICT"}, "headers": {"If-Match": '"1"'}}
    assert (await (await client_for(cast.bruno)).post(address(draft, "label"), **wanted)).status_code == 403
    assert (await ana.post(address(draft, "label"), **wanted)).json()["label"] == "TLP:AMBER+STRICT"
    assert (await minister.get(address(draft))).status_code == 404
    audience = await harness.one("SELECT audience FROM stream WHERE name = :n", n=f"draft:{draft['id']}")
    assert audience == f"strict:{cast.group.id}"


async def test_readers_are_found_by_name(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    draft = await begun(ana, cast.group, label="TLP:AMBER+STRICT")
    assert [one["name"] for one in (await ana.get(address(draft, "readers"))).json()] == ["Ana", "Bruno"]
    assert [one["name"] for one in (await ana.get(address(draft, "readers"), params={"q": "br"})).json()] == ["Bruno"]


async def test_a_list_costs_the_same_however_long(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    await begun(ana, cast.group)
    with harness.counted() as one:
        await ana.get(DRAFTS)
    for number in range(3):
        await begun(ana, cast.group, title=f"Strategy {number}")
    with harness.counted() as four:
        page = (await ana.get(DRAFTS, params={"limit": 2})).json()
    assert len(four) == len(one)
    rest = (await ana.get(DRAFTS, params={"limit": 2, "after": page["next"]})).json()
    assert [one["title"][-1] for one in (*page["items"], *rest["items"])] == ["2", "1", "0", "7"]
    assert (await ana.get(DRAFTS, params={"place": "BRA"})).json()["items"] == []
