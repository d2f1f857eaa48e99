"""The engine for more than one machine: a Meilisearch server, spoken to with its official client."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, TypeVar

import structlog
from meilisearch import Client
from meilisearch.errors import MeilisearchApiError, MeilisearchError
from meilisearch.models.task import TaskInfo

from atalaya_platform.ids import new_id
from atalaya_platform.search.document import Document
from atalaya_platform.search.errors import SearchDamaged, SearchUnavailable
from atalaya_platform.search.meili_query import (
    EDITION,
    ORDERED_SETTINGS,
    SETTINGS,
    decode,
    fields,
    filters,
    one_of,
    searches,
)
from atalaya_platform.search.port import FacetCount, Query, Rebuild, Results, Stored
from atalaya_platform.search.record import finds_nothing, highlighter, hit, ranked, wordings
from atalaya_platform.search.text import Wording

log = structlog.get_logger(__name__)

_AT_ONCE = 500
_BYTES_AT_ONCE = 8_000_000
_AHEAD = 8
_STATE = "state"

T = TypeVar("T")


class MeiliEngine:
    """Calls run in threads, each with a client of its own: the client's headers are not safe to share.

    `index` names the index; further ones begin with that name. A call takes at most `timeout` seconds, a write
    at most `patience` until the server has carried it out. Use a key that may do everything with these indexes.
    """

    name = "meilisearch"

    def __init__(
        self, url: str, key: str | None, *, index: str = "atalaya", timeout: int = 10, patience: float = 60.0
    ) -> None:
        self._url = url.rstrip("/")
        self._key = key
        self._live = index
        self._kept = f"{index}_{_STATE}"
        self._fresh = f"{index}_next_"
        self._timeout = timeout
        self._patience = patience
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="meilisearch")
        self._local = threading.local()
        self._order = asyncio.Lock()
        self._touched: set[str] | None = None
        self._filling: list[TaskInfo] = []
        self._incomplete = True

    @property
    def needs_rebuild(self) -> bool:
        return self._incomplete

    async def prepare(self) -> bool:
        async with self._order:
            await self._run(self._prepare)
        return self._incomplete

    async def index(self, documents: Sequence[Document], *, replace: Collection[str] = ()) -> None:
        newest = list({document.id: document for document in documents}.values())
        await self._write(
            lambda index: [*self._add(index, newest), *self._forget_others(index, newest, tuple(replace))],
            {*replace, *(document.id for document in newest)},
        )

    async def delete(self, ids: Collection[str]) -> None:
        await self._write(lambda index: self._forget(index, tuple(ids)), set(ids))

    async def clear(self) -> None:
        async with self._order:
            await self._run(lambda: self._wait(self._client.index(self._live).delete_all_documents()))
            await self._run(lambda: self._keep_state(complete=False))

    async def search(self, query: Query) -> Results:
        return await self._run(lambda: self._search(query))

    async def count(self) -> int:
        return await self._run(lambda: int(self._client.index(self._live).get_stats().number_of_documents))

    async def ids(self) -> AsyncIterator[Stored]:
        done = 0
        while True:
            page = await self._run(partial(self._page, done))
            for kept in page:
                yield Stored(**kept)
            done += len(page)
            if len(page) < _AT_ONCE:
                return

    async def healthy(self) -> bool:
        try:
            await self.search(Query(audiences=("public",), limit=1))
        except SearchUnavailable as error:
            log.warning("search does not work", reason=error.reason)
            return False
        return True

    @asynccontextmanager
    async def rebuild(self) -> AsyncIterator[Rebuild]:
        if self._touched is not None:
            raise SearchUnavailable("a rebuild of the search index is already running")
        self._touched = set()
        fresh = self._fresh + new_id().hex
        try:
            async with self._order:
                await self._run(lambda: self._begin(fresh))
            yield _Rebuild(self, fresh)
            async with self._order:
                await self._run(lambda: self._wait(*self._filling))
                await self._run(lambda: self._finish(fresh))
        finally:
            self._touched = None
            self._filling = []
            await self._run(lambda: self._remove(fresh))

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def fill(self, fresh: str, documents: Sequence[Document]) -> None:
        """Add to the index that a rebuild fills what was not written meanwhile: that is newer.

        The server takes several portions at a time faster than one by one, so only those before are waited for.
        """
        async with self._order:
            touched = self._touched or set()
            newest = [one for one in documents if not {one.id, one.parent_id} & touched]
            self._filling += await self._run(lambda: self._add(fresh, newest))
            earlier, self._filling = self._filling[:-_AHEAD], self._filling[-_AHEAD:]
        await self._run(lambda: self._wait(*earlier))

    async def _write(self, work: Callable[[str], list[TaskInfo]], touched: set[str]) -> None:
        """Write to the live index and to those being filled. The order is decided here, the waiting is not."""
        async with self._order:
            if self._touched is not None:
                self._touched |= touched
            tasks = await self._run(lambda: [task for index in self._written() for task in work(index)])
        await self._run(lambda: self._wait(*tasks))

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._guarded, work)

    # What follows runs in threads.

    def _guarded(self, work: Callable[[], T]) -> T:
        try:
            return work()
        except MeilisearchApiError as error:
            if error.code == "index_not_found":
                self._incomplete = True
                raise SearchDamaged(f"Meilisearch at {self._url} has lost the index: {error.message}") from error
            if error.status_code in (401, 403):
                raise SearchUnavailable(
                    f"Meilisearch at {self._url} does not accept the key; check ATALAYA_MEILISEARCH_KEY"
                ) from error
            raise SearchUnavailable(f"Meilisearch at {self._url} refused: {error.code}: {error.message}") from error
        except (MeilisearchError, OSError, ValueError) as error:
            raise SearchUnavailable(f"Meilisearch at {self._url} does not answer: {error}") from error

    @property
    def _client(self) -> Client:
        client: Client | None = getattr(self._local, "client", None)
        if client is None:
            client = self._local.client = Client(self._url, self._key, timeout=self._timeout)
        return client

    def _wait(self, *tasks: TaskInfo) -> None:
        """Until the server has carried out the tasks; raises if one failed."""
        deadline = time.monotonic() + self._patience
        pause = 0.002
        for info in tasks:
            while (task := self._client.get_task(info.task_uid)).status in ("enqueued", "processing"):
                if time.monotonic() >= deadline:
                    raise SearchUnavailable(f"Meilisearch at {self._url} is {self._patience:g} s behind")
                time.sleep(pause)
                pause = min(pause * 1.5, 0.2)
            if task.status != "succeeded":
                failure: dict[str, Any] = dict(task.error or {})
                if failure.get("code") == "index_not_found":
                    self._incomplete = True
                raise SearchUnavailable(f"Meilisearch at {self._url} failed: {task.type}: {failure.get('message')}")

    def _indexes(self) -> set[str]:
        return {str(one.uid) for one in self._client.get_indexes({"limit": 1_000})["results"]}

    def _written(self) -> list[str]:
        """The live index, and every one being filled, by whatever process. Makes the live one if it is lost."""
        there = self._indexes()
        if self._live not in there:
            self._prepare()
        return [self._live, *sorted(name for name in there if name.startswith(self._fresh))]

    def _prepare(self) -> None:
        there = self._indexes()
        state = self._state() if self._kept in there else {}
        if self._live not in there:
            log.warning("no search index, an empty one is made", index=self._live)
            state = {}
            self._create(self._live)
        elif self._outdated(self._live):
            self._wait(self._client.index(self._live).update_settings(dict(SETTINGS)))
        complete = state.get("complete") is True and state.get("edition") == EDITION
        if complete:
            self._incomplete = False
        else:
            self._keep_state(complete=False)

    def _outdated(self, index: str) -> bool:
        now = self._client.index(index).get_settings()
        return not all(_agrees(name, wanted, now.get(name)) for name, wanted in SETTINGS.items())

    def _create(self, index: str) -> None:
        self._wait(self._client.create_index(index, {"primaryKey": "id"}))
        self._wait(self._client.index(index).update_settings(dict(SETTINGS)))

    def _remove(self, *indexes: str) -> None:
        there = self._indexes()
        self._wait(*(self._client.delete_index(name) for name in indexes if name in there))

    def _state(self) -> dict[str, Any]:
        try:
            return dict(self._client.index(self._kept).get_document(_STATE))
        except MeilisearchApiError as error:
            if error.status_code == 404:
                return {}
            raise

    def _keep_state(self, *, complete: bool) -> None:
        kept = {"id": _STATE, "edition": EDITION, "complete": complete}
        self._wait(self._client.index(self._kept).add_documents([kept], "id"))
        self._incomplete = not complete

    def _begin(self, fresh: str) -> None:
        self._prepare()
        self._remove(*(name for name in self._indexes() if name.startswith(self._fresh)))
        self._create(fresh)

    def _finish(self, fresh: str) -> None:
        if self._outdated(fresh):
            raise SearchUnavailable("the index being rebuilt was replaced by another rebuild")
        self._wait(self._client.swap_indexes([{"indexes": [self._live, fresh]}]))
        self._keep_state(complete=True)

    def _add(self, index: str, documents: Sequence[Document]) -> list[TaskInfo]:
        return [self._client.index(index).add_documents(batch, "id") for batch in _batches(documents)]

    def _forget(self, index: str, ids: Sequence[str]) -> list[TaskInfo]:
        return [
            self._client.index(index).delete_documents(filter=f"{one_of('own', some)} OR {one_of('parent', some)}")
            for some in _slices(ids)
        ]

    def _forget_others(self, index: str, kept: Sequence[Document], parents: Sequence[str]) -> list[TaskInfo]:
        """Delete what has one of these parents and is not kept: after adding, so that nothing is ever missing."""
        tasks: list[TaskInfo] = []
        for some in _slices(parents):
            condition = one_of("parent", some)
            staying = [document.id for document in kept if document.parent_id in some]
            if staying:
                condition = f"{condition} AND NOT {one_of('own', staying)}"
            tasks.append(self._client.index(index).delete_documents(filter=condition))
        return tasks

    def _page(self, offset: int) -> list[dict[str, str]]:
        asked = {"fields": ["id", "parent_id", "kind", "audience"], "limit": _AT_ONCE, "offset": offset}
        return [dict(one) for one in self._client.index(self._live).get_documents(asked).results]

    def _search(self, query: Query) -> Results:
        started = time.perf_counter()
        asked, others = wordings(query)
        if finds_nothing(query, asked):
            return Results(facets=dict.fromkeys(query.facets, ()))
        free = [name for name in query.facets if name not in query.selected]
        found = self._ask(query, asked, others, filters(query), free, query.limit)
        counts: dict[str, Sequence[FacetCount]] = dict.fromkeys(query.facets, ())
        counts.update(self._counts(found, free))
        for name in set(query.facets) & set(query.selected):
            counts.update(self._counts(self._ask(query, asked, others, filters(query, name), [name], 0), [name]))
        marking = highlighter(query, asked, others)
        hits = [hit(one["stored"], float(one["_federation"]["weightedRankingScore"]), marking) for one in found["hits"]]
        return Results(
            hits=hits,
            total_estimate=int(found["estimatedTotalHits"]),
            facets=counts,
            engine_ms=(time.perf_counter() - started) * 1000,
        )

    def _ask(
        self,
        query: Query,
        asked: Wording,
        others: Sequence[Wording],
        conditions: list[str],
        facets: Sequence[str],
        limit: int,
    ) -> dict[str, Any]:
        federation: dict[str, Any] = {"limit": limit, "offset": query.offset if limit else 0}
        if facets:
            federation["facetsByIndex"] = {self._live: [f"facets.{name}" for name in facets]}
        return dict(self._client.multi_search(searches(self._live, query, asked, others, conditions), federation))

    def _counts(self, found: dict[str, Any], facets: Sequence[str]) -> dict[str, Sequence[FacetCount]]:
        counted = found.get("facetsByIndex", {}).get(self._live, {}).get("distribution", {})
        return {
            name: ranked({decode(value): count for value, count in counted.get(f"facets.{name}", {}).items()})
            for name in facets
        }


class _Rebuild:
    """The rebuild that is under way."""

    def __init__(self, engine: MeiliEngine, fresh: str) -> None:
        self._engine = engine
        self._fresh = fresh

    async def index(self, documents: Sequence[Document]) -> None:
        await self._engine.fill(self._fresh, documents)


def _batches(documents: Sequence[Document]) -> Iterator[list[dict[str, Any]]]:
    """The documents as the server takes them, in portions that stay far below its limit of 100 MB."""
    batch: list[dict[str, Any]] = []
    size = 0
    for document in documents:
        made = fields(document)
        weight = 4 * len(made["stored"])
        if batch and (len(batch) >= _AT_ONCE or size + weight > _BYTES_AT_ONCE):
            yield batch
            batch, size = [], 0
        batch.append(made)
        size += weight
    if batch:
        yield batch


def _slices(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _agrees(name: str, wanted: Any, now: Any) -> bool:
    """Whether a setting is as wanted: the server gives sets back in another order, and may know further keys."""
    if isinstance(wanted, Mapping) and wanted:
        return isinstance(now, Mapping) and all(_agrees(key, value, now.get(key)) for key, value in wanted.items())
    if isinstance(wanted, list) and isinstance(now, list) and name not in ORDERED_SETTINGS:
        return sorted(wanted) == sorted(now)
    return bool(wanted == now)
