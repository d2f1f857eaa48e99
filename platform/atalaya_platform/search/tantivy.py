"""The built-in engine: Tantivy in this process, on disk, with one writer at a time among all processes."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import structlog
import tantivy

from atalaya_platform.search.document import Document
from atalaya_platform.search.errors import SearchDamaged, SearchUnavailable
from atalaya_platform.search.port import FacetCount, Query, Rebuild, Results, Sort, Stored
from atalaya_platform.search.record import finds_nothing, highlighter, hit, ranked, wordings
from atalaya_platform.search.tantivy_folder import Folder, contained
from atalaya_platform.search.tantivy_query import SEPARATOR, Matching
from atalaya_platform.search.tantivy_writer import Change, Writer, entries

log = structlog.get_logger(__name__)

_FACET_TERMS = 65_000  # per segment: enough for counts to be exact
# All values are counted, and parted by their facets here: a pattern for each facet takes three times as long.
_EVERY_VALUE = {"facet": {"terms": {"field": "facet", "size": _FACET_TERMS, "segment_size": _FACET_TERMS}}}

T = TypeVar("T")


class TantivyEngine:
    """Searches run in two threads, their facets are counted in two more; writes that come together share one commit.

    The writer's lock is a file lock, which ends with the process that holds it, however that ends. It is kept
    only while there is something to write and `idle` seconds longer, so that processes which share the folder
    take turns. A write waits `patience` seconds for its turn, then raises `SearchUnavailable`. Searching needs
    no lock, and sees what any process has committed.
    """

    name = "tantivy"

    def __init__(self, folder: Path, *, patience: float = 5.0, idle: float = 1.0) -> None:
        self._folder = Folder(folder)
        self._writer = Writer(self._folder, patience)
        self._idle = idle
        self._readers = ThreadPoolExecutor(2, thread_name_prefix="search")
        self._counters = ThreadPoolExecutor(2, thread_name_prefix="search-facets")
        self._writers = ThreadPoolExecutor(1, thread_name_prefix="search-writer")
        self._turn = asyncio.Lock()
        self._pending: list[tuple[Change, asyncio.Future[None]]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._drains = False
        self._closed = False
        self._timer: asyncio.TimerHandle | None = None

    @property
    def needs_rebuild(self) -> bool:
        return not self._folder.complete

    async def prepare(self) -> bool:
        async with self._turn:
            await self._in_writer(self._writer.prepare)
        self._let_go_later()
        return self.needs_rebuild

    async def index(self, documents: Sequence[Document], *, replace: Collection[str] = ()) -> None:
        made = await self._in_reader(lambda: entries(documents))
        await self._write(Change(parents=tuple(replace), entries=tuple(made)))

    async def delete(self, ids: Collection[str]) -> None:
        await self._write(Change(ids=tuple(ids), parents=tuple(ids)))

    async def clear(self) -> None:
        await self._write(Change(everything=True))

    async def search(self, query: Query) -> Results:
        return await self._in_reader(lambda: self._search(query))

    async def count(self) -> int:
        return await self._in_reader(lambda: int(self._folder.current().searcher().num_docs))

    async def ids(self) -> AsyncIterator[Stored]:
        for entry in await self._in_reader(lambda: self._folder.current().entries()):
            own, parent, kind, audience = entry.split(SEPARATOR)
            yield Stored(id=own, parent_id=parent, kind=kind, audience=audience)

    async def healthy(self) -> bool:
        try:
            await self.search(Query(audiences=("public",), limit=1))
        except SearchUnavailable as error:
            log.warning("search does not work", reason=error.reason)
            return False
        return True

    @asynccontextmanager
    async def rebuild(self) -> AsyncIterator[Rebuild]:
        async with self._turn:
            await self._in_writer(self._writer.begin)
        try:
            yield _Rebuild(self)
            async with self._turn:
                await self._in_writer(self._writer.finish)
        finally:
            await self._in_writer(self._writer.abandon)
            self._let_go_later()

    async def close(self) -> None:
        if self._closed:
            return
        self._closed = True
        if self._timer is not None:
            self._timer.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        async with self._turn:
            await self._in_writer(self._writer.abandon)
            await self._in_writer(self._writer.let_go)
        for pool in (self._writers, self._readers, self._counters):
            pool.shutdown()

    async def fill(self, documents: Sequence[Document]) -> None:
        """Add to the index that a rebuild is filling."""
        made = await self._in_reader(lambda: entries(documents))
        await self._in_writer(lambda: self._writer.fill(made))

    async def _in_reader(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._read, work)

    async def _in_writer(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writers, self._contained, work)

    def _read(self, work: Callable[[], T]) -> T:
        try:
            return self._contained(work)
        except SearchDamaged as error:
            log.error("reading the search index failed; it is to be rebuilt", reason=error.reason)
            self._folder.report_damage()
            raise

    @staticmethod
    def _contained(work: Callable[[], T]) -> T:
        with contained():
            return work()

    async def _write(self, change: Change) -> None:
        settled = asyncio.get_running_loop().create_future()
        self._pending.append((change, settled))
        if not self._drains:
            self._drains = True
            self._start(self._drain())
        await settled

    async def _drain(self) -> None:
        """Write what is pending, again until nothing is; what arrives during a commit shares the next one."""
        try:
            async with self._turn:
                while self._pending:
                    batch, self._pending = self._pending, []
                    await self._settle(batch)
        finally:
            self._drains = False
        self._let_go_later()

    async def _settle(self, batch: list[tuple[Change, "asyncio.Future[None]"]]) -> None:
        error: Exception | None = None
        try:
            await self._in_writer(lambda: self._writer.apply([change for change, _ in batch]))
        except Exception as failure:
            error = failure
        for _, settled in batch:
            if settled.done():
                continue
            if error is None:
                settled.set_result(None)
            else:
                settled.set_exception(error)

    def _start(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _let_go_later(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(self._idle, lambda: self._start(self._let_go()))

    async def _let_go(self) -> None:
        async with self._turn:
            if not self._pending:
                await self._in_writer(self._writer.let_go)

    def _search(self, query: Query) -> Results:
        """Runs in a thread; meanwhile another counts the facets, since the engine needs no lock of Python's."""
        started = time.perf_counter()
        asked, others = wordings(query)
        if finds_nothing(query, asked):
            return Results(facets=dict.fromkeys(query.facets, ()))
        opened = self._folder.current()
        searcher = opened.searcher()
        matching = Matching(opened.index.schema, query, asked, others)
        counting = self._counters.submit(self._facets, searcher, matching, query) if query.facets else None
        by_date = query.sort is not Sort.RELEVANCE or not asked.asks
        found = searcher.search(
            matching.documents(),
            max(query.limit, 1),
            offset=query.offset,
            order_by_field="created" if by_date else None,
            order=tantivy.Order.Asc if query.sort is Sort.OLDEST else tantivy.Order.Desc,
        )
        marking = highlighter(query, asked, others)
        hits = [
            hit(bytes(searcher.doc(address)["stored"][0]), 0.0 if by_date else score, marking)
            for score, address in found.hits[: query.limit]
        ]
        facets = counting.result() if counting else {}
        return Results(
            hits=hits,
            total_estimate=cast("Any", found).count,
            facets=facets,
            engine_ms=(time.perf_counter() - started) * 1000,
        )

    @staticmethod
    def _facets(searcher: tantivy.Searcher, matching: Matching, query: Query) -> dict[str, Sequence[FacetCount]]:
        """The counts, each facet without its own filter; facets without a filter are counted in one pass."""
        passes: dict[str | None, list[str]] = {}
        for name in dict.fromkeys(query.facets):
            passes.setdefault(name if name in matching.selected else None, []).append(name)
        counts: dict[str, Sequence[FacetCount]] = dict.fromkeys(query.facets, ())
        for leaving_out, names in passes.items():
            counted = searcher.aggregate(matching.counted(leaving_out), _EVERY_VALUE)["facet"]["buckets"]
            found: dict[str, dict[str, int]] = {name: {} for name in names}
            for bucket in counted:
                name, _, value = bucket["key"].partition(SEPARATOR)
                if name in found:
                    found[name][value] = bucket["doc_count"]
            counts.update({name: ranked(values) for name, values in found.items()})
        return counts


class _Rebuild:
    """The rebuild that is under way."""

    def __init__(self, engine: TantivyEngine) -> None:
        self._engine = engine

    async def index(self, documents: Sequence[Document]) -> None:
        await self._engine.fill(documents)
