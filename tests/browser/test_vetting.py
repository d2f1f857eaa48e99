"""From the application of an organisation to its first person inside: applicant, contact point and Secretariat."""

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import People, Picture
from tests.browser.looking import accessible
from tests.browser.mailbox import Mailbox
from tests.browser.texts import SHELL, Texts

POINT = "National contact point, Jamaica (demo)"
OFFICER = "Secretariat officer (demo)"
PLACE = "administration"


def apply(page: Page, say: Texts, name: str, address: str) -> None:
    """Fill in the public form and send it."""
    page.goto("/apply")
    page.get_by_label(say(PLACE, "apply.name")).fill(name)
    page.get_by_label(say(PLACE, "apply.kind"), exact=True).select_option("sectoral_csirt")
    page.get_by_label(say(PLACE, "community"), exact=True).select_option("network")
    page.get_by_label(say(PLACE, "apply.country"), exact=True).select_option("JAM")
    page.get_by_label(say(PLACE, "apply.contact")).fill("Marlene Duarte")
    page.get_by_label(say(PLACE, "invite.email")).fill(address)
    page.get_by_label(say(PLACE, "apply.reason")).fill("We answer incidents at three ports and want to warn others.")
    page.get_by_role("button", name=say(PLACE, "apply.submit")).click()
    expect(page.get_by_text(say(PLACE, "apply.sent"), exact=True)).to_be_visible()


def open_from_today(page: Page, name: str) -> None:
    """Follow what Today says is waiting."""
    page.goto("/")
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()


@pytest.mark.parametrize(("locale", "phone"), [("en", False), ("es", True)])
def test_an_organisation_is_endorsed_accepted_and_comes_in(
    locale: str, phone: bool, people: People, mailbox: Mailbox, picture: Picture
) -> None:
    say = Texts(locale)
    name, address = f"Port CSIRT {uuid4().hex[:6]}", f"port-{uuid4().hex[:8]}@example.org"
    applicant = people.window(locale=locale, phone=phone)
    apply(applicant, say, name, address)
    applicant.goto(mailbox.link_to(address, "/application"))
    expect(applicant.get_by_text(say(PLACE, "status.endorsement"))).to_be_visible()
    status = applicant.url
    accessible(applicant)

    point = people.sign_in(POINT, locale=locale, phone=phone)
    open_from_today(point, name)
    point.get_by_label(say(PLACE, "reason"), exact=True).fill("Known to us since their exercise of last year.")
    accessible(point)
    picture(point, f"vetting-{locale}-endorsement")
    point.get_by_role("button", name=say(PLACE, "act.endorse"), exact=True).click()
    expect(point.get_by_text(say(PLACE, "status.review"))).to_be_visible()

    officer = people.sign_in(OFFICER, locale=locale, phone=phone)
    open_from_today(officer, name)
    expect(officer.get_by_text(say(PLACE, "endorsed.yes"), exact=True).first).to_be_visible()
    expect(officer.get_by_role("progressbar")).to_be_visible()
    officer.get_by_label(say(PLACE, "reason"), exact=True).fill("Endorsed by the contact point; nothing against it.")
    accessible(officer)
    picture(officer, f"vetting-{locale}-decision")
    officer.get_by_role("button", name=say(PLACE, "decide.submit.new"), exact=True).click()
    expect(officer.get_by_text(say(PLACE, "status.accepted"), exact=True).first).to_be_visible()
    picture(officer, f"vetting-{locale}-accepted")

    applicant.goto(status)
    applicant.reload()
    expect(applicant.get_by_text(say(PLACE, "status.accepted"))).to_be_visible()
    applicant.goto(mailbox.link_to(address, "/invitation"))
    applicant.get_by_label(say("sign-in", "invitation.name")).fill("Marlene Duarte")
    applicant.get_by_label(say("sign-in", "password.new"), exact=True).fill("a kiskadee over the harbour")
    applicant.get_by_role("button", name=say("sign-in", "invitation.submit"), exact=True).click()
    expect(applicant.get_by_role("button", name=say("sign-in", "enrol.totp"))).to_be_visible()

    officer.goto("/directory")
    officer.get_by_placeholder(say("directory", "filter.text")).fill(name)
    expect(officer.get_by_role("link", name=name)).to_be_visible()
    expect(officer.get_by_role("navigation", name=say(SHELL, "shell.main"))).to_be_visible()
