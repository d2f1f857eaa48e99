"""`make test`: the checks with the front end's tests, unit and API tests, the matrix, faults and browser journeys."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
PARALLEL = [*PYTEST, "-n", os.environ.get("JOBS", "2")]

PARTS: list[tuple[str, list[str]]] = [
    ("checks", [sys.executable, "scripts/checked.py"]),
    ("unit and API tests", [*PARALLEL, "-m", "not browser and not faults and not matrix"]),
    ("authorisation matrix", [*PARALLEL, "-m", "matrix"]),
    ("faults", [*PYTEST, "-m", "faults"]),
    ("browser journeys", [*PYTEST, "-m", "browser"]),
]


def main() -> int:
    failed = []
    times = []
    for name, command in PARTS:
        print(f"==== {name}", flush=True)
        started = time.monotonic()
        if subprocess.run(command, cwd=ROOT, check=False).returncode:
            failed.append(name)
        times.append(f"{name} {time.monotonic() - started:.0f} s")
    print(f"times: {'; '.join(times)}", flush=True)
    print(f"FAILED: {', '.join(failed)}" if failed else "everything passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
