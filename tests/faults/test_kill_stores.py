"""Kill -9 of PostgreSQL and of Meilisearch while people write: refused in words meanwhile, equal again soon after."""

import asyncio
import os
import random
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from atalaya_platform.ids import new_id
from tests.faults.finding import index_equals_database, said
from tests.faults.stage import ROUNDS, SETTINGS, EmbeddedAddress, Listener, scene, start, until
from tests.live import Client
from tests.services.atalaya import Server
from tests.services.meilisearch import Meilisearch
from tests.services.postgres import Postgres
from tests.services.process import free_port

Say = Callable[[str], None]
PROBLEM = "application/problem+json"
DATABASE_AGAIN_SECONDS = 10.0
SEARCH_AGAIN_SECONDS = 30.0
AWAY_SECONDS = min(60.0, 0.25 * ROUNDS)
"""How long search stays away while people write."""


async def _external(folder: Path, **settings: str) -> tuple[Postgres, Server]:
    """A cluster with the newest schema, and a server on it; both run."""
    database = Postgres(folder)
    await asyncio.to_thread(database.start)
    await asyncio.to_thread(database.prepare_schema)
    server = Server(folder, **database.settings(), **SETTINGS, **settings)
    await start(server)
    return database, server


async def test_database(folder: Path, say: Say) -> None:
    chance = random.Random(3)
    database, server = await _external(folder)
    recoveries = []
    try:
        async with scene(server, database) as stage:
            asker = await stage.client(stage.cast.ana)
            listener = Listener(await stage.client(stage.cast.bruno), [f"channel:{one}" for one in stage.channels])
            writers = [asyncio.create_task(stage.write(number)) for number in range(4)]
            for _ in range(ROUNDS):
                await asyncio.sleep(chance.uniform(0.8, 1.6))
                database.kill()
                for address in ("/api/v1/channels", "/api/v1/me"):
                    answer = await asker.http.get(address)
                    assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM), answer.text
                    assert answer.headers["retry-after"]
                assert (await asker.http.get("/healthz")).status_code == 200
                assert (await asker.http.get("/readyz")).status_code == 503
                await asyncio.to_thread(database.start)

                async def answers() -> bool:
                    return (await asker.http.get("/api/v1/channels")).status_code == 200

                recoveries.append(await until(answers, DATABASE_AGAIN_SECONDS, "the server answers again"))
                written = len(stage.acknowledged)

                async def accepts(written: int = written) -> bool:
                    return len(stage.acknowledged) > written + 4

                await until(accepts, DATABASE_AGAIN_SECONDS, "messages are taken again")
            stage.writing = False
            await asyncio.gather(*writers)
            await stage.live.engine.dispose()
            await stage.verify([listener])
            await listener.close()
            ready = (await asker.http.get("/readyz")).json()
            assert ready["parts"]["worker"] == "ok", ready
            await asker.http.aclose()
            say(
                f"{ROUNDS} kills, {len(stage.acknowledged)} acknowledged, 0 lost, doubled or reordered; "
                f"{stage.refusals[503]} refused with 503 meanwhile; answers again at most {max(recoveries):.1f} s "
                "after the database does"
            )
    finally:
        server.stop()
        database.stop()


async def test_embedded_database(folder: Path, say: Say) -> None:
    """Nobody but the server is there to start the embedded database again."""
    server, database = Server(folder, **SETTINGS), EmbeddedAddress(folder)
    await start(server)
    recoveries = []
    try:
        async with scene(server, database) as stage:
            asker = await stage.client(stage.cast.ana)
            for _ in range(ROUNDS):
                channel = stage.channels[0]
                for number in range(5):
                    await stage.send(asker, channel, new_id(), f"message {number}")
                os.kill(database.pid, signal.SIGKILL)

                async def answers() -> bool:
                    return (await asker.http.get("/api/v1/channels")).status_code == 200

                recoveries.append(await until(answers, DATABASE_AGAIN_SECONDS, "the server answers again"))
            await stage.send(asker, stage.channels[0], new_id(), "after all")
            await stage.live.engine.dispose()
            await stage.verify([])
            await asker.http.aclose()
            say(f"{ROUNDS} kills, 0 lost; answers again at most {max(recoveries):.1f} s after the kill")
    finally:
        server.stop()


