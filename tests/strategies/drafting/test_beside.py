"""What stands beside a section: coverage, neighbours, precedents; and the sources that are cited."""

from typing import Any
from uuid import UUID

from sqlalchemy import text

from atalaya_platform.ids import new_id
from atalaya_strategies.concepts.recognising import recogniser
from atalaya_strategies.documents.models import Document, DocumentPage, Passage, passage_id
from atalaya_strategies.drafting.measuring import Written, measured
from atalaya_strategies.drafting.queries.beside import in_turns, marked
from atalaya_strategies.drafting.queries.precedents import Saying
from tests.harness import Harness
from tests.platform.factories import world
from tests.strategies.drafting.factories import ClientFor, address, begun, save, section_of

SAYS = "The national CSIRT coordinates incident response with operators of critical infrastructure."


async def document(harness: Harness, place: str, text: str, *, published: bool = True, **values: Any) -> UUID:
    """A document of one page and passage; the passage's id."""
    made = await harness.add(
        Document(
            place=place,
            language="en",
            title=f"Strategy of {place}",
            name=f"{place}.txt",
            size=len(text),
            sha256=new_id().bytes * 2,
            state="read",
            published=published,
            page_count=1,
            imported_at=harness.runtime.clock.now(),
            **values,
        )
    )
    await harness.add(DocumentPage(document_id=made.id, number=1, text=text))
    concepts = [[one.concept_id, one.start, one.end] for one in recogniser().annotate(text, "en")]
    passage = Passage(
        id=passage_id(made.id, 1, 0),
        document_id=made.id,
        page=1,
        ordinal=0,
        start=0,
        end=len(text),
        heading="Response › Teams",
        language="en",
        concepts=concepts,
    )
    await harness.add(passage)
    return passage.id


def test_headings_alone_cover_nothing() -> None:
    assert measured([Written("a", "")], "en", "ncs-guide-2021").share == 0
    found = measured([Written("a", SAYS), Written("b", "Nothing to say.")], "en", "ncs-guide-2021")
    assert found.share > 0
    assert {name for one in found.elements.values() for name, _ in one.passages} == {"a"}


def test_states_take_turns() -> None:
    one, two, other = new_id(), new_id(), new_id()
    found = [Saying(new_id(), one, page, 0, page) for page in range(1, 6)] + [Saying(new_id(), other, 1, 0, 1)]
    found.append(Saying(new_id(), two, 9, 0, 9))
    places = {one: "TTO", two: "TTO", other: "JPN"}
    turned = [(places[each.document_id], each.mentions) for each in in_turns(found, places, ["TTO", "CRI", "JPN"])]
    assert turned == [("TTO", 9), ("TTO", 5), ("JPN", 1), ("TTO", 4), ("TTO", 3), ("TTO", 2), ("TTO", 1)]


def test_hits_are_marked_where_they_stand() -> None:
    pieces = marked("see CERT and law", 10, [["x", 14, 18], ["y", 23, 26], ["x", 15, 16]], {"x"})
    assert [(one.text, one.hit) for one in pieces] == [("see ", False), ("CERT", True), (" and law", False)]


