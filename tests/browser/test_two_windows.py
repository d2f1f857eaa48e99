"""Two windows of one browser belong to one person: who leaves, comes back or changes in one does so in the other."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.account import Account
from tests.browser.conftest import People
from tests.browser.texts import SHELL, Texts
from tests.services.atalaya import Server

ANALYST = "Analyst, Guyana (demo)"
OTHER = "Analyst, Bahamas (demo)"
# Somebody with whom the first has a conversation, and the other has none.
PARTNER = "Analyst, Paraguay (demo)"
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

CONVERSE = """person => fetch("/api/v1/conversations", {
    method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({people: [person]}),
}).then(answer => answer.json()).then(made => made.id)"""


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


def enter(page: Page, name: str) -> None:
    """Press that account's button on the page for signing in."""
    page.get_by_role("button", name=SAY.pattern("sign-in", "demonstration.all")).click()
    page.get_by_role("button", name=name).click()


def conversation(window: Page) -> Locator:
    """The palette's line of the conversation with the partner, once it was asked for."""
    window.keyboard.press("Control+k")
    window.get_by_role("combobox", name=SAY(SHELL, "palette.title")).fill(PARTNER)
    section = window.get_by_role("group", name=SAY("chat", "command.title"))
    return section.get_by_role("option", name=PARTNER)


def belongs_to_the_other(window: Page) -> None:
    """The window is the other person's, and holds nothing from before: not the first's menu, page or memory."""
    expect(window.get_by_role("button", name=SAY(SHELL, "shell.me", name=OTHER))).to_be_visible()
    expect(window.get_by_role("button", name=SAY(SHELL, "shell.me", name=ANALYST))).to_have_count(0)
    assert window.evaluate("window.ofTheFirst") is None


def test_somebody_else_at_the_desk_sees_nothing_of_the_first(people: People) -> None:
    page = people.sign_in(ANALYST)
    people.expects(ENDED)
    other = beside(page, "/settings")
    other.evaluate("window.ofTheFirst = true")
    page.goto("/sign-in")
    enter(page, OTHER)
    for window in (page, other):
        expect(window).to_have_url(page.url)
        belongs_to_the_other(window)
    # Nor does going back bring the page of the first: it is asked for anew, as the other.
    other.goto("/notifications")
    other.go_back()
    belongs_to_the_other(other)


def test_whoever_signs_in_after_the_first_signed_out_finds_nothing_of_theirs(people: People, server: Server) -> None:
    page = people.sign_in(ANALYST)
    people.expects(ENDED)
    others = Account(server.url, PARTNER)
    channel = page.evaluate(CONVERSE, others.person_id)
    others.close()
    other = beside(page, f"/chat/{channel}")
    # What the palette was told lies in the page's memory.
    expect(conversation(page)).to_be_visible()
    page.keyboard.press("Escape")
    for window in (page, other):
        window.evaluate("window.ofTheFirst = true")
    sign_out(page)
    for window in (page, other):
        expect(window.get_by_role("heading", level=1, name=SAY("sign-in", "title"))).to_be_visible()
        expect(window).to_have_title(f"{SAY('sign-in', 'title')} · Atalaya")
    enter(page, OTHER)
    other.goto(f"/chat/{channel}")
    for window in (page, other):
        expect(window.get_by_role("button", name=SAY(SHELL, "shell.me", name=OTHER))).to_be_visible()
        found = conversation(window)
        expect(window.get_by_role("option").filter(has_text=PARTNER).first).to_be_visible()
        expect(found).to_have_count(0)
        window.keyboard.press("Escape")
        belongs_to_the_other(window)
