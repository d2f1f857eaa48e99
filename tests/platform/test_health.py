"""What operators ask: each part by name, also what other processes do, and in time to be of use."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest

from atalaya_platform.events.ledger import changed, defer
from atalaya_platform.http import health
from atalaya_platform.ids import new_id
from atalaya_platform.runtime import Runtime
from atalaya_platform.search.indexing import engine_of, rebuild
from tests.conftest import ClientFor
from tests.harness import Harness

BEAT = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => :ago)) RETURNING 1"


async def parts(client: httpx2.AsyncClient) -> tuple[int, str, dict[str, str]]:
    answer = await client.get("/readyz")
    return answer.status_code, answer.json()["status"], answer.json()["parts"]


async def test_a_worker_elsewhere_is_looked_for(harness: Harness, client_for: ClientFor) -> None:
    """Servers beside `atalaya worker`: they would say that all is well while nobody sends a mail."""
    client = await client_for()
    await rebuild(harness.runtime)
    status, all_of_it, found = await parts(client)
    assert (status, all_of_it) == (200, "degraded")
    assert found["worker"] == "no worker runs; jobs wait in the queue"
    await harness.all(BEAT, ago=90)
    assert (await parts(client))[2]["worker"] == "silent for 90 s; jobs wait in the queue"
    await harness.all(BEAT, ago=5)
    assert (await parts(client))[1:] == ("ok", {"database": "ok", "search": "ok", "worker": "ok"})


async def test_an_incomplete_index_is_said(harness: Harness, client_for: ClientFor) -> None:
    await engine_of(harness.runtime).clear()
    assert (await parts(await client_for()))[2]["search"] == "is being rebuilt; not everything is found yet"


async def test_a_part_that_hangs_does_not_hold_the_answer(
    harness: Harness, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def hangs(runtime: Runtime) -> str:
        await asyncio.sleep(60)
        return "ok"

    monkeypatch.setattr(health, "PROBE_SECONDS", 0.5)
    monkeypatch.setitem(health.PROBES, "search", hangs)
    status, _, found = await asyncio.wait_for(parts(await client_for()), 5)
    assert (status, found["database"], found["search"]) == (200, "ok", "does not answer within 0.5 s")
    monkeypatch.setitem(health.PROBES, "database", hangs)
    status, all_of_it, found = await asyncio.wait_for(parts(await client_for()), 5)
    assert (status, all_of_it) == (503, "not ready")
    assert found["worker"] == "cannot be asked without the database"


def figures(text: str) -> dict[str, float]:
    return {line.split()[0]: float(line.split()[1]) for line in text.splitlines() if line.startswith("atalaya_")}


async def test_figures_say_what_waits_when_they_are_asked(
    harness: Harness, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the database, so that every process says it, also while the engine or the worker is away."""
    client = await client_for()
    async with harness.runtime.database.system() as session:
        for _ in range(3):
            changed(session, "nothing", new_id())
        defer(session, "handle_event", handler="none", event_type="none", event={})
    await harness.all("UPDATE search_change SET at = now() - interval '40 seconds' RETURNING 1")
    await harness.all("UPDATE procrastinate_jobs SET status = 'failed' RETURNING 1")
    await harness.all(BEAT, ago=7)
    said = figures((await client.get("/metrics")).text)
    assert said["atalaya_search_waiting"] == 3
    assert 40 <= said["atalaya_search_lag_seconds"] < 60
    assert said["atalaya_jobs_failed"] == 1
    assert 7 <= said["atalaya_worker_silent_seconds"] < 30

    @asynccontextmanager
    async def gone() -> AsyncIterator[Any]:
        raise OSError("no database")
        yield

    monkeypatch.setattr(harness.runtime.database, "system", gone)
    answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert figures(answer.text)["atalaya_search_waiting"] != figures(answer.text)["atalaya_search_waiting"]  # NaN
