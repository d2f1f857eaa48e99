"""From the application of an organisation to its person's settings: all forms on the way, filled in hostilely."""

import json

import pyotp
from playwright.sync_api import Locator, Route, expect
from pysequoia import Tsk

from tests.browser.hostile.cast import (
    CONTACT,
    OFFICER,
    ORGANISATION,
    PERSON,
    SAY,
    Cast,
    Hand,
    inside,
)
from tests.browser.hostile.typist import EMAIL, WEB
from tests.browser.texts import SHELL

PASSWORD = "a kiskadee over the harbour"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
TOKENS = "**/api/v1/me/api-tokens"
CONFIRM = {"type": "/problems/confirm-first", "title": "Confirm that it is you", "status": 403}


def knock(cast: Cast) -> None:
    """What a stranger can fill in: signing in, asking for a new password, applying."""
    hand = cast.stranger()
    page, typist = hand.page, hand.typist
    hand.open("/sign-in", "main form input")
    page.get_by_role("button", name=SAY.pattern("sign-in", "demonstration.all")).click()
    typist.fill(hand.main, "sign-in/Demonstration.tsx", "sign-in/Credentials.tsx")
    cast.refuses("/sign-in/password", 401)
    hand.press(SAY("sign-in", "submit"))
    expect(hand.main.get_by_role("alert")).to_be_visible()
    hand.open("/password-reset", "main form input")
    typist.fill(hand.main, "sign-in/ResetPage.tsx")
    hand.press(SAY("sign-in", "reset.submit"))
    expect(page.get_by_text(SAY("sign-in", "reset.sent"))).to_be_visible()
    hand.open("/apply", "main form input")
    # A token in the link makes another form of the same address.
    hand.open(f"/password-reset?token={'x' * 43}", "main form input")
    typist.fill(hand.main, "sign-in/ResetPage.tsx")
    cast.refuses("/password-reset/confirm", 400, 422)
    hand.press(SAY("sign-in", "reset.new.submit"))
    expect(hand.main.get_by_role("alert")).to_be_visible()
    typist.watch.quiet()
    apply(cast, hand)


def apply(cast: Cast, hand: Hand) -> None:
    page, typist = hand.page, hand.typist
    hand.open("/apply", "main form input")
    kept = {SAY("administration", "apply.name"): ORGANISATION, SAY("administration", "website"): "javascript:alert(1)"}
    page.get_by_label(SAY("administration", "apply.kind")).select_option("sectoral_csirt")
    page.get_by_label(SAY("administration", "community")).select_option("network")
    page.get_by_label(SAY("administration", "apply.country")).select_option("JAM")
    typist.fill(hand.main, "administration/public/ApplyPage.tsx", **kept)
    cast.refuses("/applications", 422)
    hand.press(SAY("administration", "apply.submit"))
    expect(hand.main.get_by_role("alert")).to_be_visible()
    page.get_by_label(SAY("administration", "website")).fill(WEB)
    hand.press(SAY("administration", "apply.submit"))
    expect(page.get_by_text(SAY("administration", "apply.sent"))).to_be_visible()
    page.goto(cast.mailbox.link_to(EMAIL, "/application"))
    expect(page.get_by_text(ORGANISATION)).to_be_visible()
    typist.watch.quiet()


def admit(cast: Cast) -> None:
    """The contact point's opinion, and the Secretariat's decision."""
    for name, button in ((CONTACT, "act.endorse"), (OFFICER, "decide.submit.new")):
        hand = cast.of(name)
        hand.open("/administration/applications", "main tbody tr")
        hand.page.get_by_role("link", name=ORGANISATION).click()
        expect(hand.page.get_by_role("heading", level=1, name=ORGANISATION)).to_be_visible()
        cast.at["application"] = hand.page.url.rsplit("/", 1)[1]
        if name == OFFICER:
            hand.radio(SAY.pattern("administration", "decide.listed"))
            hand.typist.fill(hand.main, "administration/vetting/Decide.tsx")
            hand.radio(SAY.pattern("administration", "decide.new"))
        hand.typist.fill(hand.main, f"administration/vetting/{'Decide' if name == OFFICER else 'Opinion'}.tsx")
        hand.press(SAY("administration", button))
        expect(hand.main.get_by_role("button", name=SAY("administration", button))).to_have_count(0)
        hand.typist.watch.quiet()
    entry = cast.of(OFFICER).page.get_by_role("link", name=SAY("administration", "decide.entry.open"))
    cast.at["organisation"] = str(entry.get_attribute("href")).rsplit("/", 1)[1]


