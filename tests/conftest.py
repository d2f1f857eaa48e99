"""Shared fixtures: one embedded PostgreSQL per run, one database per worker, one rolled-back transaction per test."""

import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx2
import orjson
import pytest
from hypothesis import settings as generating
from limits.storage import memory
from pydantic import BaseModel
from sqlalchemy import create_engine as create_sync_engine
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from atalaya_platform.clock import ManualClock
from atalaya_platform.database import embedded, migrate
from atalaya_platform.database.engine import create_engine, driver_url
from atalaya_platform.database.session import Database
from atalaya_platform.http import plain
from atalaya_platform.plugin import Registry, discover
from atalaya_platform.realtime.backplane import NoBackplane
from atalaya_platform.realtime.hub import Hub
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings
from tests.harness import Harness, application
from tests.live import Live

TEMPLATE = "atalaya_template"
ORIGIN = "http://127.0.0.1:8000"
# How long one generated example takes says how busy the machine is, not whether the code is right.
generating.register_profile("atalaya", deadline=None)
generating.load_profile("atalaya")
INTERRUPTED = signal.getsignal(signal.SIGINT)
"""Who answers an interrupt at the start: Python, or nobody where the run was started in the background."""


def _hurried(server: embedded.EmbeddedDatabase) -> None:
    """Nothing here has to survive the machine, and statistics that come by themselves make runs differ."""
    engine = create_sync_engine(driver_url(server.url()), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "jit", "autovacuum"):
            connection.execute(text(f"ALTER SYSTEM SET {name} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@pytest.fixture(scope="session")
def database_server() -> Iterator[embedded.EmbeddedDatabase]:
    """The run's one server; every worker process joins it, and the last one to leave stops it.

    Its folder is not pytest's own, which is private to the user: as root the server runs as somebody else.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", uuid4().hex)[:12]
    folder = Path(tempfile.gettempdir()) / f"atalaya-tests-{run}"
    server = embedded.start(folder)
    _hurried(server)
    yield server
    server.stop()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        shutil.rmtree(folder, ignore_errors=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The controller of a parallel run removes the server's folder once every worker has left."""
    controller = session.config.pluginmanager.get_plugin("dsession")
    if controller is not None:
        run = controller.nodemanager.testrunuid
        shutil.rmtree(Path(tempfile.gettempdir()) / f"atalaya-tests-{run[:12]}", ignore_errors=True)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """See `InLoopServer`: a test that leaves a handler behind makes every later one slow."""
    assert signal.getsignal(signal.SIGINT) is INTERRUPTED, "this test left a signal handler behind"


def clone(server: embedded.EmbeddedDatabase, name: str) -> None:
    """A fresh database with the newest schema, copied from a template that the first caller makes."""
    engine = create_sync_engine(driver_url(server.url()), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(71)"))
        made = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": TEMPLATE}).first()
        if not made:
            migrate.create_database(server.url(), TEMPLATE)
            migrate.migrate(server.url("atalaya_owner", TEMPLATE))
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE} OWNER atalaya_owner'))
        connection.execute(text("SELECT pg_advisory_unlock(71)"))
    engine.dispose()


@pytest.fixture(scope="session")
def database_name(database_server: embedded.EmbeddedDatabase) -> str:
    name = f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    clone(database_server, name)
    return name


@pytest.fixture(scope="session")
async def superuser_engine(
    database_server: embedded.EmbeddedDatabase, database_name: str
) -> AsyncIterator[AsyncEngine]:
    engine = create_engine(database_server.url("postgres", database_name), 3)
    yield engine
    await engine.dispose()


@pytest.fixture
async def connection(superuser_engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One connection in one transaction, acting as the application role, rolled back at the end."""
    async with superuser_engine.connect() as connection:
        transaction = await connection.begin()
        await connection.execute(text("SET LOCAL ROLE atalaya_app"))
        yield connection
        await transaction.rollback()


@pytest.fixture(scope="session")
def registry() -> Registry:
    return discover()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path, public_url=ORIGIN, worker=False, log_format="console", log_level="warning")


@pytest.fixture
async def runtime(connection: AsyncConnection, settings: Settings, registry: Registry) -> AsyncIterator[Runtime]:
    """A runtime on the test's transaction, with the plugins' adapters started, without hub traffic or worker."""
    database = Database(connection)
    database.handlers = registry.handlers_by_event
    runtime = Runtime(settings, registry, database, Hub(database, NoBackplane()))
    async with Harness.adapters(runtime):
        yield runtime


@pytest.fixture
async def harness(runtime: Runtime, connection: AsyncConnection) -> Harness:
    return Harness(runtime, connection)


@pytest.fixture
async def live(database_server: embedded.EmbeddedDatabase, tmp_path: Path) -> AsyncIterator[Live]:
    """A real server on a database of its own, for what happens at once in more than one transaction."""
    name = f"live_alone_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    clone(database_server, name)
    opened = Live(database_server, name, tmp_path)
    async with opened.serving():
        yield opened
        await opened.close_clients()
    await opened.engine.dispose()


@pytest.fixture(autouse=True)
def plain_answers_have_their_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a route sends without making the model of it is compared with what the model would have sent."""
    write = plain.as_json

    def compared(model: type[BaseModel], values: Mapping[str, Any]) -> bytes:
        written = write(model, values)
        assert orjson.loads(written) == orjson.loads(model.model_validate(values).model_dump_json())
        return written

    monkeypatch.setattr(plain, "as_json", compared)


ClientFor = Callable[..., Awaitable[httpx2.AsyncClient]]


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell a measured figure, which the run's summary shows under the test's name."""
    return partial(record_property, "measured")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    told = [
        f"{report.nodeid.rpartition('::')[2]}: {text}"
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, text in report.user_properties
        if name == "measured"
    ]
    if told:
        terminalreporter.section("measured")
        terminalreporter.write_line("\n".join(told))


@pytest.fixture
def limits_clock(monkeypatch: pytest.MonkeyPatch) -> ManualClock:
    """The time that ceilings on requests count by, at the start of a minute, where it stays until it is moved."""
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    monkeypatch.setattr(memory, "time", SimpleNamespace(time=lambda: clock.now().timestamp()))
    return clock


@pytest.fixture
async def client_for(harness: Harness) -> AsyncIterator[ClientFor]:
    """`await client_for(person)` is a browser-like client signed in as that person; `client_for()` is a stranger."""
    app = application(harness.runtime)
    clients: list[httpx2.AsyncClient] = []

    async def make(person: object = None, *, strong: bool = False) -> httpx2.AsyncClient:
        client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app, raise_app_exceptions=False),
            base_url=ORIGIN,
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        if person is not None:
            client.cookies.set("atalaya", await harness.cookie(person, strong=strong))
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.aclose()
