"""The unit of work: one transaction per request or job, one commit, in this place and nowhere else."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, cast
from uuid import UUID

import orjson
import psycopg
from psycopg.rows import RowFactory, namedtuple_row, tuple_row
from psycopg.types.json import Jsonb
from sqlalchemy import ClauseElement, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.util import greenlet_spawn

from atalaya_platform.clock import Clock, SystemClock
from atalaya_platform.events.ledger import Ledger, LiveEvent, Revoked

OnCommit = Callable[[Sequence[LiveEvent], Revoked], Awaitable[None]]

_RECORD = b"SELECT record_act(%s)"
_OPEN_SESSION = b"SELECT open_session(%s, %s, %s, %s)"
_OPEN_TOKEN = b"SELECT open_api_token(%s, %s, %s)"
_OPEN_PERSON = b"SELECT open_person(%s, %s, %s)"
_SYSTEM = text("SELECT become_system()")
_ALIVE = text("SELECT 1")
_PLAN_ONCE = b"SET LOCAL plan_cache_mode = force_generic_plan"
_DIALECT = make_url("postgresql+psycopg://").get_dialect()()


@lru_cache(maxsize=1024)
def _written_out(statement: ClauseElement) -> tuple[bytes, dict[str, Any]]:
    """A statement as SQL for the driver, with the values that it brings along."""
    compiled = statement.compile(dialect=_DIALECT)
    return str(compiled).encode(), dict(compiled.params)


class _OneConnection(Session):
    """The toolkit's session on the one connection of a unit of work, which whoever needs it first takes from the pool.

    So a request that asks only the driver pays for none of the session's bookkeeping, which costs more than a query.
    """

    def __init__(self, *args: Any, pool: Engine | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.pool = pool
        self.taken: Connection | None = None

    def get_bind(self, *args: Any, **options: Any) -> Connection | Engine:
        return super().get_bind(*args, **options) if self.pool is None else self.take(self.pool)

    def take(self, pool: Engine) -> Connection:
        if self.taken is None:
            self.taken = pool.connect()
        return self.taken


@event.listens_for(_OneConnection, "do_orm_execute")
def _read_locked_rows_again(state: ORMExecuteState) -> None:
    """What is selected for an update is as it is now, and not as this transaction saw it before it had the lock.

    The toolkit would hand out the object that it has already, whose version somebody else may have raised meanwhile.
    """
    if state.is_select and getattr(state.statement, "_for_update_arg", None) is not None:
        state.session.flush()
        state.update_execution_options(populate_existing=True)


class ReadSession(AsyncSession):
    """A transaction that reads as the actor. The database refuses writes in it."""

    sync_session_class = _OneConnection
    sync_session: _OneConnection
    clock: Clock = SystemClock()
    _driver: psycopg.AsyncConnection[Any] | None = None
    _plans_once = False
    finished = False
    """Whether its last call committed it; what is asked afterwards is asked in a transaction that leaves nothing."""

    async def call(self, function: bytes, *values: Any) -> Any:
        """What a function of the database returns, called on this transaction's own driver connection.

        For the few calls that every request makes: the toolkit in between costs as much as the call itself. Pending
        rows are not flushed. Errors are the toolkit's, so that a lost server empties the pool as usual.
        """
        cursor = await self._asked(function, values, tuple_row)
        row = await cursor.fetchone()
        return row[0] if row else None

    async def last_call(self, function: bytes, *values: Any) -> Any:
        """`call`, sent together with the COMMIT: for an act that is the whole transaction and takes a busy lock.

        The lock is then held for as long as the server needs, and not until this process gets round to committing.
        Whatever the function returns has been committed, so one that refuses must have written nothing. In a test's
        outer transaction it is an ordinary call.
        """
        if self.sync_session.pool is None:
            return await self.call(function, *values)
        driver = self._driver = self._driver or await self._open_driver()
        try:
            async with driver.pipeline():
                cursor = await driver.cursor(row_factory=tuple_row).execute(function, values)
                await driver.commit()
            self.finished = True
            row = await cursor.fetchone()
        except psycopg.Error as error:
            raise await self._translated(driver, function, error) from error
        return row[0] if row else None

    async def rows(
        self, statement: ClauseElement, values: Mapping[str, Any], *, planned_once: bool = False
    ) -> list[Any]:
        """The rows of a statement as tuples with names, asked of this transaction's own driver connection.

        For the statements of the busiest pages, which are built once and kept: each is written out as SQL once.
        Every parameter without a value of its own is in `values`, as the driver takes it. Pending rows are flushed.
        `planned_once` has the database plan the statement, and what follows in the transaction, once and for all
        values, where planning costs more than the answer.
        """
        if self.new or self.dirty or self.deleted:
            await self.flush()
        query, given = _written_out(statement)
        if planned_once and not self._plans_once:
            await self._asked(_PLAN_ONCE, (), tuple_row)
            self._plans_once = True
        cursor = await self._asked(query, {**given, **values}, namedtuple_row)
        return await cursor.fetchall()

    async def _asked(self, query: bytes, values: Any, rows: RowFactory[Any]) -> psycopg.AsyncCursor[Any]:
        if self._driver is None:
            self._driver = await self._open_driver()
        try:
            return await self._driver.cursor(row_factory=rows).execute(query, values)
        except psycopg.Error as error:
            raise await self._translated(self._driver, query, error) from error

    async def _translated(
        self, driver: psycopg.AsyncConnection[Any], query: bytes, error: psycopg.Error
    ) -> BaseException:
        """The toolkit's error for the driver's; of a lost server it hears itself, and empties its pool."""
        if driver.closed:
            await self.execute(_ALIVE)
        return DBAPIError.instance(query.decode(), None, error, psycopg.Error)

    async def _open_driver(self) -> psycopg.AsyncConnection[Any]:
        pool = self.sync_session.pool
        if pool is not None:
            taken = await greenlet_spawn(self.sync_session.take, pool)
            return cast(psycopg.AsyncConnection[Any], taken.connection.driver_connection)
        raw = await (await self.connection()).get_raw_connection()
        return cast(psycopg.AsyncConnection[Any], raw.driver_connection)

    async def commit(self) -> None:
        """Commit what was done through the toolkit and through the driver: it is one transaction."""
        if self.in_transaction() or self._driver is None:
            await super().commit()
            return
        try:
            await self._driver.commit()
        except psycopg.Error as error:
            raise await self._translated(self._driver, b"COMMIT", error) from error

    async def rollback(self) -> None:
        """Undo both."""
        if self.in_transaction():
            await super().rollback()
        if self.sync_session.taken is not None and self._driver is not None and not self._driver.closed:
            await self._driver.rollback()

    async def close(self) -> None:
        """Let go of the connection; the pool undoes what is left of its transaction."""
        if self.in_transaction() or self.sync_session.pool is None:
            await super().close()
        taken, self.sync_session.taken = self.sync_session.taken, None
        if taken is not None:
            await greenlet_spawn(taken.close)


class WriteSession(ReadSession):
    """A transaction that may write. Its ledger becomes rows right before the one commit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ledger = Ledger()
        self.handlers: Mapping[str, tuple[str, ...]] = {}

    def require_nothing_left(self) -> None:
        """Refuse what was added after the last call: it would be lost, or half of an act."""
        if self.new or self.dirty or self.deleted or self.ledger:
            raise RuntimeError("something was changed after the transaction's last call")


