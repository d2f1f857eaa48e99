"""People over HTTP: found by prefix, without accents, and only across communities that one shares."""

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import person, world


async def test_search_by_prefix_of_name_organisation_and_country(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    await person(harness, cast.chile, name="José Núñez")
    client = await client_for(cast.ana)

    async def names(q: str, **query: object) -> list[str]:
        answer = await client.get("/api/v1/people", params={"q": q, **query})
        assert answer.status_code == 200, answer.text
        return [item["name"] for item in answer.json()["items"]]

    assert await names("jose") == ["José Núñez"]
    assert await names("nun jo") == ["José Núñez"]
    assert await names("cert.br") == ["Bruno"]
    assert await names("chil") == ["Carla", "José Núñez"]
    assert await names("brasil") == ["Bruno"]
    assert await names("os") == []
    assert await names("_") == []
    assert await names("", country="JAM") == ["Ana", "Minister"]
    assert await names("", organisation_id=str(cast.brazil.id)) == ["Bruno"]


async def test_the_wall_and_suspended_people(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, vendor = await client_for(cast.ana), await client_for(cast.vendor)
    everyone = [item["name"] for item in (await ana.get("/api/v1/people")).json()["items"]]
    assert "Vendor" not in everyone
    assert (await ana.get(f"/api/v1/people/{cast.vendor.id}")).status_code == 404
    assert {i["name"] for i in (await vendor.get("/api/v1/people")).json()["items"]} == {"Admin", "Secretary", "Vendor"}
    assert (await ana.get(f"/api/v1/people/{cast.carla.id}")).json()["email"] == cast.carla.email
    await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=cast.carla.id)
    assert (await ana.get(f"/api/v1/people/{cast.carla.id}")).status_code == 404
    assert "Carla" not in [item["name"] for item in (await ana.get("/api/v1/people")).json()["items"]]
    assert (await (await client_for()).get("/api/v1/people")).status_code == 401


async def test_cards_say_where_and_as_what(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    client = await client_for(cast.ana)
    with harness.counted() as statements:
        items = (await client.get("/api/v1/people")).json()["items"]
    assert len(statements) <= 5
    secretary = next(item for item in items if item["name"] == "Secretary")
    assert secretary["platform_roles"] == ["secretariat"]
    ana = next(item for item in items if item["name"] == "Ana")
    assert [(one["name"], one["role"], one["country"]) for one in ana["organisations"]] == [
        ("JaCIRT", "team_lead", "JAM")
    ]
    assert "email" not in ana
