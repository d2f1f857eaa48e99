"""Fan-out of one channel to many sockets, against a bare `websockets.broadcast` server with the same clients.

Each server runs in a process of its own, the clients in another. The burst measures delivery alone: both servers
send the same events as fast as they can. The paced run measures everything: messages are sent through the API,
durable, audited and numbered, and each delivery's age is taken from before the request to its arrival.
"""

import argparse
import asyncio
import contextlib
import json
import sys
import time
from pathlib import Path
from typing import Any

import httpx2
import uvicorn
import uvloop
from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

from atalaya_forum.chat.actions.channels import open_general
from atalaya_platform import logs
from atalaya_platform.assembly import build_runtime
from atalaya_platform.clock import SystemClock
from atalaya_platform.database.engine import create_engine
from atalaya_platform.events.ledger import LiveEvent, Revoked
from atalaya_platform.ids import new_id
from atalaya_platform.realtime.hub import event_text
from atalaya_platform.serving import uvicorn_config
from atalaya_platform.settings import Settings
from benchmarks.ground import Ground, ground, report
from benchmarks.light import Ages, Crowd, until
from benchmarks.roles import Role, answer, orders

RATIO, AGE = 0.6, 0.1
HOST = "127.0.0.1"
MODULE = "benchmarks.fanout"
TEXT = "Seen the same beacon here since 03:40 UTC, 445/tcp from the lab network; details in the ticket. " * 2
BATCH = 10
"""Events between two chances for the loop to write and read."""


def _data(number: int) -> dict[str, Any]:
    return {"id": str(number), "body": TEXT, "html": f"<p>{TEXT}</p>"}


async def _bare(port: int) -> None:
    """The barest server: everybody who says something hears everything."""
    listening: set[ServerConnection] = set()

    async def handle(connection: ServerConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for _ in connection:
                listening.add(connection)
                await connection.send('{"op":"subscribed"}')
        listening.discard(connection)

    async with serve(handle, HOST, port, compression=None):
        answer(ready=True)
        async for order in orders():
            answer(started=time.monotonic())
            for number in range(order["events"]):
                now = SystemClock().now()
                broadcast(listening, event_text("channel:x", number, "chat.message.sent", now, _data(number)))
                if number % BATCH == BATCH - 1:
                    await asyncio.sleep(0)


async def _atalaya(port: int, address: str, folder: str) -> None:
    """Our server as it is served, told to fan out."""
    settings = Settings(data=Path(folder), host=HOST, port=port, worker=False, log_level="error", log_format="json")
    logs.configure(settings)  # standard output speaks with the parent
    engine = create_engine(address, 10)
    runtime = build_runtime(settings, engine, address)

    server = uvicorn.Server(uvicorn_config(runtime, engine, address, host=HOST, port=port))
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started, 60)
    answer(ready=True)
    async for order in orders():
        stream = order["stream"]
        last = runtime.hub.streams[stream].last
        if not order["events"]:
            runtime.hub.streams[stream].last = 0  # the bursts' events were never in the database
        answer(started=time.monotonic())
        for number in range(order["events"]):
            event = LiveEvent(stream, "chat.message.sent", SystemClock().now(), _data(number), last + number + 1)
            await runtime.hub.committed([event], Revoked())
            if number % BATCH == BATCH - 1:
                await asyncio.sleep(0)
    server.should_exit = True
    await serving


async def _clients(port: int, cookie: str, stream: str, sockets: int) -> None:
    hello = json.dumps({"op": "subscribe", "stream": stream}).encode()
    crowd = Crowd(HOST, port, cookie, hello, marks=False)
    await crowd.gather(sockets)
    answer(ready=True)
    async for order in orders():
        crowd.received, crowd.ages, crowd.marks = 0, Ages(), order["marks"]
        answer(listening=True)
        await crowd.receive(order["events"] * sockets, order["seconds"])
        ages = crowd.ages
        answer(
            received=crowd.received,
            last=crowd.last,
            lost=crowd.lost,
            p50=ages.at(0.5),
            p99=ages.at(0.99),
            longest=ages.longest,
        )


async def burst(server: Role, clients: Role, stream: str, events: int, sockets: int) -> float:
    """Deliveries a second of one burst."""
    clients.say(events=events, seconds=60, marks=False)
    await clients.hear()
    server.say(events=events, stream=stream)
    started = (await server.hear())["started"]
    heard = await clients.hear()
    if heard["received"] != events * sockets:
        raise RuntimeError(f"{heard['received']} of {events * sockets} deliveries came; {heard['lost']} sockets lost")
    return events * sockets / (heard["last"] - started)


