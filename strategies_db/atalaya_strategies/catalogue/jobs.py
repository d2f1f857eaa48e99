"""The link check: some addresses each night, those of one host one after the other."""

from collections import Counter
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import UUID

from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import defer
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime
from atalaya_strategies.catalogue.looking import look
from atalaya_strategies.catalogue.models import EditionLink
from atalaya_strategies.catalogue.queries import links as queries
from atalaya_strategies.catalogue.queries.editions import BROKEN
from atalaya_strategies.catalogue.vocabulary import LinkField
from atalaya_strategies.web import web_of

LOOK = "strategies.check_link"
EACH_NIGHT = 60
"""Addresses: the packaged catalogue is gone through in five nights."""
PAUSE = timedelta(seconds=20)
"""Between two addresses of one host."""
AGAIN = timedelta(days=30)
AGAIN_FAILED = timedelta(days=3)
NOT_SOONER = timedelta(hours=1)
"""A job that runs twice, or was queued twice, asks once."""


async def check_links(session: WriteSession, runtime: Runtime) -> None:
    """Queue a look at each address that is due. Runs each night."""
    now = session.clock.now()
    rows = await queries.due(session, checked=now - AGAIN, failed=now - AGAIN_FAILED, limit=EACH_NIGHT)
    waiting: Counter[str] = Counter()
    for row in rows:
        host = urlsplit(row.url).hostname or ""
        at = now + PAUSE * waiting[host]
        waiting[host] += 1
        defer(session, LOOK, at=at, lock=f"strategies.host:{host}", edition_id=str(row.edition_id), field=row.field)


async def check_link(session: WriteSession, runtime: Runtime, *, edition_id: str, field: str) -> None:
    """Look at one address of a published edition, as it is by now, and keep what that came to."""
    which = LinkField(field)
    row = await queries.published(session, UUID(edition_id))
    url = getattr(row, which) if row is not None else ""
    if row is None or not url:
        return
    now = session.clock.now()
    link = await queries.link(session, row.id, which)
    if link is not None and link.url == url and link.checked_at > now - NOT_SOONER:
        return
    seen = await look(web_of(runtime), url)
    if link is None:
        link = EditionLink(edition_id=row.id, field=which, url=url, checked_at=now, outcome=seen.outcome)
        session.add(link)
    if link.url != url:
        link.url, link.failures, link.failing_since = url, 0, None
    broken = seen.outcome in BROKEN
    link.failures = link.failures + 1 if broken else 0
    link.failing_since = (link.failing_since or now) if broken else None
    link.checked_at, link.outcome = now, seen.outcome
    link.status_code, link.moved_to = seen.status_code, seen.moved_to


JOBS = (
    Job("strategies.check_links", check_links, cron="41 3 * * *"),
    Job(LOOK, check_link),
)