async def test_coverage_grows_with_the_text(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    draft = await begun(ana, cast.group)
    empty = (await ana.get(address(draft, "coverage"))).json()
    assert empty["share"] == 0
    assert len(empty["missing"]) > 25
    section = section_of(draft, "5.1.1")
    await save(ana, draft, section, SAYS, 1)
    some = (await ana.get(address(draft, "coverage"))).json()
    assert 0 < some["share"] < 1
    covered = [one for one in some["elements"] if one["covered"]]
    assert all(one["sections"] == [section] and one["strength"] > 0 for one in covered)
    assert not {one["code"] for one in covered} & set(some["missing"])
    other = (await ana.get(address(draft, "coverage"), params={"vocabulary": "cmm-2021"})).json()
    assert other["vocabulary"] == "cmm-2021"
    assert (await ana.get(address(draft, "coverage"), params={"vocabulary": "none"})).status_code == 422


async def test_precedents_come_from_the_most_alike_state_first(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    draft = await begun(ana, cast.group)
    for place in ("JPN", "TTO", "CRI", "JAM"):
        await document(harness, place, SAYS)
    await document(harness, "BRB", SAYS, published=False)
    await document(harness, "BHS", "Nothing about it.")
    path = address(draft, "precedents")
    found = (await ana.get(path, params={"concept": "csirt"})).json()
    assert [one["place"] for one in found["items"]] == ["TTO", "CRI", "JPN"]
    assert found["places"] == ["TTO", "CRI", "JPN"]
    first = found["items"][0]
    assert "".join(one["text"] for one in first["text"]) == SAYS
    assert [one["text"] for one in first["text"] if one["hit"]] == ["national CSIRT"]
    assert first["because"] == ["subregion", "size", "language", "member"]
    assert first["url"].endswith("?page=1&passage=0")
    own = (await ana.get(path, params={"concept": "csirt", "place": ["JAM", "JPN"]})).json()
    assert [one["place"] for one in own["items"]] == ["JAM", "JPN"]
    page = (await ana.get(path, params={"concept": "csirt", "limit": 2})).json()
    rest = (await ana.get(path, params={"concept": "csirt", "limit": 2, "after": page["next"]})).json()
    assert [one["place"] for one in rest["items"]] == ["JPN"]
    assert rest["next"] is None
    element = (await ana.get(path, params={"element": "5.3"})).json()
    assert element["total"] == 3
    assert (await ana.get(path)).status_code == 422
    neighbours = (await ana.get(address(draft, "neighbours"))).json()
    assert [(one["place"], one["documents"]) for one in neighbours][:2] == [("TTO", 1), ("BHS", 1)]
    assert "BRB" not in {one["place"] for one in neighbours}


async def test_what_is_cited_stays(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    draft = await begun(ana, cast.group, language="es")
    passage = await document(harness, "TTO", SAYS, address="https://gov.tt.example/strategy.pdf")
    secret = await document(harness, "BRB", SAYS, published=False)
    path, section = address(draft, "sources"), section_of(draft, "5.1.1")
    assert (await bruno.post(path, json={"passage_id": str(passage)})).status_code == 403
    assert (await ana.post(path, json={"passage_id": str(secret)})).status_code == 404
    wrong = await ana.post(path, json={"passage_id": str(passage), "quote": "We never said so"})
    assert list(wrong.json()["fields"]) == ["quote"]
    wanted = {"passage_id": str(passage), "quote": "The national  CSIRT"}
    source = (await ana.post(path, json=wanted)).json()
    assert (source["number"], source["quote"]) == (1, "The national CSIRT")
    assert source["citation"] == "Trinidad y Tobago, Strategy of TTO, p. 1."
    assert source["address"] == "https://gov.tt.example/strategy.pdf"
    assert (await ana.post(path, json=wanted)).json()["number"] == 1
    assert (await ana.post(path, json={"passage_id": str(passage)})).json()["number"] == 2
    unknown = await document(harness, "GUY", SAYS)
    local = (await ana.post(path, json={"passage_id": str(unknown)})).json()
    assert local["address"].endswith(local["url"])
    assert (await ana.delete(f"{path}/3")).status_code == 200

    await save(ana, draft, section, "As neighbours do[^1].", 1)
    assert (await ana.get(path)).json()[0]["sections"] == [section]
    refused = await ana.delete(f"{path}/1")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/still-cited")
    assert [one["number"] for one in (await ana.delete(f"{path}/2")).json()] == [1]
    async with harness.superuser() as session:
        await session.execute(text("DELETE FROM strategy_document"))
    kept = (await bruno.get(path)).json()
    assert [(one["citation"], one["document_id"], one["url"]) for one in kept] == [(source["citation"], None, None)]

    await save(ana, draft, section, "As neighbours do.", 2)
    assert (await ana.delete(f"{path}/1")).json() == []
    await ana.post(address(draft, "sections", section, "versions", "2", "restore"), headers={"If-Match": '"3"'})
    assert [one["number"] for one in (await ana.get(path)).json()] == [1]
