"""Two servers in the test's loop on one database: the second hears of the first through PostgreSQL."""

import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from atalaya_forum.chat.actions.channels import open_general
from atalaya_platform.access.caller import caller_from
from atalaya_platform.database.embedded import EmbeddedDatabase
from atalaya_platform.database.session import open_person
from atalaya_platform.events.event import Event
from atalaya_platform.events.ledger import emit
from tests.conftest import clone
from tests.live import Live
from tests.platform.factories import World, world


class Said(Event):
    type = "test.said"
    number: int


@dataclass
class Stage:
    """The servers, the cast of a test, and one stream that Ana and Bruno (and his minister) may read."""

    live: Live
    cast: World
    channel: UUID

    @property
    def stream(self) -> str:
        return f"channel:{self.channel}"

    async def say(self, number: int, *, server: int = 0, stream: str = "") -> None:
        """Commit one event through one of the servers."""
        async with self.live.runtimes[server].database.system() as session:
            emit(session, Said(number=number), [stream or self.stream])


@pytest.fixture(scope="session")
async def servers(database_server: EmbeddedDatabase, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Live]:
    name = f"live_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    clone(database_server, name)
    data: Path = tmp_path_factory.mktemp("live")
    live = Live(database_server, name, data)
    async with live.serving(), live.serving():
        yield live
    await live.engine.dispose()


@pytest.fixture
async def stage(servers: Live) -> AsyncIterator[Stage]:
    cast = await world(servers)
    runtime = servers.runtimes[0]
    async with runtime.database.unit() as session:
        row = await open_person(session, cast.ana.id, strong=False, reading=False)
        channel = await open_general(session, caller_from(row, runtime.registry.grants), cast.group.id)
    yield Stage(servers, cast, channel.id)
    await servers.close_clients()
