"""Passkey ceremonies over HTTP, with a software authenticator."""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from atalaya_platform.clock import ManualClock
from atalaya_platform.identity.sign_in.actions.duty import forget_factors
from atalaya_platform.identity.sign_in.queries import account as account_of
from tests.harness import Harness
from tests.platform.credentials.authenticator import SoftwareAuthenticator
from tests.platform.identity.conftest import Account, Browser, account, acts, code, enrolled, sign_in

ORIGIN = "http://localhost:8000"
HERE = {"Origin": ORIGIN}
ME = "/api/v1/me"
PASSKEY = "/api/v1/sign-in/passkey"


async def options(client: httpx2.AsyncClient) -> dict[str, Any]:
    answer = await client.post(f"{PASSKEY}/options", headers=HERE)
    assert answer.status_code == 200, answer.text
    return answer.json()["options"]


async def register(client: httpx2.AsyncClient, device: SoftwareAuthenticator, **lies: Any) -> httpx2.Response:
    begun = await client.post("/api/v1/me/passkeys/options", headers=HERE)
    assert begun.status_code == 200, begun.text
    credential = device.create(begun.json()["options"], ORIGIN, **lies)
    return await client.post("/api/v1/me/passkeys", json={"name": "Key", "credential": credential}, headers=HERE)


async def prove(
    client: httpx2.AsyncClient, device: SoftwareAuthenticator, path: str = PASSKEY, **lies: Any
) -> httpx2.Response:
    credential = device.get(await options(client), ORIGIN, **lies)
    return await client.post(path, json={"credential": credential}, headers=HERE)


@pytest.fixture
async def holder(harness: Harness, browser: Browser, clock: ManualClock) -> tuple[Account, SoftwareAuthenticator]:
    """A network member whose only second factor is a passkey; signed in nowhere."""
    who, device = await account(harness, community="network"), SoftwareAuthenticator()
    client = await browser()
    assert (await sign_in(client, who)).json()["state"] == "enrol"
    answer = await register(client, device)
    assert answer.status_code == 201, answer.text
    assert len(answer.json()["recovery_codes"]) == 10
    me = (await client.get(ME)).json()
    assert (me["passkeys"], me["totp"], me["strong"]) == (1, False, False)
    await client.post("/api/v1/sign-out")
    return who, device


Holder = tuple[Account, SoftwareAuthenticator]


async def test_a_passkey_alone_signs_in_strongly(harness: Harness, browser: Browser, holder: Holder) -> None:
    who, device = holder
    client = await browser("198.51.100.1")
    asked = await options(client)
    assert asked.get("allowCredentials", []) == []
    answer = await prove(client, device)
    assert answer.json() == {"state": "signed_in", "factors": []}
    me = (await client.get(ME)).json()
    assert (me["person"]["email"], me["strong"]) == (who.email, True)
    used = (await client.get("/api/v1/me/passkeys")).json()["items"]
    assert used[0]["used_at"] is not None


async def test_a_passkey_completes_a_sign_in_with_password(harness: Harness, browser: Browser, holder: Holder) -> None:
    who, device = holder
    client = await browser()
    answer = await sign_in(client, who)
    assert answer.json() == {"state": "second_factor", "factors": ["passkey", "recovery"]}
    before = client.cookies["atalaya"]
    assert len((await options(client))["allowCredentials"]) == 1
    assert (await prove(client, device)).status_code == 200
    assert client.cookies["atalaya"] != before
    assert (await client.get(ME)).json()["strong"] is True


async def test_an_answer_works_once_and_for_its_session(harness: Harness, browser: Browser, holder: Holder) -> None:
    who, device = holder
    first, second = await browser(), await browser()
    credential = device.get(await options(first), ORIGIN)
    await sign_in(second, who)
    stolen = await second.post(PASSKEY, json={"credential": credential}, headers=HERE)
    assert stolen.status_code == 401
    assert (await first.post(PASSKEY, json={"credential": credential}, headers=HERE)).status_code == 401
    credential = device.get(await options(first), ORIGIN)
    assert (await first.post(PASSKEY, json={"credential": credential}, headers=HERE)).status_code == 200
    assert (await first.post(PASSKEY, json={"credential": credential}, headers=HERE)).status_code == 401


async def test_challenges_expire(browser: Browser, clock: ManualClock, holder: Holder) -> None:
    client = await browser()
    credential = holder[1].get(await options(client), ORIGIN)
    clock.advance(timedelta(minutes=5, seconds=1))
    assert (await client.post(PASSKEY, json={"credential": credential}, headers=HERE)).status_code == 401


