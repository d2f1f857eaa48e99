"""A policymaker asks in one language, and reads the page that answers in another; a visitor does the same."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import People, Picture
from tests.browser.library import brought, invented
from tests.browser.looking import accessible
from tests.browser.texts import Texts

OFFICER = "Secretariat officer (demo)"
POLICYMAKER = "Policymaker, Jamaica (demo)"
PLACE = "strategies"
QUESTION = {"en": "critical infrastructure", "es": "infraestructura critica"}
YEAR = {"en": "year", "es": "año"}
LANGUAGES = ("en", "es", "pt", "fr")


@pytest.fixture
def library(people: People) -> Iterator[list[str]]:
    """The ids of four invented strategies, one in each language, that a curator brought and everybody reads."""
    with brought(people, {one: ("JAM", one, invented(one)) for one in LANGUAGES}) as (_, ids):
        yield ids


def ask(page: Page, say: Texts, question: str) -> None:
    """Type a question; the answer comes while one types."""
    page.goto("/strategies/search")
    page.get_by_role("searchbox", name=say(PLACE, "search.field")).fill(question)
    expect(page.locator("article")).to_have_count(4)


@pytest.mark.parametrize(("locale", "phone"), [("en", False), ("es", True)])
def test_a_question_in_one_language_leads_to_the_page_in_another(
    locale: str, phone: bool, people: People, picture: Picture, library: list[str]
) -> None:
    say = Texts(locale)
    page = people.sign_in(POLICYMAKER, locale=locale, phone=phone)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, say, QUESTION[locale])
    why = page.get_by_role("list", name=say(PLACE, "meant"))
    expect(why).to_contain_text("infrastructures critiques")
    accessible(page)
    picture(page, f"strategies-{locale}-search")

    why.get_by_role("button", name=say.pattern(PLACE, "meant.off.of")).click()
    expect(page.locator("article").nth(3)).to_have_count(0)
    page.get_by_role("button", name=say(PLACE, "meant.on")).click()
    expect(page.locator("article")).to_have_count(4)

    page.get_by_role("searchbox", name=say(PLACE, "search.field")).fill(YEAR[locale])
    expect(why).to_contain_text("année")
    expect(page.locator("article [lang=es]").first).to_be_visible()
    accessible(page)
    picture(page, f"strategies-{locale}-words")
    why.get_by_role("button", name=say.pattern(PLACE, "meant.off.of")).click()
    expect(why).to_contain_text(say(PLACE, "meant.words.without"))
    ask(page, say, QUESTION[locale])

    portuguese = page.locator("article").filter(has=page.locator("[lang=pt]")).first
    portuguese.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/strategies/documents/.+page=3"))
    marked = page.locator("article [aria-current]")
    expect(marked).to_be_in_viewport()
    expect(marked).to_contain_text(re.compile("infraestruturas? críticas?", re.IGNORECASE))
    accessible(page)
    picture(page, f"strategies-{locale}-page")
    page.get_by_role("button", name=say(PLACE, "cite")).click()
    expect(page.get_by_text(say(PLACE, "cite.done"))).to_be_visible()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert re.search(r"Jamaica, .+, p\. \d\. http.+page=\d", cited), cited

    number = int(page.url.partition("page=")[2].partition("&")[0])
    page.get_by_role("combobox", name=say(PLACE, "leafing")).first.select_option(str(1 if number > 1 else 2))
    expect(page).to_have_url(re.compile(f"page={1 if number > 1 else 2}"))
    expect(page.locator("article [aria-current]")).to_have_count(0)


def test_a_search_is_saved_and_asked_again(people: People, library: list[str]) -> None:
    say = Texts("fr")
    page = people.sign_in(POLICYMAKER, locale="fr")
    ask(page, say, "infrastructures critiques")
    page.get_by_role("checkbox", name=re.compile("^espagnol")).click()
    expect(page.locator("article")).to_have_count(1)
    page.get_by_role("button", name=say(PLACE, "saved.save")).click()
    dialog = page.get_by_role("dialog")
    name = dialog.get_by_role("textbox", name=say(PLACE, "saved.name"))
    expect(name).to_have_value("infrastructures critiques")
    name.fill("Nos voisins")
    accessible(page, within="dialog[open]")
    dialog.get_by_role("button", name=say(PLACE, "saved.keep")).click()
    expect(dialog).to_have_count(0)

    page.goto("/strategies/search")
    saved = page.get_by_role("list", name=say(PLACE, "saved.title"))
    expect(saved).to_contain_text("infrastructures critiques · espagnol")
    saved.get_by_role("switch").click()
    expect(saved.get_by_role("switch")).not_to_be_checked()
    accessible(page)
    saved.get_by_role("link", name="Nos voisins").click()
    expect(page.locator("article")).to_have_count(1)
    page.goto("/strategies/search")
    expect(saved.get_by_role("switch")).not_to_be_checked()
    saved.get_by_role("button", name=say.pattern(PLACE, "saved.forget.of")).click()
    page.get_by_role("dialog").get_by_role("button", name=say(PLACE, "saved.forget")).click()
    expect(saved).to_have_count(0)


def test_a_visitor_searches_and_is_helped_when_nothing_is_found(people: People, library: list[str]) -> None:
    say = Texts("en")
    page = people.window()
    ask(page, say, "critical infrastructure")
    page.get_by_role("checkbox", name=re.compile("^French")).click()
    expect(page.locator("article")).to_have_count(1)
    expect(page).to_have_url(re.compile("language="))
    page.get_by_role("button", name=say(PLACE, "filter.clear")).first.click()
    expect(page.locator("article")).to_have_count(4)
    page.get_by_role("searchbox", name=say(PLACE, "search.field")).fill("zzyzx")
    expect(page.get_by_text(say(PLACE, "found.none"))).to_be_visible()
    accessible(page)
