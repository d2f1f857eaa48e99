"""Importing: each file once, with its edition, its copies and its faults, however often the import breaks off."""

from pathlib import Path
from typing import Any

import pytest

from atalaya_platform.directory.organisations.importing import BadTable
from atalaya_platform.files.adapter import store_of
from atalaya_platform.files.jobs import sweep
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.documents.found import Found, files_in
from atalaya_strategies.documents.importing import Imported, Outcome, import_files
from atalaya_strategies.documents.matching import edition_for
from tests.harness import Harness
from tests.strategies.documents.made import PICTURE, invented, pdf
from tests.strategies.factories import catalogue

pytestmark = pytest.mark.usefixtures("lent")
DRAFT = b"draft of the Ministry\n\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manifest, two strategies, a copy of one, a draft that is nearly the other, a bad file and an unlisted one."""
    place = tmp_path / "corpus"
    place.mkdir()
    english = invented("en")
    for name, content in {
        "a.txt": english,
        "a-copy.txt": english,
        "a-draft.txt": DRAFT + english.replace(b"hospital", b"clinic"),
        "brazil_2010.pdf": invented("pt"),
        "bad.pdf": pdf(["x"])[:200],
        "nobody.txt": invented("fr"),
        ".hidden": b"x",
    }.items():
        (place / name).write_bytes(content)
    (place / "manifest.csv").write_text(
        "file,iso3,language,year_in_name,pages\n"
        "a.txt,JAM,en,2015,3\na-copy.txt,JAM,en,2015,3\na-draft.txt,JAM,en,,3\n"
        "brazil_2010.pdf,BRA,pt,2010,3\nbad.pdf,CAN,en,2010,1\n"
    )
    return place


async def rows(harness: Harness) -> dict[str, Any]:
    return {row.name: row for row in await harness.all("SELECT * FROM strategy_document")}


async def test_a_folder_is_imported_with_its_manifest(harness: Harness, folder: Path) -> None:
    await catalogue(harness)
    told: list[str] = []
    done = await import_files(harness.runtime, files_in([folder]), done=lambda one: told.append(one.path.name))
    assert sorted(told) == ["a-copy.txt", "a-draft.txt", "a.txt", "bad.pdf", "brazil_2010.pdf", "nobody.txt"]
    found = await rows(harness)
    states = {"a-draft.txt": "read", "brazil_2010.pdf": "read", "bad.pdf": "failed"}
    assert {name: row.state for name, row in found.items() if name in states} == states
    assert {found["a.txt"].state, found["a-copy.txt"].state} == {"read", "duplicate"}
    assert len(found) == 5
    copy, first = sorted((found["a.txt"], found["a-copy.txt"]), key=lambda row: row.duplicate_of is None)
    assert (copy.duplicate_of, copy.similarity, copy.page_count) == (first.id, 1, 3)
    brazil = found["brazil_2010.pdf"]
    assert (brazil.kind, brazil.mislabelled, brazil.language, brazil.page_count) == ("text", True, "pt", 3)
    assert (brazil.place, brazil.unread_pages, brazil.size) == ("BRA", 0, len(invented("pt")))
    title = await harness.one("SELECT title_en FROM strategy_edition WHERE id = :i", i=brazil.edition_id)
    assert title.startswith("Reference Guide for the Security of Critical Information Infrastructures")
    assert (found["bad.pdf"].fault, found["bad.pdf"].kind) == ("damaged", "")
    near = {found[name].near_duplicate_of for name in ("a-draft.txt", first.name)} - {None}
    assert len(near) == 1
    similarity = found["a-draft.txt"].similarity or first.similarity
    assert 0.5 < similarity < 1
    assert done.counts == {
        Outcome.READ: 2,
        Outcome.KNOWN: 0,
        Outcome.DUPLICATE: 1,
        Outcome.NEAR_DUPLICATE: 1,
        Outcome.FAILED: 1,
        Outcome.PLACELESS: 1,
    }
    said = "\n".join(done.said)
    assert "nobody.txt: whose is it? Say --country" in said
    assert "the same file as a" in said
    assert "of its text is that of a" in said
    assert "bad.pdf: The file is cut off or damaged." in said
    assert "its name says otherwise, but it is text" in said


async def test_pages_and_passages_are_kept_and_the_original_too(harness: Harness, folder: Path) -> None:
    await import_files(harness.runtime, [Found(folder / "a.txt", "JAM")])
    row = (await rows(harness))["a.txt"]
    pages = await harness.all("SELECT * FROM strategy_page ORDER BY number")
    assert [(one.number, one.needs_ocr, one.source) for one in pages] == [(n, False, "text_layer") for n in (1, 2, 3)]
    passages = await harness.all("SELECT * FROM strategy_passage ORDER BY page, ordinal")
    assert len(passages) > 4
    text = {one.number: one.text for one in pages}
    assert passages[-1].heading == "2 OBJECTIVES › 2.2 Protection of critical infrastructure"
    met = {(one[0], text[each.page][one[1] : one[2]]) for each in passages for one in each.concepts}
    assert ("critical-infrastructure", "critical infrastructure") in met
    last = text[3][passages[-1].start : passages[-1].end]
    assert last.startswith("2.2 Protection of critical infrastructure\n\nOperators of the cable")
    assert "twentyfour\nhours" in last
    in_sql = await harness.one(
        'SELECT substr(p.text, s.start + 1, s."end" - s.start) FROM strategy_passage s JOIN strategy_page p'
        " ON p.document_id = s.document_id AND p.number = s.page WHERE s.id = :i",
        i=passages[-1].id,
    )
    assert in_sql == last
    content = await store_of(harness.runtime).get(row.id)
    assert b"".join([piece async for piece in content.chunks]) == invented("en")
    assert await harness.one("SELECT count(*) FROM search_change WHERE kind = 'passage'") == 1
    acts = await harness.all("SELECT detail FROM audit_entry WHERE act = 'strategies.document.import'")
    assert [one.detail for one in acts] == [{"sha256": bytes(row.sha256).hex()}]


