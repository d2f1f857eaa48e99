"""The ledger of a transaction: its audit entries, events, jobs and search changes, written by one call."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from atalaya_platform.events.event import Event

if TYPE_CHECKING:
    from atalaya_platform.access.caller import Caller
    from atalaya_platform.database.session import WriteSession


@dataclass(frozen=True)
class LiveEvent:
    """An event as it lies in a stream; `seq` is 0 until the database has given it."""

    stream: str
    type: str
    at: datetime
    data: dict[str, Any]
    seq: int = 0


@dataclass
class Revoked:
    """Whose sockets end or are checked again once this transaction is durable."""

    persons: set[UUID] = field(default_factory=set)
    sessions: set[UUID] = field(default_factory=set)
    streams: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        return bool(self.persons or self.sessions or self.streams)


@dataclass
class Ledger:
    """What the running transaction will leave behind besides its rows.

    `recorded` are the events that were written already, `queued` says whether jobs were.
    """

    audit: list[dict[str, Any]] = field(default_factory=list)
    events: list[LiveEvent] = field(default_factory=list)
    jobs: list[dict[str, Any]] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)
    revoked: Revoked = field(default_factory=Revoked)
    recorded: list[LiveEvent] = field(default_factory=list)
    queued: bool = False
    request_id: str = ""

    def __bool__(self) -> bool:
        return bool(self.audit or self.events or self.jobs or self.changes)

    def payload(self) -> dict[str, Any]:
        """The argument of the database's `record_act`."""
        return {
            "audit": self.audit,
            "events": [
                {"stream": e.stream, "type": e.type, "at": e.at.isoformat(), "data": e.data, "seq": e.seq or None}
                for e in self._in_order()
            ],
            "jobs": self.jobs,
            "changes": self.changes,
        }

    def _in_order(self) -> list[LiveEvent]:
        """Streams are locked in one order everywhere, so that no two transactions wait for each other."""
        return sorted(self.events, key=lambda event: event.stream)

    def written(self, numbers: list[int], data: dict[str, Any] | None = None) -> None:
        """Note that the database has recorded this ledger, giving its events these numbers.

        `data` is added to what the events say, where the database completed them.
        """
        for event, seq in zip(self._in_order(), numbers, strict=True):
            self.recorded.append(replace(event, seq=seq, data={**event.data, **data} if data else event.data))
        self.queued = self.queued or bool(self.jobs)
        self.forget()

    def forget(self) -> None:
        """Drop what was not recorded: it did not happen after all."""
        self.audit, self.events, self.jobs, self.changes = [], [], [], []


def audit(
    session: "WriteSession",
    caller: "Caller | None",
    act: str,
    object_type: str = "",
    object_id: UUID | str = "",
    **detail: Any,
) -> None:
    """Record who did what in the hash-chained log, in this transaction. Never put labelled content in `detail`."""
    if caller and caller.request_id:
        session.ledger.request_id = caller.request_id
    seal(session, caller.person_id if caller else None, act, object_type, object_id, detail)


def seal(
    session: "WriteSession",
    person_id: UUID | None,
    act: str,
    object_type: str,
    object_id: UUID | str,
    detail: dict[str, Any],
) -> None:
    """`audit` where there is a person but no caller yet: signing in."""
    session.ledger.audit.append(
        {
            "person_id": str(person_id) if person_id else None,
            "act": act,
            "object_type": object_type,
            "object_id": str(object_id),
            "request_id": session.ledger.request_id,
            "detail": detail,
        }
    )


def emit(session: "WriteSession", event: Event, streams: Iterable[str] = (), *, seq: int = 0) -> None:
    """Tell the event to its handlers (as jobs of this transaction) and to these streams.

    `seq` is given only where the act already took the stream's next number itself.
    """
    at = session.clock.now()
    live = event.live()
    for stream in dict.fromkeys(streams):
        session.ledger.events.append(LiveEvent(stream, event.type, at, live, seq))
    for handler in session.handlers.get(event.type, ()):
        defer(session, "handle_event", handler=handler, event_type=event.type, event=event.model_dump(mode="json"))


def defer(
    session: "WriteSession",
    task: str,
    *,
    at: datetime | None = None,
    lock: str | None = None,
    queueing_lock: str | None = None,
    queue: str = "default",
    **args: Any,
) -> None:
    """Queue a job that exists exactly if this transaction commits. `at` delays it."""
    session.ledger.jobs.append(
        {
            "task": task,
            "at": at.isoformat() if at else None,
            "lock": lock,
            "queueing_lock": queueing_lock,
            "queue": queue,
            "args": args,
        }
    )


def changed(session: "WriteSession", kind: str, object_id: UUID) -> None:
    """Say that the search document of this object is out of date."""
    session.ledger.changes.append((kind, str(object_id)))


def revoke(
    session: "WriteSession",
    *,
    persons: Iterable[UUID] = (),
    sessions: Iterable[UUID] = (),
    streams: Iterable[str] = (),
) -> None:
    """After the commit, end these sessions' sockets and check again what these persons and streams' readers may read.

    Call it wherever a session ends, a membership, a recipient or a label changes, or somebody wants to be seen or not.
    """
    revoked = session.ledger.revoked
    revoked.persons.update(persons)
    revoked.sessions.update(sessions)
    revoked.streams.update(streams)
