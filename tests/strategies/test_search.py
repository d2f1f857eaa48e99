"""Finding editions by Ctrl-K: published ones, for everybody signed in; proposals never."""

from typing import Any

import httpx2

from atalaya_platform.search.indexing import index_waiting
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import world
from tests.strategies.factories import act, catalogue, proposed


async def found(client: httpx2.AsyncClient, q: str, **query: Any) -> list[dict[str, Any]]:
    answer = await client.get("/api/v1/search", params={"q": q, "kind": "strategy", **query})
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def titles(items: list[dict[str, Any]]) -> list[str]:
    return ["".join(piece["text"] for piece in item["title"]) for item in items]


async def index(harness: Harness) -> None:
    while await index_waiting(harness.runtime):
        pass


async def test_editions_are_found_in_both_languages_and_by_their_state(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    await index(harness)
    cast = await world(harness)
    for who in (cast.carla, cast.vendor):
        client = await client_for(who)
        original = "Política Nacional de Ciberseguridad 2023-2028 (Decreto Supremo N° 164)"
        assert titles(await found(client, "politica nacional ciberseguridad 2023-2028"))[0] == original
        assert original in titles(await found(client, "National Cybersecurity Policy 2023-2028", country="CHL"))
        assert original in titles(await found(client, "Chili 2023"))
        one = (await found(client, "cybercrimes act", country="JAM"))[0]
        assert one["subtitle"] == "Jamaica · 2015"
        assert (one["label"], one["url"]) == ("TLP:CLEAR", f"/strategies/editions/{one['id']}")
    assert titles(await found(client, "", sort="newest"))[0].startswith("President Trump's Cyber Strategy")


async def test_what_is_proposed_or_declined_is_not_found(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    bruno, secretary, carla = [await client_for(one) for one in (cast.bruno, cast.secretary, cast.carla)]
    edition = (await proposed(bruno, title_en="Zanzibar plan"))["id"]
    await index(harness)
    for client in (bruno, secretary, carla):
        assert await found(client, "Zanzibar") == []
    for verb in ("review", "publish"):
        await act(secretary, edition, verb)
    await index(harness)
    assert titles(await found(carla, "Zanzibar")) == ["Zanzibar plan"]
    await act(secretary, edition, "decline", reason="Withdrawn.")
    assert await found(carla, "Zanzibar") == []
    await index(harness)
    assert await found(secretary, "Zanzibar") == []
