"""Without a mouse: sign in, find a topic through the search, and reply."""

import re
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.browser.conftest import People
from tests.browser.texts import SHELL, Texts

NAME = "Analyst, Costa Rica (demo)"
TITLE = "Thursday call: agenda and numbers to bring"
FOCUSED = "document.activeElement === document.body ? '' : document.activeElement.textContent.trim()"


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus has these words."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"Tab never reached {words!r}")


def test_sign_in_search_and_reply_with_the_keyboard_alone(people: People) -> None:
    say = Texts("es")
    page = people.window(locale="es")
    page.goto("/sign-in")
    expect(page.get_by_role("button", name=say.pattern("sign-in", "demonstration.all"))).to_be_visible()
    tab_to(page, "Mostrar las")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=NAME)).to_be_visible()
    expect(page.get_by_role("searchbox", name=say("sign-in", "demonstration.filter"))).to_be_focused()
    page.keyboard.type("Costa")
    tab_to(page, NAME)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{people.server.url}/")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_role("navigation", name=say(SHELL, "shell.main"))).to_be_visible()

    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name=say(SHELL, "palette.title"))).to_be_focused()
    page.keyboard.type(TITLE)
    # Not the line that leads to the search page with these words, which is there at once.
    found = page.get_by_role("option", name=re.compile(f"TLP:.*{re.escape(TITLE)}"))
    expect(found).to_be_visible()
    for _ in range(page.get_by_role("option").count()):
        if found.get_attribute("aria-selected") == "true":
            break
        page.keyboard.press("ArrowDown")
    expect(found).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name=TITLE)).to_be_visible()

    tab_to(page, say("forum", "reply"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name=say("forum", "reply.title"))).to_be_focused()
    words = f"Written without a mouse {uuid4().hex[:8]}"
    page.keyboard.type(words)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("article").filter(has_text=words)).to_be_visible()
