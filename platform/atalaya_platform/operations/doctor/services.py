"""The services around it: search, file store, virus scanner."""

from collections.abc import AsyncIterator

import aiosmtplib

from atalaya_platform.database.session import Database
from atalaya_platform.files.adapter import store_for
from atalaya_platform.files.antivirus import scanner_at
from atalaya_platform.files.store import StoreUnavailable
from atalaya_platform.ids import new_id
from atalaya_platform.mail.transport import smtp_settings
from atalaya_platform.operations.doctor.line import Line, fault, ok, warning
from atalaya_platform.search.indexing import lag
from atalaya_platform.search.lifespan import engine_for
from atalaya_platform.settings import Settings

LAG = 60.0
"""Seconds that an object may wait to be indexed before the doctor warns."""


async def search_lines(settings: Settings, database: Database) -> list[Line]:
    """Whether the engine answers, and how far it is behind."""
    engine = engine_for(settings)
    try:
        healthy = await engine.healthy()
    finally:
        await engine.close()
    where = settings.meilisearch_url or f"the index in {settings.data / 'search'}"
    lines = []
    if healthy:
        lines.append(ok("search", f"{where} answers"))
    elif settings.meilisearch_url:
        mend = "Start Meilisearch, and check ATALAYA_MEILISEARCH_URL and ATALAYA_MEILISEARCH_KEY. Writing goes on."
        lines.append(fault("search", f"Meilisearch at {where} does not answer", mend))
    else:
        mend = "The worker builds it when it starts. If this stays, run `atalaya search rebuild`. Writing goes on."
        lines.append(warning("search", f"{where} is not there or not complete", mend))
    async with database.system() as session:
        behind = await lag(session)
    found = f"{behind.waiting} objects wait to be indexed, the oldest for {behind.seconds:.0f} s"
    if behind.waiting and behind.seconds > LAG:
        mend = "See that a worker runs and that the engine answers; then they are indexed by themselves."
        return [*lines, warning("search lag", found, mend)]
    return [*lines, ok("search lag", found)]


async def store_lines(settings: Settings) -> list[Line]:
    """Whether files can be kept and fetched: one is written, and deleted."""
    store = store_for(settings)
    probe = new_id()

    async def one() -> AsyncIterator[bytes]:
        yield b"doctor"

    try:
        await store.put(probe, one(), limit=16)
        await store.delete(probe)
    except StoreUnavailable as error:
        where = settings.files_url or str(settings.data / "files")
        mend = "Check ATALAYA_FILES_URL and the AWS_* variables, or that the disk is there and has room."
        return [fault("files", f"{where} does not take files: {str(error)[:200]}", mend)]
    return [ok("files", f"{settings.files_url or settings.data / 'files'} takes files")]


async def antivirus_lines(settings: Settings) -> list[Line]:
    """Whether the virus scanner answers."""
    scanner = scanner_at(settings.clamd)
    if scanner is None:
        mend = "Install clamd and set ATALAYA_CLAMD to its host:port or unix:/path, so that attachments are scanned."
        return [warning("antivirus", "none is configured: attachments are not scanned", mend)]
    version = await scanner.version()
    if version is None:
        mend = "Start clamd, or unset ATALAYA_CLAMD. Until then no attachment is taken."
        return [fault("antivirus", f"clamd at {settings.clamd} does not answer", mend)]
    return [ok("antivirus", version)]


async def mail_lines(settings: Settings) -> list[Line]:
    """Whether the mail server takes our greeting, and our password."""
    if settings.smtp_url is None:
        mend = "Set ATALAYA_SMTP_URL, for instance smtp+starttls://user:password@mail.example.org:587."
        return [warning("mail", f"no mail leaves: all are written to {settings.data / 'outbox'}", mend)]
    lines = []
    if settings.mail_from.endswith("@localhost>"):
        mend = "Set ATALAYA_MAIL_FROM to an address of your domain, or many servers refuse the mails."
        lines.append(warning("mail", f"mails come from {settings.mail_from}", mend))
    try:
        smtp = smtp_settings(settings.smtp_url.get_secret_value())
    except ValueError as error:
        return [*lines, fault("mail", f"ATALAYA_SMTP_URL cannot be used: {error}", "Correct it.")]
    client = aiosmtplib.SMTP(
        hostname=smtp.host,
        port=smtp.port,
        username=smtp.username,
        password=smtp.password,
        use_tls=smtp.security == "smtps",
        start_tls=smtp.security == "smtp+starttls",
        timeout=10,
    )
    try:
        async with client:
            await client.noop()
    except (aiosmtplib.SMTPException, OSError) as error:
        mend = (
            "Check ATALAYA_SMTP_URL, the password in it, and that this machine may connect there. Mails wait meanwhile "
            "and are tried again."
        )
        return [*lines, fault("mail", f"{smtp.host} does not let us in: {str(error)[:200]}", mend)]
    return [*lines, ok("mail", f"{smtp.host} takes mails")]
