"""The people of the walk through all forms: who they are, their windows, and where things ended up."""

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.account import Account
from tests.browser.conftest import People
from tests.browser.hostile.typist import Corpus, Typed, Typist
from tests.browser.mailbox import Mailbox
from tests.browser.texts import SHELL, Texts
from tests.services.atalaya import Server

SAY = Texts("en")
# Names that are hostile and can be told apart.
PERSON = '<img src=x onerror=alert("person")>'
ORGANISATION = '"><svg onload=alert("organisation")>'
GROUP = "</title><script>alert('group')</script>"
CHANNEL = "'-alert('channel')-'"
TOPIC = "<iframe srcdoc='<script>alert(1)</script>'>{{constructor.constructor('alert(1)')()}}"
TAG = "<svg/onload=alert(1)>"
READER, ASKER = "Analyst, Bahamas (demo)", "Analyst, Costa Rica (demo)"
CONTACT, OFFICER = "National contact point, Jamaica (demo)", "Secretariat officer (demo)"
ADMINISTRATOR, CLOSED = "Administrator (demo)", "Policymaker, Uruguay (demo)"
# As a link does it; the router leaves itself there for its developers' tools. What is rendered may first be what a
# filter of the page that is left had asked for.
GO = """path => new Promise((resolve, reject) => {
    const router = window.__TSR_ROUTER__;
    if (router.state.location.href === path) return resolve();
    setTimeout(() => reject(new Error("never shown: " + path)), 20000);
    const left = router.state.location.pathname;
    const here = new URL(path, location.href).pathname === left;
    const stop = router.subscribe("onRendered", ({ toLocation }) => {
        if (here || toLocation.pathname !== left) (stop(), resolve());
    });
    void router.navigate({ href: path });
})"""


@dataclass
class Hand:
    """One person's window and the typist in it."""

    page: Page
    typist: Typist
    origin: str

    def open(self, path: str, shows: str = "main h1") -> None:
        """Go to a screen, by loading it where the address is a whole one, and wait for what it shows."""
        if path.startswith("http"):
            self.page.goto(path)
        elif self.page.url.startswith(f"{self.origin}/"):
            self.page.evaluate(GO, path)
        else:
            self.page.goto(self.origin + path)
        expect(self.page.locator(shows).first).to_be_visible()

    def ask(self, path: str) -> Any:
        """What the API answers this person."""
        answer = self.page.context.request.get(f"{self.origin}/api/v1{path}")
        assert answer.ok, answer.text()
        return answer.json()

    def press(self, name: str, within: Locator | None = None) -> None:
        """Press the button with this name: on the page, or the last one within a part of it."""
        place = self.page.locator("body") if within is None else within
        place.get_by_role("button", name=name, exact=True).last.click()

    def confirm(self, name: str) -> None:
        """Press the button that ends the dialog, and wait until it has gone."""
        open_ones = self.page.locator("dialog[open]")
        before = open_ones.count()
        self.press(name, self.typist.dialog)
        expect(open_ones).to_have_count(before - 1)

    def cancel(self) -> None:
        """Close the dialog, which keeps what was typed."""
        self.confirm(SAY(SHELL, "ui.close"))

    def pick(self, menu: str | re.Pattern[str], item: str, within: Locator | None = None) -> None:
        """Open a menu and take one of what it offers."""
        place = self.page.locator("body") if within is None else within
        place.get_by_role("button", name=menu).first.click()
        self.page.get_by_role("menuitem", name=item, exact=True).click()

    def radio(self, name: str | re.Pattern[str]) -> None:
        self.page.get_by_role("radio", name=name).first.check()

    @property
    def main(self) -> Locator:
        return self.page.locator("main")


@dataclass
class Cast:
    """Everybody's windows, and the addresses that the walk found out."""

    people: People
    server: Server
    mailbox: Mailbox
    corpus: Corpus = field(default_factory=Corpus)
    typed: Typed = field(default_factory=Typed)
    at: dict[str, str] = field(default_factory=dict)
    hands: dict[str, Hand] = field(default_factory=dict)

    def hand(self, page: Page, origin: str) -> Hand:
        return Hand(page, Typist(page, origin, self.corpus, self.typed), origin)

    def stranger(self) -> Hand:
        """Somebody who has not signed in, at the name that browsers make passkeys for."""
        origin = f"http://localhost:{self.server.port}"
        return self.hand(self.people.window(address=origin), origin)

    def of(self, name: str) -> Hand:
        """The window of a demonstration account, opened and signed in when it is first asked for."""
        if name not in self.hands:
            account = Account(self.server.url, name)
            account.patch("/me", {"locale": "en"})
            page = self.people.window()
            page.context.add_cookies([{"name": "atalaya", "value": account.cookie, "url": self.server.url}])
            self.hands[name] = self.hand(page, self.server.url)
            account.http.close()
        return self.hands[name]

    def refuses(self, path: str, *statuses: int) -> None:
        """The browser's console says that the server refused something at this path (a regular expression)."""
        codes = "|".join(map(str, statuses))
        self.people.expects(rf"Failed to load resource: .* ({codes}) .* </api/v1{path}>")


def inside(page: Page) -> None:
    expect(page.get_by_role("navigation", name=SAY(SHELL, "shell.main"))).to_be_visible()
