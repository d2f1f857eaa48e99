"""The catalogue as files: tables, references, the feed and the sitemap; what they escape, and who gets them."""

import csv
import io
import re
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import pytest

from atalaya_strategies.catalogue import importing
from atalaya_strategies.catalogue.export.references import as_bibtex, as_ris, tex
from atalaya_strategies.catalogue.export.xml import ATOM, SITEMAP, as_atom
from atalaya_strategies.catalogue.models import Edition
from tests.conftest import ORIGIN, ClientFor
from tests.harness import Harness
from tests.platform.factories import world
from tests.strategies.factories import EDITIONS, catalogue, proposed, published

FEED = "/api/v1/strategies/feed.atom"
FILES = [f"{EDITIONS}.{form}" for form in ("csv", "json", "bib", "ris")]
HOSTILE = 'Stratégie <b>"100 %"</b> & {co} \\input{/etc/passwd} $x_1^2 ~#'
NOW = datetime(2026, 11, 27, tzinfo=UTC)


def edition(**values: Any) -> Edition:
    return Edition(
        **{
            "place": "HTI",
            "title_original": HOSTILE,
            "title_en": "=cmd|' /C calc'!A0",
            "adopted": "2026-05",
            "status": "in_force",
            "kind": "national_cybersecurity_strategy",
            "language": "fr",
            "issuing_body": "Primature",
            "document_url": "https://gouv.example/a}b%20c_d.pdf?x={1}",
            "confidence": "high",
            "note": "One line.\nTY  - FAKE",
            "state": "published",
            "changed_at": NOW,
            "published_at": NOW,
            "created_at": NOW,
            **values,
        }
    )