@pytest.mark.parametrize(
    "lies",
    [
        {"challenge": "AAAA"},
        {"type": "webauthn.create"},
        {"rp_id": "evil.example"},
        {"cross_origin": True},
        {"user_handle": b"somebody else"},
    ],
)
async def test_lies_are_refused_and_audited(
    harness: Harness, browser: Browser, holder: Holder, lies: dict[str, Any]
) -> None:
    client = await browser()
    answer = await prove(client, holder[1], **lies)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/factor-refused")
    assert (await client.get(ME)).status_code == 401
    assert "sign_in.passkey.refused" in await acts(harness)


async def test_another_page_and_an_unverified_user_are_refused(browser: Browser, holder: Holder) -> None:
    client = await browser()
    credential = holder[1].get(await options(client), "https://evil.example")
    assert (await client.post(PASSKEY, json={"credential": credential}, headers=HERE)).status_code == 401
    holder[1].verifies_user = False
    assert (await prove(client, holder[1])).status_code == 401


@pytest.mark.parametrize(
    "credential", [{}, {"id": 1}, {"response": []}, {"response": {"clientDataJSON": "e30"}}, {"x": "y" * 70000}]
)
async def test_junk_is_refused(browser: Browser, credential: dict[str, Any]) -> None:
    client = await browser()
    answer = await client.post(PASSKEY, json={"credential": credential}, headers=HERE)
    assert answer.status_code == 401


async def test_another_persons_passkey_completes_nothing(
    harness: Harness, browser: Browser, clock: ManualClock, holder: Holder
) -> None:
    one = await enrolled(harness, browser, clock)
    client = await browser()
    await sign_in(client, one.account)
    asked = {**await options(client), "allowCredentials": []}
    credential = holder[1].get(asked, ORIGIN)
    assert (await client.post(PASSKEY, json={"credential": credential}, headers=HERE)).status_code == 401
    asked = {**await options(one.client), "allowCredentials": []}
    credential = holder[1].get(asked, ORIGIN)
    answer = await one.client.post("/api/v1/sign-in/step-up", json={"credential": credential}, headers=HERE)
    assert answer.status_code == 401
    assert (await one.client.get(ME)).json()["strong"] is False


