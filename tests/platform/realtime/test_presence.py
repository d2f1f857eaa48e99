"""Presence: across servers, only within a community, only for who wants to be seen."""

import asyncio
import time
from typing import Any

from atalaya_platform.events.ledger import revoke
from atalaya_platform.realtime.presence import EXPIRY_SECONDS
from tests.live import Client
from tests.platform.realtime.conftest import Stage


def told(client: Client, person: Any) -> list[str]:
    return [f["state"] for f in client.frames if f["op"] == "presence" and f["person"] == str(person.id)]


async def here(client: Client) -> dict[str, str]:
    return {one["person"]: one["state"] for one in (await client.http.get("/api/v1/presence")).json()}


async def test_presence_goes_to_the_community_across_servers(stage: Stage) -> None:
    cast = stage.cast
    bruno = await stage.live.client(cast.bruno, server=1)
    vendor = await stage.live.client(cast.vendor)
    await bruno.connect()
    await vendor.connect()
    ana, again = await stage.live.client(cast.ana), await stage.live.client(cast.ana, server=1)
    await ana.connect()
    await bruno.until(lambda f: f["op"] == "presence" and f["person"] == str(cast.ana.id))
    await again.connect()
    await ana.say(op="presence", state="away")
    await asyncio.sleep(0.3)
    assert told(bruno, cast.ana) == ["active"]  # still at her other screen
    await again.say(op="presence", state="away")
    await bruno.until(lambda f: f["op"] == "presence" and f["state"] == "away")
    await asyncio.sleep(0.2)
    assert await here(bruno) == {str(cast.ana.id): "away", str(cast.bruno.id): "active"}
    assert await here(vendor) == {str(cast.vendor.id): "active"}
    await again.say(op="presence", state="invisible")
    await ana.close()
    await bruno.until(lambda f: f["op"] == "presence" and f["state"] == "offline")
    assert told(bruno, cast.ana) == ["active", "away", "offline"]
    assert told(vendor, cast.ana) == []
    assert await here(vendor) == {str(cast.vendor.id): "active"}


async def test_presence_can_be_switched_off(stage: Stage) -> None:
    cast = stage.cast
    bruno, ana = await stage.live.client(cast.bruno), await stage.live.client(cast.ana)
    await stage.live.sql("UPDATE person SET show_presence = false WHERE id = :p", p=cast.ana.id)
    await bruno.connect()
    await ana.connect()
    await ana.say(op="presence", state="active")
    await ana.say(op="ping")
    await ana.until(lambda f: f["op"] == "pong")
    await asyncio.sleep(0.2)
    assert told(bruno, cast.ana) == []
    assert str(cast.ana.id) not in await here(bruno)
    await stage.live.sql("UPDATE person SET show_presence = true WHERE id = :p", p=cast.ana.id)
    await stage.live.runtimes[0].hub.presence._look_who_shows()
    await bruno.until(lambda f: f["op"] == "presence" and f["state"] == "active")


async def test_switching_presence_off_and_on_is_told_at_once_on_every_server(stage: Stage) -> None:
    cast = stage.cast
    bruno, ana = await stage.live.client(cast.bruno, server=1), await stage.live.client(cast.ana)
    await bruno.connect()
    await ana.connect()
    await bruno.until(lambda f: f["op"] == "presence" and f["person"] == str(cast.ana.id))
    for shows, states in ((False, ["active", "offline"]), (True, ["active", "offline", "active"])):
        # The setting is changed at the server where she has no socket.
        elsewhere = await stage.live.client(cast.ana, server=1)
        assert (await elsewhere.http.patch("/api/v1/me", json={"show_presence": shows})).status_code == 200
        await bruno.until(lambda _, states=states: told(bruno, cast.ana) == states, seconds=2)
        assert (str(cast.ana.id) in await here(bruno)) is shows


async def test_presence_ends_with_the_place_in_the_community(stage: Stage) -> None:
    """Whoever is taken out of the community hears of nobody there any more, and is seen by nobody."""
    cast = stage.cast
    bruno, carla = await stage.live.client(cast.bruno, server=1), await stage.live.client(cast.carla)
    await bruno.connect()
    await carla.connect()
    await bruno.until(lambda f: f["op"] == "presence" and f["person"] == str(cast.carla.id))
    await stage.live.sql("DELETE FROM membership WHERE person_id = :p", p=cast.carla.id)
    async with stage.live.runtimes[1].database.system() as session:
        revoke(session, persons=[cast.carla.id])
    await bruno.until(lambda f: f["op"] == "presence" and f["state"] == "offline", seconds=2)
    assert await here(bruno) == {str(cast.bruno.id): "active"}
    before = len(carla.frames)
    await bruno.say(op="presence", state="away")
    await bruno.say(op="ping")
    await bruno.until(lambda f: f["op"] == "pong")
    await asyncio.sleep(0.3)
    assert not [f for f in carla.frames[before:] if f["op"] == "presence"]
    assert (await carla.http.get("/api/v1/presence")).status_code == 403


async def test_the_people_of_a_process_that_fell_silent_are_gone(stage: Stage) -> None:
    cast = stage.cast
    bruno = await stage.live.client(cast.bruno)
    await bruno.connect()
    presence = stage.live.runtimes[0].hub.presence
    presence.heard({"from": "another process", "people": [[str(cast.carla.id), "active", ["network"]]]})
    await bruno.until(lambda f: f["op"] == "presence" and f["person"] == str(cast.carla.id))
    presence._forget(time.monotonic() + EXPIRY_SECONDS + 1)
    presence._repeat()
    await bruno.until(lambda f: f["op"] == "presence" and f["state"] == "offline")
    assert str(cast.carla.id) not in await here(bruno)
