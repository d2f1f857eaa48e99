"""Sending and reading messages: once each, in order, by those who may."""

import httpx2

from atalaya_platform.ids import new_id
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world


async def general(client: httpx2.AsyncClient, cast: World) -> str:
    answer = await client.put(f"/api/v1/groups/{cast.group.id}/channels/general")
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


async def send(client: httpx2.AsyncClient, channel: str, body: str, **values: object) -> dict:
    answer = await client.put(f"/api/v1/channels/{channel}/messages/{new_id()}", json={"body": body, **values})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_message_is_sent_once_under_its_id(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    channel = await general(ana, cast)
    address = f"/api/v1/channels/{channel}/messages/{new_id()}"
    first = await ana.put(address, json={"body": "Port **445** is open"})
    again = await ana.put(address, json={"body": "Port **445** is open"})
    assert first.status_code == again.status_code == 200
    assert first.json() == again.json()
    assert first.json()["html"] == "<p>Port <strong>445</strong> is open</p>\n"
    other = await ana.put(address, json={"body": "Something else"})
    assert (other.status_code, other.json()["type"]) == (409, "/problems/message-id-taken")
    by_bruno = await bruno.put(address, json={"body": "Port **445** is open"})
    assert by_bruno.json()["type"] == "/problems/message-id-taken"
    read = (await bruno.get(f"/api/v1/channels/{channel}/messages")).json()
    assert [item["body"] for item in read["items"]] == ["Port **445** is open"]
    assert read["head"] == read["items"][0]["seq"] == 1
    assert await harness.one("SELECT count(*) FROM stream_event WHERE stream = :s", s=f"channel:{channel}") == 1
    assert await harness.one("SELECT count(*) FROM audit_entry WHERE act = 'chat.message.send'") == 1


async def test_who_may_not_read_finds_nothing(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    channel = await general(ana, cast)
    message = await send(ana, channel, "hello")
    for person in (cast.carla, cast.vendor, cast.admin):
        client = await client_for(person)
        base = f"/api/v1/channels/{channel}"
        for path in (
            "",
            "/messages",
            f"/messages/{message['id']}",
            "/pins",
            "/search?q=hello",
            "/readers",
            f"/threads/{message['id']}",
            f"/messages/{message['id']}/revisions",
        ):
            assert (await client.get(base + path)).status_code == 404, path
        assert channel not in (await client.get("/api/v1/channels")).text
    carla = await client_for(cast.carla)
    for answer in (
        await carla.put(f"/api/v1/channels/{channel}/messages/{new_id()}", json={"body": "x"}),
        await carla.patch(f"/api/v1/channels/{channel}/messages/{message['id']}", json={"body": "x"}),
        await carla.delete(f"/api/v1/channels/{channel}/messages/{message['id']}"),
        await carla.put(f"/api/v1/channels/{channel}/messages/{message['id']}/reactions/👍"),
        await carla.put(f"/api/v1/channels/{channel}/messages/{message['id']}/pin"),
        await carla.put(f"/api/v1/channels/{channel}/read", json={"seq": 1}),
        await carla.put(f"/api/v1/channels/{channel}/settings", json={"muted": True}),
    ):
        assert answer.status_code == 404, answer.text
    stranger = await client_for()
    assert (await stranger.get(f"/api/v1/channels/{channel}/messages")).status_code == 401


async def test_a_constituent_reads_amber_and_does_not_write(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, minister = await client_for(cast.ana), await client_for(cast.minister)
    channel = await general(ana, cast)
    message = await send(ana, channel, "for constituents too")
    assert (await minister.get(f"/api/v1/channels/{channel}")).json()["may_write"] is False
    assert len((await minister.get(f"/api/v1/channels/{channel}/messages")).json()["items"]) == 1
    refused = await minister.put(f"/api/v1/channels/{channel}/messages/{new_id()}", json={"body": "x"})
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/channel-reading-only")
    reaction = await minister.put(f"/api/v1/channels/{channel}/messages/{message['id']}/reactions/👍")
    assert reaction.status_code == 403
    readers = (await minister.get(f"/api/v1/channels/{channel}/readers")).json()
    assert readers["people"] is None
    assert readers["total"] == 3
    names = [person["name"] for person in (await ana.get(f"/api/v1/channels/{channel}/readers")).json()["people"]]
    assert names == ["Ana", "Bruno", "Minister"]


async def test_pages_go_both_ways_from_any_point(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    channel = await general(ana, cast)
    sent = [await send(ana, channel, f"m{number}") for number in range(9)]
    await harness.all("UPDATE message SET created_at = timestamptz '2026-01-01Z' + seq * interval '1 day' RETURNING 1")

    async def page(**wanted: object) -> tuple[list[str], int | None, int | None]:
        answer = await ana.get(f"/api/v1/channels/{channel}/messages", params={"limit": 4, **wanted})
        assert answer.status_code == 200, answer.text
        found = answer.json()
        return [item["body"] for item in found["items"]], found["previous"], found["next"]

    assert await page() == (["m5", "m6", "m7", "m8"], 6, None)
    assert await page(before=6) == (["m1", "m2", "m3", "m4"], 2, 5)
    assert await page(before=2) == (["m0"], None, 1)
    assert await page(after=5) == (["m5", "m6", "m7", "m8"], 6, None)
    assert await page(around=sent[4]["seq"]) == (["m2", "m3", "m4", "m5"], 3, 6)
    assert await page(at="2026-01-06T00:00:00Z") == (["m2", "m3", "m4", "m5"], 3, 6)
    assert (await page(at="2030-01-01T00:00:00Z"))[0][-1] == "m8"
    for wrong in ({"before": 1, "after": 2}, {"at": "2026-01-06T00:00:00"}, {"before": -1}):
        answer = await ana.get(f"/api/v1/channels/{channel}/messages", params=wrong)
        assert answer.status_code == 422


async def test_edit_leaves_a_trace_and_delete_a_tombstone(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    channel = await general(ana, cast)
    message = await send(ana, channel, "the secret first text")
    address = f"/api/v1/channels/{channel}/messages/{message['id']}"
    assert (await ana.patch(address, json={"body": "x"})).status_code == 428
    assert (await bruno.patch(address, json={"body": "x"}, headers={"If-Match": '"1"'})).status_code == 403
    edited = await ana.patch(address, json={"body": "the second text"}, headers={"If-Match": '"1"'})
    assert edited.json()["version"] == 2
    assert edited.headers["etag"] == '"2"'
    assert (await ana.patch(address, json={"body": "x"}, headers={"If-Match": '"1"'})).status_code == 412
    trace = (await bruno.get(address + "/revisions")).json()
    assert [was["body"] for was in trace] == ["the secret first text"]
    refused = await bruno.delete(address)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-yours")
    await ana.put(address + "/reactions/👍")
    gone = (await ana.delete(address)).json()
    assert gone["deleted"]
    assert gone["body"] == gone["html"] == ""
    assert gone["reactions"] == []
    assert gone["author"]["name"] == "Ana"
    assert (await ana.delete(address)).json() == gone
    assert (await bruno.get(address + "/revisions")).json() == []
    assert (await ana.patch(address, json={"body": "x"}, headers={"If-Match": '"3"'})).status_code == 409
    everything = await harness.all(
        "SELECT data::text AS kept FROM stream_event UNION ALL SELECT body || html || words::text FROM message"
        " UNION ALL SELECT body FROM message_revision UNION ALL SELECT detail::text FROM audit_entry"
        " UNION ALL SELECT args::text FROM procrastinate_jobs"
    )
    assert not [row.kept for row in everything if "secret" in row.kept or "second" in row.kept]


async def test_replies_make_a_thread(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    channel = await general(ana, cast)
    root = await send(ana, channel, "Who sees this hash?")
    first = await send(bruno, channel, "We do", reply_to=root["id"])
    second = await send(ana, channel, "Since when?", reply_to=first["id"])
    assert first["thread_root"] == second["thread_root"] == root["id"]
    thread = (await bruno.get(f"/api/v1/channels/{channel}/threads/{root['id']}")).json()
    assert [item["body"] for item in thread["items"]] == ["Who sees this hash?", "We do", "Since when?"]
    assert thread["items"][0]["replies"] == 2
    await bruno.delete(f"/api/v1/channels/{channel}/messages/{first['id']}")
    assert (await ana.get(f"/api/v1/channels/{channel}/messages/{root['id']}")).json()["replies"] == 1
    answer = await ana.put(
        f"/api/v1/channels/{channel}/messages/{new_id()}", json={"body": "x", "reply_to": first["id"]}
    )
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/reply-gone")


async def test_reactions_and_pins(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    channel = await general(ana, cast)
    message = await send(ana, channel, "Patched")
    address = f"/api/v1/channels/{channel}/messages/{message['id']}"
    for emoji in ("👍", "👍🏽", "🇧🇷", "❤️", "1️⃣", "👩‍💻"):
        assert (await bruno.put(f"{address}/reactions/{emoji}")).status_code == 200, emoji
    for text in ("ok", "1", "<b>", "👍x"):
        assert (await bruno.put(f"{address}/reactions/{text}")).status_code in (404, 422), text
    await ana.put(f"{address}/reactions/👍")
    twice = (await ana.put(f"{address}/reactions/👍")).json()
    assert twice[0] == {"emoji": "👍", "people": [str(cast.bruno.id), str(cast.ana.id)]}
    left = (await bruno.delete(f"{address}/reactions/👍")).json()
    assert next(item for item in left if item["emoji"] == "👍")["people"] == [str(cast.ana.id)]
    await bruno.put(f"{address}/pin")
    pins = (await ana.get(f"/api/v1/channels/{channel}/pins")).json()
    assert [pin["pinned_by"] for pin in pins] == [str(cast.bruno.id)]
    await ana.delete(f"{address}/pin")
    assert (await ana.get(f"/api/v1/channels/{channel}/pins")).json() == []


async def test_history_is_searched_without_accents(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    channel = await general(ana, cast)
    await send(ana, channel, "Información sobre **ransomware** en São Paulo")
    gone = await send(ana, channel, "informacion that goes")
    edited = await send(ana, channel, "before")
    await ana.delete(f"/api/v1/channels/{channel}/messages/{gone['id']}")
    await ana.patch(
        f"/api/v1/channels/{channel}/messages/{edited['id']}", json={"body": "después"}, headers={"If-Match": '"1"'}
    )

    async def found(query: str) -> list[str]:
        answer = await bruno.get(f"/api/v1/channels/{channel}/search", params={"q": query})
        assert answer.status_code == 200, answer.text
        return [item["body"] for item in answer.json()["items"]]

    assert await found("INFORMACION sao") == ["Información sobre **ransomware** en São Paulo"]
    assert await found("ransom") == ["Información sobre **ransomware** en São Paulo"]
    assert await found("despues") == ["después"]
    assert await found("before") == await found("nothing such") == await found("'); --") == []


async def test_unread_and_mentions_are_counted(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    channel = await general(ana, cast)
    await send(ana, channel, "one")
    await send(ana, channel, f"two @[Bruno](person:{cast.bruno.id})")
    await send(ana, channel, f"three @[CERT.br](organisation:{cast.brazil.id})")
    last = await send(ana, channel, "four @channel")
    await send(bruno, channel, "mine")
    with harness.counted() as statements:
        mine = (await bruno.get("/api/v1/channels")).json()["items"][0]
    assert len(statements) <= 5
    assert (mine["unread"], mine["mentions"], mine["last_message"]["excerpt"]) == (4, 3, "mine")
    left = (await bruno.put(f"/api/v1/channels/{channel}/read", json={"seq": last["seq"] - 1})).json()
    assert left == {"read_seq": last["seq"] - 1, "unread": 1, "mentions": 1}
    everything = (await bruno.put(f"/api/v1/channels/{channel}/read", json={"seq": 10**6})).json()
    assert everything == {"read_seq": 5, "unread": 0, "mentions": 0}
    settings = await bruno.put(f"/api/v1/channels/{channel}/settings", json={"muted": True, "level": "all"})
    assert settings.json() == {"muted": True, "level": "all"}
    mine = (await bruno.get("/api/v1/channels")).json()["items"][0]
    assert mine["muted"]
    assert mine["level"] == "all"
    assert mine["unread"] == 0
    assert (await ana.get("/api/v1/channels")).json()["items"][0]["muted"] is False