def arrive(cast: Cast) -> Hand:
    """Accept the invitation, set up both factors, and sign in with each."""
    hand = cast.stranger()
    page, typist = hand.page, hand.typist
    cast.hands[PERSON] = hand
    page.goto(cast.mailbox.link_to(EMAIL, "/invitation"))
    typist.fill(
        hand.main,
        "sign-in/InvitationPage.tsx",
        **{SAY("sign-in", "invitation.name"): PERSON, "password": PASSWORD},
    )
    hand.press(SAY("sign-in", "invitation.submit"))
    page.get_by_role("button", name=SAY("sign-in", "enrol.totp")).click()
    page.get_by_text(SAY("sign-in", "enrol.totp.type")).click()
    secret = page.locator("details pre").inner_text().replace(" ", "")
    typist.fill(hand.main, "sign-in/Enrol.tsx", text=pyotp.TOTP(secret).now())
    hand.press(SAY("sign-in", "continue"))
    page.get_by_role("checkbox", name=SAY("sign-in", "codes.kept")).check()
    codes = page.locator("pre").inner_text().split()
    hand.press(SAY("sign-in", "codes.done"))
    inside(page)
    fail_to_prove(cast, hand)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    hand.open("/settings/security", "main tbody tr")
    hand.press(SAY("settings", "passkeys.add"))
    typist.fill(typist.dialog, "settings/security/Passkeys.tsx")
    hand.confirm(SAY("settings", "continue"))
    again(cast, hand, codes)
    return hand


def leave(hand: Hand) -> None:
    hand.page.get_by_role("button", name=SAY.pattern(SHELL, "shell.me")).click()
    hand.page.get_by_role("menuitem", name=SAY(SHELL, "shell.signOut"), exact=True).click()


def again(cast: Cast, hand: Hand, codes: list[str]) -> None:
    """Sign out, and in again with each second factor: a recovery code, then the passkey."""
    page, typist = hand.page, hand.typist
    leave(hand)
    # The token that was not made waits as a draft.
    hand.press(SAY(SHELL, "shell.signOut"), typist.dialog)
    page.get_by_label(SAY("sign-in", "email"), exact=True).fill(EMAIL)
    page.get_by_label(SAY("sign-in", "password"), exact=True).fill(PASSWORD)
    hand.press(SAY("sign-in", "submit"))
    for way in ("totp", "recovery"):
        hand.press(SAY("sign-in", f"factor.{way}"))
        typist.fill(hand.main, "sign-in/SecondFactor.tsx")
        cast.refuses(f"/sign-in/{way}", 401, 422)
        hand.press(SAY("sign-in", "continue"))
        expect(hand.main.get_by_role("alert")).to_be_visible()
        typist.watch.quiet()
    page.get_by_label(SAY("sign-in", "factor.recovery.label")).fill(codes[0])
    hand.press(SAY("sign-in", "continue"))
    inside(page)
    page.goto(f"{hand.origin}/settings")
    leave(hand)
    hand.press(SAY("sign-in", "passkey.use"))
    inside(page)


def settle(cast: Cast) -> None:
    """The person's own settings: profile, password, authenticator, tokens, keys, and proving who one is."""
    hand = cast.hands[PERSON]
    page, typist = hand.page, hand.typist
    hand.open("/settings", "main form input")
    typist.fill(hand.main, "settings/ProfilePage.tsx", **{SAY("settings", "profile.name"): PERSON})
    hand.press(SAY("settings", "profile.save"))
    expect(page.get_by_text(SAY("settings", "profile.saved"))).to_be_visible()
    hand.open("/settings/security", "main tbody tr")
    typist.fill(hand.main, "settings/security/Password.tsx")
    cast.refuses("/me/password", 400, 403, 422)
    hand.press(SAY("settings", "password.change"))
    expect(hand.main.get_by_role("alert").first).to_be_visible()
    hand.press(SAY("settings", "totp.replace"))
    typist.fill(typist.dialog, "settings/security/Authenticator.tsx")
    cast.refuses("/me/totp/confirm", 400, 422)
    hand.press(SAY("settings", "continue"), typist.dialog)
    expect(typist.dialog.get_by_role("alert")).to_be_visible()
    typist.watch.quiet()
    hand.cancel()
    prove(cast, hand)
    key(cast, hand)


