"""The built-in engine when things go wrong: kill -9, other writers, lost and damaged files."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import orjson
import pytest

from atalaya_platform.search.errors import SearchUnavailable
from atalaya_platform.search.tantivy import TantivyEngine
from tests.platform.search.factories import document, found

KEEP_WRITING = """
import asyncio, sys
from pathlib import Path
from atalaya_platform.search.tantivy import TantivyEngine
from tests.platform.search.factories import document

async def main():
    engine = TantivyEngine(Path(sys.argv[1]), idle=60)
    await engine.prepare()
    number = 0
    while True:
        await engine.index([document(f"w{number}", "Written by another")])
        print("wrote", number, flush=True)
        number += 1
        await asyncio.sleep(float(sys.argv[2]))

asyncio.run(main())
"""

EngineAt = Callable[..., TantivyEngine]


@pytest.fixture
async def engine_at(tmp_path: Path) -> AsyncIterator[EngineAt]:
    """Makes engines on one folder, as several processes would have."""
    made: list[TantivyEngine] = []

    def make(**options: float) -> TantivyEngine:
        made.append(TantivyEngine(tmp_path, **options))
        return made[-1]

    yield make
    for engine in made:
        await engine.close()


def other_process(folder: Path, pause: float) -> subprocess.Popen[str]:
    """Another process that writes one document after the other and says the number of each."""
    return subprocess.Popen(
        [sys.executable, "-c", KEEP_WRITING, str(folder), str(pause)], stdout=subprocess.PIPE, text=True
    )


def wrote(writer: subprocess.Popen[str]) -> int:
    """The number of the next document that the other process says it wrote; -1 when it has ended."""
    assert writer.stdout is not None
    return next((int(line.removeprefix("wrote ")) for line in writer.stdout if line.startswith("wrote ")), -1)


def current(folder: Path) -> Path:
    return folder / orjson.loads((folder / "CURRENT").read_bytes())["folder"]


async def test_what_was_acknowledged_survives_kill_9_and_the_lock_does_not(tmp_path: Path, engine_at: EngineAt) -> None:
    writer = other_process(tmp_path, 0)
    acknowledged = [wrote(writer) for _ in range(8)]
    os.kill(writer.pid, signal.SIGKILL)
    while (number := wrote(writer)) >= 0:
        acknowledged.append(number)
    writer.wait()
    engine = engine_at()
    await engine.prepare()
    stored = {stored.id async for stored in engine.ids()}
    assert {f"w{number}" for number in acknowledged} <= stored
    assert await engine.count() == len(stored)
    await engine.index([document("mine", "After the crash")])
    assert await found(engine, "crash") == ["mine"]


async def test_while_another_process_writes_this_one_reads(tmp_path: Path, engine_at: EngineAt) -> None:
    writer = other_process(tmp_path, 0.02)
    try:
        wrote(writer)
        engine = engine_at(patience=0.2)
        await engine.prepare()
        assert "w0" in await found(engine, "another", limit=100)
        with pytest.raises(SearchUnavailable, match="another process is writing"):
            await engine.index([document("mine", "Mine")])
        last = wrote(writer)
        assert f"w{last}" in await found(engine, "another", limit=100)
        assert await engine.healthy()
    finally:
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
    await engine.index([document("mine", "Mine")])
    assert await found(engine, "mine") == ["mine"]


async def test_writers_that_share_a_folder_take_turns(engine_at: EngineAt) -> None:
    one, other = engine_at(idle=0.05), engine_at(idle=0.05)
    await one.prepare()
    await other.prepare()
    for number in range(3):
        await one.index([document(f"one{number}", "Turn")])
        await other.index([document(f"other{number}", "Turn")])
    assert await one.count() == await other.count() == 6


async def test_a_rebuild_elsewhere_is_followed(engine_at: EngineAt) -> None:
    reader, builder = engine_at(patience=0.1, idle=0.05), engine_at(idle=0.05)
    await reader.prepare()
    await reader.index([document("old", "Old")])
    async with builder.rebuild() as rebuild:
        await rebuild.index([document("new", "New")])
        assert await found(reader) == ["old"]
        with pytest.raises(SearchUnavailable, match="another process is writing"):
            await reader.index([document("x", "Refused meanwhile")])
    assert await found(reader) == ["new"]
    assert not reader.needs_rebuild
    await asyncio.sleep(0.15)
    await reader.index([document("later", "Later")])
    assert sorted(await found(builder)) == ["later", "new"]


@pytest.mark.parametrize("damage", ["no-folder", "no-current", "garbled-current", "empty-meta", "other-edition"])
async def test_a_lost_or_damaged_index_becomes_an_empty_one(tmp_path: Path, engine_at: EngineAt, damage: str) -> None:
    first = engine_at()
    await first.prepare()
    async with first.rebuild() as rebuild:
        await rebuild.index([document("a", "Here")])
    await first.close()
    match damage:
        case "no-folder":
            for file in current(tmp_path).iterdir():
                file.unlink()
            current(tmp_path).rmdir()
        case "no-current":
            (tmp_path / "CURRENT").unlink()
        case "garbled-current":
            (tmp_path / "CURRENT").write_bytes(b"\x00" * 20)
        case "empty-meta":
            (current(tmp_path) / "meta.json").write_bytes(b"")
        case "other-edition":
            (tmp_path / "CURRENT").write_bytes(
                orjson.dumps({**orjson.loads((tmp_path / "CURRENT").read_bytes()), "edition": 0})
            )
    engine = engine_at()
    with pytest.raises(SearchUnavailable):
        await found(engine)
    assert not await engine.healthy()
    assert await engine.prepare()
    assert await engine.healthy()
    assert await found(engine) == []
    await engine.index([document("b", "Anew")])
    assert engine_at().needs_rebuild
    async with engine.rebuild() as rebuild:
        await rebuild.index([document("a", "Here")])
    assert not engine_at().needs_rebuild


async def test_files_damaged_under_a_running_engine_are_noticed(tmp_path: Path, engine_at: EngineAt) -> None:
    first = engine_at(idle=0.05)
    await first.prepare()
    async with first.rebuild() as rebuild:
        await rebuild.index(
            [document(f"d{number}", f"Words {number}", "and more words " * 50) for number in range(200)]
        )
    assert not first.needs_rebuild
    await asyncio.sleep(0.2)
    for file in current(tmp_path).glob("*.store"):
        file.write_bytes(os.urandom(64))
    engine = engine_at()
    with pytest.raises(SearchUnavailable):
        await found(engine, "words")
    assert engine.needs_rebuild
    assert first.needs_rebuild
    await engine.prepare()
    async with engine.rebuild() as rebuild:
        await rebuild.index([document("a", "Words again")])
    assert await found(engine, "words") == ["a"]
    assert not engine.needs_rebuild


async def test_an_interrupted_rebuild_leaves_nothing_for_long(tmp_path: Path, engine_at: EngineAt) -> None:
    engine = engine_at()
    await engine.prepare()
    leftover = tmp_path / "0190aaaa-0000-7000-8000-000000000000"
    leftover.mkdir()
    (leftover / "meta.json").write_text("{")
    fresh = tmp_path / "0190aaaa-0000-7000-8000-000000000001"
    fresh.mkdir()
    os.utime(leftover, (1, 1))
    await engine.prepare()
    assert set(os.listdir(tmp_path)) == {"CURRENT", current(tmp_path).name, fresh.name}


async def test_a_cancelled_caller_does_not_disturb_the_others(engine_at: EngineAt) -> None:
    engine = engine_at()
    await engine.prepare()
    tasks = [asyncio.create_task(engine.index([document(f"d{number}", "Kept")])) for number in range(6)]
    await asyncio.sleep(0)
    tasks[0].cancel()
    tasks[3].cancel()
    done = await asyncio.gather(*tasks, return_exceptions=True)
    assert sum(result is None for result in done) == 4
    assert {"d1", "d2", "d4", "d5"} <= set(await found(engine, "kept"))
