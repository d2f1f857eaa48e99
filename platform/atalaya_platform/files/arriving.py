"""What every file that is brought goes through: the virus scanner, then the store, before a row speaks of it."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import structlog

from atalaya_platform.access.caller import Caller
from atalaya_platform.events.ledger import audit
from atalaya_platform.files.adapter import store_of
from atalaya_platform.files.antivirus import FileInfected, ScannerUnavailable, admit, scanner_at
from atalaya_platform.files.errors import FileNotTaken, store_unavailable
from atalaya_platform.files.receiving import Received
from atalaya_platform.files.store import StoreUnavailable
from atalaya_platform.http.problems import Unavailable
from atalaya_platform.http.wording import told
from atalaya_platform.ids import new_id
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)

NOT_SCANNED = "not configured"
SCANNED = "clean"


async def scanned(runtime: Runtime, caller: Caller, upload: Received, *, act: str, about: str) -> str:
    """What the virus scanner said. A refusal is audited as `act`. Raises FileNotTaken or Unavailable."""
    try:
        verdict = await admit(scanner_at(runtime.settings.clamd), upload.chunks())
    except FileInfected as error:
        async with runtime.database.as_person(caller.person_id) as session:
            audit(session, caller, act, about, sha256=upload.sha256.hex(), found=error.name)
        raise FileNotTaken(told(error), reason="infected", fields={"file": told(error)}) from error
    except ScannerUnavailable as error:
        log.error("no virus scanner, so no files", reason=error.reason)
        raise Unavailable(told(error), headers={"Retry-After": "60"}) from error
    return SCANNED if verdict else NOT_SCANNED


@asynccontextmanager
async def stored(runtime: Runtime, upload: Received) -> AsyncIterator[UUID]:
    """The bytes in the store under a new id, before their row: a row always has its bytes.

    When the block fails they are taken back, and if even that fails the clean-up job finds them.
    """
    store, file_id = store_of(runtime), new_id()
    try:
        await store.put(file_id, upload.chunks(), limit=upload.size)
    except StoreUnavailable as error:
        log.error("the file store does not answer", reason=str(error))
        raise store_unavailable() from error
    try:
        yield file_id
    except BaseException:
        with contextlib.suppress(StoreUnavailable):
            await store.delete(file_id)
        raise
