"""The heat map through HTTP: what stands for what was named, who reads it, and the passages behind a cell."""

from typing import Any

import httpx2
import pytest

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world
from tests.strategies.comparing.texts import COMPARISON, text
from tests.strategies.factories import proposed, published

EXERCISES = "5.3.4"
EXERCISING = [["cyber-exercises", "ransomware"], ["cyber-exercises", "cyber-exercises"], ["blockchain"]]


async def get(client: httpx2.AsyncClient, path: str = "", **query: Any) -> Any:
    answer = await client.get(f"{COMPARISON}{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def cells(found: dict[str, Any], code: str) -> list[Any]:
    [row] = [row for row in found["rows"] if row["code"] == code]
    return list(row["cells"])


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


async def test_texts_stand_beside_each_other_and_cells_lead_to_pages(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    first = await text(harness, "JAM", EXERCISING)
    second = await text(harness, "BRA", [["blockchain"]])
    pictures = await text(harness, "CHL", unread=2)
    visitor = await client_for()
    with harness.counted() as statements:
        found = await get(visitor, document_id=[first, second, pictures, first], locale="es")
    assert len(statements) <= 4, statements
    assert [one["document_id"] for one in found["columns"]] == [first, second, pictures]
    assert [one["text"] for one in found["columns"]] == ["here", "here", "needs_ocr"]
    assert found["columns"][2]["share"] is None
    assert 0 == found["columns"][1]["share"] < found["columns"][0]["share"] < 1
    here, none, unmeasured = cells(found, EXERCISES)
    assert (here["passages"], here["mentions"], none["passages"], unmeasured) == (2, 3, 0, None)
    assert here["strength"] > none["strength"] == 0
    assert cells(found, "5.3")[0]["passages"] >= 2
    [row] = [row for row in found["rows"] if row["code"] == "5.1"]
    assert (row["label"], row["parent"]) == ("Gobernanza", "")

    passages = await get(visitor, "/passages", document_id=first, element=EXERCISES, limit=1)
    assert passages["total"] == 2
    [best] = passages["items"]
    assert (best["page"], best["mentions"], best["path"]) == (2, 2, "1 Aims › 1.1 Exercises")
    assert [piece["text"] for piece in best["excerpt"] if piece["hit"]] == ["cyber-exercises"] * 2
    assert best["url"] == f"/strategies/documents/{first}?page=2&passage=0"
    assert [one["concept"] for one in best["concepts"]] == ["cyber-exercises"]
    then = await get(visitor, "/passages", document_id=first, element=EXERCISES, limit=1, offset=1)
    assert [one["page"] for one in then["items"]] == [1]
    of_concept = await get(visitor, "/passages", document_id=first, concept="ransomware")
    assert [one["page"] for one in of_concept["items"]] == [1]
    other = await get(visitor, document_id=first, vocabulary="cmm-2021")
    assert {row["code"] for row in other["rows"]} >= {"D1", "D1.1"}


async def test_a_state_is_shown_by_its_newest_strategy_that_has_a_text(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    ana, curator, visitor = await client_for(cast.ana), await client_for(cast.secretary), await client_for()
    old = (await published(ana, curator, title_en="Old", adopted="2012"))["id"]
    new = (await published(ana, curator, title_en="New", adopted="2020"))["id"]
    law = (await published(ana, curator, title_en="Law", adopted="2024", kind="law"))["id"]
    [jamaica, haiti] = (await get(visitor, place=["JAM", "HTI"]))["columns"]
    assert (jamaica["edition"]["id"], jamaica["document_id"], jamaica["text"]) == (new, None, "none")
    assert (haiti["edition"], haiti["text"], haiti["share"]) == (None, "none", None)
    for edition in (old, law):
        await text(harness, "JAM", EXERCISING, edition_id=edition, published=False)
    [jamaica] = (await get(visitor, place="JAM"))["columns"]
    assert (jamaica["edition"]["id"], jamaica["year"]) == (old, 2012)
    await text(harness, "JAM", edition_id=new, published=False, unread=1)
    [jamaica, named] = (await get(visitor, place="JAM", edition_id=new))["columns"][::-1]
    assert (jamaica["edition"]["id"], named["edition"]["id"], named["text"]) == (old, new, "needs_ocr")
    alone = await text(harness, "HTI", EXERCISING)
    [haiti] = (await get(visitor, place="HTI"))["columns"]
    assert (haiti["document_id"], haiti["edition"]) == (alone, None)


async def test_only_what_the_caller_reads_counts(harness: Harness, cast: World, client_for: ClientFor) -> None:
    ana, curator, visitor = await client_for(cast.ana), await client_for(cast.secretary), await client_for()
    proposal = (await proposed(ana))["id"]
    hidden = await text(harness, "JAM", EXERCISING, edition_id=proposal, published=False)
    for query in ({"document_id": hidden}, {"edition_id": proposal}):
        assert (await visitor.get(COMPARISON, params=query)).status_code == 404, query
    answer = await visitor.get(f"{COMPARISON}/passages", params={"document_id": hidden, "element": EXERCISES})
    assert answer.status_code == 404
    assert (await get(visitor, place="JAM"))["columns"][0]["text"] == "none"
    [seen] = (await get(curator, edition_id=proposal))["columns"]
    assert (seen["document_id"], seen["text"]) == (hidden, "here")
    copy = await text(harness, "JAM", state="duplicate", duplicate_of=hidden, page_count=3)
    assert [one["text"] for one in (await get(visitor, document_id=copy))["columns"]] == ["none"]
    assert [one["text"] for one in (await get(curator, document_id=copy))["columns"]] == ["here"]


async def test_too_much_and_what_there_is_not_is_refused(cast: World, client_for: ClientFor) -> None:
    visitor = await client_for()
    many = [f"00000000-0000-7000-8000-{number:012}" for number in range(31)]
    refused: list[tuple[str, dict[str, Any]]] = [
        ("", {"document_id": many, "edition_id": many}),
        ("", {"vocabulary": "ncs-guide-1999"}),
        ("", {"place": "XXX"}),
        ("/passages", {"document_id": many[0]}),
        ("/passages", {"document_id": many[0], "element": "9.9"}),
        ("/passages", {"document_id": many[0], "element": EXERCISES, "concept": "blockchain"}),
        ("/passages", {"document_id": many[0], "concept": "no-such-concept"}),
    ]
    for path, query in refused:
        answer = await visitor.get(f"{COMPARISON}{path}", params=query)
        assert answer.status_code == 422, (path, query)
        assert answer.json()["fields"], query
    assert (await get(visitor))["columns"] == []
