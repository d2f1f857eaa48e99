"""Starting the search engine of a process, and the indexer where jobs run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from atalaya_platform.runtime import Runtime
from atalaya_platform.search.errors import SearchUnavailable
from atalaya_platform.search.indexing import Indexer
from atalaya_platform.search.port import SearchEngine
from atalaya_platform.settings import Settings

log = structlog.get_logger(__name__)


def engine_for(settings: Settings) -> SearchEngine:
    """Meilisearch when an address is set, else Tantivy in the data folder; only the chosen one is loaded."""
    if settings.meilisearch_url:
        from atalaya_platform.search.meili import MeiliEngine

        key = settings.meilisearch_key.get_secret_value() if settings.meilisearch_key else None
        return MeiliEngine(settings.meilisearch_url, key)
    from atalaya_platform.search.tantivy import TantivyEngine

    return TantivyEngine(settings.data / "search")


@asynccontextmanager
async def lifespan(runtime: Runtime) -> AsyncIterator[None]:
    """The engine, open; an engine that does not answer does not keep the server from starting."""
    engine = engine_for(runtime.settings)
    runtime.adapters["search_engine"] = engine
    try:
        await engine.prepare()
    except SearchUnavailable as error:
        log.warning("search does not answer; the rest works", reason=error.reason)
    indexer = Indexer(runtime)
    if runtime.settings.worker:
        await indexer.start()
    try:
        yield
    finally:
        await indexer.stop()
        await engine.close()
