"""Authenticator codes and recovery codes, over HTTP."""

from datetime import timedelta

import httpx2

from atalaya_platform.clock import ManualClock
from tests.harness import Harness
from tests.platform.identity.conftest import Browser, account, acts, code, enrolled, sign_in

ME = "/api/v1/me"
TOTP = "/api/v1/sign-in/totp"
RECOVERY = "/api/v1/sign-in/recovery"


async def test_a_network_member_must_enrol_before_anything_else(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    who = await account(harness, community="network")
    client = await browser()
    assert (await sign_in(client, who)).json()["state"] == "enrol"
    assert (await client.get("/api/v1/sign-in/options")).json()["state"] == "enrol"
    first = client.cookies["atalaya"]
    for method, path in (
        ("GET", ME),
        ("GET", "/api/v1/me/sessions"),
        ("POST", "/api/v1/me/api-tokens"),
        ("POST", "/api/v1/token"),
        ("GET", "/api/v1/me/passkeys"),
        ("DELETE", "/api/v1/me/totp"),
    ):
        answer = await client.request(method, path, json={"name": "x", "scopes": []} if method == "POST" else None)
        assert answer.status_code == 401, path
    begun = (await client.post("/api/v1/me/totp")).json()
    assert begun["uri"].startswith("otpauth://totp/")
    assert begun["qr_svg"].startswith("<svg")
    assert (await client.post("/api/v1/me/totp/confirm", json={"code": "000000"})).status_code == 422
    answer = await client.post("/api/v1/me/totp/confirm", json={"code": code(begun["secret"], clock)})
    assert len(answer.json()["recovery_codes"]) == 10
    me = (await client.get(ME)).json()
    assert (me["totp"], me["strong"], me["recovery_codes"]) == (True, False, 10)
    assert client.cookies["atalaya"] != first
    thief = await browser()
    thief.cookies.set("atalaya", first)
    assert (await thief.get(ME)).status_code == 401
    assert await acts(harness) == ["sign_in.enrol", "sign_in.totp.added", "sign_in.completed"]


async def test_a_waiting_enrolment_is_no_way_around_a_factor_that_is_there_by_now(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    """Who knows the password alone begins to enrol, waits until the owner has done it, and goes on."""
    who = await account(harness, community="network")
    thief, owner = await browser("198.51.100.9"), await browser()
    assert (await sign_in(thief, who)).json()["state"] == "enrol"
    assert (await thief.post("/api/v1/me/totp")).status_code == 200
    await sign_in(owner, who)
    secret = (await owner.post("/api/v1/me/totp")).json()["secret"]
    assert (await owner.post("/api/v1/me/totp/confirm", json={"code": code(secret, clock)})).status_code == 200
    for path, body in (("totp", None), ("totp/confirm", {"code": code(secret, clock)}), ("passkeys/options", None)):
        answer = await thief.post(f"/api/v1/me/{path}", json=body)
        assert (answer.status_code, answer.json()["type"]) == (401, "/problems/unauthenticated"), path
    assert (await owner.get("/api/v1/me")).json()["totp"] is True


async def test_a_stakeholder_may_enrol_and_is_asked_from_then_on(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    who = await account(harness)
    client = await browser()
    assert (await sign_in(client, who)).json()["state"] == "signed_in"
    secret = (await client.post("/api/v1/me/totp")).json()["secret"]
    assert (await client.post("/api/v1/me/totp/confirm", json={"code": code(secret, clock)})).status_code == 200
    again = await sign_in(await browser(), who)
    assert again.json() == {"state": "second_factor", "factors": ["totp", "recovery"]}


async def test_a_code_completes_the_sign_in_under_a_new_token(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    one = await enrolled(harness, browser, clock)
    client = await browser()
    assert (await sign_in(client, one.account)).json()["state"] == "second_factor"
    pending = client.cookies["atalaya"]
    assert (await client.get(ME)).status_code == 401
    answer = await client.post(TOTP, json={"code": code(one.secret, clock)})
    assert answer.json() == {"state": "signed_in", "factors": []}
    assert (await client.get(ME)).status_code == 200
    thief = await browser()
    thief.cookies.set("atalaya", pending)
    assert (await thief.get(ME)).status_code == 401
    assert (await thief.post(TOTP, json={"code": code(one.secret, clock)})).status_code == 401


async def test_a_code_is_accepted_once(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    one = await enrolled(harness, browser, clock)
    first, second = await browser(), await browser("198.51.100.7")
    await sign_in(first, one.account)
    await sign_in(second, one.account)
    shown = code(one.secret, clock)
    assert (await first.post(TOTP, json={"code": shown})).status_code == 200
    answer = await second.post(TOTP, json={"code": shown})
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/factor-refused")
    clock.advance(timedelta(seconds=30))
    assert (await second.post(TOTP, json={"code": code(one.secret, clock)})).status_code == 200


async def test_five_wrong_codes_end_the_sign_in_and_warn(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    one = await enrolled(harness, browser, clock)
    thief = await browser("198.51.100.7")
    await sign_in(thief, one.account)
    answers: list[httpx2.Response] = []
    for _ in range(5):
        answers.append(await thief.post(TOTP, json={"code": "000000"}))
        clock.advance(timedelta(minutes=1))
    assert [answer.status_code for answer in answers] == [401] * 5
    assert "Start again" in answers[-1].json()["detail"]
    answer = await thief.post(TOTP, json={"code": code(one.secret, clock)})
    assert answer.status_code == 401
    letters = await harness.all("SELECT args->>'letter' AS letter FROM procrastinate_jobs")
    assert "factor_failures" in [row.letter for row in letters]
    # The owner, in a browser that is known, is not held up.
    await one.client.post("/api/v1/sign-out")
    await sign_in(one.client, one.account)
    assert (await one.client.post(TOTP, json={"code": code(one.secret, clock)})).status_code == 200


async def test_a_second_step_needs_its_first(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    one = await enrolled(harness, browser, clock)
    stranger = await browser()
    for path in (TOTP, RECOVERY):
        assert (await stranger.post(path, json={"code": code(one.secret, clock)})).status_code == 401
        assert (await one.client.post(path, json={"code": code(one.secret, clock)})).status_code == 401
    await sign_in(stranger, one.account)
    clock.advance(timedelta(minutes=11))
    assert (await stranger.post(TOTP, json={"code": code(one.secret, clock)})).status_code == 401


async def test_a_recovery_code_works_once(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    one = await enrolled(harness, browser, clock)
    for number, status in enumerate((200, 401)):
        client = await browser()
        await sign_in(client, one.account)
        answer = await client.post(RECOVERY, json={"code": one.recovery_codes[0].lower().replace("-", " ")})
        assert answer.status_code == status, number
    letters = await harness.all("SELECT args->>'letter' AS letter FROM procrastinate_jobs")
    assert "recovery_code_used" in [row.letter for row in letters]
    fresh = (await one.client.post("/api/v1/me/recovery-codes")).json()["recovery_codes"]
    assert not set(fresh) & set(one.recovery_codes)
    await sign_in(client, one.account)
    assert (await client.post(RECOVERY, json={"code": one.recovery_codes[1]})).status_code == 401
    assert (await client.post(RECOVERY, json={"code": fresh[1]})).status_code == 200


async def test_sensitive_changes_ask_again_after_a_quarter_of_an_hour(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    one = await enrolled(harness, browser, clock)
    clock.advance(timedelta(minutes=14))
    changes = (
        ("POST", "/api/v1/me/totp", None),
        ("POST", "/api/v1/me/recovery-codes", None),
        ("POST", "/api/v1/me/api-tokens", {"name": "x", "scopes": []}),
    )
    for method, path, body in changes:
        answer = await one.client.request(method, path, json=body)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/confirm-first"), path
    for body, status in (
        ({"password": one.account.password}, 403),
        ({"password": "wrong wrong wrong", "code": code(one.secret, clock)}, 403),
        ({}, 422),
        ({"password": one.account.password, "code": code(one.secret, clock)}, 204),
    ):
        before = one.client.cookies["atalaya"]
        assert (await one.client.post("/api/v1/me/confirm", json=body)).status_code == status, body
        assert (one.client.cookies["atalaya"] != before) is (status == 204)
    for method, path, body in changes:
        assert (await one.client.request(method, path, json=body)).status_code < 300, path


async def test_a_network_member_keeps_one_factor(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    one = await enrolled(harness, browser, clock)
    answer = await one.client.delete("/api/v1/me/totp")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/last-factor")
    assert (await one.client.get(ME)).json()["totp"] is True


async def test_a_stakeholder_may_go_back_to_a_password(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    who = await account(harness)
    client = await browser()
    await sign_in(client, who)
    assert (await client.delete("/api/v1/me/totp")).status_code == 404
    secret = (await client.post("/api/v1/me/totp")).json()["secret"]
    await client.post("/api/v1/me/totp/confirm", json={"code": code(secret, clock)})
    assert (await client.delete("/api/v1/me/totp")).status_code == 204
    assert (await sign_in(await browser(), who)).json()["state"] == "signed_in"
    codes = await client.post("/api/v1/me/recovery-codes")
    assert (codes.status_code, codes.json()["type"]) == (409, "/problems/second-factor-first")
    assert codes.json()["title"] == "There is no second factor yet"


async def test_a_new_phone_replaces_the_old_one_only_once_confirmed(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    one = await enrolled(harness, browser, clock)
    new = (await one.client.post("/api/v1/me/totp")).json()["secret"]
    client = await browser()
    await sign_in(client, one.account)
    assert (await client.post(TOTP, json={"code": code(new, clock)})).status_code == 401
    assert (await client.post(TOTP, json={"code": code(one.secret, clock)})).status_code == 200
    answer = await one.client.post("/api/v1/me/totp/confirm", json={"code": code(new, clock)})
    assert answer.json() == {"recovery_codes": []}
    clock.advance(timedelta(minutes=1))
    await sign_in(client, one.account)
    assert (await client.post(TOTP, json={"code": code(one.secret, clock)})).status_code == 401
    assert (await client.post(TOTP, json={"code": code(new, clock)})).status_code == 200
