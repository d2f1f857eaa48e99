"""Both engines, for real: Tantivy in a temporary folder, Meilisearch as a server that the tests start."""

from collections.abc import AsyncIterator, Callable, Iterator
from uuid import uuid4

import pytest

from atalaya_platform.search.meili import MeiliEngine
from atalaya_platform.search.port import SearchEngine
from atalaya_platform.search.tantivy import TantivyEngine
from tests.services.meilisearch import Meilisearch, running_meilisearch

NewEngine = Callable[[], SearchEngine]


@pytest.fixture(scope="session")
def meilisearch_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Meilisearch]:
    with running_meilisearch(tmp_path_factory.mktemp("meilisearch")) as server:
        yield server


@pytest.fixture(scope="session", params=["tantivy", "meilisearch"])
def new_engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> NewEngine:
    """Makes engines of one kind, each with an index of its own."""
    if request.param == "tantivy":
        return lambda: TantivyEngine(tmp_path_factory.mktemp("tantivy"))
    server: Meilisearch = request.getfixturevalue("meilisearch_server")
    return lambda: MeiliEngine(server.url, server.key, index=f"test_{uuid4().hex}")


@pytest.fixture(scope="module")
async def module_engine(new_engine: NewEngine) -> AsyncIterator[SearchEngine]:
    """An empty engine for the tests of one module to read from."""
    engine = new_engine()
    await engine.prepare()
    yield engine
    await engine.close()


@pytest.fixture(scope="session")
async def scratch_engine(new_engine: NewEngine) -> AsyncIterator[SearchEngine]:
    engine = new_engine()
    await engine.prepare()
    yield engine
    await engine.close()


@pytest.fixture
async def engine(scratch_engine: SearchEngine) -> SearchEngine:
    """An empty engine for one test to write to."""
    await scratch_engine.clear()
    return scratch_engine
