"""Keeping the search engine equal to the database: the indexer of a worker process, and the rebuild."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

import structlog
from sqlalchemy import text

from atalaya_platform.database.session import ReadSession, WriteSession
from atalaya_platform.plugin import Registry
from atalaya_platform.runtime import Runtime
from atalaya_platform.search.document import Document
from atalaya_platform.search.errors import SearchUnavailable
from atalaya_platform.search.port import SearchEngine

log = structlog.get_logger(__name__)

BATCH = 500
PAUSE_SECONDS = 0.3
RETRY_SECONDS = 2.0
LOCK = 5_240_117
"""The advisory lock under which one process at a time writes to the engine."""

_TURN = text("SELECT pg_try_advisory_xact_lock(:lock)")
_WAIT_TURN = text("SELECT pg_advisory_xact_lock(:lock)")
_WAITING = text("SELECT kind, object_id, version FROM search_change WHERE at <= now() ORDER BY at LIMIT :most")
_DONE = text(
    "DELETE FROM search_change c USING unnest(CAST(:kinds AS text[]), CAST(:ids AS uuid[]), CAST(:versions AS int[]))"
    " AS d(kind, id, version) WHERE c.kind = d.kind AND c.object_id = d.id AND c.version = d.version"
)
_POSTPONE = text(
    "UPDATE search_change SET at = now() + interval '10 minutes' WHERE (kind, object_id) = ("
    "  SELECT kind, object_id FROM search_change WHERE at <= now() ORDER BY at LIMIT 1) RETURNING kind, object_id"
)
_OF_THESE = text("SELECT object_id FROM search_change WHERE kind = :kind AND object_id = ANY (:ids)")
_LAG = text("SELECT count(*), greatest(0, coalesce(extract(epoch FROM now() - min(at)), 0)) FROM search_change")


def engine_of(runtime: Runtime) -> SearchEngine:
    """The search engine of this process; raises SearchUnavailable when it was not started."""
    engine = runtime.adapters.get("search_engine")
    if engine is None:
        raise SearchUnavailable("no engine was started")
    return cast(SearchEngine, engine)


@dataclass(frozen=True)
class Lag:
    """How far the engine is behind: objects waiting, and the age in seconds of the oldest change."""

    waiting: int
    seconds: float


async def lag(session: ReadSession) -> Lag:
    """The engine's lag now."""
    waiting, seconds = (await session.execute(_LAG)).one()
    return Lag(int(waiting), float(seconds))


async def unindexed(session: ReadSession, kind: str, ids: Sequence[UUID]) -> set[UUID]:
    """Those of the objects whose newest state the engine does not know yet."""
    return set((await session.execute(_OF_THESE, {"kind": kind, "ids": list(ids)})).scalars())


async def documents_of(
    registry: Registry, session: WriteSession, objects: dict[str, list[UUID]]
) -> tuple[list[Document], list[str]]:
    """The documents of these objects as they are now, and the ids of all the objects, as parents to replace."""
    documents: list[Document] = []
    parents: list[str] = []
    for kind, ids in objects.items():
        source = registry.sources.get(kind)
        if source is not None:
            documents += await source.documents(session, ids)
        parents += [str(one) for one in ids]
    return documents, parents


async def index_waiting(runtime: Runtime, most: int = BATCH) -> int:
    """Index up to `most` changed objects; how many there were. 0 also when another process has its turn.

    The rows that say so are removed in the transaction that read the objects, after the engine has committed: a
    crash in between indexes them again, which changes nothing.
    """
    engine = engine_of(runtime)
    async with runtime.database.system() as session:
        if not (await session.execute(_TURN, {"lock": LOCK})).scalar_one():
            return 0
        rows = (await session.execute(_WAITING, {"most": most})).all()
        if not rows:
            return 0
        objects: dict[str, list[UUID]] = defaultdict(list)
        for row in rows:
            objects[row.kind].append(row.object_id)
        documents, parents = await documents_of(runtime.registry, session, objects)
        await engine.index(documents, replace=parents)
        await session.execute(
            _DONE,
            {
                "kinds": [row.kind for row in rows],
                "ids": [row.object_id for row in rows],
                "versions": [row.version for row in rows],
            },
        )
    return len(rows)


async def rebuild(runtime: Runtime, progress: Callable[[str, int], None] | None = None) -> int:
    """Fill a fresh index from the database and put it in the old one's place; the number of documents.

    Searching goes on meanwhile; changes wait and are indexed right after. `progress` is called with the kind and
    the number of its objects done so far.
    """
    engine = engine_of(runtime)
    total = 0
    async with runtime.database.system() as turn:
        await turn.execute(_WAIT_TURN, {"lock": LOCK})
        async with engine.rebuild() as fresh:
            for kind, source in runtime.registry.sources.items():
                after: UUID | None = None
                done = 0
                while True:
                    async with runtime.database.system() as session:
                        ids = await source.all_ids(session, after, BATCH)
                        documents = await source.documents(session, ids) if ids else []
                    if not ids:
                        break
                    await fresh.index(documents)
                    total += len(documents)
                    done += len(ids)
                    after = ids[-1]
                    if progress is not None:
                        progress(kind, done)
    return total


class Indexer:
    """The loop of a worker process. What fails is tried again; nothing is taken off the queue before it is indexed."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            try:
                if engine_of(self.runtime).needs_rebuild:
                    log.info("the search index is rebuilt from the database")
                    count = await rebuild(self.runtime)
                    log.info("the search index is rebuilt", documents=count)
                done = await index_waiting(self.runtime)
                await asyncio.sleep(0 if done == BATCH else PAUSE_SECONDS)
            except SearchUnavailable as error:
                log.warning("search does not answer; changes wait", reason=error.reason)
                await self._prepare_again()
            except Exception:
                log.exception("indexing failed; each object is tried by itself")
                await self._one_by_one()

    async def _one_by_one(self) -> None:
        """After a batch failed: index the objects singly, and put off for ten minutes whichever fails again."""
        await asyncio.sleep(PAUSE_SECONDS)
        for _ in range(BATCH):
            try:
                if not await index_waiting(self.runtime, 1):
                    return
            except SearchUnavailable:
                return
            except Exception:
                async with self.runtime.database.system() as session:
                    row = (await session.execute(_POSTPONE)).first()
                log.exception("an object cannot be indexed and is put off", object=str(row))

    async def _prepare_again(self) -> None:
        await asyncio.sleep(RETRY_SECONDS)
        try:
            await engine_of(self.runtime).prepare()
        except SearchUnavailable as error:
            log.warning("search still does not answer", reason=error.reason)
