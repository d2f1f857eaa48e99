"""From the invitation to TLP:RED: an app, recovery codes, a passkey, and what each of them opens."""

import re
import time
from dataclasses import dataclass
from uuid import uuid4

import pyotp
from playwright.sync_api import Page, expect

from tests.browser.account import Account
from tests.browser.conftest import People
from tests.browser.mailbox import Mailbox
from tests.browser.texts import SHELL, Texts
from tests.services.atalaya import Server

LEAD = "Team lead, Jamaica (demo)"
GROUP = "Incident response – Americas"
PASSWORD = "a kiskadee over the harbour"
SAY = Texts("en")
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@dataclass
class Newcomer:
    """Who comes in, and the secrets that the screens gave."""

    email: str
    name: str
    secret: str = ""
    codes: tuple[str, ...] = ()


def invite(page: Page, newcomer: Newcomer) -> None:
    """As team lead, send an invitation into the own team."""
    page.goto("/administration")
    page.get_by_label(SAY("administration", "invite.email")).fill(newcomer.email)
    page.get_by_role("button", name=SAY("administration", "invite.send"), exact=True).click()
    expect(page.get_by_role("row").filter(has_text=newcomer.email)).to_contain_text(
        SAY("administration", "state.open"), ignore_case=True
    )


def accept(page: Page, link: str, newcomer: Newcomer) -> None:
    """Follow the link of the mail, choose a password, set up the app and keep the codes."""
    page.goto(link)
    page.get_by_label(SAY("sign-in", "invitation.name")).fill(newcomer.name)
    page.get_by_label(SAY("sign-in", "password.new"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=SAY("sign-in", "invitation.submit"), exact=True).click()
    page.get_by_role("button", name=SAY("sign-in", "enrol.totp")).click()
    page.get_by_text(SAY("sign-in", "enrol.totp.type")).click()
    newcomer.secret = page.locator("details pre").inner_text().replace(" ", "")
    page.get_by_label(SAY("sign-in", "factor.totp.label")).fill(pyotp.TOTP(newcomer.secret).now())
    page.get_by_role("button", name=SAY("sign-in", "continue"), exact=True).click()
    expect(page.get_by_text(SAY("sign-in", "codes.intro"))).to_be_visible()
    newcomer.codes = tuple(page.locator("pre").inner_text().split())
    page.get_by_role("checkbox", name=SAY("sign-in", "codes.kept")).check()
    page.get_by_role("button", name=SAY("sign-in", "codes.done"), exact=True).click()
    inside(page)


def inside(page: Page) -> None:
    expect(page.get_by_role("navigation", name=SAY(SHELL, "shell.main"))).to_be_visible()


def leave(page: Page) -> None:
    """Sign out, from a page that has nothing left to tell the server, such as what was read."""
    page.goto("/settings")
    page.get_by_role("button", name=SAY.pattern(SHELL, "shell.me")).click()
    page.get_by_role("menuitem", name=SAY(SHELL, "shell.signOut"), exact=True).click()
    expect(page.get_by_label(SAY("sign-in", "email"), exact=True)).to_be_visible()


def give_password(page: Page, newcomer: Newcomer) -> None:
    page.get_by_label(SAY("sign-in", "email"), exact=True).fill(newcomer.email)
    page.get_by_label(SAY("sign-in", "password"), exact=True).fill(PASSWORD)
    page.get_by_role("button", name=SAY("sign-in", "submit"), exact=True).click()
    expect(page.get_by_role("heading", name=SAY("sign-in", "factor.title"))).to_be_visible()


def give_factor(page: Page, factor: str, code: str) -> None:
    """Choose a second factor of those that ask for a code, and send one."""
    page.get_by_role("button", name=SAY("sign-in", f"factor.{factor}"), exact=True).click()
    page.get_by_label(SAY("sign-in", f"factor.{factor}.label")).fill(code)
    page.get_by_role("button", name=SAY("sign-in", "continue"), exact=True).click()


def add_passkey(page: Page) -> None:
    """Register the browser's own authenticator in the settings."""
    page.goto("/settings/security")
    page.get_by_role("button", name=SAY("settings", "passkeys.add"), exact=True).click()
    dialog = page.get_by_role("dialog", name=SAY("settings", "passkeys.add"))
    dialog.get_by_label(SAY("settings", "passkeys.name")).fill("Work laptop")
    dialog.get_by_role("button").filter(has_text=SAY("settings", "continue")).click()
    expect(page.get_by_role("listitem").filter(has_text="Work laptop")).to_be_visible()


def test_invited_person_comes_in_with_each_factor_and_reads_red_with_a_passkey_only(
    people: People, server: Server, mailbox: Mailbox
) -> None:
    newcomer = Newcomer(f"analyst-{uuid4().hex[:8]}@example.org", f"Kay {uuid4().hex[:6]}")
    invite(people.sign_in(LEAD), newcomer)
    # A second browser, at the name that mails give: browsers make passkeys for names only.
    page = people.window(address=f"http://localhost:{server.port}")
    accept(page, mailbox.link_to(newcomer.email, "/invitation"), newcomer)
    red = name_on_red(server, newcomer)
    topic = f"/forum/topics/{red}"
    people.expects(rf"Failed to load resource: .* 404 .* </api/v1/topics/{red}(/[a-z]+)?>", r"ProblemError: 404 .*")
    page.goto(topic)
    expect(page.get_by_role("heading", level=1, name=SAY(SHELL, "shell.notFound.title"))).to_be_visible()

    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    add_passkey(page)
    leave(page)
    page.get_by_role("button", name=SAY("sign-in", "passkey.use"), exact=True).click()
    inside(page)
    page.goto(topic)
    expect(page.get_by_role("heading", level=1, name=title_of(newcomer))).to_be_visible()

    leave(page)
    give_password(page, newcomer)
    give_factor(page, "recovery", newcomer.codes[0])
    inside(page)
    page.goto(topic)
    expect(page.get_by_role("heading", level=1, name=SAY(SHELL, "shell.notFound.title"))).to_be_visible()

    # The code of the running half minute was used to set the app up: the next one is taken, and once only.
    code = pyotp.TOTP(newcomer.secret).at(int(time.time()), counter_offset=1)
    leave(page)
    give_password(page, newcomer)
    give_factor(page, "totp", code)
    inside(page)
    page.goto(topic)
    expect(page.get_by_role("heading", level=1, name=SAY(SHELL, "shell.notFound.title"))).to_be_visible()
    leave(page)
    give_password(page, newcomer)
    people.expects(r"Failed to load resource: .* 401 .* </api/v1/sign-in/totp>")
    give_factor(page, "totp", code)
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label(SAY("sign-in", "factor.totp.label"))).to_have_value(code)


def title_of(newcomer: Newcomer) -> re.Pattern[str]:
    return re.compile(f"For {newcomer.name} only")


def name_on_red(server: Server, newcomer: Newcomer) -> str:
    """A TLP:RED topic of the team lead that names the newcomer; returns its id."""
    lead = Account(server.url, LEAD)
    try:
        found = lead.get(f"/people?q={newcomer.name}")["items"]
        person = next(one for one in found if one["name"] == newcomer.name)
        topic = {
            "group_id": lead.group(GROUP)["id"],
            "title": f"For {newcomer.name} only",
            "body": "Read it, and keep it to yourself.",
            "label": "TLP:RED",
            "recipients": [person["id"]],
            "kind": "discussion",
        }
        return str(lead.post("/topics", topic)["id"])
    finally:
        lead.close()
