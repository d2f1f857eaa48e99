"""How fast a message is sent (durable, audited, its search change noted) against one bare INSERT and COMMIT.

Both go through the same driver and the same pool, at the same concurrency, in turns within one run.
"""

import argparse
import asyncio
import itertools
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import uvloop
from sqlalchemy import text

from atalaya_forum.chat.actions.channels import create_channel
from atalaya_forum.chat.actions.messages import send_message
from atalaya_forum.chat.schemas import ChannelCreate, MessageCreate
from atalaya_platform.ids import new_id
from benchmarks.ground import Ground, ground, report

TARGET = 0.5
PLAIN = "Seen the same beacon here since 03:40 UTC, 445/tcp from the lab network; details in the ticket."
MARKDOWN = "Seen the same beacon here since **03:40 UTC**: `445/tcp` from the lab network; details in the *ticket*."
_BARE_TABLE = text(
    "CREATE TABLE bare (id uuid PRIMARY KEY, channel_id uuid NOT NULL, body text NOT NULL,"
    " at timestamptz NOT NULL DEFAULT now())"
)
_BARE = text("INSERT INTO bare (id, channel_id, body) VALUES (:id, :channel, :body)")

Act = Callable[[int], Awaitable[None]]


async def rate(act: Act, concurrency: int, seconds: float) -> float:
    """Acts per second, each worker doing one after the other."""
    done = 0
    until = time.perf_counter() + seconds

    async def work(worker: int) -> None:
        nonlocal done
        while time.perf_counter() < until:
            await act(worker)
            done += 1

    started = time.perf_counter()
    await asyncio.gather(*[work(worker) for worker in range(concurrency)])
    return done / (time.perf_counter() - started)


def bare(here: Ground, channels: list[UUID]) -> Act:
    async def act(worker: int) -> None:
        async with here.engine.begin() as connection:
            await connection.execute(
                _BARE, {"id": new_id(), "channel": channels[worker % len(channels)], "body": PLAIN}
            )

    return act


def sending(here: Ground, channels: list[UUID], body: str = PLAIN) -> Act:
    people = len(here.people)
    message = MessageCreate(body=body)

    async def act(worker: int) -> None:
        async with here.acting(here.people[worker % people]) as (session, caller):
            await send_message(session, caller, channels[worker % len(channels)], new_id(), message, alone=True)

    return act


async def measure(seconds: float, rounds: int, body: str) -> tuple[list[list[str]], dict[str, object]]:
    rows: list[list[str]] = []
    figures: list[dict[str, object]] = []
    async with ground(people=8) as here:
        assert here.group is not None
        async with here.owner.begin() as connection:
            await connection.execute(_BARE_TABLE)
            await connection.execute(text("GRANT INSERT ON bare TO atalaya_app"))
        channels = []
        for number in range(8):
            async with here.acting(here.people[0]) as (session, caller):
                made = await create_channel(session, caller, here.group.id, ChannelCreate(name=f"c{number}"))
                channels.append(made.id)
        for concurrency, spread in itertools.chain(itertools.product((1, 8), (1,)), [(8, 8)]):
            used = channels[:spread]
            bares, sends = [], []
            await rate(sending(here, used, body), concurrency, 0.5)
            for _ in range(rounds):
                bares.append(await rate(bare(here, used), concurrency, seconds))
                sends.append(await rate(sending(here, used, body), concurrency, seconds))
            ratio = sum(sends) / sum(bares)
            figures.append(
                {
                    "concurrency": concurrency,
                    "channels": spread,
                    "bare_per_second": round(sum(bares) / rounds, 1),
                    "sent_per_second": round(sum(sends) / rounds, 1),
                    "ratio": round(ratio, 3),
                }
            )
            rows.append(
                [
                    str(concurrency),
                    str(spread),
                    f"{sum(bares) / rounds:,.0f}",
                    f"{sum(sends) / rounds:,.0f}",
                    f"{ratio:.2f}",
                ]
            )
    return rows, {"figure": "sending", "target": TARGET, "runs": figures}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--markdown", action="store_true", help="send a formatted line instead of a plain one")
    parser.add_argument("--json", type=Path, default=None, help="also write the figures to this file")
    wanted = parser.parse_args()
    rows, result = uvloop.run(measure(wanted.seconds, wanted.rounds, MARKDOWN if wanted.markdown else PLAIN))
    report(
        f"Sending against a bare INSERT + COMMIT (target ≥ {TARGET})",
        ["concurrency", "channels", "bare/s", "sent/s", "ratio"],
        rows,
        result,
        wanted.json,
    )
    if any(float(row[-1]) < TARGET for row in rows):
        sys.exit(1)


if __name__ == "__main__":
    main()
