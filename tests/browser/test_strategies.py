"""The catalogue of strategies: a visitor looks things up; an edition is proposed, published, confirmed by its state."""

import re
from pathlib import Path
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.conftest import People, Picture
from tests.browser.looking import accessible
from tests.browser.texts import Texts

LEAD = "Team lead, Brazil (demo)"
OFFICER = "Secretariat officer (demo)"
POINT = "National contact point, Jamaica (demo)"
PLACE = "strategies"
REFUSED = r".* 422 .*</api/v1/strategies/editions>"
NOT_FOR_VISITORS = r".*404.*</api/v1/strategies/(editions|documents)/.*>"
INVENTED = Path(__file__).parents[1] / "strategies" / "documents" / "invented"


def choose(page: Page, say: Texts, facet: str, value: str) -> None:
    """Narrow the list; on a phone the choices are behind a button."""
    more = page.locator("[aria-controls=choices]")
    if more.is_visible() and more.get_attribute("aria-expanded") == "false":
        more.click()
    page.get_by_role("combobox", name=say(PLACE, facet), exact=True).select_option(value)


def test_a_visitor_finds_a_strategy_and_takes_it_along(people: People, picture: Picture) -> None:
    locale, phone = "es", True
    say = Texts(locale)
    page = people.window(locale=locale, phone=phone)
    page.goto("/strategies")
    listed = page.locator("tbody tr")
    expect(listed.first).to_be_visible()
    accessible(page)
    picture(page, f"strategies-{locale}-catalogue")
    choose(page, say, "filter.place", "JAM")
    expect(page).to_have_url(re.compile("place=JAM"))
    expect(page.get_by_role("status").first).to_contain_text(re.compile(r"^\d "))
    with page.expect_download() as taken:
        page.get_by_role("button", name=say(PLACE, "export")).click()
        page.get_by_role("menuitem", name="BibTeX").click()
    assert "@" in taken.value.path().read_text("utf-8")

    page.get_by_role("link", name="National Cyber Security Strategy", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("National Cyber Security Strategy")
    expect(page.get_by_text("TLP:CLEAR", exact=True)).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Jamaica").first.click()
    expect(page.get_by_role("heading", name=say(PLACE, "place.timeline"))).to_be_visible()
    accessible(page)
    picture(page, f"strategies-{locale}-place")

    page.goto("/strategies/places/HTI")
    expect(page.get_by_text(say(PLACE, "place.none"))).to_be_visible()
    page.goto("/forum")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_an_edition_is_proposed_published_and_confirmed_by_its_state(people: People, picture: Picture) -> None:
    locale, phone = "en", False
    say = Texts(locale)
    people.expects(REFUSED, NOT_FOR_VISITORS)
    title = f"Cyber Resilience Plan {uuid4().hex[:6]}"
    lead = people.sign_in(LEAD, locale=locale, phone=phone)
    lead.goto("/strategies")
    lead.get_by_role("button", name=say(PLACE, "propose"), exact=True).click()
    form = lead.get_by_role("dialog")
    form.get_by_label(say(PLACE, "field.place"), exact=False).select_option("JAM")
    form.get_by_label(say(PLACE, "field.title_en")).fill(title)
    form.get_by_label(say(PLACE, "field.language")).fill("en")
    form.get_by_label(say(PLACE, "field.adopted")).fill("May 2026")
    form.get_by_label(say(PLACE, "field.source_url")).fill("https://gov.example/plan")
    send = form.get_by_role("button", name=say(PLACE, "propose.send"))
    send.click()
    adopted = form.get_by_label(say(PLACE, "field.adopted"))
    expect(adopted).to_have_attribute("aria-invalid", "true")
    accessible(lead)
    adopted.fill("2026-05")
    send.click()
    expect(lead.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(lead.get_by_text(say(PLACE, "unpublished"))).to_be_visible()
    address = lead.url

    visitor = people.window(locale=locale, phone=phone)
    visitor.goto(address)
    expect(visitor.get_by_role("alert")).to_be_visible()

    officer = people.sign_in(OFFICER, locale=locale, phone=phone)
    officer.goto(address)
    officer.get_by_role("button", name=say(PLACE, "act.review"), exact=True).click()
    officer.get_by_role("button", name=say(PLACE, "act.publish"), exact=True).click()
    expect(officer.get_by_text("TLP:CLEAR", exact=True)).to_be_visible()
    expect(lead.get_by_text("TLP:CLEAR", exact=True)).to_be_visible()

    point = people.sign_in(POINT, locale=locale, phone=phone)
    point.goto(address)
    point.get_by_role("button", name=say(PLACE, "act.confirm"), exact=True).click()
    expect(point.get_by_text(say(PLACE, "confirmed"), exact=True).first).to_be_visible()
    expect(lead.get_by_text(say(PLACE, "confirmed"), exact=True).first).to_be_visible()
    accessible(point)
    picture(point, f"strategies-{locale}-edition")
    visitor.reload()
    expect(visitor.get_by_role("heading", level=1, name=title)).to_be_visible()


def test_a_curator_brings_a_document_links_it_and_removes_it(people: People, picture: Picture) -> None:
    say = Texts("es")
    people.expects(NOT_FOR_VISITORS)
    officer = people.sign_in(OFFICER, locale="es")
    officer.goto("/strategies/places/BLZ")
    officer.get_by_role("button", name=say(PLACE, "bring"), exact=True).click()
    dialog = officer.get_by_role("dialog")
    dialog.locator("input[type=file]").set_input_files(INVENTED / "es.txt")
    expect(dialog.get_by_text("es.txt", exact=True)).to_be_visible()
    accessible(officer, within="dialog[open]")
    picture(officer, "strategies-es-bring")
    dialog.get_by_role("button", name=say(PLACE, "bring.send")).click()
    expect(dialog).to_have_count(0)
    officer.get_by_role("list", name=say(PLACE, "documents")).get_by_role("link").click()
    expect(officer.locator("article p").first).to_be_visible()
    address = officer.url

    visitor = people.window()
    visitor.goto(address)
    expect(visitor.get_by_role("alert")).to_be_visible()
    officer.get_by_role("button", name=say(PLACE, "document.more")).click()
    officer.get_by_role("menuitem", name=say(PLACE, "document.correct")).click()
    edition = dialog.get_by_role("combobox", name=say.pattern(PLACE, "bring.edition"))
    edition.select_option(index=1)
    title = dialog.get_by_role("textbox", name=say.pattern(PLACE, "bring.title"))
    title.fill("Estrategia inventada")
    dialog.get_by_role("button", name=say(PLACE, "act.save")).click()
    expect(dialog).to_have_count(0)
    expect(officer.get_by_text("TLP:CLEAR", exact=True)).to_be_visible()
    visitor.goto(address)
    expect(visitor.get_by_role("heading", name="Estrategia inventada")).to_be_visible()

    officer.goto("/strategies/documents?linked=true")
    expect(officer.get_by_role("link", name="Estrategia inventada")).to_be_visible()
    accessible(officer)
    picture(officer, "strategies-es-documents")
    officer.goto(address)
    officer.get_by_role("button", name=say(PLACE, "document.more")).click()
    officer.get_by_role("menuitem", name=say(PLACE, "document.remove")).click()
    dialog.get_by_role("button", name=say(PLACE, "document.remove")).click()
    expect(officer).to_have_url(re.compile("/strategies/places/BLZ"))
    expect(officer.get_by_text(say(PLACE, "documents.none.here"))).to_be_visible()
