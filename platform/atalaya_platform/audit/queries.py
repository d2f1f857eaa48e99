"""Reading the audit log as it was sealed."""

from collections.abc import AsyncIterator

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from atalaya_platform.audit.chain import Sealed
from atalaya_platform.database.session import ReadSession

_COLUMNS = (
    "chain, seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') AS moment,"
    " coalesce(person_id::text, '') AS person_id, act, object_type, object_id, request_id, detail::text AS detail,"
    " previous, hash"
)
_ENTRIES = text(f"SELECT {_COLUMNS} FROM audit_entry ORDER BY chain, seq")
_AFTER = text("SELECT seq FROM audit_entry WHERE chain = :chain AND hash = :hash ORDER BY seq LIMIT 1")
_HEADS = text("SELECT chain, seq, hash FROM audit_head ORDER BY chain")
_COUNT = text("SELECT count(*) FROM audit_entry")
_BATCH = 5000

Heads = dict[int, tuple[int, bytes]]
"""Of each chain, the number and the hash of its last entry."""


async def sealed_entries(connection: AsyncConnection) -> AsyncIterator[Sealed]:
    """Every entry, chain by chain, in order; streamed, so that the log's length does not matter."""
    options = {"yield_per": _BATCH}
    async with connection.stream(_ENTRIES, execution_options=options) as rows:
        async for row in rows:
            yield Sealed(
                row.chain,
                row.seq,
                row.moment,
                row.person_id,
                row.act,
                row.object_type,
                row.object_id,
                row.request_id,
                row.detail,
                bytes(row.previous),
                bytes(row.hash),
            )


async def seq_of_hash(connection: AsyncConnection, chain: int, wanted: bytes) -> int | None:
    """The number of the entry with this hash."""
    values = {"chain": chain, "hash": wanted}
    return (await connection.execute(_AFTER, values)).scalar_one_or_none()


async def heads(connection: AsyncConnection | ReadSession) -> Heads:
    """The chains' heads."""
    return {row.chain: (row.seq, bytes(row.hash)) for row in await connection.execute(_HEADS)}


async def entry_count(connection: AsyncConnection) -> int:
    return int((await connection.execute(_COUNT)).scalar_one())
