"""Channels and conversations: who makes, finds, changes and leaves them."""

import httpx2

from atalaya_platform.ids import new_id
from tests.conftest import ClientFor
from tests.forum.test_chat_messages import general, send
from tests.harness import Harness
from tests.platform.factories import person, world


async def talk(client: httpx2.AsyncClient, *people: object, **values: object) -> httpx2.Response:
    return await client.post("/api/v1/conversations", json={"people": [str(one.id) for one in people], **values})


async def listed(client: httpx2.AsyncClient) -> list[str]:
    return [item["id"] for item in (await client.get("/api/v1/channels")).json()["items"]]


async def test_the_general_channel_is_made_once(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, carla, minister = await client_for(cast.ana), await client_for(cast.carla), await client_for(cast.minister)
    address = f"/api/v1/groups/{cast.group.id}/channels/general"
    assert (await minister.put(address)).status_code == 403
    assert (await carla.put(address)).status_code == 403
    assert (await carla.put(f"/api/v1/groups/{cast.hidden.id}/channels/general")).status_code == 404
    first, again = await ana.put(address), await ana.put(address)
    assert first.json()["id"] == again.json()["id"]
    assert (first.json()["name"], first.json()["label"], first.json()["general"]) == ("general", "TLP:AMBER", True)


async def test_a_new_group_gets_its_channel(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    made = await ana.post(
        "/api/v1/groups", json={"name": "Phishing", "community": "network", "organisation_id": str(cast.jamaica.id)}
    )
    assert made.status_code == 201, made.text
    await harness.run_jobs()
    channels = (await ana.get(f"/api/v1/groups/{made.json()['id']}/channels")).json()["items"]
    assert [channel["name"] for channel in channels] == ["general"]


async def test_further_channels(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    address = f"/api/v1/groups/{cast.group.id}/channels"
    made = await bruno.post(address, json={"name": "  malware \n", "topic": "Samples", "label": "TLP:GREEN"})
    assert made.status_code == 201, made.text
    channel = made.json()
    assert channel["name"] == "malware"
    # The whole community reads TLP:GREEN, and only members of the group write there.
    assert (await carla.get(f"/api/v1/channels/{channel['id']}")).json()["may_write"] is False
    assert channel["id"] in [item["id"] for item in (await carla.get(address)).json()["items"]]
    assert channel["id"] not in await listed(carla)
    assert (await carla.post(address, json={"name": "x"})).status_code == 403
    own = f"/api/v1/channels/{channel['id']}"
    refused = await carla.patch(own, json={"name": "x"}, headers={"If-Match": '"1"'})
    assert refused.json()["type"] == "/problems/not-yours"
    changed = await ana.patch(own, json={"topic": "New"}, headers={"If-Match": '"1"'})  # a steward
    assert (changed.json()["topic"], changed.headers["etag"]) == ("New", '"2"')
    assert (await bruno.patch(own, json={"name": "y"}, headers={"If-Match": '"1"'})).status_code == 412
    await bruno.patch(own, json={"archived": True}, headers={"If-Match": '"2"'})
    closed = await bruno.put(f"{own}/messages/{new_id()}", json={"body": "x"})
    assert (closed.status_code, closed.json()["type"]) == (409, "/problems/channel-archived")
    assert channel["id"] not in await listed(bruno)
    assert channel["id"] in (await bruno.get("/api/v1/channels?archived=true")).text


async def test_relabelling_takes_it_from_who_may_no_longer_read(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    bruno, minister = await client_for(cast.bruno), await client_for(cast.minister)
    ana = await client_for(cast.ana)
    channel = await general(ana, cast)
    address = f"/api/v1/channels/{channel}"
    strict = {"label": "TLP:AMBER+STRICT"}
    assert (await minister.get(address)).status_code == 200
    assert (await bruno.put(f"{address}/label", json=strict, headers={"If-Match": '"1"'})).status_code == 403
    assert (await ana.put(f"{address}/label", json=strict)).status_code == 428
    assert (await ana.put(f"{address}/label", json=strict, headers={"If-Match": '"1"'})).status_code == 200
    assert (await minister.get(address)).status_code == 404
    red = await ana.put(f"{address}/label", json={"label": "TLP:RED"}, headers={"If-Match": '"2"'})
    assert red.json()["type"] == "/problems/wrong-label"
    hidden = (await ana.put(f"/api/v1/groups/{cast.hidden.id}/channels/general")).json()["id"]
    wide = await ana.put(f"/api/v1/channels/{hidden}/label", json={"label": "TLP:GREEN"}, headers={"If-Match": '"1"'})
    assert wide.json()["type"] == "/problems/wrong-label"


async def test_lists_forget_what_they_heard_before_a_relabelling(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    wanted = {"name": "canary", "label": "TLP:GREEN"}
    made = (await ana.post(f"/api/v1/groups/{cast.group.id}/channels", json=wanted)).json()["id"]
    heard = "SELECT type, data FROM stream_event WHERE stream = 'community:network' ORDER BY seq"
    assert (await harness.all(heard))[-1].data["name"] == "canary"
    strict = {"label": "TLP:AMBER+STRICT"}
    changed = await ana.put(f"/api/v1/channels/{made}/label", json=strict, headers={"If-Match": '"1"'})
    assert changed.status_code == 200, changed.text
    assert {(row.type, tuple(row.data)) for row in await harness.all(heard)} == {("chat.channel.gone", ("id",))}
    readers = await harness.all("SELECT data FROM stream_event WHERE stream = :s", s=f"strict:{cast.group.id}")
    assert readers[-1].data["name"] == "canary"


async def test_the_same_people_find_the_same_conversation(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    first = await talk(ana, cast.bruno)
    assert first.status_code == 201, first.text
    channel = first.json()
    assert channel["direct"]
    assert channel["group_id"] is None
    assert (channel["label"], channel["level"]) == ("TLP:AMBER", "all")
    assert {one["name"] for one in channel["people"]} == {"Ana", "Bruno"}
    again = await talk(bruno, cast.ana, cast.bruno)
    assert (again.status_code, again.json()["id"]) == (200, channel["id"])
    message = await send(ana, channel["id"], "Only for you")
    assert channel["id"] in await listed(bruno)
    for client in (carla, await client_for(cast.admin), await client_for(cast.secretary)):
        assert (await client.get(f"/api/v1/channels/{channel['id']}")).status_code == 404
        assert (await client.get(f"/api/v1/channels/{channel['id']}/messages/{message['id']}")).status_code == 404
    assert await harness.one("SELECT count(*) FROM search_change WHERE kind = 'message'") == 0
    assert (await talk(ana, cast.ana)).json()["type"] == "/problems/fixed-people"
    assert (
        await ana.post(f"/api/v1/channels/{channel['id']}/people", json={"people": [str(cast.carla.id)]})
    ).status_code == 409
    assert (await ana.delete(f"/api/v1/channels/{channel['id']}/people/me")).status_code == 409


async def test_nobody_talks_across_the_wall(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, secretary = await client_for(cast.ana), await client_for(cast.secretary)
    assert (await talk(ana, cast.vendor)).status_code == 404
    assert (await talk(await client_for(cast.vendor), cast.ana)).status_code == 404
    assert (await talk(secretary, cast.vendor)).status_code == 201
    apart = await talk(secretary, cast.vendor, cast.ana)
    assert (apart.status_code, apart.json()["type"]) == (422, "/problems/no-common-community")


async def test_people_come_and_go_in_small_groups(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    dora = await person(harness, cast.chile, name="Dora")
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    channel = (await talk(ana, cast.bruno, cast.carla)).json()["id"]
    await send(ana, channel, "before Dora")
    added = await bruno.post(f"/api/v1/channels/{channel}/people", json={"people": [str(dora.id)]})
    assert {one["name"] for one in added.json()["people"]} == {"Ana", "Bruno", "Carla", "Dora"}
    page = (await (await client_for(dora)).get(f"/api/v1/channels/{channel}/messages")).json()
    assert [item["body"] for item in page["items"]] == ["before Dora"]
    other = (await talk(ana, cast.bruno, cast.carla)).json()["id"]
    assert other != channel
    assert (await carla.delete(f"/api/v1/channels/{channel}/people/me")).status_code == 204
    assert (await carla.get(f"/api/v1/channels/{channel}")).status_code == 404
    assert (await ana.get(f"/api/v1/channels/{channel}")).status_code == 200
    across = await ana.post(f"/api/v1/channels/{channel}/people", json={"people": [str(cast.vendor.id)]})
    assert across.status_code == 404
    # Now that Carla left, these are the people of the first conversation again, whose people changed.
    assert (await talk(ana, cast.bruno, dora)).json()["id"] == channel


async def test_red_is_for_named_people_with_passkeys(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    weak = await client_for(cast.ana)
    ana, bruno = await client_for(cast.ana, strong=True), await client_for(cast.bruno, strong=True)
    address = f"/api/v1/groups/{cast.group.id}/channels"
    red = {"name": "inner", "label": "TLP:RED", "recipients": [str(cast.bruno.id)]}
    assert (await weak.post(address, json=red)).json()["type"] == "/problems/wrong-label"
    outside = {**red, "recipients": [str(cast.carla.id)]}
    assert (await ana.post(address, json=outside)).status_code == 404
    channel = (await ana.post(address, json=red)).json()["id"]
    await send(ana, channel, "the canary text")
    assert (await bruno.get(f"/api/v1/channels/{channel}/search?q=canary")).json()["items"]
    for client in (weak, await client_for(cast.bruno), await client_for(cast.minister, strong=True)):
        assert channel not in (await client.get("/api/v1/channels")).text
        assert "canary" not in (await client.get("/api/v1/channels")).text
        assert (await client.get(f"/api/v1/channels/{channel}/messages")).status_code == 404
    await harness.run_jobs()
    kept = await harness.all(
        "SELECT detail::text AS kept FROM audit_entry UNION ALL SELECT title || excerpt FROM"
        " notification UNION ALL SELECT args::text FROM procrastinate_jobs"
    )
    assert not [row for row in kept if "canary" in row.kept]


async def test_those_whom_it_concerns_are_told(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    channel = await general(ana, cast)
    await send(ana, channel, "nothing special")
    await harness.run_jobs()
    assert await harness.one("SELECT count(*) FROM notification") == 0
    await send(ana, channel, f"@[Bruno](person:{cast.bruno.id}) and @[Carla](person:{cast.carla.id}), look")
    await send(bruno, channel, f"@[JaCIRT](organisation:{cast.jamaica.id}) thanks")
    await harness.run_jobs()

    async def told() -> list[tuple[str, str, str]]:
        rows = await harness.all(
            "DELETE FROM notification n USING person p WHERE p.id = n.person_id RETURNING p.name, n.kind, n.title"
        )
        return sorted((row.name, row.kind.rpartition(".")[2], row.title) for row in rows)

    # Carla may not read it, so she is not told that she was named.
    assert await told() == [("Ana", "mention", "#general: Bruno"), ("Bruno", "mention", "#general: Ana")]
    await bruno.put(f"/api/v1/channels/{channel}/settings", json={"level": "all"})
    await send(ana, channel, "for those who want all")
    await harness.run_jobs()
    assert await told() == [("Bruno", "new", "#general: Ana")]
    await bruno.put(f"/api/v1/channels/{channel}/settings", json={"level": "nothing"})
    await send(ana, channel, "hello @channel")
    await harness.run_jobs()
    assert "Bruno" not in [name for name, _, _ in await told()]
    direct = (await talk(carla, cast.ana)).json()["id"]
    for body in ("one", "two"):
        await send(carla, direct, body)
    await harness.run_jobs()
    assert await told() == [("Ana", "direct", "Carla")]
    await ana.put(f"/api/v1/channels/{direct}/read", json={"seq": 10})
    await send(carla, direct, "three")
    await harness.run_jobs()
    assert await told() == [("Ana", "direct", "Carla")]


async def test_messages_become_a_topic(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, minister = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.minister)
    channel = await general(ana, cast)
    first = await send(ana, channel, f"Has @[Bruno](person:{cast.bruno.id}) seen this?\nIt spreads.")
    second = await send(bruno, channel, "Yes: **SMB**")
    wanted = {"messages": [second["id"], first["id"]], "title": "Worm over SMB"}
    refused = await minister.post(f"/api/v1/channels/{channel}/topics", json=wanted)
    assert refused.status_code == 403
    made = await bruno.post(f"/api/v1/channels/{channel}/topics", json=wanted)
    assert made.status_code == 201, made.text
    topic = made.json()["topic_id"]
    page = (await ana.get(f"/api/v1/channels/{channel}/messages")).json()
    assert [item["topic_id"] for item in page["items"]] == [topic, topic]
    shown = await ana.get(f"/api/v1/topics/{topic}")
    assert (shown.json()["title"], shown.json()["label"]) == ("Worm over SMB", "TLP:AMBER")
    body = await harness.one("SELECT body FROM post WHERE topic_id = :t", t=topic)
    assert "> Has @Bruno seen this?\n> It spreads." in body
    assert f"(/chat/{channel}?message={second['id']})" in body
    assert body.index("Has @Bruno") < body.index("**SMB**")
    direct = (await talk(ana, cast.bruno)).json()["id"]
    private = await send(ana, direct, "between us")
    answer = await bruno.post(
        f"/api/v1/channels/{direct}/topics", json={"messages": [private["id"]], "title": "Not this"}
    )
    assert answer.status_code == 409
