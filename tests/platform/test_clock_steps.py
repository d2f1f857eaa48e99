"""The clock of the machine jumps: order comes from sequences, not from the time of day."""

from datetime import UTC, datetime, timedelta

import pytest

from atalaya_platform.clock import ManualClock
from atalaya_platform.ids import new_id
from tests.conftest import ClientFor
from tests.forum.factories import post, topic
from tests.harness import Harness
from tests.platform.factories import world


@pytest.mark.parametrize("step", [timedelta(hours=1), timedelta(days=1)])
@pytest.mark.parametrize("direction", [1, -1])
async def test_order_survives_a_step(harness: Harness, client_for: ClientFor, step: timedelta, direction: int) -> None:
    clock = ManualClock(datetime.now(UTC))
    harness.runtime.clock = harness.runtime.database.clock = clock
    cast = await world(harness)
    ana = await client_for(cast.ana)
    room = await ana.post(f"/api/v1/groups/{cast.group.id}/channels", json={"name": "Clock"})
    path = f"/api/v1/channels/{room.json()['id']}/messages"
    thread = await topic(ana, cast)
    bodies = []
    for number in range(6):
        if number == 3:
            clock.advance(direction * step)
            ana = await client_for(cast.ana)
        body = f"Number {number}"
        answer = await ana.put(f"{path}/{new_id()}", json={"body": body})
        assert answer.status_code == 200, answer.text
        assert answer.json()["seq"] == number + 1
        assert (await post(ana, thread["id"], body))["number"] == number + 2
        bodies.append(body)
    shown = (await ana.get(path)).json()["items"]
    assert [item["body"] for item in sorted(shown, key=lambda item: item["seq"])] == bodies
    posts = (await ana.get(f"/api/v1/topics/{thread['id']}/posts")).json()["items"]
    assert [item["number"] for item in posts] == list(range(1, 8))
    heads = await harness.all(
        "SELECT seq FROM stream_event WHERE stream = :s ORDER BY at, seq", s=f"channel:{room.json()['id']}"
    )
    assert sorted(row.seq for row in heads) == list(range(1, len(heads) + 1))
