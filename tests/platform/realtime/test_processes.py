"""Two server processes on one database hear each other: through PostgreSQL, and through Redis."""

import shutil
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from atalaya_platform.ids import new_id
from tests.live import Client
from tests.platform.realtime.conftest import Stage
from tests.services.atalaya import Server, data_folder
from tests.services.redis import Redis


@pytest.fixture
async def folder() -> AsyncIterator[Path]:
    made = data_folder("processes")
    yield made
    shutil.rmtree(made, ignore_errors=True)


async def _converse(stage: Stage, servers: tuple[Server, Server]) -> None:
    """Ana at one server and Bruno at the other: each hears the other, at once and in order."""
    ana = Client(servers[0].url, await stage.live.cookie(stage.cast.ana))
    bruno = Client(servers[1].url, await stage.live.cookie(stage.cast.bruno))
    for client in (ana, bruno):
        await client.connect()
        await client.subscribe(stage.stream)
    waits = []
    for body in ["first", "short", "x" * 15_000, "last"]:  # one is longer than PostgreSQL's NOTIFY takes
        for writer, reader in ((ana, bruno), (bruno, ana)):
            address = f"/api/v1/channels/{stage.channel}/messages/{new_id()}"
            answer = await writer.http.put(address, json={"body": body})
            assert answer.status_code == 200, answer.text
            started = time.monotonic()
            seq = answer.json()["seq"]
            event = await reader.until(lambda frame, seq=seq: frame.get("seq") == seq)
            waits.append(time.monotonic() - started)
            assert event["data"]["body"] == body
    # Heard, not looked up a second later.
    assert sorted(waits)[len(waits) // 2] < 0.5
    await ana.until(lambda frame: frame.get("seq") == 8)
    await bruno.until(lambda frame: frame.get("seq") == 8)
    assert ana.seqs(stage.stream) == bruno.seqs(stage.stream) == list(range(1, 9))
    await ana.say(op="typing", stream=stage.stream)
    await bruno.until(lambda frame: frame["op"] == "typing")
    await stage.live.sql("UPDATE sign_in_session SET ended_at = now() WHERE person_id = :p", p=stage.cast.bruno.id)
    assert await bruno.closed() == 4401
    await ana.close()
    await bruno.close()


def _pair(stage: Stage, folder: Path, **settings: str) -> tuple[Server, Server]:
    url = stage.live.server.url("atalaya_app", stage.live.database)
    made = []
    for name in ("one", "two"):
        (folder / name).mkdir()
        made.append(Server(folder / name, database_url=url, **settings))
    return made[0], made[1]


async def test_through_postgresql(stage: Stage, folder: Path) -> None:
    one, two = _pair(stage, folder)
    with one, two:
        await _converse(stage, (one, two))


async def test_through_redis(stage: Stage, folder: Path) -> None:
    with Redis(folder) as redis:
        one, two = _pair(stage, folder, backplane_url=redis.url)
        with one, two:
            await _converse(stage, (one, two))
            # Without its server nothing is lost: what was not heard is looked up.
            redis.kill()
            ana = Client(one.url, await stage.live.cookie(stage.cast.ana))
            second = Client(two.url, await stage.live.cookie(stage.cast.ana))
            await second.connect()
            head = (await second.subscribe(stage.stream))["head"]
            address = f"/api/v1/channels/{stage.channel}/messages/{new_id()}"
            assert (await ana.http.put(address, json={"body": "unheard"})).status_code == 200
            await second.until(lambda frame: frame.get("seq") == head + 1)
            await ana.close()
            await second.close()
