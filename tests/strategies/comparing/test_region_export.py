"""The region as a workbook and as a PDF: every state, every published edition, and where the facts come from."""

import json
from pathlib import Path

import pytest

from atalaya_platform.identity.vocabulary import LOCALES
from atalaya_strategies.comparing.export.region.words import region_words
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world
from tests.strategies.comparing.test_comparison import EXERCISING
from tests.strategies.comparing.test_exports import FORMULA, formulas, sheets_of, words_on
from tests.strategies.comparing.texts import text
from tests.strategies.factories import proposed, published

EXPORT = "/api/v1/strategies/region/export"
WEB = Path(__file__).parents[3] / "frontend/src/features/strategies/i18n"


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


async def test_the_region_is_taken_along_by_everybody_with_what_is_published_only(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    ana, curator, visitor = await client_for(cast.ana), await client_for(cast.secretary), await client_for()
    old = await published(ana, curator, title_en="Old", title_original=FORMULA, adopted="2012", status="superseded")
    new = await published(ana, curator, title_en="New", adopted="2020", supersedes=[old["id"]])
    await proposed(ana, title_en="Hidden proposal", adopted="2021", supersedes=[old["id"]])
    await text(harness, "HTI", EXERCISING, title="Hidden text", published=False)
    document = await text(harness, "JAM", EXERCISING, edition_id=old["id"], published=False)

    for reader in (visitor, curator):
        made = await reader.get(EXPORT, params={"format": "xlsx"})
        assert made.status_code == 200, made.text
        assert 'filename="TLP-CLEAR_region.xlsx"' in made.headers["content-disposition"]
        sheets = sheets_of(made.content)
        assert "Hidden" not in str(sheets)
    assert [*sheets] == ["States", "Editions", "Sources and method"]
    assert formulas(made.content) == []
    states = {line[1]: line for line in sheets["States"][2:]}
    assert len(states) == 35
    jamaica = states["JAM"]
    assert jamaica[:7] == ["Jamaica", "JAM", "Caribbean", "Strategy in force", "New", "In force", "2020"]
    assert 0 < float(jamaica[8]) < 1
    assert jamaica[9:11] == [FORMULA, "2012"]
    assert jamaica[11].endswith(f"/strategies/documents/{document}/profile")
    assert jamaica[12:15] == [new["document_url"], new["source_url"], "Seen in its source"]
    assert states["HTI"][3] == "No strategy found yet"
    assert "no text here" in states["HTI"]
    assert [(line[0], line[4], line[5]) for line in sheets["Editions"][2:]] == [
        ("2012", "JAM", FORMULA),
        ("2020", "JAM", "New"),
    ]

    made = await visitor.get(EXPORT, params={"format": "pdf", "locale": "fr"})
    pages = words_on(made.content)
    assert all(page.count("TLP:CLEAR") == 2 for page in pages)
    whole = " ".join(" ".join(pages).split())
    for expected in ("Jamaïque (JAM)", "Aucune stratégie trouvée", "Old", "New (2020)", new["source_url"]):
        assert expected in whole, expected
    assert "Hidden" not in whole
    for part in FORMULA.split():
        assert part in whole, part


async def test_another_form_is_refused_in_words(cast: World, client_for: ClientFor) -> None:
    answer = await (await client_for()).get(EXPORT, params={"format": "docx", "locale": "es"})
    assert answer.status_code == 422
    assert "xlsx, pdf" in answer.json()["fields"]["format"]


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_listed_is_called_as_in_the_web_application(locale: str) -> None:
    web = json.loads((WEB / f"{locale}.json").read_text(encoding="utf-8"))
    words = region_words(locale)
    assert words.keys() == region_words("en").keys()
    labels = {name: word for name, word in words.items() if "." in name}
    assert len(labels) == 24
    assert labels == {name: web[name] for name in labels}
