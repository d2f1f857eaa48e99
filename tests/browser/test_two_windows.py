"""Two windows of one browser belong to one person: who leaves, comes back or changes in one does so in the other."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import People
from tests.browser.texts import SHELL, Texts

ANALYST = "Analyst, Guyana (demo)"
SAY = Texts("en")
# What either window asks once the session has ended.
ENDED = r"Failed to load resource: .* 401 .* </api/v1/.*>"

# Asks until a draft is kept; the page's own policy forbids what Playwright's waiting for a function evaluates.
KEPT = """async () => {
    for (const end = Date.now() + 20000; Date.now() < end; await new Promise(next => setTimeout(next, 50))) {
        if (Object.keys(localStorage).some(key => key.startsWith("atalaya.draft."))) return true;
    }
    return false;
}"""


def sign_out(page: Page) -> None:
    page.get_by_role("button", name=SAY.pattern(SHELL, "shell.me")).click()
    page.get_by_role("menuitem", name=SAY(SHELL, "shell.signOut")).click()


def beside(page: Page, address: str) -> Page:
    """Another window of the same browser."""
    other = page.context.new_page()
    other.goto(address)
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    return other


def test_signing_out_in_one_window_closes_the_other_and_what_was_written_there(people: People) -> None:
    page = people.sign_in(ANALYST)
    people.expects(ENDED)
    other = beside(page, "/settings")
    name = other.get_by_label(SAY("settings", "profile.position"))
    name.fill("Half a position")
    # It is kept a moment after it was typed; signing out then asks first.
    assert other.evaluate(KEPT)
    sign_out(page)
    page.get_by_role("dialog").get_by_role("button", name=SAY(SHELL, "shell.signOut")).click()
    for window in (page, other):
        expect(window.get_by_role("heading", level=1, name=SAY("sign-in", "title"))).to_be_visible()
        expect(window).to_have_title(f"{SAY('sign-in', 'title')} · Atalaya")
    expect(other.get_by_role("dialog")).to_have_count(0)
    assert other.evaluate("Object.keys(localStorage).filter(key => key.startsWith('atalaya.draft.'))") == []


def test_signing_in_again_in_one_window_lets_the_other_go_on(people: People) -> None:
    page = people.sign_in(ANALYST)
    people.expects(ENDED)
    page.goto("/settings")
    position = page.get_by_label(SAY("settings", "profile.position"))
    position.fill("Half a position")
    other = beside(page, "/notifications")
    # The session ends behind both, as when somebody revokes it.
    page.evaluate("fetch('/api/v1/sign-out', {method: 'POST'})")
    for window in (page, other):
        expect(window.get_by_role("heading", name=SAY(SHELL, "session.title"))).to_be_visible()
    go_on = other.get_by_role("button", name=SAY("sign-in", "again.as", name=ANALYST))
    # It is asked first, so it has the focus: Enter is enough.
    expect(go_on).to_be_focused()
    other.keyboard.press("Enter")
    for window in (page, other):
        expect(window.get_by_role("dialog")).to_have_count(0)
    expect(position).to_have_value("Half a position")
    position.fill("")
