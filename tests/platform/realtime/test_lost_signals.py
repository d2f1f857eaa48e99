"""Signals that never came, nonsense that did, events that are kept no longer: nobody hears too much or too little."""

import asyncio
import time

import orjson
import pytest
import redis.asyncio as redis

from atalaya_platform.events.ledger import revoke
from atalaya_platform.ids import new_id
from atalaya_platform.realtime import guard
from atalaya_platform.realtime.backplane import CHANNEL, Receive
from atalaya_platform.realtime.connection import Connection
from atalaya_platform.realtime.guard import Guard
from atalaya_platform.realtime.redis_backplane import RedisBackplane
from tests.live import Client
from tests.platform.realtime.conftest import Stage
from tests.services.redis import Redis

SECONDS = 2.0
"""Within which access ends (architecture, identity and access), whatever was lost on the way."""

DEEDS = {
    "a membership": "DELETE FROM group_member WHERE organisation_id = :brazil AND group_id = :group",
    "a suspended organisation": "UPDATE organisation SET status = 'suspended' WHERE id = :brazil",
    "a label": "UPDATE stream SET audience = 'strict:' || CAST(:other AS text) WHERE name = :stream",
}


@pytest.fixture
def unswept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As with thousands of sockets, whose turn does not come within two seconds."""
    monkeypatch.setattr(guard, "SWEPT", 0)


@pytest.mark.parametrize("deed", DEEDS)
async def test_access_that_ended_unheard(stage: Stage, unswept: None, deed: str) -> None:
    bruno = await stage.live.client(stage.cast.bruno, server=1)
    await bruno.connect()
    assert (await bruno.subscribe(stage.stream))["op"] == "subscribed"
    await asyncio.sleep(1.2)
    values = {"brazil": stage.cast.brazil.id, "group": stage.cast.group.id, "other": new_id()}
    wanted = {name: value for name, value in values.items() if f":{name}" in DEEDS[deed]}
    if ":stream" in DEEDS[deed]:
        wanted["stream"] = stage.stream
    began = time.monotonic()
    await stage.live.sql(DEEDS[deed], **wanted)
    await bruno.until(lambda frame: frame["op"] == "revoked" and frame["stream"] == stage.stream, seconds=SECONDS)
    assert time.monotonic() - began < SECONDS
    before = len(bruno.frames)
    await stage.say(1)
    await asyncio.sleep(0.3)
    assert not [frame for frame in bruno.frames[before:] if frame["op"] == "event"]


async def test_a_recipient_who_was_dropped_unheard(stage: Stage, unswept: None) -> None:
    ana, bruno = await stage.live.client(stage.cast.ana), await stage.live.client(stage.cast.bruno, server=1)
    made = await ana.http.post("/api/v1/conversations", json={"people": [str(stage.cast.bruno.id)]})
    assert made.status_code == 201, made.text
    await bruno.connect()
    stream = f"channel:{made.json()['id']}"
    assert (await bruno.subscribe(stream))["op"] == "subscribed"
    await asyncio.sleep(1.2)
    await stage.live.sql(
        "DELETE FROM recipient WHERE object_id = :o AND person_id = :p", o=made.json()["id"], p=stage.cast.bruno.id
    )
    await bruno.until(lambda frame: frame["op"] == "revoked" and frame["stream"] == stream, seconds=SECONDS)


async def test_many_are_told_in_messages_that_arrive(
    stage: Stage, unswept: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL carries 8,000 bytes: one message with everybody of a large group would be dropped."""
    bruno = await stage.live.client(stage.cast.bruno, server=1)
    await bruno.connect()
    await bruno.subscribe(stage.stream)
    checked: list[Connection] = []
    check = Guard.check

    async def noted(self: Guard, connection: Connection) -> None:
        checked.append(connection)
        await check(self, connection)

    monkeypatch.setattr(Guard, "check", noted)
    async with stage.live.runtimes[0].database.system() as session:
        revoke(
            session,
            persons=[*(new_id() for _ in range(400)), stage.cast.bruno.id],
            streams=[f"channel:{new_id()}" for _ in range(120)],
        )
    await asyncio.sleep(0.3)
    assert [connection.person_id for connection in checked] == [stage.cast.bruno.id]


async def _hears(stage: Stage, reader: Client) -> None:
    """What one server says is heard at the other, and not only looked up a second later."""
    waits = []
    for number in range(5):
        began = time.monotonic()
        await stage.say(number, server=0)
        await reader.until(
            lambda frame, number=number: frame.get("data") == {"number": number}, since=len(reader.frames)
        )
        waits.append(time.monotonic() - began)
    assert sorted(waits)[2] < 0.4, waits


@pytest.mark.parametrize("nonsense", ["", "{", "[]", '"x"', '{"from": 1}', '{"signal": "revoke"}', '{"signal": "fly"}'])
async def test_nonsense_on_the_backplane_deafens_nobody(stage: Stage, nonsense: str) -> None:
    bruno = await stage.live.client(stage.cast.bruno, server=1)
    await bruno.connect()
    await bruno.subscribe(stage.stream)
    await stage.live.sql("SELECT pg_notify(:channel, :nonsense)", channel=CHANNEL, nonsense=nonsense)
    await asyncio.sleep(0.2)
    await _hears(stage, bruno)


async def test_two_installations_share_a_broker_and_nothing_else(stage: Stage) -> None:
    """Streams of communities are called the same everywhere: what is said in one must not be heard in the other."""
    with Redis(stage.live.data) as broker:
        heard: dict[str, list[str]] = {"own": [], "here": [], "there": []}

        def listener(name: str) -> Receive:
            async def hear(raw: str) -> None:
                heard[name].append(raw)

            return hear

        here, second, there = (RedisBackplane(broker.url) for _ in range(3))
        await here.start(listener("own"), "one installation")
        await second.start(listener("here"), "one installation")
        await there.start(listener("there"), "another installation")
        await asyncio.sleep(0.3)
        client = redis.Redis.from_url(broker.url)
        names = [name.decode() for name in await client.pubsub_channels()]
        for name in names:
            await client.publish(name, b"\xff nonsense that is no text")
        here.send([orjson.dumps({"stream": "community:network", "seq": 1, "text": "x"}).decode()])
        await asyncio.sleep(0.3)
        assert [orjson.loads(raw)["seq"] for raw in heard["here"] if raw.startswith("{")] == [1]
        assert not [raw for raw in heard["there"] if raw.startswith("{")]
        await client.aclose()
        for one in (here, second, there):
            await one.stop()


async def test_events_that_are_kept_no_longer_are_a_reason_to_start_afresh(stage: Stage) -> None:
    ana = await stage.live.client(stage.cast.ana)
    await ana.connect()
    head = (await ana.subscribe(stage.stream))["head"]
    for number in range(6):
        await stage.say(number)
    await ana.until(lambda frame: frame.get("seq") == head + 6)
    await stage.live.sql("DELETE FROM stream_event WHERE stream = :s AND seq <= :upto", s=stage.stream, upto=head + 3)
    assert "reset" not in await ana.subscribe(stage.stream, head + 3)
    answer = await ana.subscribe(stage.stream, head + 1)
    assert (answer["reset"], answer["head"]) == (True, head + 6)
