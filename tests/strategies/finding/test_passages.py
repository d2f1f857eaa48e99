"""Finding passages: one question, four languages; only what may be read; and in step with documents and editions."""

from typing import Any

import httpx2
import pytest

from atalaya_platform.search.indexing import index_waiting
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world
from tests.strategies.documents.made import invented
from tests.strategies.documents.test_http import brought
from tests.strategies.factories import act, published

PASSAGES = "/api/v1/strategies/passages"
QUESTION = "critical infrastructure"
LANGUAGES = ("en", "es", "pt", "fr")


async def find(client: httpx2.AsyncClient, q: str = "", **query: Any) -> dict[str, Any]:
    answer = await client.get(PASSAGES, params={"q": q, **query})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def languages(found: dict[str, Any]) -> set[str]:
    return {one["language"] for one in found["items"]}


def marked(pieces: list[dict[str, Any]]) -> list[str]:
    return [one["text"] for one in pieces if one["hit"]]


async def correct(client: httpx2.AsyncClient, document_id: str, **changes: Any) -> None:
    path = f"/api/v1/strategies/documents/{document_id}"
    answer = await client.patch(path, json=changes, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text


async def index(harness: Harness) -> None:
    await harness.run_jobs()
    while await index_waiting(harness.runtime):
        pass


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


@pytest.fixture
async def curator(cast: World, client_for: ClientFor) -> httpx2.AsyncClient:
    return await client_for(cast.secretary)


@pytest.fixture
async def library(harness: Harness, curator: httpx2.AsyncClient) -> dict[str, str]:
    """The ids of an invented strategy in each of the four languages."""
    ids = {}
    for language in LANGUAGES:
        ids[language] = await brought(curator, invented(language), f"{language}.txt", place="JAM", language=language)
        await correct(curator, ids[language], published=True)
    await index(harness)
    return ids


QUESTIONS = {
    "en": QUESTION,
    "es": "infraestructura critica",
    "pt": "infraestruturas críticas",
    "fr": "infrastructures critiques",
}


async def test_a_question_in_one_language_finds_all_four(library: dict[str, str], curator: httpx2.AsyncClient) -> None:
    """One library for all questions: making it takes longer than asking."""
    for locale, question in QUESTIONS.items():
        found = await find(curator, question, locale=locale)
        assert languages(found) == set(LANGUAGES), locale
        [seen] = found["concepts"]
        assert seen["concept"] == "critical-infrastructure"
        assert {one["language"] for one in seen["beside"]} == set(LANGUAGES) - {locale}
        first = {one["language"]: one["passages"][0] for one in found["items"]}
        words = {word.lower() for word in (*marked(first["es"]["excerpt"]), *marked(first["es"]["heading"]))}
        assert any(word.startswith("infraestructura") for word in words)
        counted = {one["value"]: one["count"] for one in found["facets"]["language"]}
        assert sum(counted.values()) == found["total"] > 4
        plain = await find(curator, question, locale=locale, meant=False)
        assert languages(plain) < set(LANGUAGES)
        assert plain["concepts"] == []
        off = await find(curator, question, locale=locale, without="critical-infrastructure")
        assert languages(off) == languages(plain)


async def test_everyday_words_are_found_in_other_languages_too(
    library: dict[str, str], curator: httpx2.AsyncClient
) -> None:
    found = await find(curator, "année", locale="fr")
    assert {"en", "es"} <= languages(found)
    [seen] = found["words"]
    assert seen["term"] == {"language": "fr", "text": "année"}
    assert {"language": "es", "text": "año"} in seen["beside"]
    spanish = next(one for one in found["items"] if one["language"] == "es")
    assert marked(spanish["passages"][0]["excerpt"]) == ["año"]
    off = await find(curator, "année", locale="fr", without="words")
    assert (languages(off), off["words"]) == ({"fr"}, [])
    typed = await find(curator, "infraestructura critica", locale="es", without="critical-infrastructure")
    assert typed["words"] == []


async def test_what_is_found_is_narrowed_grouped_and_leads_to_its_page(
    library: dict[str, str], curator: httpx2.AsyncClient
) -> None:
    found = await find(curator, "register of critical infrastructure", locale="en", language="en")
    best = found["items"][0]["passages"][0]
    assert best["url"] == f"/strategies/documents/{library['en']}?page={best['page']}&passage={best['ordinal']}"
    page = (await curator.get(f"/api/v1/strategies/documents/{library['en']}/pages/{best['page']}")).json()
    passage = page["passages"][best["ordinal"]]
    assert passage["id"] == best["id"]
    assert "register of critical infrastructure" in page["text"][passage["start"] : passage["end"]]

    found = await find(curator, QUESTION)
    for name in ("language", "concept", "element", "objective", "factor"):
        value = found["facets"][name][-1]
        narrowed = await find(curator, QUESTION, **{name: value["value"]})
        assert narrowed["total"] == value["count"], name
    only = await find(curator, QUESTION, document=library["pt"])
    assert {one["id"] for one in only["items"]} == {library["pt"]}
    assert (await find(curator, QUESTION, place="BRA"))["items"] == []

    first = await find(curator, QUESTION, grouped=False, limit=3)
    then = await find(curator, QUESTION, grouped=False, limit=3, offset=3)
    ids = [one["passages"][0]["id"] for answer in (first, then) for one in answer["items"]]
    assert len(set(ids)) == len(ids) == 6

    two = await find(curator, QUESTION, limit=2)
    assert (len(two["items"]), two["documents"]) == (2, 4)
    fewer = await find(curator, f"{QUESTION} -register")
    assert 0 < fewer["total"] < found["total"]
    literal = await find(curator, '"register of critical infrastructure"')
    assert (literal["total"], literal["concepts"]) == (1, [])


async def test_only_passages_of_what_is_public_are_found(
    harness: Harness, cast: World, curator: httpx2.AsyncClient, client_for: ClientFor, library: dict[str, str]
) -> None:
    visitor, vendor, bruno = await client_for(), await client_for(cast.vendor), await client_for(cast.bruno)
    for client in (visitor, vendor):
        assert languages(await find(client, QUESTION)) == set(LANGUAGES)
    await correct(curator, library["pt"], published=False)
    assert languages(await find(visitor, QUESTION)) == set(LANGUAGES) - {"pt"}
    await index(harness)
    for client in (visitor, vendor, curator):
        assert languages(await find(client, QUESTION)) == set(LANGUAGES) - {"pt"}
    assert (await curator.delete(f"/api/v1/strategies/documents/{library['fr']}")).status_code == 204
    assert languages(await find(curator, QUESTION)) == {"en", "es"}
    await index(harness)
    assert languages(await find(curator, QUESTION)) == {"en", "es"}
    edition = (await published(bruno, curator))["id"]
    await brought(curator, b"A sandpiper of a CSIRT.\n\n" + invented("en"), "of.txt", edition_id=edition)
    await index(harness)
    seen = await find(visitor, "sandpiper")
    assert [one["edition_id"] for one in seen["items"]] == [edition]
    assert (await act(curator, edition, "decline", reason="It was withdrawn.")).status_code == 200
    assert (await find(visitor, "sandpiper"))["items"] == []
    await index(harness)
    for client in (visitor, vendor, curator):
        assert (await find(client, "sandpiper"))["total"] == 0


async def test_bad_questions_are_refused_by_field(curator: httpx2.AsyncClient) -> None:
    for name, value in (("locale", "de"), ("element", "x y"), ("document", "1"), ("sort", "best"), ("limit", 0)):
        answer = await curator.get(PASSAGES, params={name: value})
        assert answer.status_code == 422, name


async def test_labels_come_in_the_language_that_was_asked_for(curator: httpx2.AsyncClient) -> None:
    answer = await curator.get("/api/v1/strategies/vocabulary", params={"locale": "fr"})
    known = answer.json()
    names = {one["id"]: one["label"] for one in known["concepts"]}
    assert names["critical-infrastructure"] == "infrastructures critiques"
    assert len(names) >= 200
    assert all(one["label"] for one in known["elements"])
