"""What tests do behind the API's back: write rows as a superuser, sign people in, run queued jobs, count queries."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import orjson
from fastapi import FastAPI
from sqlalchemy import ClauseElement, event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from atalaya_platform.app import create_app
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.identity.models import SignInSession
from atalaya_platform.ids import new_id
from atalaya_platform.jobs.queue import all_jobs, run_once
from atalaya_platform.plugin import Registry
from atalaya_platform.runtime import Runtime
from tests.storing import Storing

_APPLICATIONS: dict[tuple[int, str], tuple[Registry, FastAPI]] = {}


def application(runtime: Runtime) -> FastAPI:
    """The application of this runtime. Declaring its routes takes most of a second, so tests that run one after another
    share one for each set of plugins and settings; the middlewares, which count and remember, are made anew."""
    key = (id(runtime.registry), runtime.settings.model_dump_json(exclude={"data"}))
    if key not in _APPLICATIONS:
        _APPLICATIONS[key] = (runtime.registry, create_app(runtime))
    _, app = _APPLICATIONS[key]
    app.state.runtime = runtime
    app.middleware_stack = None
    return app


def sign_in_of(person: Any, now: datetime, *, strong: bool) -> tuple[str, SignInSession]:
    """A living session of this person that begins now: the cookie's value, and the row to store."""
    token = f"ata_s_{new_id()}"
    expires_at = now + timedelta(hours=12)
    row = SignInSession(
        person_id=person.id, token_hash=hashed(token), strong=strong, seen_at=now, expires_at=expires_at
    )
    return token, row


class Harness(Storing):
    """One test's runtime and its connection."""

    def __init__(self, runtime: Runtime, connection: AsyncConnection) -> None:
        self.runtime = runtime
        self.connection = connection

    @staticmethod
    @asynccontextmanager
    async def adapters(runtime: Runtime) -> AsyncIterator[None]:
        """The plugins' own adapters, started as a server would."""
        async with AsyncExitStack() as stack:
            for plugin in runtime.registry.plugins:
                if plugin.lifespan is not None:
                    await stack.enter_async_context(plugin.lifespan(runtime))
            yield

    @asynccontextmanager
    async def superuser(self) -> AsyncIterator[AsyncSession]:
        """A session that row-level security does not bind, in the test's transaction."""
        await self.connection.execute(text("SET LOCAL ROLE NONE"))
        async with AsyncSession(
            self.connection, expire_on_commit=False, join_transaction_mode="rollback_only"
        ) as session:
            yield session
            await session.commit()
        await self.connection.execute(text("SET LOCAL ROLE atalaya_app"))

    async def all(self, statement: str, **values: Any) -> list[Any]:
        """Rows of a plain SQL question, past row-level security."""
        async with self.superuser() as session:
            return list((await session.execute(text(statement), values)).all())

    async def one(self, statement: str, **values: Any) -> Any:
        """The first column of the first row, past row-level security."""
        return (await self.all(statement, **values))[0][0]

    async def cookie(self, person: Any, *, strong: bool = False) -> str:
        """A living session of this person; the cookie's value."""
        token, row = sign_in_of(person, self.runtime.clock.now(), strong=strong)
        await self.add(row)
        return token

    async def run_jobs(self, rounds: int = 10) -> int:
        """Run everything that is queued and due, and what that queues; how many jobs ran. Raises what they raise."""
        ran = 0
        for _ in range(rounds):
            rows = await self.all(
                "DELETE FROM procrastinate_jobs WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()"
                " RETURNING id, task_name, args"
            )
            if not rows:
                return ran
            for row in sorted(rows):
                args = row.args if isinstance(row.args, dict) else orjson.loads(row.args)
                await run_once(self.runtime, None, all_jobs(self.runtime)[row.task_name], args)
                ran += 1
        raise AssertionError("jobs keep queueing jobs")

    @contextmanager
    def counted(self) -> Iterator[list[str]]:
        """The SQL statements of the block, without savepoints; with those that a session asks of the driver as rows."""
        statements: list[str] = []

        def note(_c: Any, _cu: Any, statement: str, *_rest: Any) -> None:
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                statements.append(statement)

        asked = ReadSession.rows

        async def rows(
            session: ReadSession, statement: ClauseElement, values: Mapping[str, Any], **how: bool
        ) -> list[Any]:
            statements.append(str(statement))
            return await asked(session, statement, values, **how)

        target = self.connection.sync_connection
        event.listen(target, "before_cursor_execute", note)
        try:
            with patch.object(ReadSession, "rows", rows):
                yield statements
        finally:
            event.remove(target, "before_cursor_execute", note)
