"""A policymaker compares five states and follows a figure to its page; a curator judges; the region at a glance."""

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import People, Picture
from tests.browser.library import brought, invented
from tests.browser.looking import accessible
from tests.browser.texts import Texts

OFFICER = "Secretariat officer (demo)"
POLICYMAKER = "Policymaker, Jamaica (demo)"
PLACE = "strategies"
STATES = {"JAM": "en", "CHL": "es", "BRA": "pt", "HTI": "fr"}
"""Whose the invented strategies are; Cuba's text is not here."""
COMPARED = "/strategies/compare?place=" + quote('["JAM","CHL","BRA","HTI","CUB"]')
ELEMENT = "5.3.1"


@pytest.fixture
def library(people: People) -> Iterator[Page]:
    """A curator's window, after she brought four invented strategies, which everybody reads."""
    texts = {state: (state, one, f"{state}\n\n".encode() + invented(one)) for state, one in STATES.items()}
    with brought(people, texts) as (officer, _):
        yield officer


@contextmanager
def two_editions(people: People) -> Iterator[tuple[str, str]]:
    """The address of the profile of an edition of Chile, and of what changed from its first to its last edition."""
    states = people.sign_in(OFFICER).request.get("/api/v1/strategies/region").json()["states"]
    [chile] = [one["editions"] for one in states if one["code"] == "CHL"]
    first, last = chile[0]["id"], chile[-1]["id"]
    texts = {"first": ("CHL", "en", b"First\n\n" + invented("en")), "last": ("CHL", "es", invented("es"))}
    with brought(people, texts, {"first": first, "last": last}) as (_, (document, _)):
        yield f"/strategies/documents/{document}/profile", f"/strategies/differences?former={first}&later={last}"


def words_of(made: bytes, form: str) -> str:
    """All texts of a workbook or PDF."""
    if form == "pdf":
        return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made))
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        return package.read("xl/sharedStrings.xml").decode() + package.read("xl/workbook.xml").decode()


def fits(page: Page) -> None:
    """Nothing makes the window scroll sideways, and axe finds nothing."""
    wide, room = page.evaluate("[document.scrollingElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room, f"{wide} px wide where {room} px are"
    accessible(page)


def test_five_states_are_compared_and_a_figure_leads_to_its_page(
    people: People, picture: Picture, library: Page
) -> None:
    say = Texts("en")
    page = people.sign_in(POLICYMAKER)
    page.goto(COMPARED)
    table = page.get_by_role("table", name=say(PLACE, "compare.table"))
    expect(table.get_by_role("columnheader")).to_have_count(1 + 5)
    expect(table.get_by_text(say(PLACE, "text.none"))).to_have_count(1)
    fits(page)
    picture(page, "strategies-compare")
    cell = table.get_by_role("button", name=re.compile(rf"^\d+ Chile.*{re.escape(ELEMENT)} "))
    cell.click()
    expect(page).to_have_url(re.compile("of=.+element="))
    panel = page.get_by_role("dialog")
    passage = panel.get_by_role("list", name=say(PLACE, "passages")).get_by_role("link").first
    expect(passage).to_be_visible()
    expect(panel.locator("mark").first).to_be_visible()
    accessible(page)
    passage.click()
    expect(page).to_have_url(re.compile(r"/strategies/documents/.+page=\d+&passage=\d+"))
    expect(page.locator("article [aria-current]")).to_be_in_viewport()
    page.get_by_role("link", name=say(PLACE, "profile"), exact=True).click()
    expect(page.get_by_role("button", name=re.compile(re.escape(ELEMENT)))).to_be_visible()
    fits(page)

    # The curator rejects what the cell counts: it counts no more, for anybody.
    library.goto(COMPARED)
    chile = library.get_by_role("button", name=re.compile(rf"^\d+ Chile.*{re.escape(ELEMENT)} "))
    before = int(chile.inner_text().split()[0])
    chile.click()
    panel = library.get_by_role("dialog")
    first = panel.get_by_role("list", name=say(PLACE, "passages")).locator("> li").first
    expect(first).to_be_visible()
    for number in range(first.get_by_role("button", name=say.pattern(PLACE, "judge.reject")).count()):
        first.get_by_role("button", name=say.pattern(PLACE, "judge.reject")).nth(number).click()
        expect(library.get_by_text(say(PLACE, "judged.rejected")).first).to_be_visible()
    accessible(library)
    library.keyboard.press("Escape")
    after = str(before - 1) if before > 1 else "–"
    expect(library.get_by_role("button", name=re.compile(rf"^{after} Chile.*{re.escape(ELEMENT)} "))).to_be_visible()


def test_a_profile_two_editions_and_the_region_are_taken_along(people: People) -> None:
    say = Texts("en")
    with two_editions(people) as (profile, differences):
        page = people.sign_in(POLICYMAKER)
        for address, name, word in (
            (profile, "profile", "Profile of a cybersecurity strategy"),
            (differences, "comparison", "What has changed"),
            ("/strategies/region", "region", "No strategy found yet"),
        ):
            page.goto(address)
            for form in ("xlsx", "pdf"):
                page.get_by_role("button", name=say(PLACE, "export"), exact=True).click()
                with page.expect_download() as download:
                    page.get_by_role("menuitem", name=say(PLACE, f"compare.file.{form}"), exact=True).click()
                assert download.value.suggested_filename == f"TLP-CLEAR_{name}.{form}"
                assert word in " ".join(words_of(download.value.path().read_bytes(), form).split())
        fits(page)


def test_the_region_and_a_comparison_on_a_phone(people: People, picture: Picture, library: Page) -> None:
    say = Texts("es")
    page = people.sign_in(POLICYMAKER, locale="es", phone=True)
    page.goto(COMPARED)
    lines = page.get_by_role("list", name=say(PLACE, "compare.table")).get_by_role("listitem")
    expect(lines).to_have_count(5)
    page.get_by_role("combobox", name=say(PLACE, "compare.element"), exact=True).select_option(ELEMENT)
    lines.get_by_role("button", name=re.compile("Haití")).click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("list", name=say(PLACE, "passages")).get_by_role("link").first).to_be_visible()
    fits(page)
    picture(page, "strategies-compare-phone")
    page.keyboard.press("Escape")

    page.goto("/strategies/region")
    tile = page.get_by_role("button", name=re.compile("^HTI"))
    expect(tile).to_have_accessible_name(re.compile("Haití: "))
    page.get_by_role("radio", name=say(PLACE, "region.by.coverage")).click()
    expect(tile).to_have_accessible_name(re.compile(r"Haití: \d+"))
    tile.click()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(1 + 1)
    marks = page.get_by_role("region", name=say(PLACE, "region.timeline")).locator("a[href*=editions]")
    expect(marks.first).to_be_attached()
    fits(page)
    picture(page, "strategies-region-phone")
