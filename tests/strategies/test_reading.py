"""Reading the catalogue: lists with counts, states and bodies, one edition, and visitors without an account."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from atalaya_platform.http.dependencies import hashed
from atalaya_platform.identity.models import ApiToken
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.visitors import Visitors, neighbourhood
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import organisation, world
from tests.strategies.factories import EDITIONS, PLACES, act, catalogue, contact_point, proposed, published

NO_STRATEGY_FOUND = "ATG BOL CUB DMA GRD GUY HND HTI KNA LCA PER SUR VCT VEN"
"""The member states without an adopted strategy, as the notes beside the data say."""


async def listed(client: httpx2.AsyncClient, **query: Any) -> dict[str, Any]:
    answer = await client.get(EDITIONS, params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def counted(page: dict[str, Any], facet: str) -> dict[str, int]:
    return {one["value"]: one["count"] for one in page["facets"].get(facet, [])}


async def test_anybody_reads_the_catalogue_in_few_statements(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    visitor = await client_for()
    with harness.counted() as statements:
        page = await listed(visitor, limit=10)
    assert len(statements) <= 3
    assert page["total"] == 200
    assert page["items"][0]["adopted"] >= page["items"][-1]["adopted"]
    assert {one["label"] for one in page["items"]} == {"TLP:CLEAR"}
    assert {one["state"] for one in page["items"]} == {"published"}
    one = page["items"][0]
    with harness.counted() as statements:
        found = await visitor.get(f"{EDITIONS}/{one['id']}")
    assert len(statements) <= 4
    assert found.headers["etag"] == '"1"'
    assert (found.json()["may"], found.json()["proposed_by"]) == ([], None)
    history = (await visitor.get(f"{EDITIONS}/{one['id']}/changes")).json()
    assert [(change["act"], change["version"], change["person"]) for change in history] == [("imported", 1, None)]


async def test_pages_lead_both_ways_and_hold_everything_once(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    visitor = await client_for()
    for sort in ("newest", "oldest", "title", "published"):
        seen, page = [], await listed(visitor, sort=sort, limit=60)
        first = page
        seen += page["items"]
        while page["next"]:
            before = page
            page = await listed(visitor, sort=sort, limit=60, after=page["next"])
            assert (page["total"], page["facets"]) == (None, {})
            seen += page["items"]
        assert len({one["id"] for one in seen}) == len(seen) == 200, sort
        back = await listed(visitor, sort=sort, limit=60, before=page["previous"])
        assert back["items"] == before["items"], sort
        assert first["previous"] is None
    newest = (await listed(visitor, limit=100))["items"]
    assert [one["adopted"] for one in newest] == sorted((one["adopted"] for one in newest), reverse=True)
    assert (await visitor.get(EDITIONS, params={"after": "bad"})).status_code == 422


async def test_filters_narrow_and_facets_leave_a_choice(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    visitor = await client_for()
    everything = await listed(visitor)
    assert sum(counted(everything, "kind").values()) == 200
    assert counted(everything, "kind")["international_instrument"] == 32
    assert counted(everything, "status")["not_established"] == 84
    assert counted(everything, "subregion")["international"] == 32
    brazil = await listed(visitor, place="BRA")
    assert brazil["total"] == counted(everything, "place")["BRA"] == 9
    assert counted(brazil, "place") == counted(everything, "place")
    assert sum(counted(brazil, "kind").values()) == 9
    two = await listed(visitor, place=["BRA", "OAS"])
    assert two["total"] == 16
    caribbean = await listed(visitor, subregion="caribbean", kind="national_cybersecurity_strategy", status="draft")
    assert {one["place"] for one in caribbean["items"]} == {"DMA"}
    assert counted(caribbean, "status")["draft"] == 1
    assert (await listed(visitor, language="pt"))["total"] == counted(everything, "language")["pt"] == 10
    years = await listed(visitor, year_from=2015, year_to=2016)
    assert {one["adopted"][:4] for one in years["items"]} == {"2015", "2016"}
    assert counted(years, "year") == counted(everything, "year")
    assert years["total"] == counted(everything, "year")["2015"] + counted(everything, "year")["2016"]
    assert (await listed(visitor, confirmed=True))["total"] == 0
    assert (await listed(visitor, confirmed=False))["total"] == 200
    assert (await listed(visitor, broken=True))["total"] == 0


async def test_words_are_found_without_accents_in_titles_bodies_and_names(
    harness: Harness, client_for: ClientFor
) -> None:
    await catalogue(harness)
    visitor = await client_for()
    assert {one["place"] for one in (await listed(visitor, q="seguranca cibernetica"))["items"]} == {"BRA"}
    assert {one["place"] for one in (await listed(visitor, q="suiza"))["items"]} == {"CHE"}
    assert {one["place"] for one in (await listed(visitor, q="OEA"))["items"]} <= {"OAS", "PAN"}
    assert (await listed(visitor, q="white house"))["total"] == (await listed(visitor, q="WHITE  HOUSE"))["total"] >= 6
    assert (await listed(visitor, q="100%"))["total"] == 0
    for wrong in ({"place": "XXX"}, {"kind": "poem"}, {"language": "english"}, {"year_from": 3}, {"subregion": "moon"}):
        assert (await visitor.get(EDITIONS, params=wrong)).status_code == 422, wrong


async def test_the_map_knows_every_member_state_and_says_where_nothing_was_found(
    harness: Harness, client_for: ClientFor
) -> None:
    await catalogue(harness)
    visitor = await client_for()
    with harness.counted() as statements:
        found = {one["code"]: one for one in (await visitor.get(PLACES)).json()}
    assert len(statements) <= 3
    members = [one for one in found.values() if one["member"]]
    assert len(members) == 35
    assert len(found) == 35 + 51 + 11
    missing = {one["code"] for one in members if one["standing"] in ("none", "in_preparation")}
    assert missing == set(NO_STRATEGY_FOUND.split())
    assert (found["CHL"]["standing"], found["ECU"]["standing"], found["JAM"]["standing"], found["GUY"]["standing"]) == (
        "in_force",
        "expired",
        "not_established",
        "in_preparation",
    )
    assert found["CHL"]["newest"]["title_en"] == "National Cybersecurity Policy 2023-2028"
    assert (found["HTI"]["editions"], found["HTI"]["newest"]) == (0, None)
    assert (found["OAS"]["standing"], found["OAS"]["kind"]) == (None, "body")
    assert len((await visitor.get(PLACES, params={"all": True})).json()) == len(places())


async def test_a_state_has_a_timeline_and_its_teams(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    cast = await world(harness)
    await organisation(harness, "A sectoral team", kind="sectoral_csirt", country="CHL")
    carla, visitor = await client_for(cast.carla), await client_for()
    with harness.counted() as statements:
        page = (await carla.get(f"{PLACES}/CHL")).json()
    assert len(statements) <= 6
    assert [one["adopted"] for one in page["timeline"]] == ["2017", "2017", "2023", "2024-03-26", "2025-05-23"]
    titles = {one["id"]: one["title_en"] for one in page["timeline"]}
    assert [(titles[one["edition_id"]], titles[one["superseded_id"]]) for one in page["succession"]] == [
        ("National Cybersecurity Policy 2023-2028", "National Cybersecurity Policy 2017-2022")
    ]
    assert (page["strategy_found"], page["names"]["fr"]) == (True, "Chili")
    assert [one["name"] for one in page["teams"]] == ["CSIRT Chile"]
    assert (page["teams_shown"], page["has_contact_point"]) == (True, False)
    public = (await visitor.get(f"{PLACES}/CHL")).json()
    assert (public["teams"], public["teams_shown"], public["has_contact_point"]) == ([], False, None)
    assert public["timeline"] == page["timeline"]


async def test_no_strategy_found_yet_is_said(client_for: ClientFor, harness: Harness) -> None:
    await catalogue(harness)
    visitor = await client_for()
    haiti = (await visitor.get(f"{PLACES}/HTI")).json()
    assert (haiti["strategy_found"], haiti["standing"], haiti["timeline"]) == (False, "none", [])
    peru = (await visitor.get(f"{PLACES}/PER")).json()
    assert (peru["strategy_found"], peru["standing"], len(peru["timeline"])) == (False, "in_preparation", 5)
    assert [one["adopted"] for one in peru["timeline"]][-1] == ""
    assert (await visitor.get(f"{PLACES}/XXX")).status_code == 404
    assert (await visitor.get(f"{PLACES}/jam")).status_code == 422


async def test_a_body_has_a_page_likewise(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    union = (await (await client_for()).get(f"{PLACES}/EU")).json()
    assert (union["kind"], union["strategy_found"], union["standing"]) == ("body", None, None)
    assert len(union["timeline"]) == 5
    assert len(union["succession"]) == 3


async def test_succession_is_told_from_both_ends(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    visitor = await client_for()
    usa = {one["title_en"]: one for one in (await listed(visitor, place="USA"))["items"]}
    one = (
        await visitor.get(f"{EDITIONS}/{usa['National Cybersecurity Strategy of the United States (2023)']['id']}")
    ).json()
    assert [before["adopted"] for before in one["supersedes"]] == ["2018-09-20"]
    assert [after["adopted"] for after in one["superseded_by"]] == ["2026-03-06"]


async def test_a_proposal_exists_for_those_who_act_on_it_only(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    point = await client_for(await contact_point(harness, cast))
    ana, bruno, carla, secretary, admin, vendor, visitor = [
        await client_for(one)
        for one in (cast.ana, cast.bruno, cast.carla, cast.secretary, cast.admin, cast.vendor, None)
    ]
    made = await proposed(bruno)
    path = f"{EDITIONS}/{made['id']}"
    for client, status in (
        (bruno, 200), (secretary, 200), (point, 200),
        (ana, 404), (carla, 404), (admin, 404), (vendor, 404), (visitor, 404),
    ):  # fmt: skip
        assert (await client.get(path)).status_code == status
        assert (await client.get(f"{path}/changes")).status_code == status
        found = await listed(client, state=["proposed", "published"])
        assert (found["total"], counted(found, "state")) == ((1, {"proposed": 1}) if status == 200 else (0, {}))
        assert (await listed(client))["total"] == 0
        assert (await client.get(f"{PLACES}/JAM")).json()["timeline"] == []
    for verb in ("review", "publish"):
        assert (await act(secretary, made["id"], verb)).status_code == 200
    for client in (bruno, ana, carla, admin, vendor, visitor):
        assert (await client.get(path)).status_code == 200
        assert (await listed(client))["total"] == 1


async def test_persons_are_named_to_those_who_know_them(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    bruno, secretary, vendor, visitor = [
        await client_for(one) for one in (cast.bruno, cast.secretary, cast.vendor, None)
    ]
    path = f"{EDITIONS}/{(await published(bruno, secretary))['id']}"
    for client, name in ((secretary, "Bruno"), (bruno, "Bruno"), (vendor, None), (visitor, None)):
        said = (await client.get(path)).json()["proposed_by"]
        assert (said["name"] if said else None) == name
        acts = (await client.get(f"{path}/changes")).json()
        assert acts[-1]["act"] == "proposed"
        assert (acts[-1]["person"]["name"] if acts[-1]["person"] else None) == name


@pytest.mark.parametrize("path", [EDITIONS, PLACES, f"{PLACES}/JAM"])
async def test_the_operator_closes_the_catalogue_to_visitors(
    path: str, harness: Harness, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = await world(harness)
    monkeypatch.setattr(harness.runtime.settings, "public_catalogue", False)
    refused = await (await client_for()).get(path)
    assert (refused.status_code, refused.json()["type"]) == (401, "/problems/unauthenticated")
    assert (await (await client_for(cast.vendor)).get(path)).status_code == 200


async def test_a_visitor_has_a_limit_of_requests_and_whoever_signs_in_another(
    harness: Harness, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = await world(harness)
    monkeypatch.setitem(harness.runtime.adapters, "strategies_visitors", Visitors(3))
    visitor, carla = await client_for(), await client_for(cast.carla)
    codes = [(await visitor.get(PLACES)).status_code for _ in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    refused = await visitor.get(EDITIONS)
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.json()["type"] == "/problems/too-many-requests"
    assert (await carla.get(EDITIONS)).status_code == 200


def test_one_customer_counts_as_one_address() -> None:
    assert neighbourhood("2001:db8:1:2:3::4") == neighbourhood("2001:db8:1:2::9") != neighbourhood("2001:db8:1:3::9")
    assert neighbourhood("::ffff:192.0.2.7") == neighbourhood("192.0.2.7") == "192.0.2.7"
    assert neighbourhood("unknown") == "unknown"
    unbounded = Visitors(0)
    for _ in range(50):
        unbounded.admit("192.0.2.7")


@pytest.mark.parametrize(("scope", "status"), [("strategies:edition:read", 200), ("search:object:read", 403)])
async def test_a_token_reads_within_its_scopes(
    scope: str, status: int, harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    expires_at = harness.runtime.clock.now() + timedelta(days=1)
    await harness.add(
        ApiToken(
            person_id=cast.carla.id, name="Feed", token_hash=hashed("ata_t_x"), scopes=[scope], expires_at=expires_at
        )
    )
    visitor = await client_for()
    answer = await visitor.get(EDITIONS, headers={"Authorization": "Bearer ata_t_x"})
    assert answer.status_code == status
