"""Kill -9 of the server and of the worker while people write: nothing acknowledged is lost, doubled or reordered."""

import asyncio
import random
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.faults.finding import index_equals_database, said
from tests.faults.stage import ROUNDS, SETTINGS, EmbeddedAddress, Listener, scene, start, until
from tests.services.atalaya import BackgroundWorker, Server

Say = Callable[[str], None]
WRITERS = 4
LIVE_AGAIN_SECONDS = 5.0
"""Of processor time until it serves: on a machine with nothing else to do that is the time on the clock."""
SEARCH_AGAIN_SECONDS = 30.0
DONE_AGAIN_SECONDS = 300.0
"""No figure of merit: how many jobs there are follows what was written, and who else uses the machine how long."""


async def test_server(folder: Path, say: Say) -> None:
    chance = random.Random(1)
    server = Server(folder, **SETTINGS)
    await start(server)
    clock, work = [], []
    try:
        async with scene(server, EmbeddedAddress(folder)) as stage:
            streams = [f"channel:{channel}" for channel in stage.channels]
            listeners = [Listener(await stage.client(stage.cast.bruno), streams)]
            writers = [asyncio.create_task(stage.write(number)) for number in range(WRITERS)]
            for _ in range(ROUNDS):
                await asyncio.sleep(chance.uniform(0.8, 1.6))
                server.kill()
                began = time.monotonic()
                work.append(await start(server))
                clock.append(time.monotonic() - began)
            await asyncio.sleep(1)
            stage.writing = False
            await asyncio.gather(*writers)
            await stage.verify(listeners)
            resumed = listeners[0].resumed
            for listener in listeners:
                await listener.close()
            assert resumed == ROUNDS + 1
            say(
                f"{ROUNDS} kills, {len(stage.acknowledged)} acknowledged, 0 lost, doubled or reordered; serving again "
                f"after at most {max(clock):.1f} s ({max(work):.1f} s of work), slowest message {stage.slowest:.1f} s"
            )
            assert max(work) <= LIVE_AGAIN_SECONDS
    finally:
        server.stop()


async def test_worker(folder: Path, say: Say) -> None:
    chance = random.Random(2)
    server = Server(folder, worker="false", **SETTINGS)
    worker = BackgroundWorker(folder, **SETTINGS)
    await start(server)
    await start(worker)
    try:
        async with scene(server, EmbeddedAddress(folder)) as stage:
            mention = f"@[Bruno](person:{stage.cast.bruno.id}) @[Ana](person:{stage.cast.ana.id})"
            writers = [
                asyncio.create_task(stage.write(number, partial(said, number, tail=mention))) for number in range(2)
            ]
            for _ in range(ROUNDS):
                await asyncio.sleep(chance.uniform(0.8, 1.6))
                worker.kill()
                await start(worker)
            stage.writing = False
            recovered = time.monotonic()
            await asyncio.gather(*writers)
            assert not stage.refusals, "writing noticed that the worker was gone"

            async def told() -> bool:
                """Every job that is due has run, those of the dead workers too; so everybody was told."""
                rows = await stage.live.sql(
                    "SELECT count(*) AS n FROM procrastinate_jobs WHERE status = 'doing'"
                    " OR (status = 'todo' AND task_name = 'handle_event')"
                )
                return bool(rows[0].n == 0)

            await until(partial(index_equals_database, stage), SEARCH_AGAIN_SECONDS, "search equals the database")
            equal = time.monotonic() - recovered
            await until(told, DONE_AGAIN_SECONDS, "every job has run")
            all_told = time.monotonic() - recovered
            mentions = await stage.live.sql(
                "SELECT count(*) AS n FROM notification WHERE kind = 'chat.message.mention' AND place = ANY (:c)",
                c=[f"channel:{channel}" for channel in stage.channels],
            )
            assert mentions[0].n >= len(stage.acknowledged), "somebody was not told"
            failed = await stage.live.sql("SELECT task_name FROM procrastinate_jobs WHERE status = 'failed'")
            assert failed == []
            doubled = await stage.live.sql(
                "SELECT url, person_id FROM notification WHERE place = ANY (:c)"
                " GROUP BY url, person_id HAVING count(*) > 1",
                c=[f"channel:{channel}" for channel in stage.channels],
            )
            assert doubled == []
            say(
                f"{ROUNDS} kills, {len(stage.acknowledged)} messages; search equals the database after {equal:.1f} s, "
                f"every job done after {all_told:.1f} s, no notification doubled"
            )
    finally:
        worker.stop()
        server.stop()
