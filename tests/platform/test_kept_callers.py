"""What is kept of the access rule's answer is never anything but the rule's answer, also while everything changes."""

import asyncio
import os
import random
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from atalaya_platform.database.embedded import EmbeddedDatabase
from atalaya_platform.database.engine import create_engine
from atalaya_platform.database.session import Database, open_person
from tests.conftest import clone
from tests.live import Live
from tests.platform.factories import World, world

_KEPT = text("SELECT count(*) FROM kept_caller k JOIN access_change a ON a.count = k.count WHERE k.person_id = :who")
_FOUND = text("SELECT coalesce(array_agg(token ORDER BY token), '{}') FROM holds WHERE person_id = :who")
_OPENED = text("SELECT open_person(:who, false, false)")
_CHANGES = [
    "DELETE FROM group_member WHERE group_id = :shared AND organisation_id = :team",
    "INSERT INTO group_member (id, group_id, organisation_id, steward)"
    " SELECT gen_random_uuid(), :shared, :team, false WHERE NOT EXISTS"
    " (SELECT 1 FROM group_member WHERE group_id = :shared AND organisation_id = :team)",
    "UPDATE organisation SET status = CASE status WHEN 'active' THEN 'suspended' ELSE 'active' END WHERE id = :team",
    "UPDATE organisation SET parent_id = CASE WHEN parent_id IS NULL THEN CAST(:parent AS uuid) END WHERE id = :team"
    " AND id <> :parent",
    "DELETE FROM organisation_community WHERE organisation_id = :team",
    "INSERT INTO organisation_community (organisation_id, community) VALUES (:team, 'network') ON CONFLICT DO NOTHING",
    "UPDATE person SET status = CASE status WHEN 'active' THEN 'suspended' ELSE 'active' END WHERE id = :who",
    "DELETE FROM membership WHERE person_id = :who AND organisation_id = :team",
    "INSERT INTO membership (person_id, organisation_id, role) VALUES (:who, :team, 'member') ON CONFLICT DO NOTHING",
]


