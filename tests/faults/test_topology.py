"""The topology of docker-compose.yml from bare processes: two servers, a worker, PostgreSQL, Meilisearch, Redis."""

import asyncio
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg

from atalaya_platform.ids import new_id
from tests.faults.stage import SETTINGS, scene, start, until
from tests.services.atalaya import ATALAYA, BackgroundWorker, Server
from tests.services.meilisearch import running_meilisearch
from tests.services.postgres import DATABASE, Postgres
from tests.services.redis import Redis

Say = Callable[[str], None]
KEY = "a-key-for-tests-on-loopback-only"


def _run(command: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """One `atalaya` command, with what it printed."""
    environment = {**os.environ, "ATALAYA_DATA": str(folder), "ATALAYA_LOG_FORMAT": "console", "COLUMNS": "1000"}
    environment |= {f"ATALAYA_{name.upper()}": value for name, value in settings.items()}
    return subprocess.run([ATALAYA, command], env=environment, capture_output=True, text=True, timeout=60, check=False)


async def test_compose_topology(folder: Path, say: Say) -> None:
    for name in ("one", "two", "worker"):
        (folder / name).mkdir()
    database = Postgres(folder)
    with database, Redis(folder) as redis, running_meilisearch(folder / "meilisearch", master_key=KEY) as search:
        database.prepare()
        addresses = database.settings()
        migrated = await asyncio.to_thread(_run, "migrate", folder, **addresses)
        assert migrated.returncode == 0, migrated.stderr
        assert "is at revision" in migrated.stderr
        with psycopg.connect(database.url("postgres", DATABASE)) as connection:
            owners = connection.execute("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
            assert owners.fetchall() == [("atalaya_owner",)]

        shared = {
            "database_url": addresses["database_url"],
            "backplane_url": redis.url,
            "meilisearch_url": search.url,
            "meilisearch_key": KEY,
            **SETTINGS,
        }
        one = Server(folder / "one", worker="false", **shared)
        two = Server(folder / "two", worker="false", **shared)
        worker = BackgroundWorker(folder / "worker", **shared)
        try:
            await asyncio.gather(start(one), start(two), start(worker))
            async with scene(one, database) as stage:
                figures = await _converse(stage, one, two)
                figures |= await _find(stage, two)
                figures |= await _sign_out(stage, one, two)
            say("; ".join(f"{name} {seconds:.2f} s" for name, seconds in figures.items()))
        finally:
            for process in (worker, two, one):
                process.stop()


async def _converse(stage: Any, one: Server, two: Server) -> dict[str, float]:
    """Ana on one server and Bruno on the other hear each other live and in order."""
    ana = await stage.client(stage.cast.ana, one.url)
    bruno = await stage.client(stage.cast.bruno, two.url)
    channel = stage.channels[0]
    stream = f"channel:{channel}"
    for client in (ana, bruno):
        await client.connect()
        assert (await client.subscribe(stream))["op"] == "subscribed"
    slowest = 0.0
    for number in range(10):
        writer, reader = (ana, bruno) if number % 2 else (bruno, ana)
        began = time.monotonic()
        seq = await stage.send(writer, channel, new_id(), f"message {number}")
        await reader.until(lambda frame, seq=seq: frame.get("seq") == seq)
        slowest = max(slowest, time.monotonic() - began)
    await ana.until(lambda frame: frame.get("seq") == 10)
    assert ana.seqs(stream) == bruno.seqs(stream) == list(range(1, 11))
    await ana.close()
    await bruno.close()
    return {"a message reached the other server's reader in at most": slowest}


async def _find(stage: Any, two: Server) -> dict[str, float]:
    """An advisory published on one server is found on the other by a member, and not by an outsider."""
    ana = await stage.client(stage.cast.ana)
    bruno = await stage.client(stage.cast.bruno, two.url)
    carla = await stage.client(stage.cast.carla, two.url)
    published = await ana.http.post(
        "/api/v1/topics",
        json={
            "kind": "advisory",
            "group_id": str(stage.cast.group.id),
            "label": "TLP:AMBER",
            "title": "Ocelot botnet against municipal gateways",
            "body": "Block the **ocelot** loader.",
            "advisory": {"severity": "high", "products": ["Gateway 4"], "cves": ["CVE-2026-12345"]},
        },
    )
    assert published.status_code == 201, published.text
    question = {"q": "ocelot"}

    async def found() -> bool:
        answer = await bruno.http.get("/api/v1/search", params=question)
        return answer.status_code == 200 and published.json()["id"] in {item["id"] for item in answer.json()["items"]}

    seconds = await until(found, 15, "the advisory is found")
    nothing = (await carla.http.get("/api/v1/search", params={**question, "facets": True})).json()
    assert (nothing["items"], nothing["named"], nothing["total"]) == ([], [], 0)
    for client in (ana, bruno, carla):
        await client.http.aclose()
    return {"the advisory was found after": seconds}


async def _sign_out(stage: Any, one: Server, two: Server) -> dict[str, float]:
    """Bruno ends his other session on one server: its socket on the other closes within two seconds."""
    here = await stage.client(stage.cast.bruno, one.url)
    there = await stage.client(stage.cast.bruno, two.url)
    await there.connect()
    await there.subscribe(f"channel:{stage.channels[0]}")
    began = time.monotonic()
    ended = await here.http.post("/api/v1/me/sessions/end-others")
    assert ended.status_code == 200, ended.text
    assert await there.closed(2.0) == 4401
    seconds = time.monotonic() - began
    assert (await there.http.get("/api/v1/me")).status_code == 401
    await here.close()
    await there.close()
    return {"a revoked session's socket on the other server closed after": seconds}


def test_unsafe_roles_are_refused(folder: Path) -> None:
    database = Postgres(folder)
    with database:
        database.prepare_schema()
        for role in ("postgres", "atalaya_owner"):
            for command in ("serve", "worker"):
                refused = _run(command, folder, database_url=database.url(role, DATABASE), port="0")
                assert refused.returncode == 1
                assert f"The database role '{role}' could read past the access rule" in refused.stderr
                assert "sign in as the role atalaya_app" in refused.stderr
                assert "Traceback" not in refused.stderr
    gone = _run("serve", folder, database_url=database.url("atalaya_app", DATABASE), port="0")
    assert gone.returncode == 1
    assert "The database at ATALAYA_DATABASE_URL does not answer" in gone.stderr
