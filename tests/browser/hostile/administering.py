"""The administration's forms: inviting, testing contacts, giving roles, closing accounts, looking into the log."""

import re

from playwright.sync_api import expect

from tests.browser.account import Account
from tests.browser.hostile.cast import ADMINISTRATOR, CLOSED, OFFICER, ORGANISATION, PERSON, SAY, Cast
from tests.browser.hostile.typist import EMAIL


def invite(cast: Cast) -> None:
    """The Secretariat invites into the organisation, and tests its contact."""
    officer = cast.of(OFFICER)
    page, typist = officer.page, officer.typist
    officer.open("/administration/people", "main form input")
    typist.choose(page.get_by_label(SAY("administration", "organisation")), "organisation", ORGANISATION)
    kept = {SAY("administration", "organisation"): ORGANISATION, "email": f"y{EMAIL}"}
    typist.fill(officer.main, "administration/people/PeoplePage.tsx", "administration/people/Invitations.tsx", **kept)
    officer.press(SAY("administration", "invite.send"))
    expect(page.get_by_text(SAY("administration", "invite.sent"))).to_be_visible()
    officer.open("/administration/tests")
    officer.press(SAY("administration", "tests.start"))
    officer.radio(SAY("administration", "tests.whom.some"))
    typist.fill(typist.dialog, "administration/tests/StartTest.tsx")
    asked = typist.dialog.get_by_label(SAY("administration", "tests.whom.some")).last
    typist.choose(asked, "organisation", ORGANISATION)
    officer.confirm(SAY("administration", "tests.send"))
    page.wait_for_url(re.compile("/administration/tests/."))
    cast.at["test"] = page.url.rsplit("/", 1)[1]
    typist.watch.quiet()


def administer(cast: Cast) -> None:
    """Giving roles, closing the account of somebody with a hostile name and opening it again, reading the log."""
    hand = cast.of(ADMINISTRATOR)
    typist = hand.typist
    hand.open("/administration/roles", "main tbody tr")
    hand.press(SAY("administration", "role.give"))
    typist.fill(typist.dialog, "administration/roles/PlatformRoles.tsx")
    hand.cancel()
    hostile = PERSON.replace("person", "closed")
    rename(cast, CLOSED, hostile)
    hand.press(SAY("administration", "suspend"))
    typist.fill(typist.dialog, "administration/roles/Account.tsx")
    typist.choose(typist.dialog.get_by_role("combobox"), "onerror", hostile)
    hand.confirm(SAY("administration", "suspend.confirm"))
    expect(hand.main.get_by_role("rowheader", name=hostile)).to_be_visible()
    typist.watch.quiet()
    hand.press(SAY("administration", "reinstate"))
    typist.fill(typist.dialog, "administration/roles/Account.tsx")
    hand.confirm(SAY("administration", "reinstate.confirm"))
    rename(cast, hostile, CLOSED)
    hand.open("/administration/audit", "main [role=search]")
    typist.fill(hand.main, "administration/audit/FilterBar.tsx")


def rename(cast: Cast, name: str, to: str) -> None:
    """Give a person of the demonstration another name."""
    account = Account(cast.server.url, name)
    account.patch("/me", {"name": to})
    account.close()