def asked_again(cast: Cast, hand: Hand) -> Locator:
    """Ask for a token with a hostile name; the dialog in which the server wants to know first who is there."""
    asked: list[str] = []

    def ask(route: Route) -> None:
        # As it does a quarter of an hour after signing in.
        if route.request.method == "POST" and not asked:
            asked.append(route.request.url)
            route.fulfill(status=403, content_type="application/problem+json", body=json.dumps(CONFIRM))
        else:
            route.fallback()

    hand.open("/settings/tokens")
    hand.press(SAY("settings", "tokens.new"))
    hand.typist.fill(hand.typist.dialog, "settings/TokensPage.tsx")
    hand.page.route(TOKENS, ask)
    cast.refuses("/me/api-tokens", 403)
    hand.press(SAY("settings", "tokens.create"), hand.typist.dialog)
    proof = hand.page.get_by_role("dialog", name=SAY("settings", "confirm.title"))
    expect(proof).to_be_visible()
    return proof


def fail_to_prove(cast: Cast, hand: Hand) -> None:
    """Prove who one is with a hostile password and code, while there is no passkey to do it with."""
    proof = asked_again(cast, hand)
    hand.typist.fill(proof, "settings/ConfirmIdentity.tsx")
    cast.refuses("/me/confirm", 403)
    hand.press(SAY("settings", "confirm.submit"), proof)
    expect(proof.get_by_role("alert")).to_be_visible()
    hand.cancel()
    expect(hand.typist.dialog.get_by_role("alert")).to_be_visible()
    hand.typist.watch.quiet()
    hand.cancel()
    hand.page.unroute(TOKENS)


def prove(cast: Cast, hand: Hand) -> None:
    """The same with a passkey."""
    proof = asked_again(cast, hand)
    hand.press(SAY("settings", "confirm.submit"), proof)
    expect(proof).to_have_count(0)
    hand.confirm(SAY("settings", "recovery.done"))
    expect(hand.main.get_by_role("button", name=SAY.pattern("settings", "tokens.revoke"))).to_have_count(1)
    hand.typist.watch.quiet()
    hand.page.unroute(TOKENS)


def key(cast: Cast, hand: Hand) -> None:
    """A public key whose user id is hostile, for the person and for the organisation."""
    armoured = str(Tsk.generate(f"{PERSON} <x@example.org>").extract_certificate())
    hand.open("/settings/keys", "main form textarea")
    hand.typist.fill(hand.main, "settings/KeysPage.tsx")
    cast.refuses("/me/keys", 422, 400)
    hand.press(SAY("settings", "keys.add"))
    expect(hand.main.get_by_role("alert").first).to_be_visible()
    hand.page.get_by_label(SAY("settings", "keys.paste")).fill(armoured)
    hand.press(SAY("settings", "keys.add"))
    expect(hand.main.get_by_text(PERSON)).to_be_visible()
    cast.at["key"] = armoured


def describe(cast: Cast) -> None:
    """What the organisation says of itself, its key, and what the Secretariat says of it."""
    hand = cast.hands[PERSON]
    organisation = f"/directory/organisations/{cast.at['organisation']}"
    typist = hand.typist
    hand.open(organisation, "main dl")
    for one, parts in ((hand, ()), (cast.of(OFFICER), ("SecretariatFields",))):
        one.open(organisation, "main dl")
        one.press(SAY("directory", "edit"))
        one.typist.dialog.locator("summary").click()
        sources = [f"directory/organisation/{part}.tsx" for part in ("OwnFields", *parts)]
        one.typist.fill(one.typist.dialog, *sources, **{SAY("directory", "name"): ORGANISATION})
        one.confirm(SAY("directory", "save"))
        one.typist.watch.quiet()
    hand.open(organisation, "main dl")
    hand.page.get_by_role("tab", name=SAY.pattern("directory", "keys")).click()
    hand.press(SAY("directory", "keys.add"))
    typist.fill(typist.dialog, "directory/organisation/Keys.tsx", area=cast.at["key"])
    hand.confirm(SAY("directory", "keys.add"))
    expect(hand.main.get_by_text(PERSON)).to_be_visible()
    typist.watch.quiet()
