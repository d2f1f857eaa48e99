"""`python -m tests.load`: the load and stress rows of the test plan, on a real server with its own database."""

import argparse
import asyncio
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.ground import RESULTS, report

from tests.load.measure import Plan, measure
from tests.services.atalaya import data_folder

STRESS = 1000
"""From so many sockets on it is the stress test, which has more time for each delivery and none for each answer."""
DELIVERY, STRESSED, POST, DRIFT, SLOWED = 0.1, 0.5, 0.25, 0.1, 0.2


def missed(found: dict[str, Any]) -> list[str]:
    """The targets of the test plan that a run did not meet."""
    stress = found["sockets"] >= STRESS
    most = STRESSED if stress else DELIVERY
    rules = {
        f"delivery p99 ≤ {most * 1000:.0f} ms": found["p99"] <= most,
        f"answer p99 ≤ {POST * 1000:.0f} ms": stress or found["post_p99"] <= POST,
        "every message taken": found["failed"] == 0,
        "nothing lost": found["undelivered"] == 0 and found["sockets_lost"] == 0,
        f"memory grows less than {DRIFT:.0%}": found["rss_drift"] is None or found["rss_drift"] < DRIFT,
        f"others' p99 less than {SLOWED:.0%} above": found.get("stopped_growth", 0) < SLOWED,
    }
    return [rule for rule, met in rules.items() if not met]


def name_of(found: dict[str, Any]) -> str:
    """What a run is kept under."""
    stopped = f", {found['stopped']} stopped" if "stopped" in found else ""
    return f"{found['sockets']} sockets, {found['rate']:g}/s, {found['channels']} channels{stopped}"


def keep(found: dict[str, Any], path: Path) -> dict[str, Any]:
    """The figures of every kind of run, this one's renewed."""
    runs = json.loads(path.read_text())["runs"] if path.exists() else {}
    return {"figure": "load", "runs": {**runs, name_of(found): found}}


def _row(found: dict[str, Any]) -> list[str]:
    times = [f"{found[name] * 1000:.1f}" for name in ("p50", "p99", "longest", "post_p99")]
    drift = "" if found["rss_drift"] is None else f"{found['rss_drift']:+.1%}"
    return [
        f"{found['sent']:,}",
        f"{found['deliveries']:,}",
        *times,
        str(found["failed"]),
        str(found["undelivered"]),
        f"{found['rss_end']:.0f}",
        drift,
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.load", description=__doc__)
    parser.add_argument("--sockets", type=int, default=500)
    parser.add_argument("--rate", type=float, default=50, help="messages a second, over all channels")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--channels", type=int, default=10, help="over which listeners and messages are spread evenly")
    parser.add_argument("--stopped", type=int, default=0, help="also compare with so many readers who have stopped")
    parser.add_argument("--json", type=Path, default=RESULTS / "load.json", help="where the figures are kept")
    wanted = parser.parse_args()
    folder = data_folder("load")
    plan = Plan(wanted.sockets, wanted.rate, wanted.minutes * 60, wanted.channels, wanted.stopped)
    try:
        found = asyncio.run(measure(plan, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report(
        name_of(found),
        ["sent", "deliveries", "p50 ms", "p99 ms", "longest", "PUT p99", "failed", "lost", "RSS MB", "drift"],
        [_row(found)],
        keep(found, wanted.json),
        wanted.json,
    )
    if "stopped" in found:
        print(
            f"with {found['stopped']} stopped: others' p99 {found['stopped_p99'] * 1000:.1f} ms "
            f"({found['stopped_growth']:+.0%}); {found['stopped_dropped']} dropped"
        )
    failed = missed(found)
    print(f"missed: {', '.join(failed)}" if failed else "every target met")
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
