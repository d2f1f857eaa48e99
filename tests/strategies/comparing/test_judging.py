"""Curators confirm and reject annotations: what is rejected counts no more, and the verdict outlives reading again."""

from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import text as sql

from atalaya_strategies.documents.actions.keeping import keep_read
from atalaya_strategies.documents.models import passage_id
from atalaya_strategies.documents.queries.documents import document
from atalaya_strategies.documents.reading.outcome import DocumentRead, Kind, PageRead, PassageRead
from atalaya_strategies.finding.source import PassageSource
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world
from tests.strategies.comparing.test_comparison import EXERCISES, EXERCISING, cells, get
from tests.strategies.comparing.texts import text

STRATEGIES = "/api/v1/strategies"
CONCEPT = "cyber-exercises"


async def judge(client: httpx2.AsyncClient, passage: UUID, verdict: str | None, concept: str = CONCEPT) -> Any:
    path = f"{STRATEGIES}/passages/{passage}/concepts/{concept}"
    return await client.put(path, json={"verdict": verdict})


def read_again() -> DocumentRead:
    """What reading `EXERCISING` again comes to."""
    pages = [" and ".join(concepts) for concepts in EXERCISING]
    passages: list[dict[str, Any]] = [
        {"page": number, "ordinal": 0, "start": 0, "end": len(page), "heading": "", "language": "en"}
        | {"concepts": [(concept, 0, len(concept)) for concept in concepts]}
        for number, (page, concepts) in enumerate(zip(pages, EXERCISING, strict=True), 1)
    ]
    return DocumentRead(
        kind=Kind.TEXT,
        language="en",
        pages=[PageRead(number=number, text=page, needs_ocr=False) for number, page in enumerate(pages, 1)],
        passages=[PassageRead.model_validate(one) for one in passages],
        sketch=b"",
    )


async def on_page(client: httpx2.AsyncClient, document_id: str, number: int) -> list[Any]:
    answer = await client.get(f"{STRATEGIES}/documents/{document_id}/pages/{number}/concepts")
    assert answer.status_code == 200, answer.text
    [passage] = answer.json()
    return list(passage["concepts"])


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


@pytest.fixture
async def curator(cast: World, client_for: ClientFor) -> httpx2.AsyncClient:
    return await client_for(cast.secretary)


async def test_what_a_curator_rejects_counts_no_more_and_can_be_taken_back(
    harness: Harness, cast: World, curator: httpx2.AsyncClient, client_for: ClientFor
) -> None:
    brought = await text(harness, "JAM", EXERCISING)
    first, second = (passage_id(UUID(brought), page, 0) for page in (1, 2))
    visitor = await client_for()
    answer = await judge(curator, second, "rejected")
    assert answer.status_code == 200
    assert (answer.json()["verdict"], answer.json()["mentions"]) == ("rejected", 2)
    [cell] = cells(await get(visitor, document_id=brought), EXERCISES)
    assert (cell["passages"], cell["mentions"]) == (1, 1)
    query = {"document_id": brought, "element": EXERCISES}
    assert [one["page"] for one in (await get(visitor, "/passages", **query))["items"]] == [1]
    seen = (await get(curator, "/passages", **query))["items"]
    assert [(one["page"], one["mentions"]) for one in seen] == [(1, 1), (2, 0)]
    assert seen[1]["concepts"][0]["verdict"] == "rejected"
    assert await on_page(visitor, brought, 2) == []
    assert [one["verdict"] for one in await on_page(curator, brought, 2)] == ["rejected"]

    async with harness.runtime.database.system() as session:
        indexed = await PassageSource().documents(session, [UUID(brought)])
    by_page = {one.extra["page"]: one for one in indexed}
    assert [len(by_page[2].facets[one]) for one in ("concept", "element")] == [0, 0]
    assert not by_page[2].spans
    assert CONCEPT in by_page[1].facets["concept"]

    assert (await judge(curator, first, "confirmed")).status_code == 200
    assert (await judge(curator, second, None)).json()["verdict"] is None
    [cell] = cells(await get(visitor, document_id=brought), EXERCISES)
    assert cell["passages"] == 2


async def test_verdicts_stay_when_the_document_is_read_again_and_are_counted(
    harness: Harness, cast: World, curator: httpx2.AsyncClient, client_for: ClientFor
) -> None:
    brought = await text(harness, "JAM", EXERCISING)
    first, second = (passage_id(UUID(brought), page, 0) for page in (1, 2))
    for passage, verdict, concept in (
        (first, "rejected", CONCEPT),
        (first, "confirmed", CONCEPT),
        (first, "confirmed", CONCEPT),
        (first, "confirmed", "ransomware"),
        (second, "rejected", CONCEPT),
    ):
        assert (await judge(curator, passage, verdict, concept)).status_code == 200
    async with harness.runtime.database.system() as session:
        kept = (await session.execute(sql("SELECT count(*) FROM strategy_judgement"))).scalar_one()
        assert kept == 4  # what holds already is not kept twice
        row = await document(session, UUID(brought), lock=True)
        await keep_read(session, row, read_again())
    [cell] = cells(await get(await client_for(), document_id=brought), EXERCISES)
    assert cell["passages"] == 1
    answer = await curator.get(f"{STRATEGIES}/annotations/quality", params={"locale": "es"})
    found = answer.json()
    assert (found["confirmed"], found["rejected"], found["precision"]) == (2, 1, pytest.approx(2 / 3, abs=1e-4))
    first_concept = found["concepts"][0]
    assert (first_concept["id"], first_concept["confirmed"], first_concept["rejected"]) == (CONCEPT, 1, 1)
    assert first_concept["label"].startswith("ejercicios")
    assert [(one["id"], one["precision"]) for one in found["languages"]] == [("en", pytest.approx(2 / 3, abs=1e-4))]


async def test_only_curators_judge_and_only_what_is_annotated(
    harness: Harness, cast: World, curator: httpx2.AsyncClient, client_for: ClientFor
) -> None:
    brought = await text(harness, "JAM", EXERCISING)
    passage = passage_id(UUID(brought), 1, 0)
    ana, visitor = await client_for(cast.ana), await client_for()
    assert (await judge(ana, passage, "rejected")).status_code == 403
    assert (await judge(visitor, passage, "rejected")).status_code == 401
    assert (await judge(curator, passage, "rejected", "blockchain")).status_code == 404
    assert (await judge(curator, passage_id(UUID(brought), 9, 0), "rejected")).status_code == 404
    assert (await judge(curator, passage, "perhaps")).status_code == 422
    for client, status in ((ana, 403), (visitor, 401)):
        assert (await client.get(f"{STRATEGIES}/annotations/quality")).status_code == status
    assert (await curator.get(f"{STRATEGIES}/annotations/quality")).json()["precision"] is None
