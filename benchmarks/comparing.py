"""How long a comparison of thirty strategies takes through HTTP, on the shared corpus, for whoever has no account.

Target: 300 ms. A real server on an embedded PostgreSQL has read the corpus; thirty texts are compared one request after
the other, the thirty longest as well, and the region as a whole. It is not among what `make bench` runs, because the
texts are not in the repository.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx2
from tests.services.atalaya import ATALAYA, Server, data_folder

from benchmarks.documents import CORPUS
from benchmarks.ground import RESULTS, report

MILLISECONDS = 300.0
NUMBER = 30
ROUNDS = 20


def imported(server: Server) -> None:
    """Read the corpus into the server's database, for everybody to read."""
    environment = {**os.environ, "ATALAYA_DATA": str(server.data)}
    command = [ATALAYA, "strategies", "import", "--publish", str(CORPUS)]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def timed(client: httpx2.Client, path: str, **query: Any) -> dict[str, float]:
    """Milliseconds of the first request, which measures the texts, and of others, which find them measured."""
    times = []
    for _ in range(ROUNDS + 1):
        began = time.perf_counter()
        answer = client.get(path, params=query)
        times.append((time.perf_counter() - began) * 1_000)
        answer.raise_for_status()
    first, then = times[0], sorted(times[1:])
    marks = {"first": first, "p50": then[len(then) // 2], "p95": then[int(len(then) * 0.95)]}
    return {name: round(value, 1) for name, value in marks.items()}


def measure(url: str) -> dict[str, Any]:
    """Comparing, the passages of one cell, a profile and the region."""
    with httpx2.Client(base_url=f"{url}/api/v1/strategies", timeout=60) as client:
        listed = client.get("/documents", params={"state": "read", "limit": 100}).json()["items"]
        read = sorted((one for one in listed if one["pages"] > one["unread_pages"]), key=lambda one: -one["pages"])
        middle = read[(len(read) - NUMBER) // 2 :][:NUMBER]
        ids = {"thirty": [one["id"] for one in middle], "longest": [one["id"] for one in read[:NUMBER]]}
        client.get("/comparison", params={"document_id": ids["longest"][0], "vocabulary": "cmm-2021"})  # warms up
        return {
            "figure": "comparing",
            "target_ms": MILLISECONDS,
            "pages": {name: sum(one["pages"] for one in read if one["id"] in found) for name, found in ids.items()},
            "compared": {
                "thirty": timed(client, "/comparison", document_id=ids["thirty"]),
                "longest": timed(client, "/comparison", document_id=ids["longest"], vocabulary="enisa-ncss-2016"),
            },
            "cell": timed(client, "/comparison/passages", document_id=ids["longest"][0], element="5.3.1"),
            "region": timed(client, "/region"),
            "load_at_the_end": round(os.getloadavg()[0], 1),
        }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.comparing", description=__doc__)
    parser.add_argument("--url", help="a server that has the corpus already, instead of one of its own")
    parser.add_argument("--json", type=Path, default=RESULTS / "comparing.json", help="where the figures are kept")
    wanted = parser.parse_args()
    if wanted.url:
        result = measure(wanted.url)
    else:
        server = Server(data_folder("comparing"), visitor_requests_per_minute="0")
        server.start()
        try:
            imported(server)
            result = measure(server.url)
        finally:
            server.stop()
    report(
        f"Comparing {NUMBER} strategies through HTTP (target ≤ {MILLISECONDS:.0f} ms)",
        ["what", "first ms", "p50 ms", "p95 ms"],
        [
            [name, *(str(times[mark]) for mark in ("first", "p50", "p95"))]
            for name, times in {**result["compared"], "cell": result["cell"], "region": result["region"]}.items()
        ],
        result,
        wanted.json,
    )
    if result["compared"]["thirty"]["first"] > MILLISECONDS:
        sys.exit(1)


if __name__ == "__main__":
    main()
