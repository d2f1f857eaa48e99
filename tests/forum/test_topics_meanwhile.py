"""Two people's transactions on one topic at once, on a real server."""

import asyncio

from atalaya_forum.topics.queries.topic import held
from atalaya_platform.access.caller import caller_from
from atalaya_platform.database.session import open_person
from tests.forum.factories import topic
from tests.live import Live
from tests.platform.factories import world


async def test_reading_a_topic_does_not_wait_for_the_reply_that_is_being_written(live: Live) -> None:
    """Else whoever replies and reads for the first time waits for oneself: a deadlock, and the reply is lost."""
    cast = await world(live)
    ana, bruno = await live.client(cast.ana), await live.client(cast.bruno)
    made = await topic(ana.http, cast)
    runtime = live.runtimes[0]
    async with runtime.database.unit() as session:
        row = await open_person(session, cast.bruno.id, strong=False, reading=False)
        await held(session, caller_from(row, runtime.registry.grants), made["id"], lock=True)
        async with asyncio.timeout(5):
            answer = await bruno.http.put(f"/api/v1/topics/{made['id']}/read", json={"number": 1})
    assert (answer.status_code, answer.json()["last_read"]) == (200, 1)
