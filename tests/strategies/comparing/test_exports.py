"""A comparison as a workbook and as a PDF: figures, pages and sources; and nothing in it is ever run."""

import html
import io
import re
import zipfile

import httpx2
import pypdfium2
import pytest

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world
from tests.strategies.comparing.test_comparison import EXERCISING
from tests.strategies.comparing.texts import COMPARISON, text
from tests.strategies.factories import proposed, published

CELL = re.compile(r"<c ([^>]*)><v>([^<]*)</v>")
FORMULA = '=HYPERLINK("https://evil.example","Strategy") #strong[x] $1$ <b>&amp;'


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


@pytest.fixture
async def brought(harness: Harness, cast: World) -> str:
    """The id of a document whose title is a formula, and markup."""
    return await text(harness, "JAM", EXERCISING, title=FORMULA, address="https://gov.example/s.pdf", sha256=b"\1" * 32)


async def differing(harness: Harness, cast: World, client_for: ClientFor) -> dict[str, list[str]]:
    """The query for two editions of Jamaica, the later first: it gained exercises, and lost infrastructure."""
    ana, curator = await client_for(cast.ana), await client_for(cast.secretary)
    old, new = [
        (await published(ana, curator, title_en=f"Edition {adopted}", adopted=adopted))["id"]
        for adopted in ("2012", "2020")
    ]
    await text(harness, "JAM", [["critical-infrastructure"]], edition_id=old, published=False)
    await text(harness, "JAM", EXERCISING, edition_id=new, published=False)
    return {"edition_id": [new, old]}


def sheets_of(made: bytes) -> dict[str, list[list[str]]]:
    """The texts and figures of each sheet by its name, line by line, as Excel would show them."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        shared = [html.unescape(one) for one in re.findall(r"<t[^>]*>([^<]*)</t>", read(package, "sharedStrings"))]
        names = [html.unescape(one) for one in re.findall(r'<sheet name="([^"]+)"', read(package, "workbook"))]
        return {
            name: [
                [shared[int(value)] if 't="s"' in kind else value for kind, value in CELL.findall(row)]
                for row in re.findall(r"<row [^>]*>(.*?)</row>", read(package, f"worksheets/sheet{number}"))
            ]
            for number, name in enumerate(names, 1)
        }


def formulas(made: bytes) -> list[str]:
    """The parts of a workbook in which a cell would be calculated."""
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return [name for name in package.namelist() if b"<f>" in package.read(name)]


def words_on(made: bytes) -> list[str]:
    """The text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made)]


def read(package: zipfile.ZipFile, part: str) -> str:
    return package.read(f"xl/{part}.xml").decode()


async def file_of(client: httpx2.AsyncClient, document_id: str, form: str, locale: str = "en") -> bytes:
    query = {"document_id": document_id, "place": "HTI", "format": form, "locale": locale}
    answer = await client.get(f"{COMPARISON}/export", params=query)
    assert answer.status_code == 200, answer.text
    assert f'filename="TLP-CLEAR_comparison.{form}"' in answer.headers["content-disposition"]
    return answer.content


async def test_a_workbook_holds_figures_pages_and_sources_and_runs_nothing(
    cast: World, client_for: ClientFor, brought: str
) -> None:
    made = await file_of(await client_for(), brought, "xlsx")
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    sheets = [parts[name] for name in sorted(parts) if re.search(r"worksheets/sheet\d\.xml$", name)]
    assert len(sheets) == 4
    assert not any("<f>" in sheet or "<hyperlink" in sheet for sheet in sheets)
    assert not any(name.endswith((".bin", ".vml")) or "externalLink" in name for name in parts)
    texts = re.findall(r"<t[^>]*>([^<]*)</t>", parts["xl/sharedStrings.xml"])
    assert any(one.startswith("=HYPERLINK(") for one in texts)
    for expected in ("TLP:CLEAR", "5.3.4", "no text here", "Haiti", "01" * 32, "https://gov.example/s.pdf"):
        assert expected in texts, expected
    linked = [one for one in texts if f"/strategies/documents/{brought}?page=2" in one]
    assert len(linked) == 1
    assert linked[0].startswith("http")
    figures = [float(one) for one in re.findall(r'<c r="C\d+" s="\d+"><v>([\d.]+)</v>', sheets[0])]
    assert 0 < max(figures) < 1


async def test_what_is_not_public_is_not_exported_under_its_label(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    curator = await client_for(cast.secretary)
    proposal = (await proposed(await client_for(cast.ana)))["id"]
    hidden = await text(harness, "JAM", EXERCISING, published=False)
    for query in ({"document_id": hidden}, {"edition_id": proposal}):
        assert (await curator.get(COMPARISON, params=query)).status_code == 200
        answer = await curator.get(f"{COMPARISON}/export", params=query)
        assert answer.status_code == 422, query
        assert "TLP:CLEAR" in answer.json()["detail"]
    columns = (await curator.get(COMPARISON, params={"place": "JAM"})).json()["columns"]
    assert [one["document_id"] for one in columns] == [None]


async def test_a_pdf_carries_its_label_and_shows_texts_as_texts(
    cast: World, client_for: ClientFor, brought: str
) -> None:
    pages = words_on(await file_of(await client_for(), brought, "pdf", "es"))
    assert all(page.count("TLP:CLEAR") == 2 for page in pages)
    whole = " ".join(" ".join(pages).split())
    for expected in ("Ejercicios", "Haití", "aquí no hay texto", FORMULA, "01" * 32):
        assert expected in whole, expected


async def test_two_editions_of_a_state_also_say_what_changed_from_the_earlier_to_the_later(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    query = await differing(harness, cast, client_for)
    client = await client_for()
    made = await client.get(f"{COMPARISON}/export", params={**query, "locale": "pt"})
    lines = sheets_of(made.content)["O que mudou"]
    assert lines[0] == ["Jamaica: de 2012 a 2020"]
    [gained] = [line for line in lines if line[:2] == ["Ganhos", "5.3.4"]]
    assert float(gained[3]) == 0
    assert float(gained[4]) > 0
    assert gained[5:] == ["0", "2"]
    assert {line[0] for line in lines[4:] if len(line) == 7} == {"Ganhos", "Perdidos"}
    pdf = await client.get(f"{COMPARISON}/export", params={**query, "format": "pdf"})
    whole = " ".join(" ".join(words_on(pdf.content)).split())
    for expected in (
        "What has changed",
        "Jamaica: from 2012 to 2020",
        "Gained",
        "5.3.4",
        "critical infrastructure (1)",
    ):
        assert expected in whole, expected


async def test_one_text_is_a_profile_and_texts_of_two_states_do_not_change_into_each_other(
    harness: Harness, cast: World, client_for: ClientFor, brought: str
) -> None:
    client = await client_for()
    profile = await client.get(f"{COMPARISON}/export", params={"document_id": brought})
    assert 'filename="TLP-CLEAR_profile.xlsx"' in profile.headers["content-disposition"]
    sheets = sheets_of(profile.content)
    assert sheets["Strength"][0][1] == "Profile of a cybersecurity strategy"
    other = await text(harness, "BRA", EXERCISING)
    two = await client.get(f"{COMPARISON}/export", params={"document_id": [brought, other]})
    assert [*sheets_of(two.content)] == [*sheets] == ["Strength", "Passages", "Pages", "Sources"]