async def test_an_import_that_breaks_off_goes_on_and_does_nothing_twice(harness: Harness, folder: Path) -> None:
    files = [one for one in files_in([folder]) if one.place]
    kept = 0

    def power_cut(one: Found) -> None:
        nonlocal kept
        kept += 1
        if kept == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await import_files(harness.runtime, files, done=power_cut)
    assert len(await rows(harness)) == 2
    again = await import_files(harness.runtime, files)
    assert again.counts[Outcome.KNOWN] == 2
    found = await rows(harness)
    assert len(found) == 5
    assert sum(row.state == "duplicate" for row in found.values()) == 1
    pages = {row.id: row.page_count for row in found.values() if row.state == "read"}
    counted = await harness.all("SELECT document_id, count(*) AS n FROM strategy_page GROUP BY 1")
    assert {row.document_id: row.n for row in counted} == pages
    assert (await import_files(harness.runtime, files)).counts[Outcome.KNOWN] == 5
    assert len(await rows(harness)) == 5


async def test_originals_are_known_to_the_clean_up_and_to_backups(harness: Harness, folder: Path) -> None:
    await import_files(harness.runtime, [Found(folder / "a.txt", "JAM")])
    row = (await rows(harness))["a.txt"]
    async with harness.runtime.database.system() as session:
        await sweep(session, harness.runtime)
    known = await harness.all("SELECT f.id FROM files_known(ARRAY[CAST(:i AS uuid)]) AS f(id)", i=str(row.id))
    assert [one.id for one in known] == [row.id]
    stored = await harness.all("SELECT size, sha256 FROM stored_file WHERE id = :i", i=row.id)
    assert [(one.size, one.sha256) for one in stored] == [(row.size, row.sha256)]


async def test_documents_are_published_on_demand_only(harness: Harness, folder: Path) -> None:
    await import_files(harness.runtime, [Found(folder / "a.txt", "MRT")])
    await import_files(harness.runtime, [Found(folder / "nobody.txt", "MRT")], published=True)
    found = await rows(harness)
    assert {name: (row.published, row.audience) for name, row in found.items()} == {
        "a.txt": (False, "curators"),
        "nobody.txt": (True, "public"),
    }


async def test_a_file_that_is_gone_is_said(harness: Harness, folder: Path) -> None:
    done = await import_files(harness.runtime, [Found(folder / "gone.txt", "JAM"), Found(folder / "a.txt", "JAM")])
    assert (done.counts[Outcome.FAILED], done.counts[Outcome.READ]) == (1, 1)
    assert done.said[0] == "gone.txt: cannot be opened: No such file or directory."


async def test_pages_that_want_to_be_recognised_are_queued(harness: Harness, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(pdf(["The team answers incidents every day and every night.", PICTURE]))
    done: Imported = await import_files(harness.runtime, [Found(path, "JAM")])
    assert done.said == ["scan.pdf: 1 of 2 pages have no usable text."]
    jobs = await harness.all("SELECT args, lock FROM procrastinate_jobs WHERE task_name = 'strategies.recognise_pages'")
    row = (await rows(harness))["scan.pdf"]
    assert [(one.args, one.lock) for one in jobs] == [({"document_id": str(row.id)}, "strategies.reading")]


def test_a_wrong_manifest_is_refused_with_row_numbers(folder: Path) -> None:
    manifest = folder / "manifest.csv"
    manifest.write_text("file,iso3,language\na.txt,JAM,en\nb.txt,XXX,en\nc.txt,BRA,xx-y\n")
    with pytest.raises(BadTable) as refused:
        files_in([folder])
    assert refused.value.problems == [
        "row 3: iso3: there is no state or body XXX",
        "row 4: language: there is no language xx-y",
    ]
    manifest.write_text("name,iso3\n")
    with pytest.raises(BadTable, match="row 1: the header lacks file"):
        files_in([folder])
    manifest.unlink()
    assert [one.place for one in files_in([folder / "a.txt", folder / "a.txt"])] == [""]
    with pytest.raises(FileNotFoundError):
        files_in([folder / "nowhere"])


def edition(title: str, adopted: str, language: str = "en", start: str = "") -> Edition:
    return Edition(title_en=title, adopted=adopted, language=language, period_start=start)


def test_a_file_finds_its_edition_where_that_is_plain() -> None:
    law, strategy = edition("Cybercrimes Act, 2015", "2015-12"), edition("National Cyber Security Strategy", "2015")
    older, spanish = edition("Older", "2010"), edition("Ley", "2015", "es")
    every = [law, strategy, older]

    def found(editions: list[Edition], year: str, text: str = "", language: str = "en") -> Edition | None:
        return edition_for(editions, Found(Path("f.txt"), "JAM", language, year), text)

    assert found(every, "2010") is older
    assert found(every, "") is None
    assert found(every, "2011") is None
    assert found(every, "2015") is None
    assert found(every, "2015", "GOVERNMENT\n NATIONAL  CYBER-SECURITY Strategy") is strategy
    assert found(every, "2015", "national cyber security strategy, after the cybercrimes act 2015") is None
    assert found([strategy, spanish], "2015", language="es") is spanish
    assert found([edition("Plan", "2019-12", start="2020")], "2020") is not None
