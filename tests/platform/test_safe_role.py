"""What the server asserts at its start: its role cannot get past the access rule, which is forced where it holds."""

import os
from collections.abc import AsyncIterator

import psycopg
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform.database.embedded import EmbeddedDatabase
from atalaya_platform.database.engine import UnsafeRole, assert_safe, create_engine
from tests.conftest import clone

NAME = f"safe_role_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


class Place:
    """A database of its own and a role that belongs to the application's; statements are the superuser's."""

    def __init__(self, server: EmbeddedDatabase) -> None:
        self.server = server
        self.engine: AsyncEngine = create_engine(server.url(NAME, NAME), 2)

    def do(self, *statements: str) -> None:
        with psycopg.connect(self.server.url("postgres", NAME), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


@pytest.fixture
async def place(database_server: EmbeddedDatabase) -> AsyncIterator[Place]:
    clone(database_server, NAME)
    made = Place(database_server)
    made.do(f"DROP ROLE IF EXISTS {NAME}", f"CREATE ROLE {NAME} LOGIN IN ROLE atalaya_app")
    yield made
    await made.engine.dispose()


async def test_a_role_of_the_applications_is_safe(place: Place) -> None:
    await assert_safe(place.engine)


async def test_a_role_that_can_become_another_is_not(place: Place) -> None:
    for superior in ("postgres", "atalaya_owner"):
        place.do(f"GRANT {superior} TO {NAME}")
        with pytest.raises(UnsafeRole, match="could read past the access rule"):
            await assert_safe(place.engine)
        place.do(f"REVOKE {superior} FROM {NAME}")


async def test_a_rule_that_is_not_forced_is_noticed(place: Place) -> None:
    """On labelled tables, on their children, and on what belongs to one person."""
    for table in ("topic", "post", "message", "sign_in_session"):
        for deed in ("NO FORCE", "DISABLE"):
            place.do(f"ALTER TABLE {table} {deed} ROW LEVEL SECURITY")
            with pytest.raises(UnsafeRole, match=f"not forced on: {table}"):
                await assert_safe(place.engine)
            place.do(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