async def test_stepping_up_makes_the_session_strong_and_recent(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    one, device = await enrolled(harness, browser, clock), SoftwareAuthenticator()
    answer = await register(one.client, device)
    assert answer.json()["recovery_codes"] == []
    assert (await one.client.get(ME)).json()["strong"] is False
    clock.advance(timedelta(minutes=20))
    assert (await one.client.post("/api/v1/me/recovery-codes")).status_code == 403
    before = one.client.cookies["atalaya"]
    assert (await prove(one.client, device, "/api/v1/sign-in/step-up")).status_code == 200
    assert one.client.cookies["atalaya"] != before
    assert (await one.client.get(ME)).json()["strong"] is True
    assert (await one.client.post("/api/v1/me/recovery-codes")).status_code == 200
    clock.advance(timedelta(minutes=20))
    assert (await prove(one.client, device, "/api/v1/me/confirm")).status_code == 204
    assert (await one.client.post("/api/v1/me/recovery-codes")).status_code == 200
    assert (await (await browser()).post("/api/v1/sign-in/step-up", json={"credential": {}})).status_code == 401


CREDENTIALS: list[tuple[str, str, Any]] = [
    ("POST", "/api/v1/me/passkeys/options", None),
    ("POST", "/api/v1/me/totp", None),
    ("POST", "/api/v1/me/recovery-codes", None),
    ("POST", "/api/v1/me/api-tokens", {"name": "Feed", "scopes": []}),
]


async def test_whoever_holds_a_passkey_changes_credentials_with_it_only(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    """A relay that got at password and code must not make a passkey of its own with them."""
    one, device = await enrolled(harness, browser, clock), SoftwareAuthenticator()
    assert (await register(one.client, device)).status_code == 201
    relay = await browser("198.51.100.9", Origin=ORIGIN)
    await sign_in(relay, one.account)
    await relay.post("/api/v1/sign-in/totp", json={"code": code(one.secret, clock)})
    assert (await relay.get(ME)).status_code == 200
    clock.advance(timedelta(minutes=1))
    confirmed = await relay.post(
        "/api/v1/me/confirm", json={"password": one.account.password, "code": code(one.secret, clock)}
    )
    assert (confirmed.status_code, confirmed.json()["type"]) == (403, "/problems/confirmation-refused")
    assert "passkey" in confirmed.json()["detail"]
    mine = (await relay.get("/api/v1/me/passkeys")).json()["items"][0]["id"]
    removal = ("DELETE", f"/api/v1/me/passkeys/{mine}", None)
    for method, path, body in [*CREDENTIALS, removal]:
        answer = await relay.request(method, path, json=body)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/confirm-first"), path
    assert (await prove(relay, device, "/api/v1/me/confirm")).status_code == 204
    for method, path, body in [*CREDENTIALS, removal]:
        assert (await relay.request(method, path, json=body)).status_code in (200, 201, 204), path


async def test_a_recovery_code_stands_in_for_a_lost_passkey(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    one, device = await enrolled(harness, browser, clock), SoftwareAuthenticator()
    await register(one.client, device)
    client = await browser("198.51.100.9", Origin=ORIGIN)
    await sign_in(client, one.account)
    answer = await client.post("/api/v1/sign-in/recovery", json={"code": one.recovery_codes[0]})
    assert answer.status_code == 200, answer.text
    lost = (await client.get("/api/v1/me/passkeys")).json()["items"][0]["id"]
    assert (await client.delete(f"/api/v1/me/passkeys/{lost}")).status_code == 204
    assert (await register(client, SoftwareAuthenticator())).status_code == 201


async def test_who_lost_every_factor_enrols_anew_once_they_are_forgotten(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    """What `atalaya user enrol` does: for an operator who has made sure who is asking."""
    one, device = await enrolled(harness, browser, clock), SoftwareAuthenticator()
    await register(one.client, device)
    async with harness.runtime.database.system() as session:
        found = await account_of(session, one.account.email.upper())
        assert found is not None
        await forget_factors(session, found[0])
    assert (await one.client.get(ME)).status_code == 401
    assert (await prove(await browser(), device)).status_code == 401
    client = await browser()
    assert (await sign_in(client, one.account)).json()["state"] == "enrol"
    assert (await client.post("/api/v1/me/totp")).status_code == 200
    assert "sign_in.factors.forgotten" in await acts(harness)
    letters = await harness.all("SELECT args FROM procrastinate_jobs WHERE task_name = 'send_sign_in_letter'")
    assert "factors_forgotten" in str(letters)


async def test_the_last_factor_of_a_network_member_stays(
    harness: Harness, browser: Browser, clock: ManualClock, holder: Holder
) -> None:
    client = await browser()
    await prove(client, holder[1])
    mine = (await client.get("/api/v1/me/passkeys")).json()["items"]
    path = f"/api/v1/me/passkeys/{mine[0]['id']}"
    assert (await client.delete(path)).status_code == 409
    other = await enrolled(harness, browser, clock)
    assert (await other.client.delete(path)).status_code == 404
    secret = (await client.post("/api/v1/me/totp")).json()["secret"]
    await client.post("/api/v1/me/totp/confirm", json={"code": code(secret, clock)})
    assert (await client.delete(path)).status_code == 204
    assert (await prove(await browser(), holder[1])).status_code == 401


async def test_a_suspended_holder_stays_outside(harness: Harness, browser: Browser, holder: Holder) -> None:
    await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=holder[0].person.id)
    assert (await prove(await browser(), holder[1])).status_code == 401


async def test_a_copied_authenticator_is_noticed(browser: Browser, holder: Holder) -> None:
    client = await browser()
    assert (await prove(client, holder[1])).status_code == 200
    holder[1].count -= 1
    assert (await prove(await browser(), holder[1])).status_code == 401


async def test_a_passkey_belongs_to_one_account(
    harness: Harness, browser: Browser, clock: ManualClock, holder: Holder
) -> None:
    one = await enrolled(harness, browser, clock)
    taken = holder[1].credentials[0].id
    answer = await register(one.client, SoftwareAuthenticator(), credential_id=taken)
    assert answer.status_code == 409


async def test_a_bare_address_is_told_about_names(browser: Browser) -> None:
    client = await browser()
    answer = await client.post(f"{PASSKEY}/options", headers={"Origin": "http://127.0.0.1:8000"})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/passkeys-need-a-name")
    assert "localhost" in answer.json()["detail"]


async def test_challenges_are_not_hoarded(browser: Browser, clock: ManualClock) -> None:
    client = await browser()
    statuses = [(await client.post(f"{PASSKEY}/options", headers=HERE)).status_code for _ in range(61)]
    assert statuses == [200] * 60 + [429]
    assert (await (await browser("192.0.2.1")).post(f"{PASSKEY}/options", headers=HERE)).status_code == 200
