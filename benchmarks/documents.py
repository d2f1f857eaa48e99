"""How long `atalaya strategies import` takes for the real corpus, and how right its reading is by the manifest.

The command runs as an operator would run it, in a process of its own; so its start counts too. Target of reading and
storing: 25 seconds for 74 documents, so that 60 are enough with indexing.
"""

import argparse
import asyncio
import csv
import os
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path
from typing import Any

from sqlalchemy import text
from tests.services.atalaya import ATALAYA

from atalaya_strategies.documents.reading.sketch import hashes_of, similarity
from benchmarks.ground import RESULTS, Ground, ground, report

SECONDS = 25.0
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "strategies"
_READ = text(
    "SELECT d.name, d.state, d.language, d.page_count, d.unread_pages, d.sketch,"
    " (SELECT count(*) FROM strategy_passage p WHERE p.document_id = d.id) AS passages"
    " FROM strategy_document d"
)


def imported(here: Ground, data: Path) -> float:
    """Seconds of one run of the command."""
    environment = {**os.environ, "ATALAYA_DATABASE_URL": here.url, "ATALAYA_DATA": str(data)}
    began = time.perf_counter()
    done = subprocess.run(
        [ATALAYA, "strategies", "import", str(CORPUS)], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return time.perf_counter() - began


def judged(rows: list[Any]) -> dict[str, Any]:
    """What was read against what the manifest says."""
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        known = {row["file"]: row for row in csv.DictReader(file)}
    read = [row for row in rows if row.state == "read"]
    useless = {row.name for row in read if row.page_count and row.unread_pages / row.page_count > 0.5}
    sketches = [(row.name, hashes_of(bytes(row.sketch))) for row in read if row.sketch]
    closest = max(similarity(one[1], two[1]) for one, two in combinations(sketches, 2))
    return {
        "documents": len(rows),
        "duplicates": sum(row.state == "duplicate" for row in rows),
        "pages": sum(row.page_count for row in read),
        "pages_as_in_manifest": sum(row.page_count == int(known[row.name]["pages"]) for row in read),
        "passages": sum(row.passages for row in read),
        "without_usable_layer": sorted(useless) == sorted(n for n, row in known.items() if row["text_layer"] != "good"),
        "closest_of_different_texts": round(closest, 3),
    }


async def measure(runs: int) -> dict[str, Any]:
    """The first run imports; the ones after it find everything there."""
    async with ground(people=1) as here:
        seconds = [await asyncio.to_thread(imported, here, here.data / "import") for _ in range(runs)]
        async with here.owner.connect() as connection:
            rows = list((await connection.execute(_READ)).all())
    return {
        "figure": "documents",
        "target_seconds": SECONDS,
        "seconds": round(seconds[0], 1),
        "again_seconds": round(seconds[-1], 1),
        "load_at_the_end": round(os.getloadavg()[0], 1),
        **judged(rows),
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.documents", description=__doc__)
    parser.add_argument("--json", type=Path, default=RESULTS / "documents.json", help="where the figures are kept")
    wanted = parser.parse_args()
    result = asyncio.run(measure(2))
    report(
        f"Importing the corpus (target ≤ {SECONDS:.0f} s)",
        ["figure", "measured"],
        [[name.replace("_", " "), str(value)] for name, value in result.items() if name != "figure"],
        result,
        wanted.json,
    )
    if result["seconds"] > SECONDS:
        sys.exit(1)


if __name__ == "__main__":
    main()
