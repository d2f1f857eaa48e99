"""API tokens, access tokens and the public keys."""

from datetime import timedelta
from uuid import uuid4

import httpx2
import pytest
from sqlalchemy import text

from atalaya_platform.clock import ManualClock
from atalaya_platform.credentials.tokens import verify
from atalaya_platform.identity.sign_in.keys import keys_of, rotate_signing_keys
from tests.harness import Harness
from tests.platform.identity.conftest import Account, Browser, account, sign_in

ME = "/api/v1/me"
TOKENS = "/api/v1/me/api-tokens"
SCOPE = "identity:directory:read"


@pytest.fixture
async def owner(harness: Harness, browser: Browser, clock: ManualClock) -> tuple[Account, httpx2.AsyncClient]:
    who = await account(harness)
    client = await browser()
    await sign_in(client, who)
    return who, client


Owner = tuple[Account, httpx2.AsyncClient]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def make(client: httpx2.AsyncClient, **values: object) -> httpx2.Response:
    return await client.post(TOKENS, json={"name": "Feed", "scopes": [SCOPE], **values})


async def test_a_token_acts_with_its_scopes_only(harness: Harness, browser: Browser, owner: Owner) -> None:
    answer = await make(owner[1])
    assert answer.status_code == 201
    secret = answer.json()["token"]
    assert secret.startswith("ata_p_")
    machine = await browser()
    me = await machine.get(ME, headers=bearer(secret))
    assert me.json()["permissions"] == [SCOPE]
    assert me.json()["strong"] is False
    assert len((await owner[1].get(ME)).json()["permissions"]) > 1
    listed = (await owner[1].get(TOKENS)).json()["items"]
    assert [one["name"] for one in listed] == ["Feed"]
    assert secret not in str(listed)
    stored = str(await harness.all("SELECT * FROM api_token")) + str(await harness.all("SELECT * FROM audit_entry"))
    assert secret not in stored


async def test_a_token_is_never_wider_than_its_owner(owner: Owner) -> None:
    for scopes in (["identity:organisation:vet"], [SCOPE, "no:such:thing"], ["*"]):
        answer = await make(owner[1], scopes=scopes)
        assert answer.status_code == 422
        assert "scopes" in answer.json()["fields"]
    for days in (0, 366, -1):
        assert (await make(owner[1], expires_in_days=days)).status_code == 422
    for extra in ("person_id", "token_hash", "expires_at", "id", "used_at"):
        assert (await make(owner[1], **{extra: str(uuid4())})).status_code == 422


async def test_a_token_without_scopes_sees_nobody(browser: Browser, owner: Owner) -> None:
    none = (await make(owner[1], scopes=[])).json()["token"]
    some = (await make(owner[1])).json()["token"]
    machine = await browser()
    assert (await machine.get("/api/v1/presence", headers=bearer(none))).status_code == 403
    assert (await machine.get("/api/v1/presence", headers=bearer(some))).status_code == 200


async def test_a_token_changes_no_credentials(browser: Browser, owner: Owner) -> None:
    secret = (await make(owner[1])).json()["token"]
    access = (await owner[1].post("/api/v1/token", json={})).json()["access_token"]
    machine = await browser()
    for headers in (bearer(secret), bearer(access)):
        for method, path, body in (
            ("GET", TOKENS, None),
            ("POST", TOKENS, {"name": "x", "scopes": []}),
            ("PATCH", ME, {"name": "x"}),
            ("GET", "/api/v1/me/sessions", None),
            ("POST", "/api/v1/me/totp", None),
            ("GET", "/api/v1/me/passkeys", None),
            ("POST", "/api/v1/me/password", {"current": "x", "new": "y"}),
            ("POST", "/api/v1/me/heartbeat", None),
            ("POST", "/api/v1/sign-in/step-up", {"credential": {}}),
        ):
            answer = await machine.request(method, path, headers=headers, json=body)
            assert (answer.status_code, answer.json()["type"]) == (403, "/problems/browser-only"), path


async def test_tokens_end_by_their_owner_by_time_and_by_suspension(
    harness: Harness, browser: Browser, clock: ManualClock, owner: Owner
) -> None:
    machine, stranger = await browser(), await browser()
    await sign_in(stranger, await account(harness))
    first, second, third = [(await make(owner[1], expires_in_days=7)).json() for _ in range(3)]
    assert (await stranger.delete(f"{TOKENS}/{first['id']}")).status_code == 404
    assert (await machine.get(ME, headers=bearer(first["token"]))).status_code == 200
    assert (await owner[1].delete(f"{TOKENS}/{first['id']}")).status_code == 204
    assert (await machine.get(ME, headers=bearer(first["token"]))).status_code == 401
    assert (await machine.get(ME, headers=bearer(second["token"]))).status_code == 200
    clock.advance(timedelta(days=7))
    assert (await machine.get(ME, headers=bearer(second["token"]))).status_code == 401
    clock.advance(timedelta(days=-7))
    await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=owner[0].person.id)
    assert (await machine.get(ME, headers=bearer(third["token"]))).status_code == 401


