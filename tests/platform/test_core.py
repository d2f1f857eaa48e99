"""The core: tokens held, problems, request ids, ledger, audit seal."""

import hashlib
from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from atalaya_platform.app import create_app
from atalaya_platform.clock import ManualClock
from atalaya_platform.database.session import open_person
from atalaya_platform.events.event import Event
from atalaya_platform.events.ledger import audit, changed, defer, emit
from tests.harness import Harness
from tests.platform.factories import world


class Happened(Event):
    type = "test.thing.happened"
    thing: str


async def test_tokens_follow_the_table_of_tlp(harness: Harness) -> None:
    cast = await world(harness)
    held = {row.person_id: set() for row in await harness.all("SELECT DISTINCT person_id FROM holds")}
    for row in await harness.all("SELECT person_id, token FROM holds"):
        held[row.person_id].add(row.token)
    strict, amber = f"strict:{cast.group.id}", f"amber:{cast.group.id}"
    assert {strict, amber} <= held[cast.ana.id]
    assert {strict, amber} <= held[cast.bruno.id]
    assert strict not in held[cast.minister.id]
    assert amber in held[cast.minister.id]
    assert not {strict, amber} & held[cast.carla.id]
    assert "community:network" in held[cast.carla.id]
    assert "community:network" not in held[cast.vendor.id]
    assert not {strict, amber} & held[cast.admin.id]


async def test_a_suspended_person_holds_nothing(harness: Harness) -> None:
    cast = await world(harness)
    await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=cast.ana.id)
    assert await harness.one("SELECT count(*) FROM holds WHERE person_id = :p", p=cast.ana.id) == 0


async def test_hidden_group_leaves_no_trace(harness: Harness) -> None:
    cast = await world(harness)
    async with harness.runtime.database.as_person(cast.carla.id) as session:
        names = (await session.execute(text("SELECT name FROM sharing_group"))).scalars().all()
        assert names == ["Incident response"]
        members = (await session.execute(text("SELECT count(*) FROM group_member"))).scalar_one()
        assert members == 0


async def test_one_record_writes_audit_event_job_and_change(harness: Harness) -> None:
    cast = await world(harness)
    async with harness.runtime.database.as_person(cast.ana.id) as session:
        audit(session, None, "test.thing.do", "thing", cast.ana.id, size=3)
        emit(session, Happened(thing="x"), [f"strict:{cast.group.id}", f"person:{cast.ana.id}"])
        changed(session, "thing", cast.ana.id)
        defer(session, "handle_event", handler="none", event_type="none", event={})
    async with harness.runtime.database.as_person(cast.ana.id) as session:
        emit(session, Happened(thing="y"), [f"strict:{cast.group.id}"])
    rows = await harness.all("SELECT stream, seq, data FROM stream_event ORDER BY stream, seq")
    assert [(row.stream.partition(":")[0], row.seq, row.data["thing"]) for row in rows] == [
        ("person", 1, "x"),
        ("strict", 1, "x"),
        ("strict", 2, "y"),
    ]
    assert await harness.one("SELECT count(*) FROM procrastinate_jobs") == 1
    assert await harness.one("SELECT count(*) FROM search_change") == 1
    entry = (
        await harness.all(
            "SELECT *, detail::text AS plain, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') AS moment"
            " FROM audit_entry"
        )
    )[0]
    parts = [
        str(entry.chain),
        "1",
        entry.moment,
        "",
        entry.act,
        entry.object_type,
        entry.object_id,
        entry.request_id,
        entry.plain,
    ]
    assert hashlib.sha256(bytes(entry.previous) + "\x1f".join(parts).encode()).digest() == bytes(entry.hash)


async def test_the_application_role_cannot_touch_the_log(harness: Harness) -> None:
    for statement in (
        "UPDATE audit_entry SET act = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE audit_head SET seq = 0",
    ):
        async with harness.connection.begin_nested() as savepoint:
            with pytest.raises(DBAPIError, match="permission denied"):
                await harness.connection.execute(text(statement))
            await savepoint.rollback()


async def test_nobody_sees_only_what_is_public(harness: Harness) -> None:
    await world(harness)
    async with harness.runtime.database.unit() as session:
        await open_person(session, None, strong=False, reading=False)
        for table in ("person", "organisation", "membership", "sharing_group", "group_member", "stream"):
            assert (await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 0


async def test_every_error_is_a_problem_document(client_for) -> None:
    client = await client_for()
    for method, path, status in (("GET", "/api/v1/nowhere", 404), ("DELETE", "/healthz", 405)):
        answer = await client.request(method, path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "detail", "request_id"} <= set(answer.json())
        assert answer.json()["request_id"] == answer.headers["x-request-id"]


async def test_a_field_says_what_is_wrong_with_it_and_nothing_of_the_machinery(harness: Harness, client_for) -> None:
    cast = await world(harness)
    secretary = await client_for(cast.secretary)
    answer = await secretary.patch("/api/v1/me", json={"time_zone": "Nowhere/Land"})
    assert answer.status_code == 422
    assert answer.json()["fields"] == {"time_zone": "choose a time zone of the IANA database, such as America/Jamaica"}


async def test_one_person_cannot_ask_without_end(harness: Harness, limits_clock: ManualClock) -> None:
    app = create_app(
        replace(harness.runtime, settings=harness.runtime.settings.model_copy(update={"requests_per_minute": 5}))
    )
    transport = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        answers = [await client.get("/api/v1/nowhere", headers={"Authorization": "Basic a"}) for _ in range(7)]
        assert [answer.status_code for answer in answers] == [404] * 5 + [429] * 2
        assert answers[-1].headers["retry-after"] == "10"
        assert answers[-1].headers["content-type"] == "application/problem+json"
        other = await client.get("/api/v1/nowhere", headers={"Authorization": "Basic b"})
        assert other.status_code == 404


async def test_nobody_gets_around_the_ceiling_with_invented_credentials(
    harness: Harness, limits_clock: ManualClock
) -> None:
    """Each credential has its own ceiling, and an address ten times that for all that come from it."""
    settings = harness.runtime.settings.model_copy(update={"requests_per_minute": 5})
    transport = httpx2.ASGITransport(create_app(replace(harness.runtime, settings=settings)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        answers = [await client.get("/api/v1/nowhere", headers={"Cookie": f"atalaya={n}"}) for n in range(53)]
        assert [answer.status_code for answer in answers] == [404] * 50 + [429] * 3


async def test_the_turn_of_a_minute_brings_no_second_ceiling(harness: Harness, limits_clock: ManualClock) -> None:
    """The minute slides: what was asked at its end counts on, less and less, until a minute later nothing does."""
    settings = harness.runtime.settings.model_copy(update={"requests_per_minute": 10})
    transport = httpx2.ASGITransport(create_app(replace(harness.runtime, settings=settings)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:

        async def served(times: int) -> int:
            answers = [await client.get("/api/v1/nowhere") for _ in range(times)]
            return [answer.status_code for answer in answers].count(404)

        limits_clock.advance(timedelta(seconds=59))
        assert await served(11) == 10
        limits_clock.advance(timedelta(seconds=1.5))
        assert await served(11) == 1
        limits_clock.advance(timedelta(seconds=30))
        assert await served(11) == 5
        limits_clock.advance(timedelta(minutes=2))
        assert await served(11) == 10
