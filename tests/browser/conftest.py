"""A real server with demonstration data and a real Chromium, for the journeys of one, two and three people."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Playwright,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.mailbox import Mailbox
from tests.browser.texts import Texts
from tests.services.atalaya import Server, data_folder

SCREENSHOTS = Path(".cache/screenshots")
# The pictures of the README; the others only help to see why a test failed.
SHOWN = {"today", "topic", "chat", "directory", "phone"}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 360, "height": 740}
PREFER = """locale => fetch("/api/v1/me", {
    method: "PATCH", headers: {"Content-Type": "application/json"}, body: JSON.stringify({locale, theme: "system"}),
}).then(answer => { if (!answer.ok) throw new Error(answer.status) })"""
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
# A window asks who is signed in before anybody is.
NOBODY_YET = r"Failed to load resource: .* 401 .* </api/v1/me>"

expect.set_options(timeout=20_000)


def chromium_path(playwright: Playwright) -> str | None:
    """Playwright's own Chromium if it was installed, else the system's; None names neither.

    The headless shell comes first: a window of the whole browser costs five times as much, though nobody sees it.
    """
    own = Path(playwright.chromium.executable_path)
    if own.exists():
        return str(own)
    for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        found = shutil.which(name)
        if found:
            return found
    return None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk through all forms takes as long as most others together: it begins first, on a worker of its own."""
    items.sort(key=lambda item: "test_xss_fields" not in item.nodeid)


@pytest.fixture(scope="session")
def mailbox() -> Iterator[Mailbox]:
    """Where the server's mails arrive."""
    box = Mailbox()
    box.start()
    yield box
    box.stop()


@pytest.fixture(scope="session")
def server(mailbox: Mailbox) -> Iterator[Server]:
    """One server with demonstration data for all journeys; each journey makes what it looks at."""
    folder = data_folder("browser")
    running = Server(folder, demonstration=True, smtp_url=f"smtp://127.0.0.1:{mailbox.port}")
    # The whole demonstration is made first, which takes a busy machine its time.
    running.seconds = 180
    running.start()
    yield running
    running.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium_path(playwright)
        if path is None:
            pytest.fail(
                "No Chromium was found. Install one: `apt-get install chromium-headless-shell`, "
                "or `.venv/bin/playwright install chromium`."
            )
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


Picture = Callable[[Page, str], None]


class People:
    """Opens windows: each person has a browser context of its own, signed in as a demonstration account."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.browser = browser
        self.server = server
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []
        self.expected: list[str] = [NOBODY_YET]

    def expects(self, *patterns: str) -> None:
        """Console errors that this journey brings about: regular expressions for `text </path/of/its/origin>`."""
        self.expected.extend(patterns)

    def window(
        self, *, locale: str = "en", phone: bool = False, dark: bool = False, address: str | None = None
    ) -> Page:
        """A fresh window with nobody signed in. What its console complains of is kept in `complaints`."""
        context = self.browser.new_context(
            base_url=address or self.server.url,
            locale={"en": "en-US", "es": "es-CL", "pt": "pt-BR", "fr": "fr-CA"}[locale],
            viewport=PHONE if phone else DESKTOP,
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        return page

    def _note(self, message: ConsoleMessage) -> None:
        line = f"{message.text} <{urlsplit(message.location['url']).path}>"
        if message.type == "error" and not any(re.fullmatch(one, line, re.DOTALL) for one in self.expected):
            self.complaints.append(line)

    def sign_in(self, name: str, *, locale: str = "en", phone: bool = False, dark: bool = False) -> Page:
        """A window signed in by pressing the button of that demonstration account, in that language."""
        say = Texts(locale)
        page = self.window(locale=locale, phone=phone, dark=dark)
        page.goto("/sign-in")
        page.get_by_role("button", name=say.pattern("sign-in", "demonstration.all")).click()
        page.get_by_role("button", name=name).click()
        expect(page).to_have_url(f"{self.server.url}/")
        # The account's own language would take over from the window's.
        page.evaluate(PREFER, locale)
        page.goto("/")
        expect(page.locator("html")).to_have_attribute("lang", locale)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()


@pytest.fixture
def people(chromium: Browser, server: Server) -> Iterator[People]:
    opened = People(chromium, server)
    yield opened
    opened.close()
    assert not opened.complaints, f"the browser's console complained: {opened.complaints}"


@pytest.fixture
def picture() -> Picture:
    """`picture(page, "name")` saves a screenshot; those that the README shows, where ATALAYA_SCREENSHOTS says."""

    def take(page: Page, name: str) -> None:
        folder = Path(os.environ.get("ATALAYA_SCREENSHOTS", SCREENSHOTS)) if name in SHOWN else SCREENSHOTS
        page.screenshot(path=folder / f"{name}.png")

    return take
