"""Organisations and countries over HTTP: who finds them, who edits them, and what leaves as a table."""

import csv
import io

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.directory.test_keys import made
from tests.platform.factories import organisation, world


async def test_each_community_sees_its_own_organisations(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    carla, vendor, secretary = [await client_for(one) for one in (cast.carla, cast.vendor, cast.secretary)]
    names = [item["name"] for item in (await carla.get("/api/v1/organisations")).json()["items"]]
    assert names == ["CERT.br", "CSIRT Chile", "JaCIRT", "Ministry of Health", "Secretariat"]
    assert [i["name"] for i in (await vendor.get("/api/v1/organisations")).json()["items"]] == ["Secretariat", "Vendor"]
    assert len((await secretary.get("/api/v1/organisations")).json()["items"]) == 6
    assert (await vendor.get(f"/api/v1/organisations/{cast.brazil.id}")).status_code == 404
    assert (await (await client_for()).get("/api/v1/organisations")).status_code == 401


async def test_filters_and_accents(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    await organisation(
        harness,
        "Centro de Ciberseguridad de Córdoba",
        kind="government",
        country="ARG",
        email="incidentes@csirt.example",
        website="https://csirt.example",
    )
    client = await client_for(cast.carla)

    async def names(**query: object) -> list[str]:
        answer = await client.get("/api/v1/organisations", params=query)
        return [item["name"] for item in answer.json()["items"]]

    assert await names(q="cordoba") == ["Centro de Ciberseguridad de Córdoba"]
    assert await names(q="brasil") == ["CERT.br"]
    assert await names(q="Incidentes@CSIRT.example") == ["Centro de Ciberseguridad de Córdoba"]
    assert await names(q="csirt.example") == ["Centro de Ciberseguridad de Córdoba"]
    assert await names(q="100%") == []
    assert await names(country="JAM") == ["JaCIRT", "Ministry of Health"]
    assert await names(country="JAM", kind="national_csirt") == ["JaCIRT"]
    assert await names(community="stakeholders") == []
    assert (await client.get("/api/v1/organisations", params={"country": "FRA"})).status_code == 422


async def test_lists_stand_in_the_order_of_what_they_show_first(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    await organisation(harness, "Asia-Pacific Economic Cooperation", kind="international", country=None, acronym="APEC")
    await organisation(harness, "Zone of Peace", kind="international", country=None, acronym="ÁBC")
    await organisation(harness, "ASEAN Regional Forum", kind="international", country=None, acronym="Forum")
    client = await client_for(cast.carla)
    seen, after = [], None
    while True:
        query = {"limit": 3, **({"after": after} if after else {})}
        page = (await client.get("/api/v1/organisations", params=query)).json()
        seen += [item["acronym"] or item["name"] for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert seen == ["ÁBC", "APEC", "CERT.br", "CSIRT Chile", "Forum", "JaCIRT", "Ministry of Health", "Secretariat"]


async def test_pages_lead_both_ways_in_few_statements(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    client = await client_for(cast.carla)
    with harness.counted() as statements:
        first = (await client.get("/api/v1/organisations", params={"limit": 2})).json()
    assert len(statements) <= 4
    assert first["previous"] is None
    second = (await client.get("/api/v1/organisations", params={"limit": 2, "after": first["next"]})).json()
    third = (await client.get("/api/v1/organisations", params={"limit": 2, "after": second["next"]})).json()
    assert third["next"] is None
    seen = [item["name"] for page in (first, second, third) for item in page["items"]]
    assert seen == ["CERT.br", "CSIRT Chile", "JaCIRT", "Ministry of Health", "Secretariat"]
    back = (await client.get("/api/v1/organisations", params={"limit": 2, "before": third["previous"]})).json()
    assert back["items"] == second["items"]
    start = (await client.get("/api/v1/organisations", params={"limit": 2, "before": back["previous"]})).json()
    assert start["items"] == first["items"]
    assert start["previous"] is None
    assert (await client.get("/api/v1/organisations", params={"after": "bad"})).status_code == 422
    assert (await client.get("/api/v1/organisations", params={"after": "WyJhIiwgImIiXQ"})).status_code == 422


async def test_a_page_tells_everything(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    answer = await (await client_for(cast.carla)).get(f"/api/v1/organisations/{cast.jamaica.id}")
    assert answer.headers["etag"] == '"1"'
    page = answer.json()
    assert list(page["rfc2350"]) == [
        "document_information",
        "contact_information",
        "charter",
        "policies",
        "services",
        "incident_reporting_forms",
        "disclaimers",
    ]
    assert [one["name"] for one in page["constituents"]] == ["Ministry of Health"]
    assert [(one["person"]["name"], one["role"]) for one in page["members"]] == [("Ana", "team_lead")]
    assert page["confirmation"]["overdue"] is True
    assert page["may_edit"] is False
    child = (await (await client_for(cast.ana)).get(f"/api/v1/organisations/{cast.ministry.id}")).json()
    assert child["parent"]["name"] == "JaCIRT"


async def test_leads_and_the_secretariat_edit_under_the_etag(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla, secretary = [await client_for(p) for p in (cast.ana, cast.bruno, cast.carla, cast.secretary)]
    path = f"/api/v1/organisations/{cast.jamaica.id}"
    change = {"telephone": "+1 876 555 0100", "rfc2350": {"charter": "We serve Jamaica."}}
    assert (await ana.patch(path, json=change)).status_code == 428
    done = await ana.patch(path, json=change, headers={"If-Match": '"1"'})
    assert done.status_code == 200, done.text
    assert done.json()["telephone"] == "+1 876 555 0100"
    assert done.json()["rfc2350"]["charter"] == "We serve Jamaica."
    assert done.headers["etag"] == '"2"'
    assert (await ana.patch(path, json=change, headers={"If-Match": '"1"'})).status_code == 412
    assert (await bruno.patch(path, json=change, headers={"If-Match": '"2"'})).status_code == 403
    assert (await carla.patch(path, json=change, headers={"If-Match": '"2"'})).status_code == 403
    refused = await ana.patch(path, json={"name": "Other"}, headers={"If-Match": '"2"'})
    assert (refused.status_code, list(refused.json()["fields"])) == (403, ["name"])
    assert (await secretary.patch(path, json={"name": "JaCIRT!"}, headers={"If-Match": '"2"'})).json()[
        "name"
    ] == "JaCIRT!"
    assert (await ana.patch(path, json={"version": 9}, headers={"If-Match": "*"})).status_code == 422
    acts = await harness.all("SELECT act, detail FROM audit_entry ORDER BY at")
    assert [row.act for row in acts] == ["directory.organisation.update"] * 2
    assert "876" not in str(acts)


async def test_a_lead_elsewhere_edits_nothing_here(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    path = f"/api/v1/organisations/{cast.brazil.id}"
    assert (await ana.patch(path, json={"acronym": "X"}, headers={"If-Match": "*"})).status_code == 403
    assert (await ana.post(f"{path}/confirm")).status_code == 403


async def test_bad_contact_data_is_named(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    path = f"/api/v1/organisations/{cast.jamaica.id}"
    for field, value in (
        ("website", "javascript:alert(1)"),
        ("email", "not a mailbox"),
        ("telephone", "<b>1</b>"),
        ("established_year", 3),
        ("rfc2350", {"other": "x"}),
    ):
        answer = await ana.patch(path, json={field: value}, headers={"If-Match": "*"})
        assert answer.status_code == 422, field
        assert any(name.startswith(field) for name in answer.json()["fields"])


async def test_no_circle_of_parents_and_only_csirts_above(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    secretary = await client_for(cast.secretary)
    match = {"If-Match": "*"}
    circle = await secretary.patch(
        f"/api/v1/organisations/{cast.jamaica.id}", json={"parent_id": str(cast.ministry.id)}, headers=match
    )
    assert circle.status_code == 422
    below = await secretary.patch(
        f"/api/v1/organisations/{cast.chile.id}", json={"parent_id": str(cast.jamaica.id)}, headers=match
    )
    assert below.status_code == 200
    loop = await secretary.patch(
        f"/api/v1/organisations/{cast.jamaica.id}", json={"parent_id": str(cast.chile.id)}, headers=match
    )
    assert loop.status_code == 422


async def test_the_secretariat_moves_an_organisation_between_communities(
    harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    secretary, carla, vendor = [await client_for(one) for one in (cast.secretary, cast.carla, cast.vendor)]
    path = f"/api/v1/organisations/{cast.ministry.id}"
    moved = await secretary.patch(path, json={"communities": ["stakeholders"]}, headers={"If-Match": "*"})
    assert moved.json()["communities"] == ["stakeholders"]
    assert (await carla.get(path)).status_code == 404
    assert (await vendor.get(path)).status_code == 200


async def test_confirming_lasts_four_months(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, secretary = await client_for(cast.ana), await client_for(cast.secretary)
    listed = (await secretary.get("/api/v1/organisations", params={"needs_confirmation": True})).json()["items"]
    assert "JaCIRT" in [item["name"] for item in listed]
    confirmed = (await ana.post(f"/api/v1/organisations/{cast.jamaica.id}/confirm")).json()["confirmation"]
    assert confirmed["overdue"] is False
    days = await harness.one(
        "SELECT confirm_by - confirmed_at::date FROM organisation WHERE id = :i", i=cast.jamaica.id
    )
    assert 119 <= days <= 124
    listed = (await secretary.get("/api/v1/organisations", params={"needs_confirmation": True})).json()["items"]
    assert "JaCIRT" not in [item["name"] for item in listed]


async def test_exports_carry_what_the_list_shows_and_no_formulas(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    await organisation(harness, "=HYPERLINK(1)", country="PER", telephone="+51 1 555")
    carla = await client_for(cast.carla)
    answer = await carla.get("/api/v1/organisations.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert "Vendor" not in {row["name"] for row in rows}
    peru = next(row for row in rows if row["country"] == "PER")
    assert (peru["name"], peru["telephone"]) == ("'=HYPERLINK(1)", "+51 1 555")
    exported = (await carla.get("/api/v1/organisations.json", params={"country": "JAM"})).json()
    assert [row["name"] for row in exported] == ["JaCIRT", "Ministry of Health"]
    assert (await (await client_for()).get("/api/v1/organisations.csv")).status_code == 401


async def test_exports_carry_keys_and_descriptions_and_follow_the_filter(
    harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    ana, carla = await client_for(cast.ana), await client_for(cast.carla)
    path = f"/api/v1/organisations/{cast.jamaica.id}"
    key = (await ana.post(f"{path}/keys", json={"armoured": made()[0]})).json()
    change = {"rfc2350": {"charter": "We serve\nJamaica."}}
    assert (await ana.patch(path, json=change, headers={"If-Match": "*"})).status_code == 200
    await ana.post(f"{path}/confirm")
    with harness.counted() as statements:
        exported = (await carla.get("/api/v1/organisations.json")).json()
    assert len(statements) <= 3
    jamaica = next(one for one in exported if one["name"] == "JaCIRT")
    assert jamaica["keys"] == [{"fingerprint": key["fingerprint"], "expires_at": key["expires_at"]}]
    assert (jamaica["rfc2350"]["charter"], jamaica["rfc2350"]["policies"]) == ("We serve\nJamaica.", "")
    ministry = next(one for one in exported if one["name"] == "Ministry of Health")
    assert ministry["parent_id"] == str(cast.jamaica.id)
    table = list(csv.DictReader(io.StringIO((await carla.get("/api/v1/organisations.csv")).text, newline="")))
    line = next(one for one in table if one["name"] == "JaCIRT")
    assert (line["keys"], line["rfc2350_charter"]) == (key["fingerprint"], "We serve\nJamaica.")
    waiting = {"needs_confirmation": True, "country": "JAM"}
    for form in ("json", "csv"):
        answer = await carla.get(f"/api/v1/organisations.{form}", params=waiting)
        assert "Ministry of Health" in answer.text, form
        assert "JaCIRT" not in answer.text, form


async def test_all_35_member_states_with_the_teams_that_one_sees(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    states = {one["iso3"]: one for one in (await (await client_for(cast.carla)).get("/api/v1/countries")).json()}
    assert len(states) == 35
    assert states["JAM"]["names"] == {"en": "Jamaica", "es": "Jamaica", "pt": "Jamaica", "fr": "Jamaïque"}
    assert (states["JAM"]["teams"], states["JAM"]["organisations"]) == (1, 2)
    assert states["BOL"]["languages"] == ["es", "qu", "ay", "gn"]
    anonymous = (await (await client_for()).get("/api/v1/countries")).json()
    assert sum(one["organisations"] for one in anonymous) == 0
