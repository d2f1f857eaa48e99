"""A database for each module of the matrix, since its requests have transactions of their own."""

import os
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform.database.embedded import EmbeddedDatabase
from atalaya_platform.database.engine import create_engine
from tests.conftest import clone


@pytest.fixture(scope="module")
async def own_database(database_server: EmbeddedDatabase) -> AsyncIterator[AsyncEngine]:
    name = f"matrix_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    clone(database_server, name)
    engine = create_engine(database_server.url("postgres", name), 1)
    yield engine
    await engine.dispose()
