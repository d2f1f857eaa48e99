"""A new release of the thesaurus reaches the documents that were read with an earlier one."""

from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from atalaya_strategies.concepts import recognising
from atalaya_strategies.concepts.recognising import release
from atalaya_strategies.documents.adapter import ADAPTER
from atalaya_strategies.documents.jobs import annotate_again
from atalaya_strategies.documents.reading.process import Reader
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import world
from tests.strategies.documents.made import invented
from tests.strategies.documents.test_http import brought


@pytest.fixture
async def documents(harness: Harness, reader: Reader, client_for: ClientFor) -> list[str]:
    """Two documents that were read."""
    harness.runtime.adapters[ADAPTER] = reader
    cast = await world(harness)
    curator: httpx2.AsyncClient = await client_for(cast.secretary)
    made = [await brought(curator, invented(language), f"{language}.txt") for language in ("en", "es")]
    await harness.run_jobs()
    return made


async def concepts(harness: Harness) -> list[Any]:
    return await harness.all("SELECT id, concepts FROM strategy_passage ORDER BY id")


async def forget(harness: Harness, document: str = "%") -> None:
    """As if it had been read with a thesaurus that knew nothing."""
    async with harness.superuser() as session:
        of = {"of": document}
        await session.execute(
            text("UPDATE strategy_passage SET concepts = '[]' WHERE CAST(document_id AS text) LIKE :of"), of
        )
        await session.execute(
            text("UPDATE strategy_document SET annotated_with = 'before' WHERE CAST(id AS text) LIKE :of"), of
        )


async def test_what_was_read_with_another_release_is_annotated_again(harness: Harness, documents: list[str]) -> None:
    before = await concepts(harness)
    assert sum(len(row.concepts) for row in before) > 10
    told = await harness.all("SELECT 1 FROM stream_event")
    assert told
    await forget(harness)
    assert not any(row.concepts for row in await concepts(harness))

    async with harness.runtime.database.system() as session:
        await annotate_again(session, harness.runtime)
    await harness.run_jobs()
    assert await concepts(harness) == before
    rows = await harness.all("SELECT annotated_with, version FROM strategy_document")
    assert [tuple(row) for row in rows] == [(release(), 3), (release(), 3)]
    assert await harness.all("SELECT 1 FROM stream_event") == told, "it is no news"


async def test_what_is_of_this_release_stays_as_it_is(harness: Harness, documents: list[str]) -> None:
    one, other = documents
    await forget(harness, one)
    async with harness.runtime.database.system() as session:
        await annotate_again(session, harness.runtime)
    await harness.run_jobs()
    rows = await harness.all("SELECT CAST(id AS text) AS id, version FROM strategy_document")
    assert {row.id: row.version for row in rows} == {one: 3, other: 2}


def test_the_release_follows_the_terms_and_the_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    for folder in ("concepts", "languages"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.toml").write_text("a")
    monkeypatch.setattr(recognising, "data_folder", lambda: tmp_path)
    seen = {release.__wrapped__()}
    (tmp_path / "concepts" / "one.toml").write_text("b")
    seen.add(release.__wrapped__())
    (tmp_path / "languages" / "one.toml").write_text("b")
    seen.add(release.__wrapped__())
    monkeypatch.setattr(recognising, "RULES", recognising.RULES + 1)
    seen.add(release.__wrapped__())
    assert len(seen) == 4
