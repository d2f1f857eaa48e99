"""Serving and working: what `atalaya serve` and `atalaya worker` do once they are asked."""

import asyncio
import gc
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import orjson
import typer
import uvicorn
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform import logs
from atalaya_platform.app import create_app
from atalaya_platform.assembly import Addresses, build_runtime, greetings, locate_database, running
from atalaya_platform.database import embedded, migrate
from atalaya_platform.database.embedded import EmbeddedDatabase
from atalaya_platform.database.engine import UnsafeRole, assert_safe, create_engine
from atalaya_platform.realtime.wire import StreamProtocol
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings
from atalaya_platform.terminal import console

FRAME_LIMIT = 64 * 1024


def serve(settings: Settings) -> None:
    """Serve until the process is told to end. Says why, and exits, when it cannot.

    What was loaded by then is set aside from garbage collection, which the command had switched off while loading.
    """
    logs.configure(settings)
    listener = _listener(settings)
    addresses = _safe_database(settings)
    engine = create_engine(addresses.app, settings.database_pool)
    runtime = build_runtime(settings, engine, addresses.conninfo)

    if settings.demonstration:
        console.print("The demonstration is looked after; the first time this takes some seconds.")
    config = uvicorn_config(runtime, engine, addresses.conninfo, addresses.server, ready=_greet)
    server = uvicorn.Server(config)
    gc.freeze()
    gc.enable()
    # uvicorn ends in good order and then raises the signal again, whose default would leave the database running.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server.run(sockets=[listener])
    if not server.started:
        raise typer.Exit(3)


async def _greet(runtime: Runtime) -> None:
    """The last words before the first request: where to find it, and what else the plugins say."""
    console.print(f"[bold]{runtime.settings.name}[/] listens on [link]{runtime.settings.address}[/]")
    for line in await greetings(runtime):
        console.print(line, highlight=False, markup=False)


def uvicorn_config(
    runtime: Runtime,
    engine: AsyncEngine,
    conninfo: str,
    database: EmbeddedDatabase | None = None,
    *,
    ready: Callable[[Runtime], Awaitable[None]] | None = None,
    **own: Any,
) -> uvicorn.Config:
    """How the application is served; `ready` is told when all is up. `own` changes it for a test or a benchmark."""

    @asynccontextmanager
    async def lifespan(_: Any) -> AsyncIterator[None]:
        async with running(runtime, engine, conninfo, database):
            if ready is not None:
                await ready(runtime)
            yield
        await engine.dispose()

    options: dict[str, Any] = {
        "lifespan": "on",
        "ws": StreamProtocol,
        "ws_max_size": FRAME_LIMIT,
        "ws_per_message_deflate": False,
        "ws_ping_interval": 20,
        "ws_ping_timeout": 20,
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": True,
        "forwarded_allow_ips": runtime.settings.trusted_proxies,
        "timeout_graceful_shutdown": 5,
    }
    return uvicorn.Config(create_app(runtime, lifespan=lifespan), **options | own)


def bound(host: str, port: int) -> socket.socket:
    """A TCP socket that has this address; nobody can connect yet. Raises OSError.

    It says that it is TCP's, which a socket need not: else Python's own loop leaves Nagle's algorithm on, and each
    answer waits 40 ms for the client to acknowledge its first half.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError:
        made.close()
        raise
    return made


def _listener(settings: Settings) -> socket.socket:
    """The address, taken before anything is started: who finds it in use hears so at once."""
    try:
        return bound(settings.host, settings.port)
    except OSError as error:
        console.print(
            f"[red]Atalaya cannot listen on {settings.host}, port {settings.port}: {error.strerror}.[/] "
            "Stop what uses it, or choose another with ATALAYA_PORT (and ATALAYA_HOST)."
        )
        raise typer.Exit(1) from None


def _safe_database(settings: Settings) -> Addresses:
    """The database, once it answers with the newest schema to a role that cannot bypass the access rule.

    Else says what to do, and exits.
    """

    async def check(address: str) -> None:
        engine = create_engine(address, 2)
        try:
            await assert_safe(engine)
        finally:
            await engine.dispose()

    try:
        addresses = locate_database(settings)
        asyncio.run(check(addresses.app))
        migrate.require_newest(addresses.app)
    except (embedded.EmbeddedDatabaseError, UnsafeRole, migrate.OutdatedSchema) as error:
        console.print(f"[red]{error}[/]")
        raise typer.Exit(1) from None
    except OperationalError as error:
        console.print(f"[red]The database at ATALAYA_DATABASE_URL does not answer[/]: {str(error.orig).strip()}")
        raise typer.Exit(1) from None
    return addresses


def work(settings: Settings) -> None:
    """Run background jobs until the process is told to end."""
    logs.configure(settings)
    addresses = _safe_database(settings)
    engine = create_engine(addresses.app, settings.database_pool)
    settings.worker = True
    runtime = build_runtime(settings, engine, addresses.conninfo)

    async def run() -> None:
        asked_to_end = asyncio.Event()
        loop = asyncio.get_running_loop()
        signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(asked_to_end.set))
        async with running(runtime, engine, addresses.conninfo, addresses.server):
            console.print("The worker works.")
            await asked_to_end.wait()
        await engine.dispose()

    asyncio.run(run())


def print_document() -> None:
    """Write the OpenAPI document of the code to standard output."""
    settings = Settings(worker=False)
    # What is logged goes elsewhere, such as that there is no built web application.
    logs.configure(settings)
    engine = create_engine("postgresql://nobody@127.0.0.1:1/none")
    runtime = build_runtime(settings, engine, "")
    document = create_app(runtime).openapi()
    sys.stdout.write(orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS).decode() + "\n")