async def paced(here: Ground, port: int, clients: Role, channel: str, rate: int, seconds: float) -> dict[str, Any]:
    """Send through the API at a pace; how old deliveries are when they arrive."""
    total, warm = int(rate * seconds), 2 * len(here.people)
    clients.say(events=total + warm, seconds=seconds + 20, marks=True)
    await clients.hear()
    browsers = [
        httpx2.AsyncClient(
            base_url=f"http://{HOST}:{port}",
            cookies={"atalaya": await here.cookie(person)},
            headers={"Sec-Fetch-Site": "same-origin"},
            timeout=30,
        )
        for person in here.people
    ]
    answers: list[float] = []

    async def send(number: int) -> None:
        sent = time.monotonic()
        sent_back = await browsers[number % len(browsers)].put(
            f"/api/v1/channels/{channel}/messages/{new_id()}", json={"body": f"t={sent}; {TEXT}" if answering else TEXT}
        )
        sent_back.raise_for_status()
        answers.append(time.monotonic() - sent)

    answering = False
    await asyncio.gather(*[send(number) for number in range(warm)])
    answering = True
    answers.clear()
    first = time.monotonic()
    sending = []
    for number in range(total):
        await asyncio.sleep(max(0.0, first + number / rate - time.monotonic()))
        sending.append(asyncio.create_task(send(number)))
    await asyncio.gather(*sending)
    heard = await clients.hear()
    for browser in browsers:
        await browser.aclose()
    answers.sort()
    half, most = answers[len(answers) // 2], answers[int(len(answers) * 0.99)]
    return {**heard, "expected": total + warm, "put_p50": half, "put_p99": most}


async def measure(sockets: int, events: int, rounds: int, rate: int, seconds: float) -> dict[str, Any]:
    ports = 18710, 18711
    async with ground(people=12) as here:
        assert here.group is not None
        async with here.acting(here.people[0]) as (session, caller):
            channel = str((await open_general(session, caller, here.group.id)).id)
        stream, cookie = f"channel:{channel}", await here.cookie(here.people[0])
        ours = Role(MODULE, "atalaya", str(ports[0]), here.conninfo, str(here.data / "server"))
        bare = Role(MODULE, "bare", str(ports[1]))
        pairs = []
        for server, port in ((bare, ports[1]), (ours, ports[0])):
            await server.hear()
            clients = Role(MODULE, "clients", str(port), cookie, stream, str(sockets))
            await clients.hear()
            pairs.append((server, clients))
        try:
            rates: list[list[float]] = [[], []]
            for _ in range(rounds):
                for (server, clients), found in zip(pairs, rates, strict=True):
                    found.append(await burst(server, clients, stream, events, sockets))
            bare.end()
            pairs[0][1].end()
            ours.say(events=0, stream=stream)
            await ours.hear()
            found_paced = await paced(here, ports[0], pairs[1][1], channel, rate, seconds)
        finally:
            for server, clients in pairs:
                server.end()
                clients.end()
    best = [sorted(found)[len(found) // 2] for found in rates]
    return {
        "figure": "fanout",
        "sockets": sockets,
        "bare_per_second": round(best[0]),
        "ours_per_second": round(best[1]),
        "ratio": round(best[1] / best[0], 3),
        "target_ratio": RATIO,
        "target_p99": AGE,
        "rate": rate,
        **found_paced,
    }


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in ("bare", "atalaya", "clients"):
        role, port, *rest = sys.argv[1:]
        if role == "bare":
            uvloop.run(_bare(int(port)))
        elif role == "atalaya":
            uvloop.run(_atalaya(int(port), rest[0], rest[1]))
        else:
            uvloop.run(_clients(int(port), rest[0], rest[1], int(rest[2])))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sockets", type=int, default=500)
    parser.add_argument("--events", type=int, default=600, help="in a burst")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rate", type=int, default=50, help="messages a second when paced")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--json", type=Path, default=None, help="also write the figures to this file")
    wanted = parser.parse_args()
    result = asyncio.run(measure(wanted.sockets, wanted.events, wanted.rounds, wanted.rate, wanted.seconds))
    report(
        f"Fan-out to {wanted.sockets} sockets (ratio ≥ {RATIO}, p99 ≤ {AGE * 1000:.0f} ms at {wanted.rate}/s)",
        ["bare deliveries/s", "ours/s", "ratio", "p50 ms", "p99 ms", "longest ms", "PUT p99 ms"],
        [
            [
                f"{result['bare_per_second']:,}",
                f"{result['ours_per_second']:,}",
                f"{result['ratio']:.2f}",
                *[f"{result[name] * 1000:.1f}" for name in ("p50", "p99", "longest", "put_p99")],
            ]
        ],
        result,
        wanted.json,
    )
    if result["ratio"] < RATIO or result["p99"] > AGE or result["received"] != result["expected"] * wanted.sockets:
        sys.exit(1)


if __name__ == "__main__":
    main()
