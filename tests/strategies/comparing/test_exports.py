"""A comparison as a workbook and as a PDF: figures, pages and sources; and nothing in it is ever run."""

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
from tests.strategies.factories import proposed

FORMULA = '=HYPERLINK("https://evil.example","Strategy") #strong[x] $1$ <b>&amp;'


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


@pytest.fixture
async def brought(harness: Harness, cast: World) -> str:
    """The id of a document whose title is a formula, and markup."""
    return await text(harness, "JAM", EXERCISING, title=FORMULA, address="https://gov.example/s.pdf", sha256=b"\1" * 32)


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
    document = pypdfium2.PdfDocument(await file_of(await client_for(), brought, "pdf", "es"))
    pages = [page.get_textpage().get_text_range() for page in document]
    assert all(page.count("TLP:CLEAR") == 2 for page in pages)
    whole = " ".join(" ".join(pages).split())
    for expected in ("Ejercicios", "Haití", "aquí no hay texto", FORMULA, "01" * 32):
        assert expected in whole, expected