async def test_an_access_token_lives_five_minutes_and_gets_no_further_one(
    browser: Browser, clock: ManualClock, owner: Owner
) -> None:
    answer = (await owner[1].post("/api/v1/token", json={"scopes": [SCOPE]})).json()
    assert (answer["expires_in"], answer["token_type"], answer["scopes"]) == (300, "Bearer", [SCOPE])
    machine = await browser()
    me = await machine.get(ME, headers=bearer(answer["access_token"]))
    assert (me.json()["permissions"], me.json()["strong"]) == ([SCOPE], False)
    again = await machine.post("/api/v1/token", json={}, headers=bearer(answer["access_token"]))
    assert again.status_code == 403
    clock.advance(timedelta(minutes=5))
    expired = await machine.get(ME, headers=bearer(answer["access_token"]))
    assert (expired.status_code, expired.json()["type"]) == (401, "/problems/unauthenticated")
    for broken in (answer["access_token"][:-4] + "AAAA", "a.b.c", "..", "x" * 5000 + ".a.b"):
        assert (await machine.get(ME, headers=bearer(broken))).status_code == 401


async def test_an_api_token_gets_access_tokens_within_its_scopes(browser: Browser, owner: Owner) -> None:
    secret = (await make(owner[1])).json()["token"]
    machine = await browser()
    answer = await machine.post("/api/v1/token", json={}, headers=bearer(secret))
    assert answer.json()["scopes"] == [SCOPE]
    wider = await machine.post("/api/v1/token", json={"scopes": ["identity:group:join"]}, headers=bearer(secret))
    assert wider.status_code == 422
    assert (await owner[1].get(TOKENS)).json()["items"][0]["used_at"] is not None
    assert (await machine.post("/api/v1/token", json={})).status_code == 401


async def test_any_service_verifies_by_the_published_keys(
    harness: Harness, browser: Browser, clock: ManualClock, owner: Owner
) -> None:
    access = (await owner[1].post("/api/v1/token", json={})).json()["access_token"]
    published = await (await browser()).get("/.well-known/jwks.json")
    assert "max-age" in published.headers["cache-control"]
    assert all("d" not in key for key in published.json()["keys"])
    claims = verify(
        published.json(), access, audience="atalaya", issuer=harness.runtime.settings.address, now=clock.now()
    )
    assert claims.subject == str(owner[0].person.id)


async def test_keys_rotate_without_a_gap(harness: Harness, browser: Browser, clock: ManualClock, owner: Owner) -> None:
    runtime, client = harness.runtime, owner[1]

    async def rotate() -> list[str]:
        async with runtime.database.system() as session:
            await rotate_signing_keys(session, runtime)
        return [key["kid"] for key in keys_of(runtime).ring.jwks()["keys"]]

    old = (await client.post("/api/v1/token", json={})).json()["access_token"]
    assert len(await rotate()) == 1
    clock.advance(timedelta(days=31))
    before = keys_of(runtime).ring.signing_id
    assert len(await rotate()) == 2
    assert keys_of(runtime).ring.signing_id == before
    clock.advance(timedelta(hours=2))
    await rotate()
    assert keys_of(runtime).ring.signing_id != before
    clock.advance(timedelta(days=-31, hours=-2))
    assert (await client.get(ME, headers=bearer(old))).status_code == 200
    clock.advance(timedelta(days=33))
    assert len(await rotate()) == 1


async def test_demonstration_accounts_make_no_tokens(harness: Harness, client_for, owner: Owner) -> None:
    demo = await account(harness, demonstration=True)
    client = await client_for(demo.person)
    assert (await make(client)).status_code == 403


async def test_private_keys_are_the_systems_alone(harness: Harness, owner: Owner) -> None:
    tables = ("signing_key", "sign_in_attempt", "password_reset", "passkey_ceremony")
    async with harness.runtime.database.as_person(owner[0].person.id) as session:
        for table in tables:
            assert (await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one() == 0
    assert await harness.one("SELECT count(*) FROM signing_key") >= 2
