"""What a channel says about its reader: what may be changed, what may be deleted, and where reading begins."""

from typing import Any

import httpx2

from atalaya_platform.identity.models import Membership
from tests.conftest import ClientFor
from tests.forum.test_chat_channels import talk
from tests.forum.test_chat_messages import general, send
from tests.harness import Harness
from tests.platform.factories import person, world


async def seen(client: httpx2.AsyncClient, channel: str) -> dict[str, Any]:
    answer = await client.get(f"/api/v1/channels/{channel}")
    assert answer.status_code == 200, answer.text
    read: dict[str, Any] = answer.json()
    return read


async def test_a_channel_says_who_may_change_it_and_clear_it(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    office = await harness.one("SELECT id FROM organisation WHERE kind = 'secretariat'")
    watch = await person(harness, name="Watch", platform_role="moderator")
    await harness.add(Membership(person_id=watch.id, organisation_id=office, role="member"))
    colleague = await client_for(await person(harness, cast.jamaica, name="Colleague of the lead"))
    steward, maker = await client_for(cast.ana), await client_for(cast.bruno)
    moderator, outsider = await client_for(watch), await client_for(cast.carla)
    made = await maker.post(f"/api/v1/groups/{cast.group.id}/channels", json={"name": "open", "label": "TLP:GREEN"})
    channel = made.json()["id"]
    rights = {
        name: ((await seen(client, channel))["may_change"], (await seen(client, channel))["may_clear"])
        for name, client in (
            ("steward", steward),
            ("maker", maker),
            ("moderator", moderator),
            ("outsider", outsider),
            ("colleague", colleague),
        )
    }
    assert rights == {
        "steward": (True, True),
        "maker": (True, False),
        "moderator": (False, True),
        "outsider": (False, False),
        "colleague": (False, False),
    }
    group = f"/api/v1/groups/{cast.group.id}"
    assert [(await one.get(group)).json()["standing"] for one in (steward, colleague)] == ["steward", "member"]
    # What it says is what happens.
    message = await send(maker, channel, "posted by mistake")
    other = await send(steward, channel, "by the steward")
    address = f"/api/v1/channels/{channel}/messages/"
    assert (await outsider.delete(address + message["id"])).status_code == 403
    assert (await colleague.delete(address + message["id"])).json()["type"] == "/problems/not-yours"
    renamed = await colleague.patch(f"/api/v1/channels/{channel}", json={"name": "x"}, headers={"If-Match": "*"})
    assert renamed.json()["type"] == "/problems/not-yours"
    assert (await maker.delete(address + other["id"])).json()["type"] == "/problems/not-yours"
    assert (await steward.delete(address + message["id"])).json()["deleted"] is True
    listed = (await steward.get("/api/v1/channels")).json()["items"]
    assert {item["id"]: item["may_clear"] for item in listed}[channel] is True
    direct = (await talk(steward, cast.bruno)).json()
    assert (direct["may_change"], direct["may_clear"]) == (False, False)


async def test_what_was_said_before_one_joined_is_not_new(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    channel = await general(ana, cast)
    await harness.all("UPDATE channel SET created_at = now() - interval '2 days' RETURNING 1")
    for body in ("one", "two"):
        await send(ana, channel, body)
    await harness.all("UPDATE message SET created_at = now() - interval '1 day' RETURNING 1")
    # Chile joins the group; Dora joins Brazil, which is in it.
    await harness.all("UPDATE sharing_group SET joining = 'open' WHERE id = :g RETURNING 1", g=cast.group.id)
    dora = await person(harness, name="Dora")
    carla = await client_for(cast.carla)
    joined = await carla.post(f"/api/v1/groups/{cast.group.id}/join", json={})
    assert joined.status_code in (200, 201, 204), joined.text
    await harness.run_jobs()
    await send(ana, channel, "three")
    assert [(await seen(carla, channel))[name] for name in ("unread", "read_seq")] == [1, 2]
    assert (await seen(await client_for(cast.bruno), channel))["unread"] == 3
    lead = await person(harness, cast.brazil, name="Lead", role="team_lead")
    await harness.add(Membership(person_id=dora.id, organisation_id=cast.brazil.id, role="viewer"))
    changed = await (await client_for(lead)).patch(
        f"/api/v1/organisations/{cast.brazil.id}/members/{dora.id}", json={"role": "member"}
    )
    assert changed.status_code == 200, changed.text
    await harness.run_jobs()
    assert (await seen(await client_for(dora), channel))["unread"] == 1


async def test_whoever_is_brought_into_a_conversation_begins_there(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    dora = await person(harness, cast.chile, name="Dora")
    ana = await client_for(cast.ana)
    channel = (await talk(ana, cast.bruno, cast.carla)).json()["id"]
    await send(ana, channel, "before Dora")
    await ana.post(f"/api/v1/channels/{channel}/people", json={"people": [str(dora.id)]})
    await harness.run_jobs()
    await send(ana, channel, "hello Dora")
    shown = await seen(await client_for(dora), channel)
    assert shown["unread"] == 1
    assert (await seen(await client_for(cast.bruno), channel))["unread"] == 2


async def test_what_calls_for_a_reader_is_counted(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    channel = await general(ana, cast)
    direct = (await talk(ana, cast.bruno)).json()["id"]
    await send(ana, channel, "nothing special")
    await send(ana, channel, "look @channel")
    await send(ana, channel, f"@[Bruno](person:{cast.bruno.id})")
    for body in ("one", "two"):
        await send(ana, direct, body)

    async def counted(client: httpx2.AsyncClient) -> dict[str, int]:
        with harness.counted() as statements:
            answer = await client.get("/api/v1/chat/unread")
        assert len(statements) <= 5, statements
        numbers: dict[str, int] = answer.json()
        return numbers

    assert await counted(bruno) == {"mentions": 2, "conversations": 1}
    assert await counted(ana) == await counted(carla) == {"mentions": 0, "conversations": 0}
    await bruno.put(f"/api/v1/channels/{direct}/settings", json={"muted": True})
    await bruno.put(f"/api/v1/channels/{channel}/read", json={"seq": 2})
    assert await counted(bruno) == {"mentions": 1, "conversations": 0}
    assert (await (await client_for()).get("/api/v1/chat/unread")).status_code == 401
