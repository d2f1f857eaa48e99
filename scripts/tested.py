"""`make test`: the checks with the front end's tests, unit and API tests, the matrix, faults, floods, browser journeys.

With names it runs those parts only. Each names its folders, so that none has to import what another asks about.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTEST = [sys.executable, "-m", "pytest", "-q"]
PARALLEL = [*PYTEST, "-n", os.environ.get("JOBS", "2")]

MATRIX = ["tests/fuzz", "tests/matrix"]
"""The generated requests first: one worker asks them all for a minute, and the other has the rest meanwhile."""
TIMED = ["tests/faults/test_flood.py", "tests/load"]
"""What has the machine to itself, for it measures how long others wait meanwhile."""
FAULTS = ["tests/faults", "tests/platform/realtime/test_processes.py"]
"""What starts and ends processes, and mostly waits for them."""
BROWSER = ["tests/browser"]

PARTS: dict[str, list[str]] = {
    "checks": [sys.executable, "scripts/checked.py"],
    "unit": [*PARALLEL, "tests", *(f"--ignore={path}" for path in (*MATRIX, *FAULTS, *TIMED, *BROWSER))],
    "matrix": [*PARALLEL, "--dist", "loadgroup", *MATRIX],
    "faults": [*PARALLEL, *FAULTS, *(f"--ignore={path}" for path in TIMED)],
    "floods": [*PYTEST, *TIMED],
    "browser": [*PARALLEL, "--dist", "loadfile", "--no-loadscope-reorder", *BROWSER],
}


def main(chosen: list[str]) -> int:
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # else each process prepares each test module anew
    failed = []
    times = []
    for name in chosen or PARTS:
        print(f"==== {name}", flush=True)
        started = time.monotonic()
        if subprocess.run(PARTS[name], cwd=ROOT, env=environment, check=False).returncode:
            failed.append(name)
        times.append(f"{name} {time.monotonic() - started:.0f} s")
    print(f"times: {'; '.join(times)}", flush=True)
    print(f"FAILED: {', '.join(failed)}" if failed else "everything passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
