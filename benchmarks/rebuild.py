"""How long `atalaya search rebuild` takes to fill a fresh index, on the built-in engine and on a real Meilisearch.

The command runs as an operator would run it, in a process of its own, on a database of so many posts. Target of the
test plan: 100,000 within ten minutes.
"""

import argparse
import asyncio
import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import text
from tests.services.atalaya import ATALAYA
from tests.services.meilisearch import running_meilisearch

from benchmarks.ground import RESULTS, Ground, ground, report
from benchmarks.reading import fill

MINUTES = 10.0
KEY = "a-key-for-benchmarks-on-loopback-only"
_VARIED = text(
    "UPDATE post SET body = 'Incident ' || number || ': ' || (SELECT string_agg("
    "  (ARRAY['beacon','phishing','loader','gateway','ransomware','portal','municipal','leak','patch','exploit',"
    "   'vpn','mailbox','credential','domain','certificate','backup'])[1 + (hashtext(id::text || n) & 15)]"
    "  || CASE WHEN n % 7 = 0 THEN ' ' || md5(id::text || n) ELSE '' END, ' ') FROM generate_series(1, 60) n)"
)
"""Sixty words a post, some of them its own, as hashes and host names are."""


def _engines(here: Ground) -> Iterator[tuple[str, dict[str, str]]]:
    """Each engine's name and what the command is told of it."""
    yield "Tantivy", {}
    with running_meilisearch(here.data / "meilisearch", master_key=KEY) as search:
        yield "Meilisearch", {"ATALAYA_MEILISEARCH_URL": search.url, "ATALAYA_MEILISEARCH_KEY": KEY}


def rebuild(here: Ground, settings: dict[str, str]) -> tuple[float, int]:
    """Seconds of one rebuild, and how many documents the index holds by its own account."""
    folder = here.data / "rebuild"
    folder.mkdir(exist_ok=True)
    environment = {**os.environ, "ATALAYA_DATABASE_URL": here.url, "ATALAYA_DATA": str(folder), **settings}
    began = time.perf_counter()
    done = subprocess.run([ATALAYA, "search", "rebuild"], env=environment, capture_output=True, text=True, check=False)
    took = time.perf_counter() - began
    said = re.search(r"holds (\d+) documents", done.stdout + done.stderr)
    if done.returncode or said is None:
        raise RuntimeError(done.stderr[-2000:])
    return took, int(said.group(1))


async def measure(posts: int) -> dict[str, Any]:
    """The figures of both engines, one after the other on the same posts."""
    runs = []
    async with ground(people=8) as here:
        await fill(here, posts)
        async with here.owner.begin() as connection:
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            await connection.execute(_VARIED)
        with contextlib.closing(_engines(here)) as engines:
            for name, settings in engines:
                took, documents = await asyncio.to_thread(rebuild, here, settings)
                if documents < posts:
                    raise RuntimeError(f"{name} holds {documents} documents of {posts} posts")
                runs.append({"engine": name, "documents": documents, "seconds": round(took, 1)})
    return {"figure": "rebuild", "posts": posts, "target_minutes": MINUTES, "runs": runs}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.rebuild", description=__doc__)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--json", type=Path, default=RESULTS / "rebuild.json", help="where the figures are kept")
    wanted = parser.parse_args()
    result = asyncio.run(measure(wanted.posts))
    report(
        f"Rebuilding the index of {wanted.posts:,} posts (target ≤ {MINUTES:.0f} min for 100,000)",
        ["engine", "documents", "seconds", "documents/s"],
        [
            [
                run["engine"],
                f"{run['documents']:,}",
                f"{run['seconds']:.1f}",
                f"{run['documents'] / run['seconds']:,.0f}",
            ]
            for run in result["runs"]
        ],
        result,
        wanted.json,
    )
    if any(run["seconds"] > MINUTES * 60 for run in result["runs"]):
        sys.exit(1)


if __name__ == "__main__":
    main()
