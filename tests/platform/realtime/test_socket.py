"""The socket: who may listen, what it refuses, and that it ends when access does."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from atalaya_platform.credentials.secrets import SecretKind, new_secret
from atalaya_platform.events.ledger import revoke
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.identity.models import ApiToken
from tests.live import Client
from tests.platform.realtime.conftest import Stage

SECONDS = 2.0
"""Within which access ends (architecture, identity and access)."""


async def test_an_event_comes_to_who_may_read(stage: Stage) -> None:
    ana, carla = await stage.live.client(stage.cast.ana), await stage.live.client(stage.cast.carla)
    await ana.connect()
    await carla.connect()
    answer = await ana.subscribe(stage.stream)
    assert answer["op"] == "subscribed"
    for stream in (
        stage.stream,
        f"strict:{stage.cast.group.id}",
        f"person:{stage.cast.ana.id}",
        "channel:x",
        "community:stakeholders",
        "nonsense",
    ):
        assert (await carla.subscribe(stream))["op"] == "refused", stream
    await stage.say(7)
    heard = await ana.event("test.said")
    assert heard["seq"] == answer["head"] + 1
    assert heard["data"] == {"number": 7}
    await asyncio.sleep(0.1)
    assert not [frame for frame in carla.frames if frame["op"] == "event"]


async def test_me_is_ones_own_stream(stage: Stage) -> None:
    ana = await stage.live.client(stage.cast.ana)
    await ana.connect()
    await ana.say(op="subscribe", stream="me")
    own = f"person:{stage.cast.ana.id}"
    await ana.until(lambda frame: frame["op"] == "subscribed" and frame["stream"] == own)
    await stage.say(1, stream=own)
    await ana.event("test.said")
    await ana.say(op="unsubscribe", stream="me")
    await ana.say(op="ping")
    await ana.until(lambda frame: frame["op"] == "pong")
    before = len(ana.frames)
    await stage.say(2, stream=own)
    await asyncio.sleep(0.1)
    assert len(ana.frames) == before


async def test_a_stranger_and_a_foreign_page_are_turned_away(stage: Stage) -> None:
    stranger = await stage.live.client(stage.cast.ana)
    stranger.cookie = "ata_s_unknown"
    await stranger.connect()
    assert await stranger.closed() == 4401
    ana = await stage.live.client(stage.cast.ana)
    for origin in ("https://evil.example", "null"):
        with pytest.raises(InvalidStatus) as refused:
            await ana.connect(origin=origin)
        assert refused.value.response.status_code == 403


async def test_bad_frames(stage: Stage) -> None:
    ana = await stage.live.client(stage.cast.ana)
    socket = await ana.connect()
    for raw in (
        "",
        "{",
        "[]",
        '{"op":"fly"}',
        '{"op":"subscribe"}',
        '{"op":"subscribe","stream":"x","after":-1}',
        "[" * 30000,
        '"\\ud800"',
    ):
        before = len(ana.frames)
        await socket.send(raw)
        await ana.until(lambda frame: frame["op"] == "error", since=before)
    await socket.send(b"binary")
    assert await ana.closed() == 1003
    await ana.connect()
    assert ana.socket is not None
    await ana.socket.send("x" * (64 * 1024 + 1))
    assert await ana.closed() == 1009
    await ana.connect()
    for _ in range(1000):
        try:
            await ana.say(op="ping")
        except Exception:
            break
    assert await ana.closed() == 1008


async def _becomes_silent(stage: Stage, client: Client) -> None:
    """What is said after access ended, from either server, does not come."""
    before = len(client.frames)
    for number in range(5):
        await stage.say(number, server=number % 2)
    await asyncio.sleep(0.3)
    assert not [frame for frame in client.frames[before:] if frame["op"] == "event"]


@pytest.mark.parametrize("server", [0, 1])
async def test_a_session_that_ends_closes_its_socket(stage: Stage, server: int) -> None:
    ana = await stage.live.client(stage.cast.ana, server=server)
    await ana.connect()
    await ana.subscribe(stage.stream)
    started = time.monotonic()
    rows = await stage.live.sql(
        "UPDATE sign_in_session SET ended_at = now() WHERE person_id = :p RETURNING id", p=stage.cast.ana.id
    )
    async with stage.live.runtimes[0].database.system() as session:
        revoke(session, sessions=[row.id for row in rows])
    assert await ana.closed() == 4401
    assert time.monotonic() - started < SECONDS


async def test_a_session_that_ends_unheard_closes_its_socket_too(stage: Stage) -> None:
    ana = await stage.live.client(stage.cast.ana)
    await ana.connect()
    await stage.live.sql("UPDATE sign_in_session SET ended_at = now() WHERE person_id = :p", p=stage.cast.ana.id)
    assert await ana.closed(SECONDS) == 4401


async def test_a_session_that_nobody_uses_closes_its_socket(stage: Stage) -> None:
    """A hidden tab is no activity: its session ends after an hour, and its socket with it."""
    ana = await stage.live.client(stage.cast.ana)
    await ana.connect()
    await ana.subscribe(stage.stream)
    await stage.live.sql(
        "UPDATE sign_in_session SET seen_at = now() - interval '61 minutes' WHERE person_id = :p", p=stage.cast.ana.id
    )
    assert (await ana.http.get("/api/v1/me")).status_code == 401
    assert await ana.closed(SECONDS) == 4401


async def test_a_token_opens_no_socket(stage: Stage) -> None:
    """Its scopes say what it may do, and a stream says everything that its owner may read."""
    secret = new_secret(SecretKind.API)
    await stage.live.add(
        ApiToken(
            person_id=stage.cast.ana.id,
            token_hash=hashed(secret),
            name="Feed",
            scopes=[],
            expires_at=datetime.now(UTC) + timedelta(days=1),
        )
    )
    ana = await stage.live.client(stage.cast.ana)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert (await ana.http.get("/api/v1/me", headers=bearer)).status_code == 200
    socket = await connect(ana.url.replace("http", "ws", 1) + "/api/v1/stream", additional_headers=bearer)
    async with asyncio.timeout(SECONDS):
        await socket.wait_closed()
    assert socket.close_code == 4401


@pytest.mark.parametrize("server", [0, 1])
async def test_a_membership_that_ends_silences_its_streams(stage: Stage, server: int) -> None:
    bruno, ana = await stage.live.client(stage.cast.bruno, server=server), await stage.live.client(stage.cast.ana)
    for client in (bruno, ana):
        await client.connect()
        await client.subscribe(stage.stream)
    await bruno.subscribe(f"person:{stage.cast.bruno.id}")
    await stage.live.sql(
        "DELETE FROM group_member WHERE organisation_id = :o AND group_id = :g",
        o=stage.cast.brazil.id,
        g=stage.cast.group.id,
    )
    async with stage.live.runtimes[0].database.system() as session:
        revoke(session, persons=[stage.cast.bruno.id, stage.cast.ana.id])
    await stage.say(1)
    await bruno.until(lambda frame: frame["op"] == "revoked" and frame["stream"] == stage.stream, seconds=SECONDS)
    if server == 0:
        assert not bruno.seqs(stage.stream)
    await _becomes_silent(stage, bruno)
    await asyncio.sleep(0.2)
    seqs = ana.seqs(stage.stream)
    assert len(seqs) == 6
    assert seqs == list(range(seqs[0], seqs[0] + 6))
    # What is still hers and his goes on.
    await stage.say(9, stream=f"person:{stage.cast.bruno.id}")
    await bruno.until(lambda frame: frame["op"] == "event" and frame["data"] == {"number": 9})


@pytest.mark.parametrize("server", [0, 1])
async def test_a_narrower_label_silences_those_outside_it(stage: Stage, server: int) -> None:
    minister = await stage.live.client(stage.cast.minister, server=server)
    ana = await stage.live.client(stage.cast.ana, server=server)
    for client in (minister, ana):
        await client.connect()
        assert (await client.subscribe(stage.stream))["op"] == "subscribed"
    channel = await ana.http.put(
        f"/api/v1/channels/{stage.channel}/label", json={"label": "TLP:AMBER+STRICT"}, headers={"If-Match": '"1"'}
    )
    assert channel.status_code == 200, channel.text
    await minister.until(lambda frame: frame["op"] == "revoked", seconds=SECONDS)
    await _becomes_silent(stage, minister)
    assert (await minister.subscribe(stage.stream))["op"] == "refused"
    seqs = ana.seqs(stage.stream)
    assert seqs == list(range(seqs[0], seqs[0] + len(seqs)))


async def test_typing_reaches_the_others_and_not_the_database(stage: Stage) -> None:
    ana, bruno = await stage.live.client(stage.cast.ana), await stage.live.client(stage.cast.bruno, server=1)
    carla = await stage.live.client(stage.cast.carla)
    for client in (ana, bruno, carla):
        await client.connect()
    await ana.subscribe(stage.stream)
    await bruno.subscribe(stage.stream)
    await asyncio.sleep(0.2)
    begun: list[object] = []
    note = begun.append
    for runtime in stage.live.runtimes:
        event.listen(runtime.database.bind.sync_engine, "begin", note)
    for _ in range(40):
        await ana.say(op="typing", stream=stage.stream)
    await carla.say(op="typing", stream=stage.stream)
    typed = await bruno.until(lambda frame: frame["op"] == "typing")
    assert (typed["person"], typed["name"], typed["stream"]) == (str(stage.cast.ana.id), "Ana", stage.stream)
    await asyncio.sleep(0.1)
    assert not [frame for frame in ana.frames if frame["op"] == "typing"]
    assert {frame["person"] for frame in bruno.frames if frame["op"] == "typing"} == {str(stage.cast.ana.id)}
    assert len(begun) < 15  # the servers' own look-ups, once a second
    for runtime in stage.live.runtimes:
        event.remove(runtime.database.bind.sync_engine, "begin", note)


async def test_a_socket_holds_no_database_session(stage: Stage) -> None:
    clients = [await stage.live.client(stage.cast.ana) for _ in range(12)]  # more than the pool has
    for client in clients:
        await client.connect()
        assert (await client.subscribe(stage.stream))["op"] == "subscribed"
    await stage.say(1)
    for client in clients:
        await client.event("test.said")


async def test_a_plain_upgrade_without_cookie(stage: Stage) -> None:
    async with connect(stage.live.urls[0].replace("http", "ws", 1) + "/api/v1/stream") as socket:
        await socket.wait_closed()
        assert socket.close_code == 4401
