"""A ministry drafts its next strategy: writes beside precedents, cites, discusses, freezes and takes it along."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import People, Picture
from tests.browser.library import brought, invented
from tests.browser.looking import accessible
from tests.browser.texts import Texts

OFFICER = "Secretariat officer (demo)"
POLICYMAKER, PEER = "Policymaker, Jamaica (demo)", "Policymaker, Uruguay (demo)"
PLACE = "drafts"
NEIGHBOURS = {"en": "BRB", "es": "PAN"}
# The element of the guide for incident response, and words that speak of it.
ELEMENT = "5.3.1"
WORDS = {
    "en": "The Government will set up a national CSIRT that answers incidents and works at every hour.",
    "es": "El Gobierno creará un CSIRT nacional que responda a los incidentes y funcione a toda hora.",
}
NOTHING = {"en": "Nothing has changed since.", "es": "No ha cambiado nada desde entonces."}
API = "/api/v1/strategies/drafts"


@pytest.fixture(scope="module")
def neighbours(people_of_module: People) -> Iterator[None]:
    """Two invented strategies of neighbours, that a curator brought and everybody reads."""
    texts = {one: (place, one, invented(one)) for one, place in NEIGHBOURS.items()}
    with brought(people_of_module, texts) as (officer, _):
        officer.goto("about:blank")
        yield


@pytest.fixture(scope="module")
def people_of_module(chromium: Any, server: Any) -> Iterator[People]:
    opened = People(chromium, server)
    yield opened
    opened.close()


def ask(page: Page, people: People, path: str, method: str = "GET", **more: Any) -> Any:
    """What the API answers whoever is signed in on the page."""
    headers = {"Origin": people.server.url, **more.pop("headers", {})}
    answer = page.request.fetch(f"{API}{path}", method=method, headers=headers, **more)
    assert answer.ok, answer.text()
    return answer.json()


def open_draft(page: Page, say: Texts, title: str) -> str:
    """Open a draft through the dialog; gives its id."""
    page.goto("/strategies/drafts")
    page.get_by_role("button", name=say(PLACE, "new")).first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label(say(PLACE, "field.title")).fill(title)
    expect(dialog.get_by_text(say.pattern("shell", "audience.read"))).to_be_visible()
    accessible(page, within="dialog[open]")
    dialog.get_by_role("button", name=say(PLACE, "new.do")).click()
    page.wait_for_url(re.compile("/strategies/drafts/."))
    return page.url.rsplit("/", 1)[1].partition("?")[0]


def text_of(page: Page, say: Texts) -> Locator:
    return page.get_by_role("textbox", name=say(PLACE, "section.text"))


def saved(page: Page, say: Texts) -> None:
    """Wait until the server has what was typed."""
    expect(page.get_by_role("status").filter(has_text=say.pattern(PLACE, "saved.at", whole=True))).to_be_visible()


def section_of(page: Page, people: People, draft: str) -> str:
    outline = ask(page, people, f"/{draft}")["outline"]
    return str(next(one["id"] for one in outline if one["element"] == ELEMENT))


def show(page: Page, say: Texts, zone: str) -> None:
    """Go to another part of the draft, where a phone shows one at a time."""
    switch = page.get_by_role("group", name=say(PLACE, "zones"))
    if switch.is_visible():
        switch.get_by_role("button", name=say(PLACE, f"zone.{zone}")).click()


@pytest.mark.parametrize(("locale", "phone"), [("en", False), ("es", True)])
def test_a_section_is_written_beside_its_precedents_and_frozen_for_consultation(
    locale: str, phone: bool, people: People, picture: Picture, neighbours: None
) -> None:
    say = Texts(locale)
    page = people.sign_in(POLICYMAKER, locale=locale, phone=phone)
    draft = open_draft(page, say, f"Estrategia 2031 {locale}")
    section = section_of(page, people, draft)
    row = page.locator(f"[data-section='{section}']")
    expect(row).to_contain_text(say(PLACE, "mark.missing"))
    if phone:  # elsewhere all of it is looked at once, below
        accessible(page)
    row.click()

    text_of(page, say).fill(WORDS[locale])
    expect(page.get_by_text(say(PLACE, "saved.waiting"))).to_be_visible()
    saved(page, say)
    show(page, say, "outline")
    expect(row).not_to_contain_text(say(PLACE, "mark.missing"))
    expect(page.get_by_role("button", name=say.pattern(PLACE, "coverage.meter"))).not_to_contain_text(" 0 ")

    show(page, say, "beside")
    card = page.get_by_role("tabpanel").get_by_role("listitem").filter(has=page.locator(f"[lang={locale}]")).first
    expect(card.get_by_role("link")).to_have_attribute("href", re.compile(r"/strategies/documents/.+page=\d"))
    accessible(page)
    picture(page, f"drafting-{locale}-precedents")
    card.get_by_role("button", name=say(PLACE, "precedents.cite"), exact=True).click()
    expect(text_of(page, say)).to_have_value(f"{WORDS[locale]}[^1]")
    saved(page, say)
    if phone:
        accessible(page)
    picture(page, f"drafting-{locale}-text")

    show(page, say, "beside")
    page.get_by_role("tab", name=say(PLACE, "beside.comments")).click()
    page.get_by_role("textbox", name=say(PLACE, "comments.write")).fill("Who **pays** for it?")
    page.get_by_role("button", name=say(PLACE, "comments.send"), exact=True).click()
    expect(page.get_by_role("tabpanel").locator("strong", has_text="pays")).to_be_visible()
    accessible(page)
    show(page, say, "outline")
    expect(row).to_contain_text("1")

    for phase in ("stocktaking", "production"):
        etag = f'"{ask(page, people, f"/{draft}")["version"]}"'
        ask(page, people, f"/{draft}/phase", "POST", data={"phase": phase}, headers={"If-Match": etag})
    expect(page.locator("[aria-current=step]")).to_contain_text(say(PLACE, "phase.production"))
    page.get_by_role("button", name=say(PLACE, "phase.next")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text(say(PLACE, "phase.means.consultation"))).to_be_visible()
    accessible(page, within="dialog[open]")
    dialog.get_by_role("button", name=say(PLACE, "phase.do", phase=say(PLACE, "phase.consultation"))).click()
    expect(page.locator("[aria-current=step]")).to_contain_text(say(PLACE, "phase.consultation"))
    show(page, say, "text")
    expect(page.get_by_text(say(PLACE, "frozen", phase=say(PLACE, "phase.consultation")))).to_be_visible()
    expect(text_of(page, say)).to_have_count(0)
    accessible(page)

    show(page, say, "outline")
    page.get_by_role("button", name=say(PLACE, "export"), exact=True).click()
    with page.expect_download() as taken:
        page.get_by_role("menuitem", name=say(PLACE, "export.docx")).click()
    assert re.fullmatch(r"TLP-\w+_.+\.docx", taken.value.suggested_filename)
    with zipfile.ZipFile(io.BytesIO(taken.value.path().read_bytes())) as word:
        document = word.read("word/document.xml").decode()
    assert "CSIRT" in document

    page.get_by_role("button", name=say(PLACE, "read.open")).click()
    sources = page.get_by_role("region", name=say(PLACE, "sources"))
    expect(sources.get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_role("article").get_by_text("CSIRT").first).to_be_visible()
    accessible(page)
    picture(page, f"drafting-{locale}-read")

    page.get_by_role("button", name=say(PLACE, "phase.next")).click()
    page.get_by_role("dialog").get_by_role("link", name=say(PLACE, "phase.snapshot", number="1")).click()
    frozen = page.get_by_role("tabpanel").get_by_role("article")
    expect(frozen.get_by_text("CSIRT").first).to_be_visible()
    expect(frozen.get_by_role("region", name=say(PLACE, "sources")).get_by_role("listitem")).to_have_count(1)
    expect(page.get_by_role("dialog")).to_have_count(0)
    accessible(page)
    picture(page, f"drafting-{locale}-frozen")
    page.get_by_role("tab", name=say(PLACE, "snapshot.since")).click()
    expect(page.get_by_role("tabpanel").get_by_role("status")).to_have_text(NOTHING[locale])


def test_two_who_write_the_same_section_lose_nothing(people: People, picture: Picture, neighbours: None) -> None:
    say = Texts("en")
    people.expects(
        r"Failed to load resource: .*(412|ERR_FAILED).* </api/v1/strategies/drafts/.*>",
    )
    page, other = people.sign_in(POLICYMAKER), people.sign_in(PEER)
    draft = open_draft(page, say, "A strategy for two")
    section = section_of(page, people, draft)
    peer = other.request.get("/api/v1/me").json()["person"]["id"]
    ask(page, people, f"/{draft}/editors/{peer}", "PUT")
    for window in (page, other):
        window.goto(f"/strategies/drafts/{draft}?section={section}")
        expect(text_of(window, say)).to_have_value("")

    # The peer's link is gone while she writes; meanwhile the other text is saved.
    other.route(f"**{API}/**", lambda route: route.abort() if route.request.method == "PATCH" else route.fallback())
    text_of(other, say).fill("Hers: the CSIRT is independent.")
    expect(other.get_by_text(say.pattern(PLACE, "saved.failed"))).to_be_visible()
    other.reload()
    expect(text_of(other, say)).to_have_value("Hers: the CSIRT is independent.")
    text_of(page, say).fill("His: the CSIRT is a part of the ministry.")
    saved(page, say)
    other.unroute(f"**{API}/**")
    text_of(other, say).press("Control+Enter")

    conflict = other.get_by_role("alert")
    expect(conflict).to_contain_text(POLICYMAKER)
    expect(conflict.locator("del").first).to_contain_text("His")
    expect(conflict.locator("ins").first).to_contain_text("Hers")
    expect(text_of(other, say)).to_have_value("Hers: the CSIRT is independent.")
    accessible(other)
    picture(other, "drafting-en-conflict")
    conflict.get_by_role("button", name=say(PLACE, "conflict.keep")).click()
    saved(other, say)
    expect(text_of(page, say)).to_have_value("Hers: the CSIRT is independent.")

    page.get_by_role("tab", name=say(PLACE, "beside.versions")).click()
    versions = page.get_by_role("tabpanel").get_by_role("button")
    expect(versions).to_have_count(3)
    versions.first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("del").first).to_contain_text("His")
    accessible(page, within="dialog[open]")
    dialog.get_by_label(say(PLACE, "versions.after")).select_option(index=1)
    dialog.get_by_role("button", name=say(PLACE, "versions.restore")).click()
    expect(text_of(other, say)).to_have_value("His: the CSIRT is a part of the ministry.")


def test_a_draft_is_set_aside_found_again_and_brought_back(people: People, picture: Picture) -> None:
    say = Texts("en")
    page, peer = people.sign_in(POLICYMAKER), people.sign_in(PEER)
    title = "A strategy for later"
    draft = open_draft(page, say, title)
    ask(page, people, f"/{draft}/editors/{peer.request.get('/api/v1/me').json()['person']['id']}", "PUT")
    peer.goto(f"/strategies/drafts/{draft}?section={section_of(page, people, draft)}")
    expect(text_of(peer, say)).to_be_visible()
    page.reload()
    expect(page.get_by_text(PEER)).to_be_visible()

    page.get_by_role("button", name=say(PLACE, "draft.menu")).click()
    page.get_by_role("menuitem", name=say(PLACE, "aside.do")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(say(PLACE, "aside.detail"))
    accessible(page, within="dialog[open]")
    dialog.get_by_role("button", name=say(PLACE, "aside.do")).click()
    back = page.get_by_role("button", name=say(PLACE, "aside.back"))
    expect(back).to_be_visible()
    accessible(page)
    picture(page, "drafting-en-aside")
    # Who has it open hears of it, without a way to write or to bring it back.
    expect(peer.get_by_text(re.compile(f"^Set aside by {re.escape(POLICYMAKER)}"))).to_be_visible()
    expect(text_of(peer, say)).to_have_count(0)
    expect(peer.get_by_role("button", name=say(PLACE, "aside.back"))).to_have_count(0)

    page.goto("/strategies/drafts")
    rows = page.get_by_role("main").get_by_role("heading", level=2)
    expect(rows.first).to_be_visible()
    expect(rows.get_by_text(title)).to_have_count(0)
    page.get_by_label(say(PLACE, "filter.standing")).select_option(label=say(PLACE, "filter.archived"))
    expect(page.get_by_text(say.pattern(PLACE, "coverage.meter")).first).to_be_visible()
    accessible(page)
    rows.get_by_role("link", name=title).click()

    page.get_by_role("button", name=say(PLACE, "aside.remove")).click()
    dialog = page.get_by_role("dialog")
    remove = dialog.get_by_role("button", name=say(PLACE, "remove.do"))
    expect(remove).to_have_attribute("aria-disabled", "true")
    accessible(page, within="dialog[open]")
    page.keyboard.press("Escape")
    back.click()
    expect(back).to_have_count(0)
    expect(text_of(peer, say)).to_be_visible()

    page.goto("/strategies/drafts")
    expect(rows.get_by_text(title)).to_be_visible()
    etag = {"If-Match": "*"}
    ask(page, people, f"/{draft}/archive", "POST", headers=etag)
    page.goto(f"/strategies/drafts/{draft}")
    page.get_by_role("button", name=say(PLACE, "aside.remove")).click()
    dialog.get_by_label(say(PLACE, "remove.type")).fill(title)
    people.expects(r"Failed to load resource: .*404.* </api/v1/strategies/drafts/.*>")
    remove.click()
    page.wait_for_url(re.compile(r"/strategies/drafts\?"))
    expect(page.get_by_text(say(PLACE, "remove.done", title=title))).to_be_visible()
    expect(peer.get_by_role("heading", name=say(PLACE, "lost.title"))).to_be_visible()
