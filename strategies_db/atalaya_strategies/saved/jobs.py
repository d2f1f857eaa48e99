"""Trying saved searches on new texts, and telling their owners."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.notifications.notice import Notice
from atalaya_platform.notifications.tell import notify
from atalaya_platform.plugin import Job
from atalaya_platform.runtime import Runtime
from atalaya_platform.search.indexing import engine_of, unindexed
from atalaya_strategies.finding.queries import Facts, readable, to_index
from atalaya_strategies.finding.source import KIND
from atalaya_strategies.finding.wanted import SearchWanted, asked_for, passages_query
from atalaya_strategies.saved import queries
from atalaya_strategies.saved.addresses import search_page
from atalaya_strategies.saved.models import SavedSearch
from atalaya_strategies.saved.vocabulary import FOUND

AT_ONCE = 50
"""Texts that are tried together; the next run takes what is left."""
WAITS = timedelta(hours=1)
"""So long a document that is not read yet puts off trying; then something is wrong with it."""
NAMED = 5
"""Texts that a notice names."""


async def try_saved_searches(session: WriteSession, runtime: Runtime) -> None:
    """Try every search on the texts that came since the last time and can be found by now.

    While a folder is being read nothing is done, so that one notice tells of all of it: the next run comes in minutes.
    """
    if await queries.being_brought(session, session.clock.now() - WAITS):
        return
    news = await queries.waiting(session, AT_ONCE)
    late = await unindexed(session, KIND, [one.document_id for one in news])
    news = [one for one in news if one.document_id not in late]
    public = [read.document.id for read in await to_index(session, [one.document_id for one in news])]
    known = {facts.id: facts for facts in await readable(session, public)}
    for search in await queries.told(session) if known else ():
        await _try(session, runtime, search, known)
    for one in news:
        one.tried_at = session.clock.now()


async def _try(session: WriteSession, runtime: Runtime, search: SavedSearch, known: Mapping[UUID, Facts]) -> None:
    wanted = SearchWanted.model_validate(search.wanted)
    asked = asked_for(wanted, finished=True)
    query = passages_query(wanted, asked, audiences=["public"], documents=list(known), facets=("document",), limit=1)
    results = await engine_of(runtime).search(query)
    counts = [UUID(one.value) for one in results.facets.get("document", ())]
    found = [known[document_id] for document_id in counts if document_id in known]
    if found:
        await notify(session, runtime, {search.person_id}, _notice(search, wanted, found))


def _notice(search: SavedSearch, wanted: SearchWanted, found: Sequence[Facts]) -> Notice:
    """One notice for all of them: the search, and the first texts by name."""
    titles = [facts.heading for facts in found]
    more = f" (+{len(titles) - NAMED})" if len(titles) > NAMED else ""
    return Notice(
        kind=FOUND,
        place=f"strategy-search:{search.id}",
        object_id=search.id,
        audience=f"person:{search.person_id}",
        label=Label.CLEAR,
        title=search.name,
        url=search_page(wanted, [facts.id for facts in found]),
        excerpt="; ".join(titles[:NAMED]) + more,
        direct=True,
    )


JOBS = (Job("strategies.try_saved_searches", try_saved_searches, cron="*/5 * * * *"),)
