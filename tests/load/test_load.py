"""A few seconds of load: everything is taken and everything arrives. How fast is for `python -m tests.load` to say."""

from collections.abc import Callable
from pathlib import Path

from tests.load.measure import Plan, measure

Say = Callable[[str], None]


async def test_everything_arrives(folder: Path, say: Say) -> None:
    found = await measure(Plan(sockets=50, rate=20, seconds=10), folder)
    say(f"{found['sent']} messages, {found['deliveries']} deliveries, p99 {found['p99'] * 1000:.0f} ms")
    assert (found["failed"], found["undelivered"], found["sockets_lost"]) == (0, 0, 0), found
    assert found["deliveries"] == 5 * (found["sent"] + 24)


async def test_nobody_else_loses_anything_by_a_stopped_reader(folder: Path, say: Say) -> None:
    found = await measure(Plan(sockets=20, rate=20, seconds=8, channels=1, stopped=3), folder)
    say(f"others' p99 {found['stopped_p99'] * 1000:.0f} ms with three stopped, {found['p99'] * 1000:.0f} ms without")
    assert (found["failed"], found["undelivered"], found["sockets_lost"]) == (0, 0, 0), found
