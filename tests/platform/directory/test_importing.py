"""Importing the data files, and the demonstration on top of them."""

import csv
from pathlib import Path

import pytest

from atalaya_platform.directory.demonstration import load as demonstration
from atalaya_platform.directory.demonstration.cast import CIRCLES, PLAYERS, group_id, person_id
from atalaya_platform.directory.organisations import importing
from atalaya_platform.directory.organisations.importing import BadTable
from atalaya_platform.identity.models import Person
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import world

HEADER = (
    "iso3,country,team_name,acronym,type,website,email_public,established_year,first_member,"
    "csirtamericas_member,source_url,confidence"
)


async def load(harness: Harness) -> importing.Imported:
    async with harness.runtime.database.system() as session:
        return await importing.import_organisations(session, importing.shipped())


async def test_the_shipped_files_are_whole(harness: Harness) -> None:
    assert await load(harness) == importing.Imported(109, 0, 0)
    assert await load(harness) == importing.Imported(0, 0, 109)
    kinds = {row.kind: row.n for row in await harness.all("SELECT kind, count(*) AS n FROM organisation GROUP BY 1")}
    assert kinds["international"] == 49
    assert sum(kinds.values()) == 109
    row = (await harness.all("SELECT * FROM organisation WHERE acronym = 'CERT.br'"))[0]
    assert (row.country, row.kind, row.email, row.established_year, row.first_member, row.csirtamericas_member) == (
        "BRA",
        "national_csirt",
        "cert@cert.br",
        1997,
        True,
        None,
    )
    assert row.source_url.startswith("https://")
    communities = await harness.all("SELECT community, count(*) AS n FROM organisation_community GROUP BY 1")
    assert {one.community: one.n for one in communities} == {"network": 109, "stakeholders": 1}


async def test_every_cell_of_the_files_is_in_the_directory(harness: Harness, client_for: ClientFor) -> None:
    folder = Path(importing.__file__).parents[1] / "data"
    await load(harness)
    client = await client_for((await world(harness)).secretary)
    exported = (await client.get("/api/v1/organisations.json")).json()
    known = {(one["country"] or "", one["name"]): one for one in exported}
    flag = {True: "yes", False: "no", None: ""}
    with (folder / "csirts.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = known[row["iso3"], row["team_name"]]
            assert row == {
                "iso3": found["country"],
                "country": row["country"],
                "team_name": found["name"],
                "acronym": found["acronym"],
                "type": found["listed_as"],
                "website": found["website"],
                "email_public": found["email"],
                "established_year": str(found["established_year"] or ""),
                "first_member": flag[found["first_member"]],
                "csirtamericas_member": flag[found["csirtamericas_member"]],
                "source_url": found["source_url"],
                "confidence": found["confidence"],
            }
    with (folder / "partners.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found = known["", row["name"]]
            assert row == {"name": found["name"], "acronym": found["acronym"], "group": found["listed_as"]}


async def test_what_people_edited_stays_and_the_rest_follows(harness: Harness) -> None:
    await load(harness)
    entries = importing.teams([HEADER, "BRA,Brazil,Team one,T1,national,,,,,,https://a.example,high"])
    async with harness.runtime.database.system() as session:
        await importing.import_organisations(session, entries)
    newer = importing.teams([HEADER, "BRA,Brazil,Team one,T2,national,,,,,,https://a.example,high"])
    async with harness.runtime.database.system() as session:
        assert await importing.import_organisations(session, newer) == importing.Imported(0, 1, 0)
    await harness.all("UPDATE organisation SET version = 2, name = 'Renamed' WHERE acronym = 'T2' RETURNING 1")
    async with harness.runtime.database.system() as session:
        assert await importing.import_organisations(session, entries) == importing.Imported(0, 0, 1)
    assert await harness.one("SELECT count(*) FROM organisation WHERE acronym = 'T2' AND name = 'Renamed'") == 1


def test_a_bad_table_is_refused_whole_with_row_numbers() -> None:
    rows = [
        HEADER,
        "JAM,Jamaica,Good team,G,national,https://a.example,,,,,https://a.example,high",
        "XXX,Nowhere,Team,T,national,,,,,,https://a.example,high",
        "JAM,Jamaica,Team,T,strange,,,,,,https://a.example,high",
        "JAM,Jamaica,Team,T,national,javascript:1,nobody,soon,maybe,,https://a.example,high",
        "JAM,Jamaica,Too short",
        "JAM,Jamaica,Good team,G,national,,,,,,https://a.example,high",
    ]
    with pytest.raises(BadTable) as refused:
        importing.teams(rows)
    said = "\n".join(refused.value.problems)
    assert "row 2:" not in said
    assert "row 3: iso3" in said
    assert "row 4: type" in said
    for field in ("website", "email_public", "established_year", "first_member"):
        assert f"row 5: {field}" in said
    assert "row 6: has not as many cells" in said
    with pytest.raises(BadTable, match="row 3: the same country and name as row 2"):
        importing.teams([HEADER, rows[1], rows[1]])
    with pytest.raises(BadTable, match="row 1: the header lacks"):
        importing.partners(["name,group", "a,b"])


def test_data_files_name_a_source_for_every_team() -> None:
    folder = Path(importing.__file__).parents[1] / "data"
    assert (folder / "README.md").is_file()
    assert all(
        entry.values["source_url"] for entry in importing.teams((folder / "csirts.csv").read_text().splitlines())
    )


async def test_the_demonstration_loads_twice_and_goes(harness: Harness, client_for: ClientFor) -> None:
    runtime = harness.runtime
    for _ in range(2):
        async with runtime.database.system() as session:
            await demonstration.load(session, runtime)
    assert await harness.one("SELECT count(*) FROM person WHERE demonstration") == len(PLAYERS)
    assert await harness.one("SELECT count(*) FROM sharing_group") == len(CIRCLES)
    states = await harness.one(
        "SELECT count(DISTINCT o.country) FROM membership m JOIN organisation o ON o.id = m.organisation_id"
    )
    assert states >= 12

    async def groups(key: str) -> set[str]:
        client = await client_for(Person(id=person_id(key)))
        items = (await client.get("/api/v1/groups", params={"scope": "mine"})).json()["items"]
        return {item["name"] for item in items}

    assert "Ransomware task force" in await groups("jamaica.analyst")
    assert await groups("panama.analyst") == set()
    assert await groups("administrator") == set()
    assert await groups("company") == {"Stakeholder platform"}
    peru = await client_for(Person(id=person_id("peru.analyst")))
    assert (await peru.get(f"/api/v1/groups/{group_id('ransomware')}")).status_code == 404
    async with runtime.database.system() as session:
        await demonstration.remove(session, runtime)
    for table in ("person", "sharing_group", "group_member", "membership", "platform_role"):
        assert await harness.one(f"SELECT count(*) FROM {table}") == 0
    assert await harness.one("SELECT count(*) FROM organisation WHERE demonstration") == 0
    assert await harness.one("SELECT count(*) FROM organisation") == 109
