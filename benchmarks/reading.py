"""Topic list and topic page through HTTP, against a bare Starlette route that does one equivalent select.

Both servers are processes of their own on the same database, asked by the same client in turns. Then the median at
a million posts against that at ten thousand.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import orjson
import uvicorn
import uvloop
from sqlalchemy import text
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from atalaya_forum.topics.actions.publish import publish_topic
from atalaya_forum.topics.schemas.topic import TopicCreate
from atalaya_platform import logs
from atalaya_platform.app import create_app
from atalaya_platform.assembly import build_runtime
from atalaya_platform.database.engine import create_engine
from atalaya_platform.settings import Settings
from benchmarks.ground import Ground, ground, report

TARGET_RATIO = 0.5
TARGET_GROWTH = 1.3
POSTS_PER_TOPIC = 20
LIST = text(
    "SELECT t.id, t.kind, t.title, t.label, t.group_id, t.tags, t.pinned, t.locked, t.last_number, t.last_activity,"
    " t.excerpt, t.severity, t.created_at, p.name, o.name AS organisation, o.country, g.name AS group_name"
    " FROM topic t JOIN person p ON p.id = t.author_id LEFT JOIN organisation o ON o.id = t.owner_organisation_id"
    " LEFT JOIN sharing_group g ON g.id = t.group_id WHERE t.audience = :audience"
    " ORDER BY t.last_activity DESC, t.id DESC LIMIT 30"
)
PAGE = text(
    "SELECT s.id, s.number, s.body, s.html, s.created_at, s.edited_at, s.version, s.state, p.id AS author, p.name,"
    " o.name AS organisation, o.country FROM post s JOIN person p ON p.id = s.author_id"
    " LEFT JOIN organisation o ON o.id = s.organisation_id WHERE s.topic_id = :topic ORDER BY s.number LIMIT 30"
)


def bare_app(url: str, audience: str) -> Starlette:
    """What one would write without users, labels, audit, paging or schemas."""
    engine = create_engine(url, 10)

    async def rows(statement: Any, **values: Any) -> Response:
        async with engine.connect() as connection:
            found = (await connection.execute(statement, values)).mappings().all()
        return Response(orjson.dumps([dict(row) for row in found], default=str), media_type="application/json")

    async def topics(_: Request) -> Response:
        return await rows(LIST, audience=audience)

    async def posts(request: Request) -> Response:
        return await rows(PAGE, topic=request.path_params["topic"])

    return Starlette(routes=[Route("/api/v1/topics", topics), Route("/api/v1/topics/{topic}/posts", posts)])


def atalaya_app(url: str) -> Any:
    """The whole application, logging as it does when it is served, without worker and search."""
    settings = Settings(worker=False, requests_per_minute=0)
    logs.configure(settings)
    runtime = build_runtime(settings, create_engine(url, 10), "")
    runtime.database.on_commit = None
    return create_app(runtime)


def serve(kind: str, url: str, port: int, audience: str) -> None:
    app = bare_app(url, audience) if kind == "bare" else atalaya_app(url)
    uvicorn.run(app, port=port, log_level="warning", access_log=False, loop="uvloop", http="httptools")


async def fetch(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    """One keep-alive request; the length of the answer's body. Raises on anything but 200."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode(errors="replace")[:400])
    length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
    await reader.readexactly(length)
    return length


async def ask(port: int, path: str, cookie: str, concurrency: int, seconds: float) -> tuple[float, float]:
    """Answers per second and the median milliseconds of one answer."""
    request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: atalaya={cookie}\r\n\r\n".encode()
    times: list[float] = []
    until = time.perf_counter() + seconds

    async def work() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 22)
        while time.perf_counter() < until:
            started = time.perf_counter()
            await fetch(reader, writer, request)
            times.append(time.perf_counter() - started)
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*[work() for _ in range(concurrency)])
    return len(times) / (time.perf_counter() - started), statistics.median(times) * 1000


async def columns_of(here: Ground, table: str) -> list[str]:
    statement = text(
        "SELECT column_name FROM information_schema.columns WHERE table_name = :t AND is_generated = 'NEVER'"
        " ORDER BY ordinal_position"
    )
    async with here.owner.begin() as connection:
        return list((await connection.execute(statement, {"t": table})).scalars())


