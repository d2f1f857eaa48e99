"""Saved searches: one's own only, and a notice when a new text says what one looks for, once."""

from typing import Any

import httpx2

from atalaya_strategies.documents.models import Document
from atalaya_strategies.finding.wanted import SearchWanted
from atalaya_strategies.saved.addresses import search_page
from atalaya_strategies.saved.jobs import try_saved_searches
from atalaya_strategies.saved.vocabulary import MOST_SAVED
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import world
from tests.strategies.documents.made import invented
from tests.strategies.documents.test_http import brought
from tests.strategies.finding.test_passages import correct, find, index

SEARCHES = "/api/v1/strategies/searches"


async def save(client: httpx2.AsyncClient, name: str, *, told: bool = True, **wanted: Any) -> str:
    answer = await client.post(SEARCHES, json={"name": name, "wanted": wanted, "told": told})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def news(harness: Harness) -> list[tuple[str, str, str, str]]:
    """Who is told of which search, where it leads, and of which texts; what was told before is forgotten."""
    async with harness.runtime.database.system() as session:
        await try_saved_searches(session, harness.runtime)
    rows = await harness.all(
        "DELETE FROM notification n USING person p WHERE p.id = n.person_id"
        " RETURNING p.name, n.title, n.url, n.excerpt, n.kind"
    )
    return sorted((row.name, row.title, row.url, row.excerpt) for row in rows if row.kind == "strategies.search.found")


async def test_everybody_has_their_own(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    kept = await save(ana, "Reporting", q="incident reporting", place=["JAM", "BRB"], year=[2015])
    await save(ana, "Budget", q="presupuesto", locale="es")
    mine = (await ana.get(SEARCHES)).json()["items"]
    assert [one["name"] for one in mine] == ["Budget", "Reporting"]
    assert mine[1]["wanted"]["place"] == ["JAM", "BRB"]
    assert (await bruno.get(SEARCHES)).json()["items"] == []
    for answer in (
        await bruno.patch(f"{SEARCHES}/{kept}", json={"name": "Mine"}),
        await bruno.delete(f"{SEARCHES}/{kept}"),
    ):
        assert answer.status_code == 404
    changed = await ana.patch(f"{SEARCHES}/{kept}", json={"name": "Incident reporting", "told": False})
    assert (changed.json()["name"], changed.json()["told"]) == ("Incident reporting", False)
    assert (await ana.delete(f"{SEARCHES}/{kept}")).status_code == 204
    assert [one["name"] for one in (await ana.get(SEARCHES)).json()["items"]] == ["Budget"]
    wrong = await ana.post(SEARCHES, json={"name": "X", "wanted": {"q": "x", "colour": "red"}})
    assert wrong.status_code == 422
    assert (await (await client_for()).get(SEARCHES)).status_code == 401


async def test_there_is_room_for_fifty(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    await save(ana, "First", q="x")
    await harness.all(
        "INSERT INTO strategy_saved_search (id, person_id, name, wanted, told)"
        " SELECT gen_random_uuid(), :person, 'more', '{}', true FROM generate_series(2, :most) RETURNING id",
        person=cast.ana.id,
        most=MOST_SAVED,
    )
    answer = await ana.post(SEARCHES, json={"name": "One more", "wanted": {"q": "y"}})
    assert (answer.status_code, answer.json()["most"]) == (409, MOST_SAVED)


async def test_a_new_text_is_told_once_to_whoever_looks_for_it(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, curator = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.secretary)
    await save(ana, "Infraestructura", q="infraestructura crítica", locale="es", place=["JAM"])
    await save(ana, "Elsewhere", q="infraestructura crítica", locale="es", place=["BRA"])
    await save(bruno, "Nothing", q="zebra crossing")
    await save(bruno, "Silent", q="critical infrastructure", told=False)
    text = await brought(curator, invented("en"), "en.txt", place="JAM", language="en")
    await index(harness)
    assert await news(harness) == []  # nobody but curators reads it yet
    await correct(curator, text, published=True)
    await harness.run_jobs()
    assert await news(harness) == []  # not in the index yet: the next run has it
    await index(harness)
    [(who, name, url, texts)] = await news(harness)
    assert (who, name) == ("Ana", "Infraestructura")
    assert text in url
    assert texts
    assert await news(harness) == []
    await correct(curator, text, title="Another title")
    await index(harness)
    assert await news(harness) == []

    # A text that is not read yet puts the others off, so that one notice tells of the whole folder.
    second = await brought(curator, invented("pt"), "pt.txt", place="JAM", language="pt")
    await correct(curator, second, published=True)
    await index(harness)
    waiting = Document(
        place="JAM", name="x.txt", size=1, sha256=b"x", imported_at=harness.runtime.clock.now(), published=True
    )
    async with harness.runtime.database.system() as session:
        session.add(waiting)
    assert await news(harness) == []
    await harness.all("DELETE FROM strategy_document WHERE name = 'x.txt' RETURNING id")
    assert [(who, name) for who, name, *_ in await news(harness)] == [("Ana", "Infraestructura")]
    assert (await find(ana, "infraestructura crítica", locale="es", document=second))["total"] > 0


def test_the_notice_leads_to_the_search_as_the_web_application_writes_it() -> None:
    wanted = SearchWanted(q='"2015" plan', locale="es", place=["JAM", "BRA"], year=[2015])
    page = "/strategies/search?q=%222015%22%20plan&place=%5B%22JAM%22%2C%22BRA%22%5D&year=%5B2015%5D"
    assert search_page(wanted) == page
    assert search_page(SearchWanted(q="2015")) == "/strategies/search?q=%222015%22"
    assert search_page(SearchWanted()) == "/strategies/search"
