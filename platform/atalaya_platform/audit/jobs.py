"""The hourly anchor of the audit log."""

import asyncio
from typing import Any

import structlog

from atalaya_platform.audit.anchors import write_anchor
from atalaya_platform.audit.queries import heads
from atalaya_platform.database.session import WriteSession
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)


async def anchor(session: WriteSession, runtime: Runtime, **_: Any) -> None:
    """Write the chains' heads, signed, to the data folder and to the log; nothing when nothing was audited."""
    current = await heads(session)
    line = await asyncio.to_thread(write_anchor, runtime.settings.data, runtime.clock.now(), current)
    if line is not None:
        log.info("audit anchor", line=line.decode())


ANCHOR = Job("audit.anchor", anchor, cron="7 * * * *")