class Database:
    """Where units of work come from. `bind` is an engine, or in tests one connection inside a transaction.

    `handlers` maps an event type to the names of its handlers; `on_commit` gets the live events that became
    durable, and whose sockets to check, for fan-out; `on_jobs` is called when jobs did. `refuses_writes_when_reading`
    makes GET requests read-only transactions, which one shared outer transaction of a test cannot have.
    """

    def __init__(self, bind: AsyncEngine | AsyncConnection, clock: Clock | None = None) -> None:
        self.bind = bind
        self.refuses_writes_when_reading = isinstance(bind, AsyncEngine)
        self.clock: Clock = clock or SystemClock()
        self.handlers: Mapping[str, tuple[str, ...]] = {}
        self.on_commit: OnCommit | None = None
        self.on_jobs: Callable[[], None] | None = None

    def _session(self) -> WriteSession:
        options: dict[str, Any] = {"expire_on_commit": False, "autoflush": False}
        if isinstance(self.bind, AsyncConnection):
            session = WriteSession(self.bind, join_transaction_mode="create_savepoint", **options)
        else:
            session = WriteSession(pool=self.bind.sync_engine, **options)
        session.clock = self.clock
        session.handlers = self.handlers
        return session

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[WriteSession]:
        """A transaction of nobody: sees only what is public until an actor is set. Commits at the end.

        What the ledger holds is written in the same transaction; after the commit its events fan out. Any
        exception rolls everything back and is raised again.
        """
        session = self._session()
        try:
            yield session
            if session.finished:
                session.require_nothing_left()
            else:
                if session.new or session.dirty or session.deleted:
                    await session.flush()
                await record(session)
                await session.commit()
        except BaseException:
            await session.rollback()
            raise
        finally:
            await session.close()
        if self.on_jobs is not None and session.ledger.queued:
            self.on_jobs()
        if self.on_commit is not None and (session.ledger.recorded or session.ledger.revoked):
            await self.on_commit(session.ledger.recorded, session.ledger.revoked)

    @asynccontextmanager
    async def system(self) -> AsyncIterator[WriteSession]:
        """A transaction of the system itself: jobs, sign-in. It reads everything but named-only content."""
        async with self.unit() as session:
            await session.execute(_SYSTEM)
            yield session

    @asynccontextmanager
    async def as_person(self, person_id: UUID, *, strong: bool = False) -> AsyncIterator[WriteSession]:
        """A transaction as somebody, for jobs that act for one person (a digest, an export)."""
        async with self.unit() as session:
            await open_person(session, person_id, strong=strong, reading=False)
            yield session


