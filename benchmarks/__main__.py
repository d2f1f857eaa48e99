"""Every benchmark, one after the other, each in a process of its own, with its figures kept in `results/`."""

import subprocess
import sys

from benchmarks.ground import RESULTS

NAMES = ("sending", "fanout", "reading", "asking", "concepts", "comparing", "passages")


def main() -> int:
    """The number of benchmarks that missed a target, so that 0 means all were met."""
    missed = 0
    for name in NAMES:
        command = [sys.executable, "-m", f"benchmarks.{name}", "--json", str(RESULTS / f"{name}.json")]
        missed += subprocess.run(command, check=False).returncode != 0
    return missed


if __name__ == "__main__":
    sys.exit(main())
