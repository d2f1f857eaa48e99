"""The unit of work: one transaction per request or job, one commit, in this place and nowhere else."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession


from atalaya_platform.clock import Clock, SystemClock
from atalaya_platform.events.ledger import Ledger, LiveEvent, Revoked

OnCommit = Callable[[Sequence[LiveEvent], Revoked], Awaitable[None]]

_RECORD = text("SELECT record_act(:payload)").bindparams(bindparam("payload", type_=JSONB))
_OPEN_SESSION = text("SELECT open_session(:hash, :moment, :idle, :reading)")
_OPEN_TOKEN = text("SELECT open_api_token(:hash, :moment, :reading)")
_OPEN_PERSON = text("SELECT open_person(:person, :strong, :reading)")
_SYSTEM = text("SELECT become_system()")


class ReadSession(AsyncSession):
    """A transaction that reads as the actor. The database refuses writes in it."""

    clock: Clock = SystemClock()


class WriteSession(ReadSession):
    """A transaction that may write. Its ledger becomes rows right before the one commit."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ledger = Ledger()
        self.handlers: Mapping[str, tuple[str, ...]] = {}


class Database:
    """Where units of work come from. `bind` is an engine, or in tests one connection inside a transaction.

    `handlers` maps an event type to the names of its handlers; `on_commit` gets the live events that became
    durable, and whose sockets to check, for fan-out. `refuses_writes_when_reading` makes GET requests read-only
    transactions, which one shared outer transaction of a test cannot have.
    """

    def __init__(self, bind: AsyncEngine | AsyncConnection, clock: Clock | None = None) -> None:
        self.bind = bind
        self.refuses_writes_when_reading = isinstance(bind, AsyncEngine)
        self.clock: Clock = clock or SystemClock()
        self.handlers: Mapping[str, tuple[str, ...]] = {}
        self.on_commit: OnCommit | None = None

    def _session(self) -> WriteSession:
        options: dict[str, Any] = {"expire_on_commit": False, "autoflush": False}
        if isinstance(self.bind, AsyncConnection):
            options["join_transaction_mode"] = "create_savepoint"
        session = WriteSession(self.bind, **options)
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
        events: list[LiveEvent] = []
        try:
            yield session
            await session.flush()
            if session.ledger:
                events = await self._record(session)
            await session.commit()
        except BaseException:
            await session.rollback()
            raise
        finally:
            await session.close()
        if self.on_commit is not None and (events or session.ledger.revoked):
            await self.on_commit(events, session.ledger.revoked)

    async def _record(self, session: WriteSession) -> list[LiveEvent]:
        ledger = session.ledger
        numbers = (await session.execute(_RECORD, {"payload": ledger.payload()})).scalar_one()
        ordered = sorted(ledger.events, key=lambda event: event.stream)
        return [replace(event, seq=seq) for event, seq in zip(ordered, numbers, strict=True)]

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


async def open_session(session: ReadSession, token_hash: bytes, idle: timedelta, *, reading: bool) -> Any:
    """Take on the identity behind a session cookie; None if there is no such living session."""
    values = {"hash": token_hash, "moment": session.clock.now(), "idle": idle, "reading": reading}
    return (await session.execute(_OPEN_SESSION, values)).scalar_one()


async def open_api_token(session: ReadSession, token_hash: bytes, *, reading: bool) -> Any:
    """Take on the identity behind an API token, without a passkey's strength; None if it does not live."""
    values = {"hash": token_hash, "moment": session.clock.now(), "reading": reading}
    return (await session.execute(_OPEN_TOKEN, values)).scalar_one()


async def open_person(session: ReadSession, person_id: UUID | None, *, strong: bool, reading: bool) -> Any:
    """Take on a person's identity, or nobody's; None if the person is not active."""
    values = {"person": person_id, "strong": strong, "reading": reading}
    return (await session.execute(_OPEN_PERSON, values)).scalar_one()


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
