"""Where a service plays its part of the demonstration: the cast acts in turn, at moments of its own clock."""

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import TextClause, text

from atalaya_platform.access.caller import Caller, caller_from
from atalaya_platform.clock import ManualClock
from atalaya_platform.database.session import WriteSession, open_person
from atalaya_platform.directory.demonstration import queries
from atalaya_platform.directory.demonstration.cast import person_id
from atalaya_platform.runtime import Runtime

_SYSTEM = text("SELECT become_system()")
_PERSON = text("SELECT become(:person, true)")


class Stage:
    """One system's session on which people of the cast act in turn, never later than now, and which is the system's
    again, with its own clock, once the play is over.
    """

    def __init__(self, session: WriteSession, runtime: Runtime) -> None:
        self.session = session
        self.runtime = runtime
        self.now = runtime.clock.now()
        self._clock = session.clock

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.session.clock = self._clock
        if error is None:
            await self.session.execute(_SYSTEM)

    async def enter(self, key: str, at: datetime) -> Caller:
        """Act as a person from now on, signed in with a passkey, at this moment."""
        self.session.clock = ManualClock(min(at, self.now))
        row = await open_person(self.session, person_id(key), strong=True, reading=False)
        return caller_from(row, self.runtime.registry.grants)


async def forget(session: WriteSession, statements: Sequence[TextClause]) -> None:
    """Run these statements for everybody of the cast, whose id is their `:person`, in a system's session.

    First as the system, which sees everything but what is for named people; then as each person, suspended or not,
    who sees that.
    """
    people = await queries.persons(session)
    for actor in (_SYSTEM, _PERSON):
        for person in people:
            await session.execute(actor, {"person": person} if actor is _PERSON else {})
            for statement in statements:
                await session.execute(statement, {"person": person})
    await session.execute(_SYSTEM)
