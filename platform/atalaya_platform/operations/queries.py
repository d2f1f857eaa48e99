"""What operators ask of the database itself, in plain SQL: sizes, roles, leftovers."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

_SIZE = text("SELECT pg_database_size(current_database())")
_SNAPSHOT = text("SELECT pg_export_snapshot()")
_TABLE = text("SELECT to_regclass('public.person') IS NOT NULL AND to_regclass('public.file') IS NOT NULL")
_FILLED = text(
    "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM file) OR EXISTS (SELECT 1 FROM audit_entry)"
)
_FILES = text("SELECT id::text, size, sha256 FROM file ORDER BY id")
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
