"""Taking live access away: sessions that ended, memberships, recipients and labels that changed."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import orjson
import structlog
from sqlalchemy import text

from atalaya_platform.events.ledger import Revoked
from atalaya_platform.realtime.connection import TRY_AGAIN_LATER, Connection
from atalaya_platform.realtime.wire import frame

if TYPE_CHECKING:
    from atalaya_platform.realtime.hub import Hub

log = structlog.get_logger(__name__)

SIGNED_OUT = 4401
SIGNED_OUT_SECONDS = 2.0
"""How long the socket of an ended session may linger."""
NAMED_AT_ONCE = 50
"""Of persons, sessions and streams each, in one message between processes, so that the backplane carries it."""
SWEPT = 20
"""Connections whose access is checked again each second, in turn, in case a signal was lost."""

_ENDED = text(
    "SELECT id FROM sign_in_session WHERE id = ANY (:ids)"
    " AND (ended_at IS NOT NULL OR expires_at <= :now OR seen_at <= :idle_since)"
)
_CHANGES = text("SELECT access_changes()")


class Guard:
    """Stops delivery first and asks afterwards: nothing that was said after a change reaches who lost access by it."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._turn: list[Connection] = []
        self.revocations = 0
        """How many there were: whoever was just joining a stream is checked again if one came meanwhile."""
        self._told = 0
        self._looked: tuple[int, int] | None = None

    def revoke(self, revoked: Revoked) -> None:
        """End the sockets of revoked sessions in every process; check the others that are named."""
        named = {
            "persons": sorted(map(str, revoked.persons)),
            "sessions": sorted(map(str, revoked.sessions)),
            "streams": sorted(revoked.streams),
        }
        for start in range(0, max(map(len, named.values())), NAMED_AT_ONCE):
            part = {kind: names[start : start + NAMED_AT_ONCE] for kind, names in named.items()}
            self._hub.signal("revoke", **part)

    def revoked(self, message: dict[str, Any]) -> None:
        """A revocation, from here or another process."""
        sessions = set(message["sessions"])
        for connection in tuple(self._hub.connections):
            if str(connection.session_id) in sessions:
                connection.close(SIGNED_OUT, "signed out", linger=SIGNED_OUT_SECONDS)
        self._told += bool(message["persons"] or message["streams"])
        self.doubt(message["persons"], message["streams"])

    def doubt(self, persons: Iterable[str] = (), streams: Iterable[str] = ()) -> None:
        """Hold back everything from these persons, and these streams from everybody, until it is known who may read."""
        self.revocations += 1
        who, where = set(persons), set(streams)
        for connection in tuple(self._hub.connections):
            if connection.closing:
                continue
            named = str(connection.person_id) in who
            doubtful = connection.streams if named else connection.streams & where
            if named or doubtful:
                self._hold(connection, doubtful)
                self._hub.later(self.check(connection))

    def _hold(self, connection: Connection, doubtful: set[str]) -> None:
        for stream in doubtful:
            subscribers = self._hub.streams.get(stream)
            if subscribers is not None and connection in subscribers.connections:
                connection.held.setdefault(stream, subscribers.last)
                subscribers.connections.discard(connection)

    async def check(self, connection: Connection) -> None:
        """Ask which streams the person may still read; go on with those where they stopped, and end the others."""
        connection.checks += 1
        mine = connection.checks
        try:
            asked = frozenset(connection.streams)
            allowed, communities = await connection.readable(asked)
            if mine != connection.checks:
                return  # something changed again; the later check decides
            if communities != connection.communities:
                connection.communities = communities
                self._hub.presence.moved(connection.person_id)
            for stream in asked - set(allowed):
                self._hub.unsubscribe(connection, stream)
                connection.send(frame(orjson.dumps({"op": "revoked", "stream": stream}).decode()))
            held, connection.held = connection.held, {}
            for stream, last in held.items():
                if stream in allowed:
                    await self._hub.subscribe(connection, stream, allowed[stream], last, again=True)
        except Exception as error:
            log.warning("access could not be checked; the connection ends", error=str(error))
            connection.close(TRY_AGAIN_LATER, "access could not be checked; reconnect")

    async def sweep(self) -> None:
        """What signals would have done, for those that were lost.

        Whenever access changed and nobody told, every connection is checked; besides, some of them in turn.
        """
        changes = await self._close_ended()
        looked, self._looked = self._looked, (changes, self._told)
        if looked is not None and looked[0] != changes and looked[1] == self._told:
            self._turn = []
            await self._check_all(list(self._hub.connections))
        if not self._turn:
            self._turn = list(self._hub.connections)
        turn, self._turn = self._turn[:SWEPT], self._turn[SWEPT:]
        await self._check_all(turn)

    async def _check_all(self, connections: list[Connection]) -> None:
        for connection in connections:
            if not connection.closing:
                await self.check(connection)

    async def _close_ended(self) -> int:
        """Close the sockets of ended sessions; how many changes of access there have been."""
        sessions = {connection.session_id for connection in self._hub.connections}
        async with self._hub.database.system() as session:
            now = session.clock.now()
            values = {"ids": list(sessions), "now": now, "idle_since": now - self._hub.idle}
            ended = set((await session.execute(_ENDED, values)).scalars())
            changes = int((await session.execute(_CHANGES)).scalar_one())
        for connection in tuple(self._hub.connections):
            if connection.session_id in ended:
                connection.close(SIGNED_OUT, "signed out", linger=SIGNED_OUT_SECONDS)
        return changes
