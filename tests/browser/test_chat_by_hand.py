"""Chat with mouse and clipboard: pasted and dropped files arrive, a message is taken back, three people talk."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.account import Account
from tests.browser.conftest import People
from tests.browser.texts import SHELL, Texts
from tests.services.atalaya import Server

GROUP = "Incident response – Americas"
SAY = Texts("en")
PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="  # one red dot
)
PASTE = """picture => {
    const bytes = Uint8Array.from(atob(picture), sign => sign.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], "ransom-note.png", {type: "image/png"}));
    document.querySelector("textarea").dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
DROP = """() => {
    const data = new DataTransfer();
    data.items.add(new File(["host,port\\n192.0.2.7,443\\n"], "hosts.csv", {type: "text/csv"}));
    for (const name of ["dragover", "drop"]) document.querySelector("textarea").dispatchEvent(
        new DragEvent(name, {dataTransfer: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def channel(server: Server) -> str:
    analyst = Account(server.url, "Analyst, Chile")
    group = analyst.group(GROUP)["id"]
    found: str = analyst.call("PUT", f"/groups/{group}/channels/general", {}).json()["id"]
    analyst.close()
    return found


def _written(page: Page) -> None:
    page.get_by_role("button", name=SAY("chat", "send.send"), exact=True).click()


def test_pasted_and_dropped_files_arrive_with_their_message(people: People, channel: str) -> None:
    page, reader = people.sign_in("Analyst, Chile (demo)"), people.sign_in("Analyst, Mexico (demo)", phone=True)
    for window in (page, reader):
        window.goto(f"/chat/{channel}")
    box = page.get_by_role("textbox", name=SAY("chat", "send.label", name=SAY("chat", "list.general")))
    files = page.get_by_role("list", name=SAY("chat", "send.files"))
    box.fill("The note: ")
    page.evaluate(PASTE, PICTURE)
    expect(files).to_contain_text("ransom-note.png")
    expect(box).to_have_value(re.compile(r"^The note: !\[ransom-note\.png\]\(attachment:"))
    page.evaluate(DROP)
    expect(files).to_contain_text("hosts.csv")
    expect(box).to_have_value(re.compile(r"\[hosts\.csv\]\(attachment:"))
    expect(files.get_by_role("listitem")).to_have_count(2)
    _written(page)
    expect(files).to_have_count(0)
    arrived = reader.locator("[data-message]").filter(has_text="The note:").last
    expect(arrived.get_by_role("img", name="ransom-note.png")).to_be_visible()
    shown = arrived.get_by_role("img", name="ransom-note.png").evaluate("one => one.complete && one.naturalWidth === 1")
    assert shown
    expect(arrived.get_by_role("link", name="hosts.csv").first).to_have_attribute("href", re.compile("/api/v1/files/"))


def test_a_message_is_taken_back_with_the_mouse(people: People, channel: str) -> None:
    page, reader = people.sign_in("Analyst, Chile (demo)"), people.sign_in("Analyst, Mexico (demo)", phone=True)
    for window in (page, reader):
        window.goto(f"/chat/{channel}")
    page.get_by_role("textbox", name=SAY("chat", "send.label", name=SAY("chat", "list.general"))).fill("Wrong channel!")
    _written(page)
    expect(reader.get_by_text("Wrong channel!")).to_be_visible()
    message = page.locator("[data-message]").filter(has_text="Wrong channel!")
    message.hover()
    message.get_by_role("button", name=SAY("chat", "act.more"), exact=True).click()
    page.get_by_role("menuitem", name=SAY("chat", "act.delete"), exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name=SAY("chat", "act.delete"), exact=True).click()
    expect(reader.get_by_text("Wrong channel!")).to_have_count(0)
    expect(reader.get_by_text(SAY("chat", "message.deleted.own", name="Analyst, Chile (demo)")).last).to_be_visible()


def test_three_people_find_each_other_with_the_mouse(people: People) -> None:
    page = people.sign_in("Analyst, Chile (demo)")
    page.goto("/chat")
    page.get_by_role("button", name=SAY("chat", "new.talk"), exact=True).first.click()
    dialog = page.get_by_role("dialog", name=SAY("chat", "new.talk"))
    field = dialog.get_by_role("combobox", name=SAY("chat", "new.talk.who"))
    for name in ("Analyst, Mexico (demo)", "Analyst, Uruguay (demo)"):
        field.press_sequentially(name.removesuffix(" (demo)"))
        page.get_by_role("option", name=re.compile(re.escape(name))).click()
        expect(dialog.get_by_role("list", name=SAY(SHELL, "ui.chosen"))).to_contain_text(name)
    # What was found has made room for the button that goes on.
    dialog.get_by_role("button", name=SAY("chat", "new.talk.open"), exact=True).click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", level=2, name="Analyst, Mexico (demo), Analyst, Uruguay (demo)")).to_be_visible()
