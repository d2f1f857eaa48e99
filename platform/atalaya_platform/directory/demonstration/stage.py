"""Where a service plays its part of the demonstration: the cast acts in turn, at moments of its own clock."""

from datetime import datetime

from atalaya_platform.access.caller import Caller, caller_from
from atalaya_platform.clock import ManualClock
from atalaya_platform.database.session import WriteSession, open_person
from atalaya_platform.directory.demonstration.cast import person_id
from atalaya_platform.runtime import Runtime


class Stage:
    """One session on which people of the cast act in turn, never later than now."""

    def __init__(self, session: WriteSession, runtime: Runtime) -> None:
        self.session = session
        self.runtime = runtime
        self.now = runtime.clock.now()

    async def enter(self, key: str, at: datetime) -> Caller:
        """Act as a person from now on, signed in with a passkey, at this moment."""
        self.session.clock = ManualClock(min(at, self.now))
        row = await open_person(self.session, person_id(key), strong=True, reading=False)
        return caller_from(row, self.runtime.registry.grants)
