"""Importing the catalogue: the packaged table, refusal with row numbers, and what people changed."""

import csv
from pathlib import Path
from typing import Any

import pytest

from atalaya_platform.assembly import prepare
from atalaya_platform.directory.countries import countries
from atalaya_platform.directory.organisations.importing import BadTable
from atalaya_strategies.catalogue import importing
from atalaya_strategies.catalogue.places import SUBREGIONS, codes_like, places
from atalaya_strategies.data import data_folder
from tests.harness import Harness

HEADER = (
    "iso3,country_or_body,title_original,title_en,year_adopted,period_start,period_end,status,kind,language,"
    "issuing_body,supersedes,document_url,source_url,confidence"
)


def line(**values: str) -> str:
    """A right row of a table, with some cells of one's own."""
    row = {
        "iso3": "JAM",
        "country_or_body": "Jamaica",
        "title_original": "",
        "title_en": "National Cyber Security Strategy",
        "year_adopted": "2015",
        "period_start": "",
        "period_end": "",
        "status": "",
        "kind": "national_cybersecurity_strategy",
        "language": "en",
        "issuing_body": "Ministry",
        "supersedes": "",
        "document_url": "",
        "source_url": "https://gov.example/strategy",
        "confidence": "high",
        **values,
    }
    return ",".join(row.values())


async def load(harness: Harness, entries: list[importing.Entry] | None = None) -> importing.Imported:
    async with harness.runtime.database.system() as session:
        return await importing.import_catalogue(session, importing.shipped() if entries is None else entries)


async def table(harness: Harness, *lines: str) -> importing.Imported:
    return await load(harness, importing.read_table([HEADER, *lines], "mine.csv"))


async def test_the_packaged_catalogue_is_whole(harness: Harness) -> None:
    assert await load(harness) == importing.Imported(200, 0, 0)
    assert await load(harness) == importing.Imported(0, 0, 200)
    assert await harness.one("SELECT count(*) FROM strategy_edition WHERE state = 'published'") == 200
    assert await harness.one("SELECT count(*) FROM strategy_supersession") == 40
    assert await harness.one("SELECT count(*) FROM strategy_change WHERE act = 'imported'") == 200
    assert await harness.one("SELECT count(*) FROM search_change WHERE kind = 'strategy'") == 200
    acts = await harness.all("SELECT detail FROM audit_entry WHERE act = 'strategies.catalogue.import'")
    assert [row.detail for row in acts] == [{"added": 200, "updated": 0}]


