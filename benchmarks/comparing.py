"""How long a comparison of thirty strategies takes through HTTP, on the shared corpus, for whoever has no account.

Target: 300 ms, measured afresh: the second of three, one in each vocabulary. A real server on an embedded PostgreSQL
has read the corpus; thirty texts of middle length are compared, then the thirty longest, some of which are measured
by then. It is not among what `make bench` runs, because the texts are not in the repository.
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
VOCABULARIES = ("ncs-guide-2021", "enisa-ncss-2016", "cmm-2021")


def imported(server: Server) -> None:
    """Read the corpus into the server's database, for everybody to read."""
    environment = {**os.environ, "ATALAYA_DATA": str(server.data)}
    command = [ATALAYA, "strategies", "import", "--publish", str(CORPUS)]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def asked(client: httpx2.Client, path: str, **query: Any) -> float:
    """Milliseconds of one request."""
    began = time.perf_counter()
    client.get(path, params=query).raise_for_status()
    return (time.perf_counter() - began) * 1_000


def fresh(client: httpx2.Client, document_id: list[str]) -> list[float]:
    """Milliseconds of a comparison whose texts are measured for it, once in each vocabulary."""
    return [round(asked(client, "/comparison", document_id=document_id, vocabulary=one), 1) for one in VOCABULARIES]


def timed(client: httpx2.Client, path: str, **query: Any) -> dict[str, float]:
    """Milliseconds of requests that find their texts measured."""
    times = sorted(asked(client, path, **query) for _ in range(ROUNDS))
    return {"p50": round(times[len(times) // 2], 1), "p95": round(times[int(len(times) * 0.95)], 1)}


def measure(url: str) -> dict[str, Any]:
    """Comparing, the passages of one cell, a profile and the region."""
    with httpx2.Client(base_url=f"{url}/api/v1/strategies", timeout=60) as client:
        listed = client.get("/documents", params={"state": "read", "limit": 100}).json()["items"]
        read = sorted((one for one in listed if one["pages"] > one["unread_pages"]), key=lambda one: -one["pages"])
        middle = read[(len(read) - NUMBER) // 2 :][:NUMBER]
        ids = {"thirty": [one["id"] for one in middle], "longest": [one["id"] for one in read[:NUMBER]]}
        client.get("/comparison", params={"document_id": ids["longest"][0]})  # reads the thesaurus
        return {
            "figure": "comparing",
            "target_ms": MILLISECONDS,
            "pages": {name: sum(one["pages"] for one in read if one["id"] in found) for name, found in ids.items()},
            "fresh": {name: fresh(client, found) for name, found in ids.items()},
            "again": {name: timed(client, "/comparison", document_id=found) for name, found in ids.items()},
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
        ["what", "measured afresh, ms", "again: p50 ms", "p95 ms"],
        [
            [name, ", ".join(map(str, result["fresh"].get(name, []))), str(times["p50"]), str(times["p95"])]
            for name, times in {**result["again"], "cell": result["cell"], "region": result["region"]}.items()
        ],
        result,
        wanted.json,
    )
    if sorted(result["fresh"]["thirty"])[1] > MILLISECONDS:
        sys.exit(1)


if __name__ == "__main__":
    main()
