"""Every main screen at both sizes, by day and by night: quiet console, nothing to scroll sideways, no word from axe."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.account import Account
from tests.browser.conftest import People, Picture
from tests.browser.looking import RULES, accessible, settled
from tests.services.atalaya import Server

GROUP = "Incident response – Americas"
ANALYST = "Analyst, Jamaica (demo)"
GATEWAY = "Session theft on remote-access gateways"
PHISHING = "Kit de phishing contra portales tributarios"
CONTRAST: dict[str, Any] = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
TALK = (
    ("Trinidad and Tobago", "Morning all. We ended every session on our gateway at 06:00, nothing odd since."),
    ("Brazil", "Bom dia! Conosco o mesmo endereço voltou às 03:12, agora contra outro órgão: `198.51.100.23`"),
    ("Jamaica", "Thanks, that is the second stage of **our** advisory. I add it to the indicators now."),
    ("Chile", "Acá lo vemos también, hace diez minutos. ¿Alguien tiene ya la regla de detección?"),
    ("Jamaica", '```\nalert http any any -> any any (http.host; bsize:>4000; msg:"gateway memory"; sid:1;)\n```'),
    ("Chile", "Perfecto, gracias. La cargamos en los sensores del Estado y les cuento 🙏"),
    ("Mexico", "¿Llamada a las 15:00 UTC? Llevamos la muestra desofuscada."),
    ("Trinidad and Tobago", "Works for us. One person on the call, one on the logs."),
)


@dataclass(frozen=True)
class Stage:
    """Addresses of what the screens show."""

    group: str
    topic: str
    spanish: str
    channel: str
    organisation: str


@pytest.fixture(scope="module")
def stage(server: Server) -> Iterator[Stage]:
    """A conversation in the group's channel, and where things are."""
    accounts = {place: Account(server.url, f"Analyst, {place}") for place in dict.fromkeys(one for one, _ in TALK)}
    jamaica = accounts["Jamaica"]
    group = jamaica.group(GROUP)["id"]
    channel = jamaica.call("PUT", f"/groups/{group}/channels/general", {}).json()["id"]
    for place, text in TALK:
        accounts[place].say(channel, text)
    topics = jamaica.get("/topics?limit=50")["items"]
    topic, spanish = (
        next(one["id"] for one in topics if one["title"].startswith(title)) for title in (GATEWAY, PHISHING)
    )
    yield Stage(group, topic, spanish, channel, jamaica.get("/me")["organisations"][0]["id"])
    for account in accounts.values():
        account.close()


@dataclass(frozen=True)
class Screen:
    """A screen by name, its address, what it shows once its data are there, and whose it is."""

    name: str
    path: str
    shows: str
    who: str = ANALYST


SCREENS = (
    Screen("today", "/", "main section li a"),
    Screen("forum", "/forum", "main article"),
    Screen("topic", "/forum/topics/{topic}?post=1", "main #reply textarea"),
    Screen("new-topic", "/forum/new?kind=advisory&group={group}", "main textarea"),
    Screen("group", "/forum/groups/{group}", "main article"),
    Screen("practices", "/forum/practices", "main article"),
    Screen("channel", "/chat/{channel}", "main [role=log] article"),
    Screen("directory", "/directory", "main tbody tr"),
    Screen("organisation", "/directory/organisations/{organisation}", "main dl"),
    Screen("settings", "/settings", "main form input"),
    Screen("security", "/settings/security", "main tbody tr"),
    Screen("notifications", "/notifications", "main li"),
    Screen("preferences", "/settings/notifications", "main select"),
    Screen("search", "/search?q=gateway", "main article mark"),
    Screen("administration", "/administration", "main tbody tr", who="Administrator (demo)"),
)


class Windows:
    """One window per person and size for all the screens."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self.people = People(browser, server)
        self.open: dict[tuple[str, bool], Page] = {}

    def of(self, who: str, phone: bool) -> Page:
        if (who, phone) not in self.open:
            self.open[who, phone] = self.people.sign_in(who, phone=phone)
        return self.open[who, phone]


@pytest.fixture(scope="module")
def windows(chromium: Browser, server: Server) -> Iterator[Windows]:
    opened = Windows(chromium, server)
    yield opened
    opened.people.close()


def check(page: Page, options: dict[str, Any] = RULES) -> None:
    """Fails on sideways scrolling and on anything that axe finds against WCAG 2.2 A and AA."""
    width, room = page.evaluate("[document.scrollingElement.scrollWidth, document.documentElement.clientWidth]")
    assert width <= room, f"the page is {width} px wide where {room} px are"
    accessible(page, options)


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_screen_is_quiet_fits_and_is_accessible(
    windows: Windows, stage: Stage, picture: Picture, screen: Screen, phone: bool
) -> None:
    page = windows.of(screen.who, phone)
    windows.people.complaints.clear()
    page.goto(screen.path.format(**vars(stage)))
    settled(page, screen.shows)
    # The bell asks for its own texts, and a link to a post leads past what stands above it.
    expect(page.get_by_role("banner").locator("[class*='bell']").first).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    picture(page, f"{screen.name}-phone" if phone else screen.name)
    check(page)
    by_day = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).not_to_have_css("background-color", by_day)
    check(page, CONTRAST)
    page.emulate_media(color_scheme="light")
    assert windows.people.complaints == []


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
def test_signing_in_is_quiet_fits_and_is_accessible(people: People, picture: Picture, phone: bool) -> None:
    page = people.window(phone=phone)
    page.goto("/sign-in")
    settled(page, "main form input")
    picture(page, "sign-in-phone" if phone else "sign-in")
    check(page)


def test_topic_reads_well_on_a_phone_at_night_in_spanish(people: People, stage: Stage, picture: Picture) -> None:
    page = people.sign_in("Analyst, Chile (demo)", locale="es", phone=True, dark=True)
    page.goto(f"/forum/topics/{stage.spanish}?post=1")
    settled(page, "main #reply textarea")
    picture(page, "phone")
    check(page)
