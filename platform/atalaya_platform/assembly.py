"""Assembling a process from its settings: database, hub, adapters, worker; started and stopped in order."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import structlog
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform.clock import Clock, SystemClock
from atalaya_platform.database import embedded, migrate
from atalaya_platform.database.engine import assert_safe
from atalaya_platform.database.session import Database
from atalaya_platform.jobs.bell import Bell
from atalaya_platform.jobs.queue import Worker
from atalaya_platform.plugin import Registry, discover
from atalaya_platform.realtime.backplane import Backplane, PostgresBackplane
from atalaya_platform.realtime.hub import Hub
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings

log = structlog.get_logger(__name__)

DATABASE = "atalaya"
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('atalaya prepare'))")


class Addresses:
    """Where the database is, as the application role and as the owner. Embedded unless settings name another."""

    def __init__(self, app: str, owner: str | None, server: embedded.EmbeddedDatabase | None = None) -> None:
        self.app = app
        self.owner = owner
        self.server = server

    @property
    def conninfo(self) -> str:
        """The application's address as libpq understands it."""
        return make_url(self.app).set(drivername="postgresql").render_as_string(hide_password=False)


def locate_database(settings: Settings, *, installed: bool = False) -> Addresses:
    """Find the database; start the embedded one, with its roles and newest schema, when none is named.

    Raises EmbeddedDatabaseError. With `installed` also when the data folder has none yet, for commands that look after
    an installation: a slip in ATALAYA_DATA would make them find an empty one in perfect order.
    """
    if settings.database_url is not None:
        owner = settings.database_owner_url
        return Addresses(settings.database_url.get_secret_value(), owner.get_secret_value() if owner else None)
    if installed and not embedded.installed(settings.data):
        raise embedded.EmbeddedDatabaseError(
            f"Nothing is installed in {settings.data}. Set ATALAYA_DATA to the folder of the installation, or "
            "ATALAYA_DATABASE_URL to its database."
        )
    server = embedded.start(Path(settings.data))
    migrate.create_database(server.url(), DATABASE)
    addresses = Addresses(server.url("atalaya_app", DATABASE), server.url("atalaya_owner", DATABASE), server)
    migrate.migrate(addresses.owner or "")
    return addresses


def build_runtime(
    settings: Settings,
    engine: AsyncEngine,
    conninfo: str,
    *,
    registry: Registry | None = None,
    clock: Clock | None = None,
) -> Runtime:
    """The runtime around an engine; nothing is started yet."""
    registry = registry or discover()
    database = Database(engine, clock or SystemClock())
    database.handlers = registry.handlers_by_event
    backplane: Backplane
    if settings.backplane_url is not None:
        from atalaya_platform.realtime.redis_backplane import RedisBackplane

        backplane = RedisBackplane(settings.backplane_url.get_secret_value())
    else:
        backplane = PostgresBackplane(conninfo)
    hub = Hub(database, backplane, timedelta(minutes=settings.session_idle_minutes))
    database.on_commit = hub.committed
    return Runtime(settings, registry, database, hub, clock or SystemClock())


async def prepare(runtime: Runtime) -> None:
    """Let each plugin fill what an empty installation needs; servers that start together take turns."""
    for plugin in runtime.registry.plugins:
        if plugin.prepare is not None:
            async with runtime.database.system() as session:
                await session.execute(_ONE_AT_A_TIME)
                await plugin.prepare(session, runtime)


async def demonstrate(runtime: Runtime, done: Callable[[str], None] = lambda name: None) -> None:
    """Load every plugin's demonstration data; doing it again adds nothing. `done` is told each plugin's name."""
    for plugin in runtime.registry.plugins:
        if plugin.demonstration is not None:
            async with runtime.database.system() as session:
                await session.execute(_ONE_AT_A_TIME)
                await plugin.demonstration(session, runtime)
        done(plugin.name)


async def remove_demonstration(runtime: Runtime, done: Callable[[str], None] = lambda name: None) -> None:
    """Take every plugin's demonstration data away, in the opposite order; `done` is told each plugin's name."""
    for plugin in reversed(runtime.registry.plugins):
        if plugin.remove_demonstration is not None:
            async with runtime.database.system() as session:
                await session.execute(_ONE_AT_A_TIME)
                await plugin.remove_demonstration(session, runtime)
        done(plugin.name)


async def greetings(runtime: Runtime) -> list[str]:
    """What the plugins tell whoever started a server, for the terminal."""
    said: list[str] = []
    for plugin in runtime.registry.plugins:
        if plugin.greeting is not None:
            async with runtime.database.system() as session:
                said += await plugin.greeting(session, runtime)
    return said


@asynccontextmanager
async def running(
    runtime: Runtime, engine: AsyncEngine, conninfo: str, server: embedded.EmbeddedDatabase | None = None
) -> AsyncIterator[None]:
    """Start every part of a server process, and stop them in the opposite order. An embedded `server` is kept alive."""
    async with AsyncExitStack() as stack:
        if server is not None:
            keeping = asyncio.create_task(embedded.keep(server, Path(runtime.settings.data)))
            stack.callback(keeping.cancel)
        await assert_safe(engine)
        for plugin in runtime.registry.plugins:
            if plugin.lifespan is not None:
                await stack.enter_async_context(plugin.lifespan(runtime))
        await prepare(runtime)
        bell = Bell(conninfo)
        bell.start()
        stack.push_async_callback(bell.stop)
        runtime.database.on_jobs = bell.ring
        if runtime.settings.demonstration:
            await demonstrate(runtime)
        await runtime.hub.start()
        stack.push_async_callback(runtime.hub.stop)
        if runtime.settings.worker:
            worker = Worker(runtime, conninfo)
            await worker.start()
            runtime.adapters["worker"] = worker
            stack.push_async_callback(worker.stop)
        settle()
        warming = asyncio.create_task(_warm(runtime))
        stack.callback(warming.cancel)
        yield


async def _warm(runtime: Runtime) -> None:
    """What the plugins read ahead, beside the first requests. What fails is logged, and fails again for who asks."""
    for plugin in runtime.registry.plugins:
        if plugin.warm is not None:
            try:
                await asyncio.to_thread(plugin.warm)
            except Exception:
                log.exception("warming failed", plugin=plugin.name)
    settle()


def settle() -> None:
    """Leave what a started process keeps for good out of the garbage collector's rounds.

    Modules, routes and the services' data are some million objects that never become garbage; going through them
    stops everything else for more than 100 ms at a time.
    """
    gc.collect()
    gc.freeze()
