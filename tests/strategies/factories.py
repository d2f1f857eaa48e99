"""Editions for tests: the packaged catalogue, and proposals made through the API as a person would."""

from typing import Any

import httpx2

from atalaya_platform.identity.models import Person
from atalaya_strategies.catalogue import importing
from tests.harness import Harness
from tests.platform.factories import World, person

EDITIONS = "/api/v1/strategies/editions"
PLACES = "/api/v1/strategies/places"


async def catalogue(harness: Harness) -> None:
    """The catalogue that comes with Atalaya."""
    async with harness.runtime.database.system() as session:
        await importing.import_catalogue(session, importing.shipped())


async def contact_point(harness: Harness, cast: World) -> Person:
    """Jamaica's national contact point."""
    return await person(harness, cast.jamaica, name="Contact", role="national_contact_point")


def facts(**values: Any) -> dict[str, Any]:
    """The request for a proposal of Jamaica."""
    return {
        "place": "JAM",
        "title_original": "",
        "title_en": "National Cybersecurity Strategy 2026",
        "adopted": "2026-05",
        "period_start": "2026",
        "period_end": "2030",
        "status": "in_force",
        "kind": "national_cybersecurity_strategy",
        "language": "en",
        "issuing_body": "Office of the Prime Minister",
        "document_url": "https://opm.gov.example/strategy.pdf",
        "source_url": "https://opm.gov.example/news",
        **values,
    }


async def proposed(client: httpx2.AsyncClient, **values: Any) -> dict[str, Any]:
    """A proposal, as its proposer sees it."""
    answer = await client.post(EDITIONS, json=facts(**values))
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def act(client: httpx2.AsyncClient, edition_id: str, verb: str, *, match: str = "*", **body: Any) -> Any:
    """One act of curation; its answer."""
    return await client.post(f"{EDITIONS}/{edition_id}/{verb}", json=body, headers={"If-Match": match})


async def published(proposer: httpx2.AsyncClient, curator: httpx2.AsyncClient, **values: Any) -> dict[str, Any]:
    """An edition in the catalogue."""
    made = await proposed(proposer, **values)
    for verb in ("review", "publish"):
        answer = await act(curator, made["id"], verb)
        assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