async def test_the_table_can_be_imported_again(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    visitor = await client_for()
    with harness.counted() as statements:
        answer = await visitor.get(f"{EDITIONS}.csv")
    assert len(statements) <= 3
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="strategies.csv"'
    entries = importing.read_table(answer.text.splitlines(keepends=True), "exported.csv")
    async with harness.runtime.database.system() as session:
        assert await importing.import_catalogue(session, entries) == importing.Imported(0, 0, 200)


async def test_several_superseded_editions_and_formulas_survive_the_way(
    harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    bruno, secretary = await client_for(cast.bruno), await client_for(cast.secretary)
    first = await published(bruno, secretary, title_en="=HYPERLINK(1)", adopted="2010")
    second = await published(bruno, secretary, title_en="Second", adopted="2015")
    await published(bruno, secretary, title_en="Third", supersedes=[first["id"], second["id"]])
    text = (await bruno.get(f"{EDITIONS}.csv")).text
    rows = {row["title_en"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == {"'=HYPERLINK(1)", "Second", "Third"}
    assert rows["Third"]["supersedes"] == "'=HYPERLINK(1) | Second"
    entries = importing.read_table(text.splitlines(keepends=True), "exported.csv")
    assert [(entry.values["title_en"], entry.supersedes) for entry in entries] == [
        ("=HYPERLINK(1)", ()),
        ("Second", ()),
        ("Third", ("=HYPERLINK(1)", "Second")),
    ]


async def test_exports_follow_the_filter_and_tell_nobody_of_proposals(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    cast = await world(harness)
    bruno, carla, visitor = await client_for(cast.bruno), await client_for(cast.carla), await client_for()
    await proposed(bruno, title_en="Still a secret")
    for path in FILES:
        query = {"place": "JAM", "state": ["proposed", "published"]}
        assert "Still a secret" in (await bruno.get(path, params=query)).text, path
        for client in (carla, visitor):
            text = (await client.get(path, params=query)).text
            assert "Still a secret" not in text, path
            assert "Cybercrimes Act, 2015" in text, path
            assert "Argentina" not in text, path
    exported = (await visitor.get(f"{EDITIONS}.json")).json()
    assert len(exported) == 200
    assert {one["label"] for one in exported} == {"TLP:CLEAR"}
    assert sum(len(one["supersedes"]) for one in exported) == 40


async def test_references_of_the_whole_catalogue_are_well_formed(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    visitor = await client_for()
    bibtex = (await visitor.get(f"{EDITIONS}.bib")).text
    keys = re.findall(r"^@(?:techreport|misc)\{([^,]+),$", bibtex, re.MULTILINE)
    assert len(keys) == len(set(keys)) == 200
    assert all(re.fullmatch("[a-z0-9-]+", key) for key in keys)
    for entry in bibtex.split("\n\n"):
        depth = 0
        for sign in re.sub(r"\\[{}]", "", entry):
            depth += {"{": 1, "}": -1}.get(sign, 0)
            assert depth >= 0
        assert depth == 0
    ris = (await visitor.get(f"{EDITIONS}.ris")).text
    assert ris.count("TY  - ") == ris.count("ER  - ") == 200
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in ris.split("\r\n") if line)
    assert "\n" not in ris.replace("\r\n", "")


def test_what_has_a_meaning_to_tex_is_escaped() -> None:
    assert tex(HOSTILE) == (
        'Stratégie <b>"100 \\%"</b> \\& \\{co\\} \\textbackslash{}input\\{/etc/passwd\\} \\$x\\_1\\textasciicircum{}2'
        " \\textasciitilde{}\\#"
    )
    written = as_bibtex([edition(), edition(), edition(kind="law", adopted="", document_url="")])
    assert "@techreport{hti2026-cmd-c-calc-a0,\n" in written
    assert "@techreport{hti2026-cmd-c-calc-a0-2,\n" in written
    assert "@misc{hti-cmd-c-calc-a0,\n" in written
    assert "  url = {https://gouv.example/a%7Db%20c_d.pdf?x=%7B1%7D},\n" in written
    assert "  month = may\n" in written
    assert "note = {In English: =cmd|' /C calc'!A0. One line. TY - FAKE}" in written


def test_no_value_begins_a_field_of_ris() -> None:
    written = as_ris([edition()])
    assert written.count("TY  - ") == 1
    assert "N1  - One line. TY - FAKE\r\n" in written
    assert "DA  - 2026/05//\r\n" in written
    assert as_ris([edition(kind="law")]).startswith("TY  - STAT\r\n")


async def test_the_feed_brings_what_came_last(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    cast = await world(harness)
    bruno, secretary, visitor = [await client_for(one) for one in (cast.bruno, cast.secretary, None)]
    made = await published(bruno, secretary, title_en='A <b>"new"</b> & better strategy')
    await proposed(bruno, title_en="Still a secret")
    answer = await visitor.get(FEED)
    assert answer.headers["content-type"] == "application/atom+xml"
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert (await bruno.get(FEED)).headers["cache-control"] == "private, no-cache"
    feed = ElementTree.fromstring(answer.content)
    names = {"a": ATOM}
    entries = feed.findall("a:entry", names)
    assert len(entries) == 50
    assert entries[0].findtext("a:title", "", names) == 'Jamaica: A <b>"new"</b> & better strategy'
    assert entries[0].findtext("a:id", "", names) == f"urn:uuid:{made['id']}"
    link = entries[0].find("a:link", names)
    assert link is not None
    assert link.get("href") == f"{ORIGIN}/strategies/editions/{made['id']}"
    assert "Still a secret" not in answer.text
    for tag in ("id", "title", "updated", "author", "link"):
        assert feed.find(f"a:{tag}", names) is not None
    one = ElementTree.fromstring((await visitor.get(FEED, params={"place": "JAM", "kind": "law"})).content)
    assert [entry.findtext("a:title", "", names) for entry in one.findall("a:entry", names)] == [
        "Jamaica: Cybercrimes Act, 2015"
    ]
    again = await visitor.get(FEED, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_feed_holds_no_sign_that_xml_forbids() -> None:
    row = edition(title_en="Bell \x07 and \ufffe here", title_original="\ud800")
    written = as_atom([row], name="Atalaya", address=ORIGIN, own=ORIGIN)
    assert "Bell  and  here" in ElementTree.fromstring(written).findtext(f"{{{ATOM}}}entry/{{{ATOM}}}title", "")
    empty = ElementTree.fromstring(as_atom([], name="Atalaya", address=ORIGIN, own=ORIGIN))
    assert empty.findtext(f"{{{ATOM}}}updated") == "2026-11-01T00:00:00Z"  # whenever it is read


async def test_the_sitemap_lists_public_pages_and_robots_are_sent_there(
    harness: Harness, client_for: ClientFor
) -> None:
    await catalogue(harness)
    cast = await world(harness)
    secret = await proposed(await client_for(cast.bruno))
    visitor = await client_for()
    answer = await visitor.get("/sitemap.xml")
    assert answer.headers["content-type"] == "application/xml"
    pages = [one.text or "" for one in ElementTree.fromstring(answer.content).iter(f"{{{SITEMAP}}}loc")]
    assert len(pages) == len(set(pages)) == 1 + (35 + 51 + 11) + 200
    assert {f"{ORIGIN}/strategies", f"{ORIGIN}/strategies/places/HTI", f"{ORIGIN}/strategies/places/OAS"} <= set(pages)
    assert secret["id"] not in answer.text
    robots = await visitor.get("/robots.txt")
    assert robots.headers["content-type"].startswith("text/plain")
    assert f"Sitemap: {ORIGIN}/sitemap.xml" in robots.text.splitlines()
    assert "Allow: /strategies" in robots.text


@pytest.mark.parametrize("path", [*FILES, FEED, "/sitemap.xml"])
async def test_a_closed_catalogue_is_closed_here_too(
    path: str, harness: Harness, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = await world(harness)
    monkeypatch.setattr(harness.runtime.settings, "public_catalogue", False)
    visitor = await client_for()
    assert (await visitor.get(path)).status_code == 401
    assert (await (await client_for(cast.carla)).get(path)).status_code == 200
    assert (await visitor.get("/robots.txt")).text == "User-agent: *\nDisallow: /\n"
