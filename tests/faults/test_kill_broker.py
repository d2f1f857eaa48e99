"""Kill -9 of the broker between two servers while people write: everybody still hears everything, once, in order."""

import asyncio
import random
from collections.abc import Callable
from pathlib import Path

from tests.faults.stage import ROUNDS, SETTINGS, Listener, scene, start
from tests.services.atalaya import Server
from tests.services.postgres import Postgres
from tests.services.redis import Redis

Say = Callable[[str], None]


async def test_broker(folder: Path, say: Say) -> None:
    chance = random.Random(5)
    for name in ("one", "two"):
        (folder / name).mkdir()
    broker = Redis(folder)
    database = Postgres(folder)
    await asyncio.to_thread(broker.start)
    await asyncio.to_thread(database.start)
    await asyncio.to_thread(database.prepare_schema)
    shared = {**database.settings(), "backplane_url": broker.url, **SETTINGS}
    one, two = Server(folder / "one", **shared), Server(folder / "two", worker="false", **shared)
    try:
        await asyncio.gather(start(one), start(two))
        async with scene(one, database) as stage:
            streams = [f"channel:{channel}" for channel in stage.channels]
            listener = Listener(await stage.client(stage.cast.bruno, two.url), streams)
            writers = [asyncio.create_task(stage.write(number)) for number in range(3)]
            for _ in range(ROUNDS):
                await asyncio.sleep(chance.uniform(0.8, 1.6))
                broker.kill()
                written = len(stage.acknowledged)
                await asyncio.sleep(chance.uniform(1.0, 2.0))
                assert len(stage.acknowledged) > written, "nothing was written while the broker was away"
                await asyncio.to_thread(broker.start)
            stage.writing = False
            await asyncio.gather(*writers)
            await stage.verify([listener])
            assert not stage.refusals, "writing noticed that the broker was gone"
            assert listener.resumed == 1, "a socket ended because the broker was gone"
            await listener.close()
            say(f"{ROUNDS} kills, {len(stage.acknowledged)} messages, none refused, lost, doubled or reordered")
    finally:
        two.stop()
        one.stop()
        database.stop()
        broker.stop()
