"""Cleaning up: uploads that were never attached, and bytes that no row knows."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.files.actions import discard
from atalaya_platform.files.adapter import store_of
from atalaya_platform.files.queries import forgotten_files, known_among
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)

KEPT = timedelta(hours=24)
"""How long an upload waits to be attached."""

BATCH = 500


async def throw_away(session: WriteSession, runtime: Runtime, *, file_id: str) -> None:
    """Delete a file's bytes, unless a row knows it after all."""
    wanted = UUID(file_id)
    if not await known_among(session, [wanted]):
        await store_of(runtime).delete(wanted)


async def forget_unattached(session: WriteSession, runtime: Runtime, **_: Any) -> None:
    """Delete uploads that nobody attached within 24 hours."""
    forgotten = await forgotten_files(session, runtime.clock.now() - KEPT, BATCH)
    for file in forgotten:
        await discard(session, file)
        audit(session, None, "files.file.expire", "file", file.id)


async def sweep(session: WriteSession, runtime: Runtime, **_: Any) -> None:
    """Delete bytes older than 24 hours that no row knows, such as a crash between storing and recording leaves."""
    store = store_of(runtime)
    before = runtime.clock.now() - KEPT
    batch: list[UUID] = []
    swept = 0

    async def clean() -> int:
        known = await known_among(session, batch)
        orphans = [one for one in batch if one not in known]
        for one in orphans:
            await store.delete(one)
        batch.clear()
        return len(orphans)

    async for file_id in store.ids(before):
        batch.append(file_id)
        if len(batch) >= BATCH:
            swept += await clean()
    if batch:
        swept += await clean()
    if swept:
        log.warning("bytes without a file were deleted from the store", files=swept)


JOBS = (
    Job("files.discard", throw_away, attempts=10),
    Job("files.forget_unattached", forget_unattached, cron="23 * * * *"),
    Job("files.sweep", sweep, cron="41 3 * * *"),
)
