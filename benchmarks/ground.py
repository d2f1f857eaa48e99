"""The ground of a benchmark: a fresh embedded PostgreSQL with the newest schema, people and one sharing group."""

import atexit
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlmodel import SQLModel

from atalaya_platform.access.caller import Caller, caller_from
from atalaya_platform.clock import SystemClock
from atalaya_platform.database import embedded, migrate
from atalaya_platform.database.engine import create_engine
from atalaya_platform.database.session import Database, WriteSession, open_person
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.identity.models import (
    GroupMember,
    Membership,
    Organisation,
    OrganisationCommunity,
    Person,
    SharingGroup,
    SignInSession,
)
from atalaya_platform.ids import new_id
from atalaya_platform.plugin import Registry, discover

M = TypeVar("M", bound=SQLModel)
RESULTS = Path(__file__).parent / "results"


@dataclass
class Ground:
    """Where a benchmark stands. `people` are members of one organisation each, all in `group`."""

    url: str
    owner_url: str
    conninfo: str
    owner: AsyncEngine
    engine: AsyncEngine
    database: Database
    registry: Registry
    data: Path
    people: list[Person] = field(default_factory=list)
    group: SharingGroup | None = None

    async def add(self, row: M) -> M:
        async with AsyncSession(self.owner, expire_on_commit=False) as session:
            session.add(row)
            await session.commit()
        return row

    async def cookie(self, person: Person) -> str:
        """A living session of this person; the cookie's value."""
        token = f"ata_s_{new_id()}"
        now = SystemClock().now()
        await self.add(
            SignInSession(
                person_id=person.id, token_hash=hashed(token), seen_at=now, expires_at=now + timedelta(hours=12)
            )
        )
        return token

    @asynccontextmanager
    async def acting(self, person: Person) -> AsyncIterator[tuple[WriteSession, Caller]]:
        """One unit of work as this person, as a request opens it."""
        async with self.database.unit() as session:
            row = await open_person(session, person.id, strong=False, reading=False)
            yield session, caller_from(row, self.registry.grants)

    async def settle_in(self, people: int) -> None:
        """Make the people, their organisations and their group."""
        for number in range(people):
            team = await self.add(Organisation(name=f"CSIRT {number}", kind="national_csirt", country="JAM"))
            await self.add(OrganisationCommunity(organisation_id=team.id, community="network"))
            person = await self.add(Person(name=f"Analyst {number}", email=f"{number}@example.org", status="active"))
            await self.add(Membership(person_id=person.id, organisation_id=team.id, role="member"))
            self.people.append(person)
        self.group = await self.add(SharingGroup(name="Incidents", community="network", created_by=self.people[0].id))
        for person in self.people:
            await self.add(GroupMember(group_id=self.group.id, person_id=person.id))


def _folder() -> Path:
    """Readable for others: as root the database runs as another user."""
    made = Path(tempfile.mkdtemp(prefix="atalaya-benchmark-"))
    made.chmod(0o755)
    # A later server of this process locks a file in the first one's folder, and makes the folder anew for it.
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


@asynccontextmanager
async def ground(people: int, pool: int = 10) -> AsyncIterator[Ground]:
    """Start the database, make the people, and remove everything afterwards."""
    data = _folder()
    server = embedded.start(data)
    migrate.create_database(server.url(), "benchmark")
    migrate.migrate(server.url("atalaya_owner", "benchmark"))
    url = server.url("atalaya_app", "benchmark")
    engine, owner = create_engine(url, pool), create_engine(server.url("atalaya_owner", "benchmark"), 2)
    registry = discover()
    database = Database(engine)
    database.handlers = registry.handlers_by_event
    conninfo = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    here = Ground(url, server.url("atalaya_owner", "benchmark"), conninfo, owner, engine, database, registry, data)
    try:
        await here.settle_in(people)
        yield here
    finally:
        await engine.dispose()
        await owner.dispose()
        server.stop()
        shutil.rmtree(data, ignore_errors=True)


def report(title: str, columns: list[str], rows: list[list[str]], result: dict[str, Any], path: Path | None) -> None:
    """Print a table, and keep the figures as JSON if asked to."""
    table = Table(title=title)
    for column in columns:
        table.add_column(column, justify="right")
    for row in rows:
        table.add_row(*row)
    Console(width=110).print(table)
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(result, indent=2) + "\n")
