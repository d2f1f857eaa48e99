"""A job that can never succeed, and a disk that is full: set aside, refused in words, and nobody else waits."""

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

import orjson

from atalaya_platform.ids import new_id
from tests.faults.stage import ROUNDS, SETTINGS, EmbeddedAddress, scene, start, until
from tests.services.atalaya import Server

Say = Callable[[str], None]
BAD = min(100, 5 * ROUNDS)
GOOD = 10_000 if ROUNDS >= 50 else 20 * ROUNDS
PAUSE_SECONDS = 0.02
"""Between messages: what is asked about is whether bad jobs hold up good ones, not how many good ones a worker does."""
ATTEMPTS = 5

FULL = """
CREATE TABLE fake_disk (is_full boolean NOT NULL);
INSERT INTO fake_disk VALUES (true);
GRANT SELECT ON fake_disk TO PUBLIC;
CREATE FUNCTION fake_disk_full() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF (SELECT is_full FROM fake_disk) THEN
    RAISE EXCEPTION 'could not extend file "base/5/16384": No space left on device' USING ERRCODE = 'disk_full';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fake_disk_full BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION fake_disk_full();
"""
"""The last write of every act meets a full disk. A real one takes an administrator to make; the error is the same."""


async def test_poison_jobs(folder: Path, say: Say) -> None:
    """What fails every time is tried five times and set aside; what is queued behind it is done at once."""
    server = Server(folder, **SETTINGS)
    await start(server)
    try:
        async with scene(server, EmbeddedAddress(folder)) as stage:
            poison = {"handler": "chat.tell", "event_type": "chat.message.sent", "event": {"nonsense": True}}
            names = await stage.live.sql(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status)"
                " SELECT 'default', 'notifications.gather', 0, CAST(:args AS jsonb), 'todo'"
                " FROM generate_series(1, :many) RETURNING id",
                args=orjson.dumps(poison).decode(),
                many=BAD,
            )
            bad = [row.id for row in names]
            author = await stage.client(stage.cast.ana)
            mention = f"@[Bruno](person:{stage.cast.bruno.id})"
            began = time.monotonic()
            for number in range(GOOD):
                await stage.send(author, stage.channels[0], new_id(), f"{mention} number {number}")
                await asyncio.sleep(PAUSE_SECONDS)

            async def told() -> bool:
                rows = await stage.live.sql(
                    "SELECT count(*) AS n FROM notification WHERE kind = 'chat.message.mention'"
                )
                return bool(rows[0].n == GOOD)

            late = await until(told, 30, "everybody was told")
            sent = time.monotonic() - began - late
            known = "SELECT status::text AS status, attempts FROM procrastinate_jobs WHERE id = ANY (:ids)"

            async def set_aside() -> bool:
                """The pauses between the attempts are cut short: their length is not what is asked about."""
                await stage.live.sql(
                    "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE id = ANY (:ids) AND status = 'todo'",
                    ids=bad,
                )
                rows = await stage.live.sql(known, ids=bad)
                return all(row.status == "failed" for row in rows)

            await until(set_aside, 120, "the bad jobs are set aside")
            rows = await stage.live.sql(known, ids=bad)
            assert len(rows) == BAD
            assert {row.attempts for row in rows} == {ATTEMPTS}
            await stage.send(author, stage.channels[0], new_id(), f"{mention} afterwards")
            assert (await author.http.get("/readyz")).json()["parts"]["worker"] == "ok"
            await author.http.aclose()
            say(
                f"{BAD} bad jobs among {GOOD} good ones: the good done {late:.1f} s after {sent:.1f} s "
                f"of writing, the bad set aside after {ATTEMPTS} attempts"
            )
            assert late <= 5
    finally:
        server.stop()


async def test_full_disk(folder: Path, say: Say) -> None:
    """While nothing can be stored every write is refused with 507 and leaves no half; it recovers by itself."""
    server = Server(folder, **SETTINGS)
    await start(server)
    try:
        async with scene(server, EmbeddedAddress(folder)) as stage:
            client = await stage.client(stage.cast.ana)
            topic = {"group_id": str(stage.cast.group.id), "title": "Full", "body": "Nowhere", "label": "TLP:AMBER"}
            message = f"/api/v1/channels/{stage.channels[0]}/messages/{new_id()}"
            for statement in FULL.split(";\nC"):
                await stage.live.sql(statement if statement.lstrip().startswith("C") else f"C{statement}")
            counted = (
                "SELECT (SELECT count(*) FROM topic) AS topics, (SELECT count(*) FROM message) AS messages,"
                " (SELECT count(*) FROM stream_event) AS events, (SELECT count(*) FROM file) AS files"
            )
            before = await stage.live.sql(counted)
            refused = [await client.http.post("/api/v1/topics", json=topic) for _ in range(3)]
            heads = await stage.live.sql("SELECT name, head FROM stream ORDER BY name")
            for answer in refused:
                assert (answer.status_code, answer.json()["type"]) == (507, "/problems/storage-full"), answer.text
                assert "What you typed is kept" in answer.json()["detail"]
            assert await stage.live.sql(counted) == before
            assert (await client.http.get("/api/v1/topics")).status_code == 200
            await stage.live.sql("UPDATE fake_disk SET is_full = false")
            assert (await client.http.post("/api/v1/topics", json=topic)).status_code == 201
            sent = await client.http.put(message, json={"body": "There is room again"})
            assert sent.status_code == 200, sent.text
            after = {row.name: row.head for row in await stage.live.sql("SELECT name, head FROM stream")}
            assert all(after[row.name] >= row.head for row in heads)
            await client.http.aclose()
            say(f"{len(refused)} writes refused with 507, no row of them left; the next write after that succeeds")
    finally:
        server.stop()
