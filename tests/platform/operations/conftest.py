"""Whole installations for tests: a data folder with its own database server, filled and not."""

import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine as create_sync_engine
from sqlalchemy import text

from atalaya_platform.assembly import Addresses, locate_database
from atalaya_platform.audit.anchors import write_anchor
from atalaya_platform.audit.chain import CHAINS
from atalaya_platform.database.engine import create_engine, driver_url
from atalaya_platform.database.session import Database
from atalaya_platform.events.ledger import audit
from atalaya_platform.files.adapter import store_for
from atalaya_platform.files.models import File
from atalaya_platform.files.store import FileStore, Stored
from atalaya_platform.identity.models import Membership, Organisation, OrganisationCommunity, Person
from atalaya_platform.ids import new_id
from atalaya_platform.settings import Settings
from tests.services.atalaya import data_folder

CONTENTS = {"note.txt": b"indicators\n" * 1000, "empty-ish.txt": b"x", "large.bin": bytes(range(256)) * 40_000}


@dataclass
class Installation:
    """A data folder with everything in it."""

    settings: Settings
    addresses: Addresses

    @property
    def data(self) -> Path:
        return self.settings.data

    @property
    def owner(self) -> str:
        assert self.addresses.owner is not None
        return self.addresses.owner

    @property
    def store(self) -> FileStore:
        return store_for(self.settings)

    def rows(self, question: str, **values: Any) -> list[Any]:
        """What the database's superuser sees."""
        assert self.addresses.server is not None
        engine = create_sync_engine(driver_url(self.addresses.server.url(database="atalaya")))
        with engine.begin() as connection:
            result = connection.execute(text(question), values)
            found = [tuple(row) for row in result] if result.returns_rows else []
        engine.dispose()
        return found

    def everything(self) -> dict[str, list[Any]]:
        """Every row of every table, but for what a restore makes anew."""
        tables = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        left_out = {"search_change", "audit_entry", "audit_head", "sign_in_session"}
        return {
            name: self.rows(f'SELECT t::text FROM "{name}" t ORDER BY 1') for (name,) in tables if name not in left_out
        }


def install(name: str) -> Installation:
    data = data_folder(name)
    settings = Settings(data=data, worker=False)
    return Installation(settings, locate_database(settings))


def remove(installation: Installation) -> None:
    assert installation.addresses.server is not None
    installation.addresses.server.stop()
    shutil.rmtree(installation.data, ignore_errors=True)


@pytest.fixture(scope="module")
def fresh() -> Iterator[Installation]:
    installation = install("fresh")
    yield installation
    remove(installation)


async def fill(installation: Installation) -> None:
    """People, files (one of them for named people), audit entries, keys and an anchor."""
    engine = create_engine(installation.owner, 2)
    database = Database(engine)
    jamaica = Organisation(name="JaCIRT", kind="national_csirt", country="JAM")
    ana = Person(name="Ana Ñandú", email="ana@example.org", status="active")
    async with database.unit() as session:
        session.add_all([jamaica, ana])
        await session.flush()
        session.add(Membership(person_id=ana.id, organisation_id=jamaica.id, role="member"))
        session.add(OrganisationCommunity(organisation_id=jamaica.id, community="network"))
        for name, content in CONTENTS.items():
            await add_file(installation, session, ana.id, name, content)
        for number in range(30):
            audit(session, None, "test.thing.do", "thing", str(number))
    await engine.dispose()
    rows = installation.rows("SELECT chain, seq, hash FROM audit_head")
    heads = {chain: (seq, bytes(value)) for chain, seq, value in rows}
    assert len(heads) == CHAINS
    write_anchor(installation.data, datetime(2026, 11, 23, 12, tzinfo=UTC), heads)


async def put(store: FileStore, file_id: UUID, content: bytes) -> Stored:
    async def once() -> AsyncIterator[bytes]:
        yield content

    return await store.put(file_id, once(), limit=len(content))


async def add_file(installation: Installation, session: Any, author: UUID, name: str, content: bytes) -> None:
    file_id = new_id()
    stored = await put(installation.store, file_id, content)
    audience = f"named:{file_id}" if name == "note.txt" else "clear"
    session.add(
        File(
            id=file_id,
            author_id=author,
            object_id=file_id,
            audience=audience,
            label="TLP:RED",
            name=name,
            media_type="text/plain",
            size=stored.size,
            sha256=bytes.fromhex(stored.sha256),
        )
    )


@pytest.fixture(scope="module")
async def filled() -> AsyncIterator[Installation]:
    installation = install("filled")
    await fill(installation)
    yield installation
    remove(installation)
