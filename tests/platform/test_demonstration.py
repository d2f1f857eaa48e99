"""The demonstration of every part together: loaded twice it is there once, and removed it leaves nothing."""

import pytest

from atalaya_platform.assembly import demonstrate, greetings, remove_demonstration
from atalaya_platform.directory.demonstration.cast import person_id
from tests.harness import Harness

KEPT = {
    "audit_entry",  # what was done is never forgotten
    "organisation",  # the real teams of the directory's own data, which come with it and stay
    "organisation_community",
    "organisation_contact",
    "search_change",  # tells the engine what to forget
    "stream",  # those of the communities, whose numbers go on
    "stream_event",  # there, emptied
    "procrastinate_events",  # the queue's own log: names of jobs
}


async def tables(harness: Harness) -> dict[str, int]:
    """Rows of every table."""
    names = await harness.all("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return {name.tablename: await harness.one(f'SELECT count(*) FROM "{name.tablename}"') for name in names}


APPEND_ONLY = {"audit_entry", "search_change", "procrastinate_events"}


async def traces(harness: Harness, ids: set[str]) -> dict[str, int]:
    """How many rows name one of these, by table; of the append-only tables none."""
    names = await harness.all("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    found = {
        name.tablename: await harness.one(
            f'SELECT count(*) FROM "{name.tablename}" r WHERE r::text ~ :any', any="|".join(sorted(ids))
        )
        for name in names
        if name.tablename not in APPEND_ONLY
    }
    return {name: count for name, count in found.items() if count}


async def test_removing_it_leaves_nothing(harness: Harness) -> None:
    before = await tables(harness)
    for _ in range(2):
        await demonstrate(harness.runtime)
    await harness.run_jobs()
    loaded = await tables(harness)
    assert loaded["topic"] > 5
    assert loaded["message"] > 5
    assert loaded["notification"] > 5
    invented = await harness.all(
        "SELECT id FROM person WHERE demonstration UNION SELECT id FROM organisation WHERE demonstration"
        " UNION SELECT g.id FROM sharing_group g JOIN person p ON p.id = g.created_by WHERE p.demonstration"
    )
    ids = {str(row.id) for row in invented}
    assert {"person", "message", "topic", "stream_event"} <= (await traces(harness, ids)).keys()
    done: list[str] = []
    await remove_demonstration(harness.runtime, done.append)
    assert done.index("forum") < done.index("directory")
    await harness.all("UPDATE procrastinate_jobs SET scheduled_at = now() RETURNING 1")
    await harness.run_jobs()
    after = await tables(harness)
    assert {name: (count, before[name]) for name, count in after.items() if count != before[name]}.keys() <= KEPT
    assert await harness.one("SELECT count(*) FROM organisation WHERE demonstration") == 0
    assert await traces(harness, ids) == {}
    told = await harness.all("SELECT stream, type, data FROM stream_event")
    assert {row.stream for row in told} <= {"community:network", "community:stakeholders", "public", "clear"}
    assert {(row.type, *sorted(row.data)) for row in told if row.type.startswith("chat.")} == {
        ("chat.channel.gone", "id")
    }
    assert {tuple(sorted(row.data)) for row in told if row.type.startswith("forum.")} == {("gone", "topic_id")}
    await remove_demonstration(harness.runtime)


async def test_it_goes_though_its_people_were_suspended(harness: Harness) -> None:
    await demonstrate(harness.runtime)
    await harness.run_jobs()
    for key in ("jamaica.analyst", "brazil.analyst"):
        await harness.all("UPDATE person SET status = 'suspended' WHERE id = :id RETURNING 1", id=person_id(key))
    await remove_demonstration(harness.runtime)
    assert [await harness.one(f"SELECT count(*) FROM {name}") for name in ("message", "topic", "person")] == [0, 0, 0]


async def test_the_terminal_names_one_account_of_each_kind(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(harness.runtime.settings, "demonstration", True)
    assert await greetings(harness.runtime) == []
    await demonstrate(harness.runtime)
    title, *accounts = await greetings(harness.runtime)
    count = await harness.one("SELECT count(*) FROM person WHERE demonstration")
    assert title == f"Enter with one press on the sign-in page, as any of {count} invented people:"
    kinds = [line.split("(")[0].split(",")[0].strip() for line in accounts]
    assert len(kinds) == len(set(kinds)) == 6
    assert "Analyst" in kinds
    monkeypatch.setattr(harness.runtime.settings, "demonstration", False)
    assert await greetings(harness.runtime) == []