async def record(session: WriteSession) -> None:
    """Write what the ledger holds; the events, with their numbers, wait there for the commit."""
    ledger = session.ledger
    if not ledger:
        return
    numbers = await session.call(_RECORD, Jsonb(ledger.payload()))
    ledger.written(numbers)


async def open_session(session: ReadSession, token_hash: bytes, idle: timedelta, *, reading: bool) -> Any:
    """Take on the identity behind a session cookie; None if there is no such living session."""
    return await session.call(_OPEN_SESSION, token_hash, session.clock.now(), idle, reading)


async def open_api_token(session: ReadSession, token_hash: bytes, *, reading: bool) -> Any:
    """Take on the identity behind an API token, without a passkey's strength; None if it does not live."""
    return await session.call(_OPEN_TOKEN, token_hash, session.clock.now(), reading)


async def open_person(session: ReadSession, person_id: UUID | None, *, strong: bool, reading: bool) -> Any:
    """Take on a person's identity, or nobody's; None if the person is not active."""
    return await session.call(_OPEN_PERSON, person_id, strong, reading)


@asynccontextmanager
async def elevated(session: ReadSession) -> AsyncIterator[None]:
    """Act as the system for a few statements that the actor's own rights cannot cover, such as joining a group.

    Platform code only, each use explained. Pending rows are flushed at both ends so that nothing else slips in,
    and the actor is computed afresh afterwards, so that a membership made here counts at once. Within itself, or in
    a transaction that is the system's anyway, it changes nothing.
    """
    person = (await session.execute(text("SELECT actor_person(), actor_strong(), actor_system()"))).one()
    await session.flush()
    if person[2]:
        yield
        await session.flush()
        return
    await session.execute(_SYSTEM)
    try:
        yield
        await session.flush()
    finally:
        if session.is_active:
            await session.execute(text("SELECT become(:who, :strong)"), {"who": person[0], "strong": person[1]})


def dumps(value: Any) -> str:
    """JSON for database columns and stream frames."""
    return orjson.dumps(value, default=str).decode()


def iso(moment: datetime) -> str:
    return moment.isoformat()
