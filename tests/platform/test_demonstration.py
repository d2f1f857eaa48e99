"""The demonstration of every part together: loaded twice it is there once, and removed it leaves nothing."""

from atalaya_platform.assembly import demonstrate, remove_demonstration
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


async def test_removing_it_leaves_nothing(harness: Harness) -> None:
    before = await tables(harness)
    for _ in range(2):
        await demonstrate(harness.runtime)
    await harness.run_jobs()
    loaded = await tables(harness)
    assert loaded["topic"] > 5
    assert loaded["message"] > 5
    assert loaded["notification"] > 5
    done: list[str] = []
    await remove_demonstration(harness.runtime, done.append)
    assert done.index("forum") < done.index("directory")
    await harness.all("UPDATE procrastinate_jobs SET scheduled_at = now() RETURNING 1")
    await harness.run_jobs()
    after = await tables(harness)
    assert {name: (count, before[name]) for name, count in after.items() if count != before[name]}.keys() <= KEPT
    assert await harness.one("SELECT count(*) FROM organisation WHERE demonstration") == 0
    told = await harness.all("SELECT stream, type, data FROM stream_event WHERE type <> 'chat.channel.created'")
    assert {row.stream for row in told} <= {"community:network", "community:stakeholders", "public", "clear"}
    assert all(set(row.data) == {"topic_id", "gone"} for row in told), told
    await remove_demonstration(harness.runtime)
