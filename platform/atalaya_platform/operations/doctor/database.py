"""The database: reachable, new enough, safe, migrated; its jobs, its clock, its audit log."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from atalaya_platform.audit.anchors import anchors
from atalaya_platform.audit.chain import Finding
from atalaya_platform.database import migrate
from atalaya_platform.database.engine import UnsafeRole, assert_safe
from atalaya_platform.database.session import Database
from atalaya_platform.operations.doctor.line import Line, fault, ok, warning
from atalaya_platform.operations.queries import (
    audit_hash,
    broken_heads,
    database_clock,
    database_version,
    failed_mails,
    job_state,
)

OLDEST_VERSION = 16
HEARTBEAT = 60.0
"""Seconds after which a worker without a sign of life counts as dead; it shows one every five."""


async def server_lines(database: Database) -> list[Line]:
    """The server's version and clock."""
    async with database.system() as session:
        before = datetime.now(UTC)
        moment = await database_clock(session)
        after = datetime.now(UTC)
        version = await database_version(session)
    lines = []
    if version < OLDEST_VERSION:
        lines.append(
            fault("database", f"PostgreSQL {version} is too old", f"Upgrade the server to {OLDEST_VERSION} or newer.")
        )
    else:
        lines.append(ok("database", f"PostgreSQL {version} answers"))
    drift = max((before - moment).total_seconds(), (moment - after).total_seconds(), 0.0)
    found = f"this machine and the database are {drift:.1f} s apart"
    mend = "Let both machines set their clocks by NTP: one-time codes, sessions and the order of events need it."
    if drift > 15:
        return [*lines, fault("clock", found, mend)]
    return [*lines, warning("clock", found, mend) if drift > 2 else ok("clock", found)]


async def safety_lines(engine: AsyncEngine) -> list[Line]:
    """Whether the application's role can read past the access rule."""
    try:
        await assert_safe(engine)
    except UnsafeRole as error:
        return [fault("access rule", str(error), "Until this is mended the server refuses to start.")]
    return [ok("access rule", "the application's role cannot bypass it, and it is forced on every labelled table")]


async def schema_lines(app_url: str) -> list[Line]:
    """Whether the schema is the code's."""
    current, newest = migrate.current(app_url), migrate.newest()
    if current == newest:
        return [ok("schema", f"at revision {current}")]
    return [
        fault(
            "schema",
            f"at revision {current or 'none'}; this version of Atalaya needs {newest}",
            "Run `atalaya migrate` (with ATALAYA_DATABASE_OWNER_URL set). If the database is newer than the program, "
            "install the newer program instead.",
        )
    ]


async def job_lines(database: Database) -> list[Line]:
    """Whether somebody does the work in the background."""
    async with database.system() as session:
        jobs = await job_state(session)
        mails = await failed_mails(session)
    lines = []
    start = "Start the server with ATALAYA_WORKER=true (the default), or `atalaya worker` beside it."
    if jobs.heartbeat is None or jobs.heartbeat > HEARTBEAT:
        since = "has ever run" if jobs.heartbeat is None else f"has shown a sign of life for {jobs.heartbeat:.0f} s"
        lines.append(fault("worker", f"no worker {since}: mails, notifications and search stand still", start))
    else:
        lines.append(ok("worker", f"alive {jobs.heartbeat:.0f} s ago"))
    if jobs.oldest is not None and jobs.oldest > 300:
        found = f"{jobs.waiting} jobs wait, the oldest for {timedelta(seconds=int(jobs.oldest))}"
        lines.append(warning("jobs", found, f"{start} If one runs, look into its log, or start another."))
    else:
        lines.append(ok("jobs", f"{jobs.waiting} wait"))
    if jobs.dead:
        listed = ", ".join(f"{name} ({count})" for name, count in jobs.dead.items())
        mend = "The log says why each failed. What they were to do has not been done: mend the cause, then act again."
        lines.append(warning("dead jobs", f"given up after every attempt: {listed}", mend))
    if mails:
        mend = "Each person sees the reason under notifications. Check the addresses, and the mail server's log."
        lines.append(warning("mail", f"{mails} mails of the last day could not be delivered", mend))
    return lines


async def audit_lines(database: Database, data: Path) -> list[Line]:
    """A quick look at the audit log: heads and the last anchor. `atalaya audit verify` looks at all of it."""
    verify = "Run `atalaya audit verify`; it names what was changed or removed."
    kept = list(anchors(data))
    altered = [one for one in kept if isinstance(one, Finding)]
    if altered:
        return [fault("audit log", altered[0].text, verify)]
    async with database.system() as session:
        broken = await broken_heads(session)
        if broken:
            return [fault("audit log", f"the heads of chains {broken} are not their last entries", verify)]
        last = kept[-1] if kept else None
        if last is None or isinstance(last, Finding):
            mend = "The worker writes one every hour. Copy the folder `anchors` to where an intruder cannot write."
            return [warning("audit log", "there is no anchor outside the database yet", mend)]
        for chain, (seq, value) in last.heads.items():
            if seq and await audit_hash(session, chain, seq) != value:
                return [fault("audit log", f"chain {chain} no longer agrees with the anchor of {last.at}", verify)]
    return [ok("audit log", f"agrees with the last anchor, of {last.at}")]
