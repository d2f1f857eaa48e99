"""On a phone: the current tab is in view wherever one comes from, and a dialog left by mistake keeps its text."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import People
from tests.browser.texts import SHELL, Texts

ANALYST = "Analyst, Uruguay (demo)"
SAY = Texts("es")


def test_the_current_tab_is_in_view_on_a_phone(people: People) -> None:
    page = people.sign_in(ANALYST, locale="es", phone=True)
    for path, text in (("/settings/keys", SAY("settings", "keys")), ("/forum/drafts", SAY("forum", "rooms.drafts"))):
        page.goto(path)
        tab = page.get_by_role("navigation").get_by_role("link", name=text, exact=True)
        expect(tab).to_have_attribute("aria-current", "page")
        expect(tab).to_be_in_viewport(ratio=1)
    page.goto("/directory")
    page.locator("main tbody [data-row-link]").first.click()
    last = page.get_by_role("tab").last
    last.focus()
    last.press("End")
    expect(last).to_have_attribute("aria-selected", "true")
    expect(last).to_be_in_viewport(ratio=1)
    # The row moves, the page does not.
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_dialog_left_by_mistake_keeps_what_was_typed(people: People) -> None:
    page = people.sign_in(ANALYST, locale="es", phone=True)
    page.goto("/settings/tokens")
    new = page.get_by_role("button", name=SAY("settings", "tokens.new"))
    name = page.get_by_label(SAY("settings", "tokens.name"))
    new.click()
    expect(name).to_be_focused()
    name.fill("Enlace con el sistema de tiquetes")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.reload()
    new.click()
    expect(name).to_have_value("Enlace con el sistema de tiquetes")
    expect(page.get_by_role("dialog")).to_contain_text(SAY(SHELL, "ui.restored"))
    page.get_by_role("button", name=re.compile(SAY(SHELL, "ui.discard"))).click()
    expect(name).to_have_value("")