async def fill(here: Ground, posts: int) -> str:
    """Copies of one real topic and its post, up to this many posts; the id of one topic."""
    assert here.group is not None
    async with here.acting(here.people[0]) as (session, caller):
        wanted = TopicCreate(
            group_id=here.group.id,
            kind="discussion",
            label="TLP:AMBER",
            title="Beacons to a new address range",
            body="Seen **here** since 03:40 UTC.\n\n- 445/tcp from the lab network\n- details in the ticket\n" * 3,
        )
        topic = await publish_topic(session, caller, wanted)
        pattern = topic.id
    people = "(ARRAY[" + ",".join(f"'{person.id}'::uuid" for person in here.people) + "])[1 + n % 8]"
    topic_changes = {
        "id": "md5('t' || n)::uuid",
        "title": "'Incident report ' || n",
        "last_number": str(POSTS_PER_TOPIC),
        "author_id": people,
        "last_activity": "now() - n * interval '1 second'",
    }
    post_changes = {
        "id": "md5('p' || n)::uuid",
        "topic_id": f"md5('t' || n / {POSTS_PER_TOPIC})::uuid",
        "number": f"1 + n % {POSTS_PER_TOPIC}",
        "author_id": people,
    }
    topics = posts // POSTS_PER_TOPIC
    async with here.owner.begin() as connection:
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        for table, changes, count, source in (
            ("topic", topic_changes, topics, f"id = '{pattern}'"),
            ("post", post_changes, posts, f"topic_id = '{pattern}'"),
        ):
            names = await columns_of(here, table)
            values = ", ".join(changes.get(name, f"s.{name}") for name in names)
            await connection.execute(
                text(
                    f"INSERT INTO {table} ({', '.join(names)}) SELECT {values}"
                    f" FROM {table} s, generate_series(0, {count - 1}) n WHERE {source} ON CONFLICT DO NOTHING"
                )
            )
    async with here.owner.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.execute(text("ANALYZE"))
        found = await connection.execute(text("SELECT md5('t' || :n)::uuid"), {"n": topics // 2})
        return str(found.scalar_one())


class Servers:
    """The two servers as processes."""

    def __init__(self, here: Ground) -> None:
        assert here.group is not None
        self.ports = {"bare": 18411, "atalaya": 18412}
        command = [sys.executable, "-m", "benchmarks.reading", "--serve"]
        self.log = (here.data / "benchmark.log").open("wb")
        self.processes = [
            subprocess.Popen(
                [*command, kind, here.owner_url if kind == "bare" else here.url, str(port), f"amber:{here.group.id}"],
                env={**os.environ, "ATALAYA_DATA": str(here.data)},
                stderr=self.log,
            )
            for kind, port in self.ports.items()
        ]

    async def answering(self) -> None:
        for port in self.ports.values():
            for _ in range(200):
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                    writer.close()
                    break
                except OSError:
                    await asyncio.sleep(0.1)

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
            process.wait(10)
        self.log.close()


async def measure(seconds: float, rounds: int, sizes: list[int]) -> tuple[list[list[str]], dict[str, Any]]:
    rows: list[list[str]] = []
    figures: list[dict[str, Any]] = []
    medians: dict[str, dict[int, float]] = {"list": {}, "page": {}}
    async with ground(people=8) as here:
        cookie = await here.cookie(here.people[0])
        servers = Servers(here)
        try:
            await servers.answering()
            for size in sizes:
                topic = await fill(here, size)
                for name, path in (("list", "/api/v1/topics"), ("page", f"/api/v1/topics/{topic}/posts")):
                    for concurrency in (1, 8):
                        rates: dict[str, list[float]] = {"bare": [], "atalaya": []}
                        middle: list[float] = []
                        for _ in range(rounds):
                            for kind, port in servers.ports.items():
                                rate, median = await ask(port, path, cookie, concurrency, seconds)
                                rates[kind].append(rate)
                                if kind == "atalaya":
                                    middle.append(median)
                        ratio = sum(rates["atalaya"]) / sum(rates["bare"])
                        if concurrency == 1:
                            medians[name][size] = statistics.median(middle)
                        figures.append(
                            {
                                "what": name,
                                "posts": size,
                                "concurrency": concurrency,
                                "ratio": round(ratio, 3),
                                "bare_per_second": round(sum(rates["bare"]) / rounds, 1),
                                "atalaya_per_second": round(sum(rates["atalaya"]) / rounds, 1),
                                "p50_ms": round(statistics.median(middle), 2),
                            }
                        )
                        rows.append(
                            [
                                name,
                                f"{size:,}",
                                str(concurrency),
                                f"{sum(rates['bare']) / rounds:,.0f}",
                                f"{sum(rates['atalaya']) / rounds:,.0f}",
                                f"{ratio:.2f}",
                                f"{statistics.median(middle):.2f}",
                            ]
                        )
        finally:
            servers.stop()
    growth = {name: round(found[sizes[-1]] / found[sizes[0]], 3) for name, found in medians.items()}
    for name, value in growth.items():
        rows.append([f"{name}: p50 growth", f"{sizes[0]:,} → {sizes[-1]:,}", "1", "", "", f"{value:.2f}", ""])
    return rows, {
        "figure": "reading",
        "target_ratio": TARGET_RATIO,
        "target_growth": TARGET_GROWTH,
        "runs": figures,
        "growth": growth,
    }


def main() -> None:
    if sys.argv[1:2] == ["--serve"]:
        kind, url, port, audience = sys.argv[2:6]
        serve(kind, url, int(port), audience)
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 1_000_000], help="posts in the database")
    parser.add_argument("--json", type=Path, default=None, help="also write the figures to this file")
    wanted = parser.parse_args()
    rows, result = uvloop.run(measure(wanted.seconds, wanted.rounds, wanted.sizes))
    report(
        f"Reading against a bare route (target ≥ {TARGET_RATIO}; growth ≤ {TARGET_GROWTH})",
        ["what", "posts", "concurrency", "bare/s", "atalaya/s", "ratio", "p50 ms"],
        rows,
        result,
        wanted.json,
    )
    ratios = [run["ratio"] for run in result["runs"]]
    if min(ratios) < TARGET_RATIO or max(result["growth"].values()) > TARGET_GROWTH:
        sys.exit(1)


if __name__ == "__main__":
    main()
