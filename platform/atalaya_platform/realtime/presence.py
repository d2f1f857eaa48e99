"""Who is here: in memory, told between processes, never in the database."""

import asyncio
import time
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import orjson
import structlog
from sqlalchemy import text

from atalaya_platform.realtime.wire import frame

if TYPE_CHECKING:
    from atalaya_platform.realtime.connection import Connection
    from atalaya_platform.realtime.hub import Hub

log = structlog.get_logger(__name__)

OFFLINE = "offline"
ORDER = ("active", "away", OFFLINE)
"""A person at two screens is as present as at the livelier one."""
REFRESH_SECONDS = 20.0
EXPIRY_SECONDS = 65.0
"""A process that says nothing for this long is gone, and so are its people."""
TOLD_AT_ONCE = 40
"""People in one message between processes, so that it stays short."""

_SHOWN = text("SELECT id FROM person WHERE id = ANY (:people) AND show_presence")


class Presence:
    """What every process says of its own people, and so what they are altogether.

    A state goes only to those who share a community with the person. Whoever is invisible, or has switched presence
    off, is offline to everybody.
    """

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._said: dict[UUID, str] = {}
        self._known: dict[UUID, dict[str, tuple[str, frozenset[str], float]]] = {}
        self._states: dict[UUID, str] = {}

    def of(self, communities: Iterable[str]) -> dict[UUID, str]:
        """Those who are here and share one of these communities, with their states."""
        wanted = set(communities)
        return {
            person: state
            for person, state in self._states.items()
            if any(wanted & shared for _, shared, _ in self._known[person].values())
        }

    def changed(self, person: UUID) -> None:
        """One of the person's sockets here came, went or changed: tell it if that makes a difference."""
        state, communities = self._here(person)
        if self._said.get(person, OFFLINE) == state:
            return
        if state == OFFLINE:
            self._said.pop(person, None)
        else:
            self._said[person] = state
        self._tell([(person, state, communities)])

    def moved(self, person: UUID) -> None:
        """The person's communities changed: offline for those of before, and here for those of now."""
        if self._said.pop(person, None) is not None:
            self._tell([(person, OFFLINE, frozenset())])
        self.changed(person)

    def _here(self, person: UUID) -> tuple[str, frozenset[str]]:
        own = [one for one in self._hub.connections if one.person_id == person]
        shown = [one.presence for one in own if one.shows_presence and one.presence in ORDER]
        communities: frozenset[str] = frozenset().union(*[one.communities for one in own])
        return min(shown, key=ORDER.index, default=OFFLINE), communities

    def _tell(self, people: list[tuple[UUID, str, frozenset[str]]], *, ask: bool = False) -> None:
        for start in range(0, max(1, len(people)), TOLD_AT_ONCE):
            chosen = people[start : start + TOLD_AT_ONCE]
            told = [[str(person), state, sorted(shared)] for person, state, shared in chosen]
            self._hub.signal("presence", people=told, ask=ask)

    def heard(self, message: dict[str, Any]) -> None:
        """What a process, this one too, says of its people. `ask` is said by one that has just started."""
        until = time.monotonic() + EXPIRY_SECONDS
        for name, state, shared in message["people"]:
            person, communities = UUID(name), frozenset(shared)
            known = self._known.setdefault(person, {})
            if state == OFFLINE:
                gone = known.pop(message["from"], None)
                communities = communities or (gone[1] if gone else frozenset())
            else:
                known[message["from"]] = (state, communities, until)
            self._settle(person, communities)
        if message.get("ask") and message["from"] != self._hub.identity:
            self._repeat()

    def _settle(self, person: UUID, communities: frozenset[str]) -> None:
        known = self._known[person]
        state = min((state for state, _, _ in known.values()), key=ORDER.index, default=OFFLINE)
        if not known:
            del self._known[person]
        if self._states.get(person, OFFLINE) == state:
            return
        if state == OFFLINE:
            del self._states[person]
        else:
            self._states[person] = state
        payload = frame(orjson.dumps({"op": "presence", "person": str(person), "state": state}).decode())
        for connection in tuple(self._hub.connections):
            if connection.person_id != person and connection.communities & communities:
                connection.send(payload)

    def _repeat(self) -> None:
        people = [(person, state, self._here(person)[1]) for person, state in self._said.items()]
        if people:
            self._tell(people)

    async def keep_fresh(self) -> None:
        """Say again who is here, forget what fell silent, and notice who switched presence off."""
        self._tell([], ask=True)
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            try:
                await self._look_who_shows()
            except Exception as error:
                log.warning("could not look who shows their presence", error=str(error))
            self._repeat()
            self._forget(time.monotonic())

    async def look_again(self, persons: Iterable[str]) -> None:
        """Whether these people, as far as they have sockets here, still want to be seen; it may just have changed."""
        wanted = set(persons)
        try:
            await self._look_who_shows({one.person_id for one in self._hub.connections if str(one.person_id) in wanted})
        except Exception as error:
            log.warning("could not look who shows their presence", error=str(error))

    async def _look_who_shows(self, among: set[UUID] | None = None) -> None:
        people = {connection.person_id for connection in self._hub.connections} if among is None else among
        if not people:
            return
        async with self._hub.database.system() as session:
            shown = set((await session.execute(_SHOWN, {"people": list(people)})).scalars())
        for connection in tuple(self._hub.connections):
            if connection.person_id in people:
                self.show(connection, connection.person_id in shown)

    def show(self, connection: "Connection", shown: bool) -> None:
        """Whether this socket's person wants to be seen."""
        if connection.shows_presence != shown:
            connection.shows_presence = shown
            self.changed(connection.person_id)

    def _forget(self, now: float) -> None:
        for person in list(self._known):
            known = self._known[person]
            silent = [process for process, (_, _, until) in known.items() if until < now]
            shared: frozenset[str] = frozenset().union(*[known[process][1] for process in silent])
            for process in silent:
                del known[process]
            if silent:
                self._settle(person, shared)

    def leave_all(self) -> None:
        """This process stops: its people are offline, as far as it is concerned."""
        people = [(person, OFFLINE, self._here(person)[1]) for person in self._said]
        self._said = {}
        if people:
            self._tell(people)
