"""What nobody can ask for again is forgotten, and nothing else."""

import pytest

from atalaya_platform.events.event import Event
from atalaya_platform.events.ledger import emit
from atalaya_platform.jobs import forgetting
from atalaya_platform.jobs.queue import all_jobs, run_once
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import world


class Said(Event):
    type = "test.said"
    number: int


async def test_kept_answers_end_after_a_day(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    topic = {"group_id": str(cast.group.id), "title": "Named", "body": "Canary", "label": "TLP:AMBER"}
    for age, key in ((0, "of-today"), (25, "of-yesterday")):
        made = await ana.post("/api/v1/topics", json=topic, headers={"Idempotency-Key": key})
        assert made.status_code == 201, made.text
        await harness.all(
            "UPDATE idempotent_request SET created_at = now() - make_interval(hours => :age) WHERE key = :key"
            " RETURNING 1",
            age=age,
            key=key,
        )
    await harness.all(
        "INSERT INTO procrastinate_jobs (id, queue_name, task_name, status) VALUES (-1, 'default', 'x', 'doing')"
        " RETURNING 1"
    )
    await harness.all(
        "INSERT INTO job_done (job_id, created_at) VALUES (-1, now() - interval '2 days'),"
        " (-2, now() - interval '2 days'), (-3, now()) RETURNING 1"
    )
    await run_once(harness.runtime, None, all_jobs(harness.runtime)["platform.forget_answers"], {})
    assert [row.key for row in await harness.all("SELECT key FROM idempotent_request")] == ["of-today"]
    assert [row.job_id for row in await harness.all("SELECT job_id FROM job_done ORDER BY 1 DESC")] == [-1, -3]


async def test_streams_keep_what_can_be_replayed(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = await world(harness)
    monkeypatch.setattr(forgetting, "EVENTS_KEPT", 4)
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    stream = f"person:{cast.ana.id}"
    quiet = f"named:{cast.ana.id}"
    await harness.all(
        "INSERT INTO stream (name, object_id, audience, label, head) VALUES (:n, :o, :n, 'TLP:RED', 3) RETURNING 1",
        n=quiet,
        o=cast.ana.id,
    )
    await harness.all(
        "INSERT INTO stream_event (stream, seq, type, at, data)"
        " SELECT :n, g, 'x', now() - make_interval(days => 60 - 20 * g), '{}' FROM generate_series(1, 3) g RETURNING 1",
        n=quiet,
    )
    async with harness.runtime.database.system() as session:
        for number in range(9):
            emit(session, Said(number=number), [stream])
    await run_once(harness.runtime, None, all_jobs(harness.runtime)["platform.forget_events"], {})
    left = await harness.all("SELECT stream, seq FROM stream_event ORDER BY stream DESC, seq")
    assert [(row.stream, row.seq) for row in left] == [(stream, seq) for seq in (6, 7, 8, 9)] + [(quiet, 2), (quiet, 3)]
    assert await harness.one("SELECT head FROM stream WHERE name = :n", n=stream) == 9


async def test_nobody_but_the_system_makes_it_forget(harness: Harness) -> None:
    cast = await world(harness)
    async with harness.runtime.database.system() as session:
        emit(session, Said(number=1), [f"person:{cast.ana.id}"])
    async with harness.runtime.database.as_person(cast.ana.id) as session:
        await forgetting.forget_events(session, harness.runtime)
        await forgetting.forget_answers(session, harness.runtime)
    assert await harness.one("SELECT count(*) FROM stream_event") == 1