@dataclass
class Stage:
    """A database with real commits, its owner, the application's own way in, and the cast."""

    owner: AsyncEngine
    database: Database
    cast: World

    async def own(self, statement: str, **values: object) -> list[tuple[object, ...]]:
        async with self.owner.begin() as connection:
            result = await connection.execute(text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []

    async def tokens(self, who: UUID) -> list[str]:
        """What one request of this person holds, as a request finds out."""
        async with self.database.unit() as session:
            row = await open_person(session, who, strong=False, reading=False)
            return sorted(row["tokens"]) if row else []

    async def kept(self, who: UUID) -> bool:
        return (await self.own(str(_KEPT), who=who))[0][0] == 1


@pytest.fixture
async def stage(database_server: EmbeddedDatabase, tmp_path: Path) -> AsyncIterator[Stage]:
    name = f"kept_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    clone(database_server, name)
    live = Live(database_server, name, tmp_path)
    cast = await world(live)
    owner = create_engine(database_server.url("atalaya_owner", name), 10)
    app = create_engine(database_server.url("atalaya_app", name), 10)
    yield Stage(owner, Database(app), cast)
    for engine in (owner, app, live.engine):
        await engine.dispose()


async def test_the_next_request_sees_what_was_changed_and_keeps_it(stage: Stage) -> None:
    ana, strict = stage.cast.ana.id, f"strict:{stage.cast.group.id}"
    assert strict in await stage.tokens(ana)
    assert await stage.kept(ana)
    assert strict in await stage.tokens(ana)
    await stage.own("DELETE FROM group_member WHERE group_id = :g", g=stage.cast.group.id)
    assert not await stage.kept(ana)
    assert strict not in await stage.tokens(ana)
    assert await stage.kept(ana)


async def test_a_suspended_person_is_nobody_at_once(stage: Stage) -> None:
    ana = stage.cast.ana.id
    await stage.tokens(ana)
    await stage.own("UPDATE person SET status = 'suspended' WHERE id = :p", p=ana)
    assert await stage.tokens(ana) == []


async def test_a_transaction_that_wrote_asks_the_rule_and_keeps_nothing(stage: Stage) -> None:
    ana, strict = stage.cast.ana.id, f"strict:{stage.cast.group.id}"
    await stage.tokens(ana)
    async with stage.owner.connect() as connection:
        await connection.execute(text("DELETE FROM group_member WHERE group_id = :g"), {"g": stage.cast.group.id})
        opened = (await connection.execute(_OPENED, {"who": ana})).scalar_one()
        assert strict not in opened["tokens"]
        assert strict in await stage.tokens(ana)
        await connection.rollback()
    assert strict in await stage.tokens(ana)


async def test_one_request_that_takes_long_keeps_nobody_waiting(stage: Stage) -> None:
    ana = stage.cast.ana.id
    async with stage.database.unit() as slow:
        await open_person(slow, ana, strong=False, reading=False)
        assert await asyncio.wait_for(stage.tokens(ana), 2)
    assert await stage.kept(ana)


async def _compare(connection: AsyncConnection, who: UUID) -> bool:
    """One snapshot: what a caller is told equals what the rule finds; whether the answer had been kept."""
    kept = (await connection.execute(_KEPT, {"who": who})).scalar_one() == 1
    opened = (await connection.execute(_OPENED, {"who": who})).scalar_one()
    found = (await connection.execute(_FOUND, {"who": who})).scalar_one()
    assert sorted(opened["tokens"] if opened else []) == sorted(found)
    return kept


async def test_in_every_snapshot_the_kept_answer_is_the_rule(stage: Stage) -> None:
    """Memberships change and people ask at once; each comparison is made in one snapshot of its own."""
    cast, chance, until = stage.cast, random.Random(7), asyncio.get_running_loop().time() + 4
    people = [cast.ana.id, cast.bruno.id, cast.carla.id, cast.minister.id]
    teams = [cast.jamaica.id, cast.brazil.id, cast.chile.id, cast.ministry.id]
    kept = compared = 0

    def going() -> bool:
        enough = compared > 40 and kept > 10 and compared - kept > 10
        return asyncio.get_running_loop().time() < until or not enough

    async def change(people: list[UUID], teams: list[UUID]) -> None:
        """Each with people and teams of its own, so that two never wait for each other in a circle."""
        while going():
            async with stage.owner.connect() as connection:
                for _ in range(chance.randint(1, 3)):
                    values = {
                        "shared": cast.group.id,
                        "team": chance.choice(teams),
                        "parent": cast.jamaica.id,
                        "who": chance.choice(people),
                    }
                    statement = text(chance.choice(_CHANGES))
                    needed = {name: values[name] for name in statement.compile().params}
                    await connection.execute(statement, needed)
                await asyncio.sleep(chance.random() / 50)
                await (connection.commit() if chance.random() < 0.7 else connection.rollback())
            await asyncio.sleep(chance.random() / 50)

    async def ask() -> None:
        while going():
            await stage.tokens(chance.choice(people))

    async def compare() -> None:
        nonlocal kept, compared
        while going():
            async with stage.owner.connect() as connection:
                await connection.execution_options(isolation_level="REPEATABLE READ")
                kept += await _compare(connection, chance.choice(people))
                compared += 1
                await connection.rollback()

    async with asyncio.timeout(60):
        await asyncio.gather(
            change(people[:2], teams[:2]), change(people[2:], teams[2:]), ask(), ask(), ask(), compare(), compare()
        )
    assert compared > 40, compared
    assert kept > 10, (kept, compared)
    assert compared - kept > 10, (kept, compared)


async def test_whatever_the_rule_reads_counts_as_a_change(stage: Stage) -> None:
    """Each column that the rule or the description of a caller depends on has a trigger, by the catalogue itself."""
    depends = await stage.own(
        "WITH RECURSIVE rule AS ("
        "  SELECT 'pg_proc'::regclass AS kind, oid FROM pg_proc WHERE proname = 'find_caller'"
        "  UNION"
        "  SELECT 'pg_rewrite'::regclass, w.oid FROM rule r"
        "    JOIN pg_depend d ON d.classid = r.kind AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass"
        "    JOIN pg_class c ON c.oid = d.refobjid AND c.relkind = 'v' JOIN pg_rewrite w ON w.ev_class = c.oid"
        ") SELECT DISTINCT c.relname, a.attname, d.refobjsubid FROM rule r"
        "   JOIN pg_depend d ON d.classid = r.kind AND d.objid = r.oid AND d.refclassid = 'pg_class'::regclass"
        "   JOIN pg_class c ON c.oid = d.refobjid AND c.relkind = 'r' AND c.relname <> 'access_change'"
        "   JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid"
    )
    assert {table for table, _, _ in depends} == {
        "group_member", "membership", "organisation", "organisation_community", "person", "platform_role",
        "sharing_group",
    }  # fmt: skip
    counted = {
        str(table): (str(columns).split() if columns else [], int(str(kinds)))
        for table, columns, kinds in await stage.own(
            "SELECT c.relname, t.tgattr::text, t.tgtype FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " WHERE t.tgname = 'access_changed' AND t.tgenabled = 'O' AND t.tgdeferrable AND t.tginitdeferred"
        )
    }
    for table, column, number in depends:
        columns, kinds = counted[str(table)]
        assert not columns or str(number) in columns, f"a change of {table}.{column} would not be noticed"
        assert kinds & 24 == 24, f"{table}: deletions (8) and updates (16) count"
