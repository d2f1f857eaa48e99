"""Wider sharing needs the source's consent (TLP 2.0), by whatever way it would come about."""

from typing import Any

import pytest

from atalaya_platform.identity.models import Membership
from tests.conftest import ClientFor
from tests.forum.factories import topic
from tests.forum.test_chat_channels import talk
from tests.forum.test_chat_messages import send
from tests.harness import Harness
from tests.platform.factories import World, group, person, world

MATCH = {"If-Match": "*"}


@pytest.fixture
async def cast(harness: Harness) -> World:
    """Bruno, whose team is not the source of anything here, is steward of `group` as himself."""
    cast = await world(harness)
    await harness.all(
        "INSERT INTO group_member (id, group_id, person_id, steward) VALUES (gen_random_uuid(), :g, :p, true)"
        " RETURNING 1",
        g=cast.group.id,
        p=cast.bruno.id,
    )
    return cast


async def moved(client: Any, made: dict[str, Any], to: Any, **more: str) -> Any:
    body = {"group_id": str(to.id), **more}
    return await client.post(f"/api/v1/topics/{made['id']}/move", json=body, headers=MATCH)


async def test_a_steward_moves_a_topic_to_nobody_new(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    wider = await group(harness, cast.bruno, organisations=(cast.jamaica, cast.brazil, cast.chile), name="Southern")
    same = await group(harness, cast.bruno, organisations=(cast.brazil, cast.jamaica), name="The two of us")
    made = await topic(ana, cast)
    refused = await moved(bruno, made, wider)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-yours-to-do")
    assert "source" in refused.json()["detail"]
    stricter = await moved(bruno, made, wider, label="TLP:AMBER+STRICT")
    assert stricter.status_code == 403, "Chile would read it, whatever the label is called"
    assert (await moved(bruno, made, same)).status_code == 200
    assert (await moved(ana, made, wider)).status_code == 200, "the source may"
    assert (await carla.get(f"/api/v1/topics/{made['id']}")).status_code == 200


async def test_a_steward_moves_nothing_through_the_wall(harness: Harness, cast: World, client_for: ClientFor) -> None:
    await harness.add(Membership(person_id=cast.bruno.id, organisation_id=cast.company.id, role="member"))
    beyond = await group(harness, cast.vendor, organisations=(cast.company,), community="stakeholders", name="Market")
    ana, bruno, vendor = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.vendor)
    made = await topic(ana, cast, label="TLP:GREEN")
    assert (await moved(bruno, made, beyond)).status_code == 403
    assert (await vendor.get(f"/api/v1/topics/{made['id']}")).status_code == 404


async def test_a_channel_is_widened_by_its_source_only(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    made = await ana.post(f"/api/v1/groups/{cast.group.id}/channels", json={"name": "watch", "label": "TLP:AMBER"})
    path = f"/api/v1/channels/{made.json()['id']}/label"
    refused = await bruno.put(path, json={"label": "TLP:GREEN"}, headers=MATCH)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-yours")
    assert (await bruno.put(path, json={"label": "TLP:AMBER+STRICT"}, headers=MATCH)).status_code == 200
    assert (await bruno.put(path, json={"label": "TLP:AMBER"}, headers=MATCH)).status_code == 403
    assert (await ana.put(path, json={"label": "TLP:GREEN"}, headers=MATCH)).status_code == 200


async def test_the_lead_of_who_made_a_channel_is_its_source(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    colleague = await client_for(await person(harness, cast.jamaica, name="Colleague"))
    made = await colleague.post(f"/api/v1/groups/{cast.group.id}/channels", json={"name": "x", "label": "TLP:AMBER"})
    path = f"/api/v1/channels/{made.json()['id']}/label"
    assert (await (await client_for(cast.ana)).put(path, json={"label": "TLP:GREEN"}, headers=MATCH)).status_code == 200


async def test_a_group_s_first_channel_is_its_stewards(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    general = (await ana.put(f"/api/v1/groups/{cast.group.id}/channels/general")).json()["id"]
    changed = await bruno.put(f"/api/v1/channels/{general}/label", json={"label": "TLP:GREEN"}, headers=MATCH)
    assert changed.status_code == 200, changed.text


async def test_nobody_is_brought_into_what_was_said_under_red(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    dora = await person(harness, cast.chile, name="Dora")
    ana, bruno = await client_for(cast.ana, strong=True), await client_for(cast.bruno, strong=True)
    red = (await talk(ana, cast.bruno, cast.carla, label="TLP:RED")).json()["id"]
    amber = (await talk(ana, cast.bruno, cast.carla)).json()["id"]
    await send(ana, red, "for these two only")
    body = {"people": [str(dora.id)]}
    refused = await bruno.post(f"/api/v1/channels/{red}/people", json=body)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/fixed-people")
    assert (await (await client_for(dora, strong=True)).get(f"/api/v1/channels/{red}")).status_code == 404
    assert (await bruno.post(f"/api/v1/channels/{amber}/people", json=body)).status_code == 200
