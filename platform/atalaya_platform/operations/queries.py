"""What operators ask of the database itself, in plain SQL: sizes, roles, leftovers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from atalaya_platform.database.session import ReadSession

_SIZE = text("SELECT pg_database_size(current_database())")
_SNAPSHOT = text("SELECT pg_export_snapshot()")
_TABLE = text("SELECT to_regclass('public.person') IS NOT NULL AND to_regclass('public.file') IS NOT NULL")
_FILLED = text(
    "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM file) OR EXISTS (SELECT 1 FROM audit_entry)"
)
_FILES = text("SELECT id::text, size, sha256 FROM stored_file ORDER BY id")
_END_SESSIONS = text("UPDATE sign_in_session SET ended_at = now() WHERE ended_at IS NULL")
_EMPTY = ("DROP SCHEMA public CASCADE", "CREATE SCHEMA public")


@dataclass(frozen=True)
class KnownFile:
    """A file as the database knows it."""

    id: str
    size: int
    sha256: bytes


def database_size(connection: Connection) -> int:
    """Bytes on the server's disk."""
    return int(connection.execute(_SIZE).scalar_one())


def export_snapshot(connection: Connection) -> str:
    """A name under which other connections see what this transaction sees, as long as it stays open."""
    return str(connection.execute(_SNAPSHOT).scalar_one())


def is_filled(connection: Connection) -> bool:
    """Whether somebody has used this installation: a person, a file or an audit entry is there."""
    if not connection.execute(_TABLE).scalar_one():
        return False
    return bool(connection.execute(_FILLED).scalar_one())


def known_files(connection: Connection) -> list[KnownFile]:
    return [KnownFile(row.id, row.size, bytes(row.sha256)) for row in connection.execute(_FILES)]


def empty_schema(connection: Connection) -> None:
    """Throw away the schema of an unused installation, to make room for the one in a backup."""
    for statement in _EMPTY:
        connection.execute(text(statement))


def end_sessions(connection: Connection) -> None:
    """Everybody signs in again: a session that was ended after the backup must not live again."""
    connection.execute(_END_SESSIONS)


@dataclass(frozen=True)
class Jobs:
    """The state of the queue. Ages are in seconds; None when there is no such row."""

    heartbeat: float | None
    oldest: float | None
    waiting: int
    dead: dict[str, int]


_HEARTBEAT = text("SELECT extract(epoch FROM now() - max(last_heartbeat)) FROM procrastinate_workers")
_WAITING = text(
    "SELECT count(*), extract(epoch FROM max(now() - due)) FROM (SELECT coalesce(j.scheduled_at, e.at, now()) AS due"
    " FROM procrastinate_jobs j LEFT JOIN LATERAL (SELECT min(at) AS at FROM procrastinate_events e"
    " WHERE e.job_id = j.id) e ON true WHERE j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now()) waiting"
)
_DEAD = text("SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed' GROUP BY 1 ORDER BY 2 DESC")
_NOW = text("SELECT clock_timestamp()")
_VERSION = text("SHOW server_version_num")
_BROKEN_HEADS = text(
    "SELECT h.chain FROM audit_head h LEFT JOIN LATERAL (SELECT seq, hash FROM audit_entry e WHERE e.chain = h.chain"
    " ORDER BY seq DESC LIMIT 1) last ON true WHERE h.seq <> coalesce(last.seq, 0)"
    " OR (last.seq IS NOT NULL AND h.hash <> last.hash) ORDER BY 1"
)
_FAILED_MAILS = text("SELECT count(*) FROM mail WHERE state = 'failed' AND created_at > now() - interval '1 day'")
_ENTRY = text("SELECT hash FROM audit_entry WHERE chain = :chain AND seq = :seq")


async def worker_silence(session: ReadSession) -> float | None:
    """Seconds since any worker's last sign of life; None when there is no worker."""
    return _seconds((await session.execute(_HEARTBEAT)).scalar_one())


async def job_state(session: ReadSession) -> Jobs:
    """How the background jobs do."""
    heartbeat = await worker_silence(session)
    waiting, oldest = (await session.execute(_WAITING)).one()
    dead = {row[0]: int(row[1]) for row in await session.execute(_DEAD)}
    return Jobs(heartbeat, _seconds(oldest), int(waiting), dead)


def _seconds(value: object) -> float | None:
    return None if value is None else float(str(value))


async def database_clock(session: ReadSession) -> datetime:
    moment: datetime = (await session.execute(_NOW)).scalar_one()
    return moment


async def database_version(session: ReadSession) -> int:
    """The server's major version."""
    return int((await session.execute(_VERSION)).scalar_one()) // 10_000


async def broken_heads(session: ReadSession) -> list[int]:
    """Chains of the audit log whose head is not their last entry."""
    return list((await session.execute(_BROKEN_HEADS)).scalars())


async def audit_hash(session: ReadSession, chain: int, seq: int) -> bytes | None:
    """The hash of one audit entry."""
    found = (await session.execute(_ENTRY, {"chain": chain, "seq": seq})).scalar_one_or_none()
    return None if found is None else bytes(found)


async def failed_mails(session: ReadSession) -> int:
    """Mails of the last day that could not be delivered."""
    return int((await session.execute(_FAILED_MAILS)).scalar_one())
