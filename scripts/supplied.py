"""`make sbom`: what the product is made of, as CycloneDX in build/sbom, and a look for secrets in what is kept in git.

The tools come from the registry for the occasion, in pinned versions, and never enter the product's environment.
"""

import json
import subprocess
import sys
from pathlib import Path

from environment import BIN, FRONTEND, LOCK, ROOT, npm_command, say

TOOLS = {"cyclonedx-py": "cyclonedx-bom==7.5.0", "detect-secrets": "detect-secrets==1.5.0"}
OUTPUT = ROOT / "build" / "sbom"
GUESSES = ("KeywordDetector", "HexHighEntropyString", "Base64HighEntropyString")
"""Detectors that take every word `password` and every hash for a secret."""
EXAMPLES = r"user:password@|smtps://u%40x"
"""Lines that show how an address with a password is spelt."""
LARGE = ("requirements.lock", "package-lock.json", ".png", ".pdf")


def tool(name: str, *arguments: str | Path) -> str:
    """What a pinned tool prints."""
    command = [str(BIN / "uvx"), "--quiet", "--from", TOOLS[name], name, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def bill_of_materials() -> None:
    """Two files: the Python packages with their hashes, and those of the web application."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    python = OUTPUT / "python.cdx.json"
    tool("cyclonedx-py", "requirements", LOCK, "--output-format", "JSON", "--output-file", python)
    npm, variables = npm_command()
    command = [*npm, "sbom", "--sbom-format", "cyclonedx", "--package-lock-only"]
    made = subprocess.run(command, cwd=FRONTEND, env=variables, check=True, capture_output=True, text=True).stdout
    frontend = OUTPUT / "frontend.cdx.json"
    frontend.write_text(made)
    for path in (python, frontend):
        say(f"{path.relative_to(ROOT)}: {len(json.loads(path.read_text())['components'])} components")


def secrets() -> dict[str, list[dict[str, object]]]:
    """What looks like a key or a password, by file."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    files = [name for name in listed.splitlines() if not name.endswith(LARGE)]
    plugins = [part for name in GUESSES for part in ("--disable-plugin", name)]
    return dict(json.loads(tool("detect-secrets", "scan", "--exclude-lines", EXAMPLES, *plugins, *files))["results"])


def main() -> int:
    bill_of_materials()
    found = secrets()
    for name, places in found.items():
        said = ", ".join(f"{place['type']} in line {place['line_number']}" for place in places)
        say(f"{name}: {said}")
    say(f"{sum(map(len, found.values()))} secrets found")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
