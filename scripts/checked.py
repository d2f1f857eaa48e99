"""`make check`: lint, format, types, import contract, house rules and the front end's own checks, each named.

The front end's checks run beside the others, and are shown after them.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

CHECKS: dict[str, list[str]] = {
    "ruff": [str(BIN / "ruff"), "check", "--quiet", "."],
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet", "."],
    "types": [str(BIN / "mypy")],
    "import contract": [str(BIN / "lint-imports"), "--no-cache"],
    "house rules": [sys.executable, "-m", "pytest", "-q", "-n0", "tests/test_house_rules.py"],
}
FRONT_END = [sys.executable, "scripts/environment.py", "npm", "check"]


def main() -> int:
    failed = []
    with tempfile.TemporaryFile() as said:
        front_end = subprocess.Popen(FRONT_END, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        for name, command in CHECKS.items():
            print(f"== {name}", flush=True)
            if subprocess.run(command, cwd=ROOT, check=False).returncode:
                failed.append(name)
        if front_end.wait():
            failed.append("front end")
        said.seek(0)
        print("== front end", said.read().decode(errors="replace"), sep="\n", flush=True)
    print(f"failed: {', '.join(failed)}" if failed else "all checks passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
