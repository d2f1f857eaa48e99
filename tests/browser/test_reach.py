"""What a narrow place leaves within reach: acts under a finger, files in a thread, a tab that comes late."""

from itertools import pairwise
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.account import Account
from tests.browser.conftest import People
from tests.browser.texts import Texts
from tests.services.atalaya import Server

GROUP = "Incident response – Americas"
SAY = Texts("es")
EN = Texts("en")


def _general(server: Server) -> tuple[Account, str]:
    analyst = Account(server.url, "Analyst, Chile")
    group = analyst.group(GROUP)["id"]
    return analyst, analyst.call("PUT", f"/groups/{group}/channels/general", {}).json()["id"]


def _boxes(page: Page, selector: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.locator(selector).evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(({top, bottom}) => ({top, bottom}))"
    )
    return sorted(found, key=lambda box: box["top"])


def test_a_resting_finger_opens_the_acts_of_a_message_and_chooses_none(people: People, server: Server) -> None:
    analyst, channel = _general(server)
    said = analyst.say(channel, "¿Quién atiende la guardia de hoy?")
    page = people.sign_in("Analyst, Mexico (demo)", locale="es", phone=True)
    page.goto(f"/chat/{channel}?message={said}")
    message = page.locator("[data-message]").filter(has_text="¿Quién atiende la guardia de hoy?")
    expect(message).to_be_visible()
    message.scroll_into_view_if_needed()
    box = message.bounding_box()
    assert box is not None
    finger = page.context.new_cdp_session(page)
    point = {"x": box["x"] + 150, "y": box["y"] + 20}
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    acts = page.get_by_role("dialog", name=SAY("chat", "act.title"))
    expect(acts).to_be_visible()
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_timeout(600)  # so long a click may follow the finger
    expect(acts).to_be_visible()
    acts.get_by_role("button", name=SAY("chat", "act.reply"), exact=True).tap()
    expect(acts).to_have_count(0)
    expect(page.get_by_text(SAY("chat", "send.to", name="Analyst, Chile (demo)"))).to_be_visible()
    analyst.close()


def test_a_button_beside_each_message_opens_its_acts_for_finger_and_keyboard(people: People, server: Server) -> None:
    analyst, channel = _general(server)
    said = analyst.say(channel, "¿Quién tiene el turno de mañana?")
    page = people.sign_in("Analyst, Mexico (demo)", locale="es", phone=True)
    page.goto(f"/chat/{channel}?message={said}")
    message = page.locator("[data-message]").filter(has_text="¿Quién tiene el turno de mañana?")
    more = message.get_by_role("button", name=SAY("chat", "act.more"), exact=True)
    expect(more).to_be_visible()
    for button in page.locator("[data-message]").get_by_role("button", name=SAY("chat", "act.more"), exact=True).all():
        box = button.bounding_box()
        assert box is not None
        assert (box["width"] >= 44, box["height"] >= 30, box["x"] + box["width"] <= 360) == (True, True, True), box
    acts = page.get_by_role("dialog", name=SAY("chat", "act.title"))
    more.tap()
    expect(acts.get_by_role("button", name=SAY("chat", "act.reply"), exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(acts).to_have_count(0)
    expect(more).to_be_focused()
    page.keyboard.press("Enter")
    expect(acts).to_be_visible()
    analyst.close()


def test_a_thread_takes_files_beside_its_channel(people: People, server: Server) -> None:
    analyst, channel = _general(server)
    analyst.say(channel, "La regla, en el hilo:")
    page = people.sign_in("Analyst, Mexico (demo)")
    page.goto(f"/chat/{channel}")
    message = page.locator("[data-message]").filter(has_text="La regla, en el hilo:")
    message.hover()
    message.get_by_role("button", name=EN("chat", "act.thread"), exact=True).click()
    thread = page.get_by_role("complementary", name=EN("chat", "thread.title"))
    for name in (EN("shell", "composer.attach"), EN("shell", "composer.preview")):
        button = thread.get_by_role("button", name=name)
        expect(button).to_be_in_viewport(ratio=1)
        button.click(trial=True)
    analyst.close()


def test_a_tab_that_comes_late_is_in_view_on_a_phone(people: People) -> None:
    page = people.sign_in("Team lead, Jamaica (demo)", locale="es", phone=True)
    page.goto("/forum/moderation")
    tab = page.get_by_role("navigation").get_by_role("link", name=SAY("forum", "rooms.moderation"), exact=True)
    expect(tab).to_have_attribute("aria-current", "page")
    expect(tab).to_be_in_viewport(ratio=1)


def test_pinned_topics_stand_above_rows_that_leave_each_others_edges_alone(people: People, server: Server) -> None:
    analyst = Account(server.url, "Analyst, Jamaica")
    group = analyst.group(GROUP)["id"]
    page = people.sign_in("Analyst, Mexico (demo)")
    page.goto(f"/forum/groups/{group}")
    pinned = page.get_by_role("list", name=EN("forum", "group.pinned"))
    expect(pinned.get_by_role("link", name="Thursday call: agenda and numbers to bring")).to_be_visible()
    rows = page.get_by_role("list", name=EN("forum", "feed.label")).get_by_role("listitem")
    expect(rows.nth(3)).to_be_visible()
    boxes = _boxes(page, "[role=list] > [role=listitem]")
    assert all(upper["bottom"] <= lower["top"] + 0.01 for upper, lower in pairwise(boxes)), boxes
    analyst.close()
