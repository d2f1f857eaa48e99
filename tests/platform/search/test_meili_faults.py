"""The Meilisearch engine when the server is away, slow, emptied, or does not know us."""

import asyncio
import socket
from pathlib import Path
from uuid import uuid4

import pytest
from meilisearch import Client

from atalaya_platform.search.errors import SearchUnavailable
from atalaya_platform.search.meili import MeiliEngine
from tests.platform.search.factories import document, found
from tests.services.meilisearch import Meilisearch, free_port, running_meilisearch


async def every_refusal(engine: MeiliEngine) -> list[str]:
    """The reasons why reading and writing are unavailable."""
    reasons = []
    for call in (engine.prepare(), engine.index([document("a")]), engine.delete(["a"]), found(engine), engine.count()):
        with pytest.raises(SearchUnavailable) as refusal:
            await call
        reasons.append(str(refusal.value))
    assert not await engine.healthy()
    return reasons


async def test_a_server_that_is_away_is_said_to_be() -> None:
    engine = MeiliEngine(f"http://127.0.0.1:{free_port()}", "key", timeout=1)
    assert all("does not answer" in reason for reason in await every_refusal(engine))
    await engine.close()


async def test_a_server_that_never_answers_is_not_waited_for() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = MeiliEngine(f"http://127.0.0.1:{silent.getsockname()[1]}", "key", timeout=1)
        async with asyncio.timeout(3):
            with pytest.raises(SearchUnavailable, match="does not answer"):
                await found(engine)
        await engine.close()


async def test_something_else_at_the_address_is_said_to_be() -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        engine = MeiliEngine(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", "key", timeout=1)
        with pytest.raises(SearchUnavailable):
            await found(engine)
        await engine.close()


async def test_a_wrong_key_is_said_to_be(meilisearch_server: Meilisearch) -> None:
    engine = MeiliEngine(meilisearch_server.url, "not-the-key")
    assert all("ATALAYA_MEILISEARCH_KEY" in reason for reason in await every_refusal(engine))
    await engine.close()


async def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    with running_meilisearch(tmp_path) as server:
        engine = MeiliEngine(server.url, server.key, timeout=2)
        await engine.prepare()
        async with engine.rebuild() as rebuild:
            await rebuild.index([document("a", "Before the crash")])
        await engine.index([document("b", "Just before the crash")])
        server.kill()
        with pytest.raises(SearchUnavailable):
            await engine.index([document("c", "Nobody listens")])
        server.start()
        assert sorted(await found(engine, "crash")) == ["a", "b"]
        await engine.index([document("c", "Somebody listens again")])
        assert not await engine.prepare()
        assert await engine.count() == 3
        await engine.close()


async def test_an_index_lost_under_a_running_engine_is_noticed(meilisearch_server: Meilisearch) -> None:
    name = f"test_{uuid4().hex}"
    engine = MeiliEngine(meilisearch_server.url, meilisearch_server.key, index=name)
    await engine.prepare()
    async with engine.rebuild() as rebuild:
        await rebuild.index([document("a", "Here", country="JM")])
    assert not engine.needs_rebuild
    client = Client(meilisearch_server.url, meilisearch_server.key)
    client.wait_for_task(client.delete_index(name).task_uid)
    with pytest.raises(SearchUnavailable, match="lost"):
        await found(engine)
    assert engine.needs_rebuild
    await engine.index([document("b", "Here too", country="BR")])
    assert engine.needs_rebuild
    assert await found(engine, filters={"country": ("BR",)}) == ["b"]
    await engine.close()


async def test_settings_of_an_older_edition_are_brought_up_to_date(meilisearch_server: Meilisearch) -> None:
    name = f"test_{uuid4().hex}"
    client = Client(meilisearch_server.url, meilisearch_server.key)
    client.wait_for_task(client.create_index(name, {"primaryKey": "id"}).task_uid)
    engine = MeiliEngine(meilisearch_server.url, meilisearch_server.key, index=name)
    assert await engine.prepare()
    await engine.index([document("a", "Here", country="JM")])
    assert await found(engine, filters={"country": ("JM",)}) == ["a"]
    await engine.close()


async def test_a_rebuild_in_another_process_gets_this_one_s_writes(meilisearch_server: Meilisearch) -> None:
    name = f"test_{uuid4().hex}"
    here, elsewhere = (MeiliEngine(meilisearch_server.url, meilisearch_server.key, index=name) for _ in range(2))
    await here.prepare()
    async with elsewhere.rebuild() as rebuild:
        await rebuild.index([document("a", "From the database")])
        await here.index([document("b", "Written meanwhile")])
    assert sorted(await found(here)) == ["a", "b"]
    async with elsewhere.rebuild():
        pass
    left = [
        index.uid
        for index in Client(meilisearch_server.url, meilisearch_server.key).get_indexes({"limit": 100})["results"]
    ]
    assert sorted(uid for uid in left if uid.startswith(name)) == [name, f"{name}_state"]
    await here.close()
    await elsewhere.close()