async def brought_meanwhile(curator: Client, attempt: int) -> str:
    """Search inside strategies says that it is away; the catalogue is there, and a document brought now is read."""
    passages = await curator.http.get("/api/v1/strategies/passages", params={"q": "resilience"})
    assert (passages.status_code, passages.headers["content-type"]) == (503, PROBLEM), passages.text
    catalogue = await curator.http.get("/api/v1/strategies/editions")
    assert (catalogue.status_code, len(catalogue.json()["items"])) == (200, 50)
    text = f"1 Resilience\n\nThe resilience of {attempt} ministries is watched over. ".encode() * 20
    answer = await curator.http.post(
        "/api/v1/strategies/documents",
        params={"place": "JAM", "published": "true", "language": "en"},
        files={"file": (f"{attempt}.txt", text, "text/plain")},
    )
    assert answer.status_code == 201, answer.text
    document = str(answer.json()["id"])

    async def is_read() -> bool:
        return bool((await curator.http.get(f"/api/v1/strategies/documents/{document}")).json()["state"] == "read")

    await until(is_read, 30, "the document is read without search")
    assert (await curator.http.get(f"/api/v1/strategies/documents/{document}/pages/1")).status_code == 200
    return document


async def is_found(visitor: Client, document: str) -> bool:
    """Whether the passages of the document are found."""
    question = {"q": "resilience", "document": document}
    answer = await visitor.http.get("/api/v1/strategies/passages", params=question)
    return bool(answer.status_code == 200 and answer.json()["total"])


async def test_search(folder: Path, say: Say) -> None:
    chance = random.Random(4)
    key = "a-key-for-tests-on-loopback-only"
    search = Meilisearch(folder / "meilisearch", free_port(), key)
    await asyncio.to_thread(search.start)
    database, server = await _external(folder, meilisearch_url=search.url, meilisearch_key=key)
    recoveries = []
    try:
        async with scene(server, database) as stage:
            asker, curator = await stage.client(stage.cast.bruno), await stage.client(stage.cast.secretary)
            visitor = Client(stage.url, "")
            address = "/api/v1/search"
            question = {"q": "ransomware", "kind": "message"}

            for attempt in range(ROUNDS):
                stage.writing = True
                numbers = (2 * attempt, 2 * attempt + 1)
                writers = [asyncio.create_task(stage.write(number, partial(said, number))) for number in numbers]
                await asyncio.sleep(chance.uniform(0.5, 1.0))
                search.kill()
                before = len(stage.acknowledged)
                answer = await asker.http.get(address, params=question)
                assert (answer.status_code, answer.headers["content-type"]) == (503, PROBLEM), answer.text
                assert answer.json()["type"] == "/problems/search-unavailable"
                parts = (await asker.http.get("/readyz")).json()["parts"]
                assert parts["database"] == "ok"
                assert parts["search"] != "ok"
                document = await brought_meanwhile(curator, attempt)
                await asyncio.sleep(AWAY_SECONDS)
                stage.writing = False
                await asyncio.gather(*writers)
                assert len(stage.acknowledged) > before, "nothing was written while search was away"
                assert not stage.refusals, "writing noticed that search was gone"
                await asyncio.to_thread(search.start)
                began = time.monotonic()
                await until(
                    partial(index_equals_database, stage), SEARCH_AGAIN_SECONDS, "the index equals the database"
                )
                recoveries.append(time.monotonic() - began)
                await until(partial(is_found, visitor, document), SEARCH_AGAIN_SECONDS, "the new strategy is found")
            for client in (asker, curator, visitor):
                await client.http.aclose()
            say(
                f"{ROUNDS} kills, {len(stage.acknowledged)} messages, none refused; the index equals the database at "
                f"most {max(recoveries):.1f} s after search is back"
            )
    finally:
        server.stop()
        search.stop()
        database.stop()
