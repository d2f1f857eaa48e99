"""The corpus of hostile texts typed into every text field that there is, and every screen that then shows it.

Each screen, full of it, is looked at by axe as well and must fit its window, on the desktop and on a phone.
"""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import DESKTOP, PHONE, People
from tests.browser.hostile import administering, arriving, cataloguing, drafting, sharing, talking
from tests.browser.hostile.cast import PERSON, Cast
from tests.browser.hostile.screens import PLAIN, visits
from tests.browser.hostile.watch import Watch
from tests.browser.looking import faults, settled
from tests.browser.mailbox import Mailbox
from tests.browser.sources import routes, text_fields
from tests.services.atalaya import Server

WALK = (
    arriving.knock,
    arriving.admit,
    arriving.arrive,
    administering.invite,
    arriving.settle,
    arriving.describe,
    sharing.gather,
    sharing.publish,
    sharing.answer,
    sharing.curate,
    talking.talk,
    talking.carry,
    talking.converse,
    talking.look_up,
    cataloguing.catalogue,
    cataloguing.bring,
    drafting.draft,
    administering.administer,
)
# All words on the screen, those in fields included.
SHOWN = """[document.querySelector("main").innerText,
    ...Array.from(document.querySelectorAll("main :is(input, textarea)"), field => field.value)].join(" ")"""
HOSTILE = re.compile(r"[<>]|javascript:")


@pytest.fixture(scope="module")
def cast(chromium: Browser, server: Server, mailbox: Mailbox) -> Iterator[Cast]:
    """Everybody's windows, after all forms were filled in and sent."""
    people = People(chromium, server)
    made = Cast(people, server, mailbox)
    for step in WALK:
        step(made)
    yield made
    people.close()
    assert not people.complaints, f"the browser's console complained: {people.complaints}"


def test_every_text_field_was_typed_into(cast: Cast) -> None:
    assert cast.typed.lacks(text_fields()) == []


def test_what_was_typed_runs_on_no_screen_and_harms_none(cast: Cast) -> None:
    shown: dict[str, bool] = {}
    wrong: dict[str, list[str]] = {}
    for hand, route, address in visits(cast):
        hand.open(address)
        settled(hand.page, "main h1")
        hand.typist.watch.quiet()
        expect(hand.main.get_by_role("alert")).to_have_count(0)
        if route not in shown:
            wrong[route] = [*faults(hand.page, PHONE), *faults(hand.page, DESKTOP)]
        shown[route] = shown.get(route, False) or bool(HOSTILE.search(hand.page.evaluate(SHOWN)))
    assert [one for one in routes() if one not in shown] == []
    assert {one for one, hostile in shown.items() if not hostile} == PLAIN
    assert {one: found for one, found in wrong.items() if found} == {}


def test_what_is_taken_away_is_saved_and_not_shown(cast: Cast) -> None:
    hand = cast.hands[PERSON]
    topic = f"/api/v1/topics/{cast.at['advisory']}"
    files = hand.ask(f"/topics/{cast.at['advisory']}/posts")["items"][0]["attachments"]
    for path in (f"{topic}/export.md", f"{topic}/export.pdf", "/api/v1/organisations.csv", files[0]["url"]):
        answer = hand.page.context.request.get(hand.origin + path)
        kind, disposition = answer.headers["content-type"], answer.headers["content-disposition"]
        assert (answer.status, disposition.split(";")[0]) == (200, "attachment"), path
        assert re.match(r"text/(markdown|csv|plain)|application/pdf", kind), (path, kind)
        assert answer.headers["x-content-type-options"] == "nosniff", path
        with hand.page.expect_download() as saved:
            hand.page.evaluate("path => window.location.assign(path)", path)
        assert saved.value.failure() is None
        hand.typist.watch.quiet()


def test_what_was_typed_runs_in_no_mail(cast: Cast) -> None:
    page = cast.people.window()
    watch = Watch(page, "about:")
    page.goto("about:blank")
    looked_at = 0
    for _, message in cast.mailbox.received:
        body = message.get_body(("html",))
        words = body.get_content() if body else ""
        if "alert(" in words:
            page.set_content(words)
            watch.quiet()
            looked_at += 1
    assert looked_at >= 4