async def test_every_cell_of_the_table_is_in_the_database(harness: Harness) -> None:
    await load(harness)
    known = {
        (row.place, row.title_en): row
        for row in await harness.all(
            "SELECT e.*, s.title_en AS supersedes FROM strategy_edition e"
            " LEFT JOIN strategy_supersession l ON l.edition_id = e.id"
            " LEFT JOIN strategy_edition s ON s.id = l.superseded_id"
        )
    }
    same = {"title_original", "period_start", "period_end", "kind", "language", "issuing_body", "confidence"}
    with (data_folder() / "catalogue" / "strategies.csv").open(newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            stored: Any = known[row["iso3"], row["title_en"]]
            assert {name: getattr(stored, name) for name in same} == {name: row[name] for name in same}
            assert (stored.adopted, stored.supersedes or "") == (row["year_adopted"], row["supersedes"])
            assert (stored.document_url, stored.source_url) == (row["document_url"], row["source_url"])
            assert stored.status == (row["status"] or "not_established")
            assert stored.adopted_year == (int(row["year_adopted"][:4]) if row["year_adopted"] else None)
            assert row["iso3"] in places()


async def test_an_empty_installation_is_filled_when_a_server_starts(harness: Harness) -> None:
    await prepare(harness.runtime)
    assert await harness.one("SELECT count(*) FROM strategy_edition") == 200
    await harness.all("DELETE FROM strategy_edition WHERE place = 'JAM' RETURNING 1")
    await prepare(harness.runtime)
    assert await harness.one("SELECT count(*) FROM strategy_edition WHERE place = 'JAM'") == 0


def test_a_bad_table_is_refused_whole_with_row_numbers() -> None:
    bad = {
        "iso3": "XXX",
        "title_en": "",
        "year_adopted": "2015-02-30",
        "period_start": "soon",
        "status": "maybe",
        "kind": "poem",
        "language": "english",
        "document_url": "javascript:alert(1)",
        "source_url": "https://name:secret@gov.example/",
        "confidence": "certain",
    }
    rows = [HEADER, line(), *(line(**{name: value}) for name, value in bad.items()), "JAM,Jamaica,Too short"]
    rows += [line(title_en="Two", period_start="2020", period_end="2019"), line(title_en="Three", source_url="")]
    with pytest.raises(BadTable) as refused:
        importing.read_table(rows, "mine.csv")
    said = refused.value.problems
    assert not [one for one in said if one.startswith("row 2:")]
    for number, name in enumerate(bad, start=3):
        assert any(one.startswith(f"row {number}: {name}: ") for one in said), name
    assert "row 13: has not as many cells as the header" in said
    assert "row 14: the period ends before it begins" in said
    assert "row 15: name a source, or set the confidence to low" in said
    assert [int(one.split()[1].rstrip(":")) for one in said] == sorted(int(one.split()[1].rstrip(":")) for one in said)


def test_rows_that_do_not_go_together_are_refused() -> None:
    with pytest.raises(BadTable, match="row 3: the same state or body and English title as row 2"):
        importing.read_table([HEADER, line(), line(title_en="NATIONAL CYBER SECURITY STRATEGY")], "mine.csv")
    with pytest.raises(BadTable, match="row 2: supersedes: row 3 was adopted later"):
        importing.read_table(
            [HEADER, line(title_en="One", supersedes="Two"), line(title_en="Two", year_adopted="2016-01")], "mine.csv"
        )
    with pytest.raises(BadTable, match="row 2: supersedes itself, by way of row 3"):
        importing.read_table(
            [HEADER, line(title_en="One", supersedes="Two"), line(title_en="Two", supersedes="One")], "mine.csv"
        )
    with pytest.raises(BadTable, match=r"row 1: the header lacks .*iso3.* and has unknown columns: colour"):
        importing.read_table(["country_or_body,colour", "a,b"], "mine.csv")


async def test_nothing_is_imported_when_a_row_supersedes_what_is_nowhere(harness: Harness) -> None:
    entries = importing.read_table([HEADER, line(), line(title_en="Second", supersedes="Nothing")], "mine.csv")
    with pytest.raises(BadTable, match="row 3: supersedes: JAM has no 'Nothing', here or in the catalogue"):
        await load(harness, entries)
    assert await harness.one("SELECT count(*) FROM strategy_edition") == 0
    assert await table(harness, line()) == importing.Imported(1, 0, 0)
    assert await table(
        harness, line(title_en="Second", year_adopted="2020", supersedes="national cyber security STRATEGY")
    )
    assert await harness.one("SELECT count(*) FROM strategy_supersession") == 1


async def test_a_newer_table_is_followed_and_what_people_changed_stays(harness: Harness) -> None:
    await table(harness, line(title_en="One"), line(title_en="Two", year_adopted="2020", supersedes="One"))
    newer = line(title_en="Two", year_adopted="2020-05-01", status="in_force")
    assert await table(harness, line(title_en="One"), newer) == importing.Imported(0, 1, 1)
    row = (await harness.all("SELECT * FROM strategy_edition WHERE title_en = 'Two'"))[0]
    assert (row.adopted, row.status, row.version) == ("2020-05-01", "in_force", 2)
    assert await harness.one("SELECT count(*) FROM strategy_supersession") == 0
    change = (await harness.all("SELECT * FROM strategy_change WHERE edition_id = :i AND version = 2", i=row.id))[0]
    one = await harness.one("SELECT id FROM strategy_edition WHERE title_en = 'One'")
    assert change.fields == {
        "adopted": ["2020", "2020-05-01"],
        "status": ["not_established", "in_force"],
        "supersedes": [[str(one)], []],
    }
    await harness.all(
        "INSERT INTO strategy_change (id, edition_id, version, at, act, fields, note)"
        " VALUES (gen_random_uuid(), :i, 3, now(), 'corrected', '{}', '') RETURNING 1",
        i=row.id,
    )
    assert await table(harness, line(title_en="Two", year_adopted="1999")) == importing.Imported(0, 0, 1)


async def test_a_corrected_title_is_found_again(harness: Harness) -> None:
    await table(harness, line(title_en="One"))
    await harness.all("UPDATE strategy_edition SET title_en = 'Another' WHERE title_en = 'One' RETURNING 1")
    await table(harness, line(title_en="One"))
    assert await harness.one("SELECT count(*) FROM strategy_edition") == 1


def test_optional_columns_and_a_quoted_line_break() -> None:
    text = f'{HEADER},note,last_checked\n{line()},"First line.\nSecond, line.",2026-11-20\n{line(title_en="Two")},,\n'
    one, two = importing.read_table(text.splitlines(keepends=True), "mine.csv")
    assert (one.values["note"], str(one.values["last_checked"])) == ("First line.\nSecond, line.", "2026-11-20")
    assert (two.values["note"], two.values["last_checked"]) == ("", None)


def test_places_have_names_in_four_languages_and_a_subregion() -> None:
    found = places()
    assert list(found)[:35] == list(countries())
    assert all(set(one.names) == {"en", "es", "pt", "fr"} and all(one.names.values()) for one in found.values())
    assert {one.subregion for one in found.values()} == set(SUBREGIONS)
    assert codes_like("suíça") == ["CHE"]
    assert codes_like("oas") == ["OAS"]
    assert codes_like("union eur") == ["EU"]
    assert codes_like("") == []


def test_the_notes_beside_the_table_count_right() -> None:
    notes = (data_folder() / "catalogue" / "README.md").read_text()
    entries = importing.shipped()
    codes = {entry.values["place"] for entry in entries}
    bodies = {code for code in codes if places()[code].kind == "body"}
    assert f"{len(entries)} editions of {len(codes - bodies)} states and {len(bodies)} international bodies" in notes
    confident = sum(entry.values["confidence"] == "high" for entry in entries)
    assert f"`high` ({confident} rows)" in notes
    assert Path(data_folder() / "catalogue").is_dir()
