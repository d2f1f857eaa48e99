"""Signing in with a password, over HTTP."""

import json
from uuid import uuid4

import pytest

from atalaya_platform.credentials.passwords import PasswordKeeper
from tests.harness import Harness
from tests.platform.factories import person
from tests.platform.identity.conftest import Browser, account, acts, sign_in

ME = "/api/v1/me"


async def test_the_right_password_opens_a_session(harness: Harness, browser: Browser) -> None:
    who = await account(harness)
    client = await browser()
    assert (await client.get(ME)).status_code == 401
    answer = await sign_in(client, who)
    assert (answer.status_code, answer.json()) == (200, {"state": "signed_in", "factors": []})
    me = (await client.get(ME)).json()
    assert me["person"]["email"] == who.email
    assert me["strong"] is False
    assert me["communities"] == ["stakeholders"]
    assert f"person:{who.person.id}" in me["streams"]
    assert "public" not in me["streams"]
    assert me["organisations"][0]["role"] == "member"
    assert await acts(harness) == ["sign_in.completed"]


async def test_the_cookie_is_kept_from_scripts_and_other_sites(harness: Harness, browser: Browser) -> None:
    answer = await sign_in(await browser(), await account(harness))
    cookies = answer.headers.get_list("set-cookie")
    assert sorted(cookie.partition("=")[0] for cookie in cookies) == ["atalaya", "atalaya-device"]
    for cookie in cookies:
        assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))


async def test_on_https_the_cookie_is_bound_to_the_host(harness: Harness, browser: Browser) -> None:
    harness.runtime.settings = harness.runtime.settings.model_copy(update={"public_url": "https://atalaya.example.org"})
    answer = await sign_in(await browser(), await account(harness))
    for cookie in answer.headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-atalaya")
        assert "Secure" in cookie
        assert "Domain" not in cookie


async def test_refusals_do_not_tell_accounts_apart(harness: Harness, browser: Browser) -> None:
    who = await account(harness)
    suspended = await account(harness)
    await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=suspended.person.id)
    invited = await person(harness)
    answers = []
    for email, password in (
        (who.email, "not the password at all"),
        ("nobody@example.org", who.password),
        (suspended.email, who.password),
        (invited.email, who.password),
    ):
        client = await browser(f"203.0.{len(answers)}.7")
        answers.append(await client.post("/api/v1/sign-in/password", json={"email": email, "password": password}))
        assert not client.cookies
    assert {answer.status_code for answer in answers} == {401}
    bodies = [{name: value for name, value in answer.json().items() if name != "request_id"} for answer in answers]
    assert all(body == bodies[0] for body in bodies)
    assert bodies[0]["type"] == "/problems/sign-in-refused"
    assert await acts(harness) == ["sign_in.password.refused"] * 4


async def test_an_unknown_account_costs_the_same_work(harness: Harness, browser: Browser) -> None:
    who = await account(harness)
    counts = []
    for email in (who.email, "nobody@example.org"):
        client = await browser()
        with harness.counted() as statements:
            await client.post("/api/v1/sign-in/password", json={"email": email, "password": "wrong wrong wrong"})
        counts.append(len(statements))
    assert counts[0] == counts[1]


async def test_the_password_is_never_in_the_log(harness: Harness, browser: Browser) -> None:
    who = await account(harness)
    await sign_in(await browser(), who, "a secret typed wrong")
    await sign_in(await browser(), who)
    details = "".join(str(row) for row in await harness.all("SELECT * FROM audit_entry"))
    assert "typed wrong" not in details
    assert who.password not in details


async def test_a_new_token_at_every_sign_in_and_the_old_session_ends(harness: Harness, browser: Browser) -> None:
    """Session fixation: a token planted before the sign-in opens nothing afterwards."""
    who = await account(harness)
    client = await browser()
    client.cookies.set("atalaya", "planted-by-somebody-else")
    await sign_in(client, who)
    first = client.cookies.get("atalaya", domain="127.0.0.1")
    assert first.startswith("ata_s_")
    client.cookies.delete("atalaya", domain="")
    await sign_in(client, who)
    second = client.cookies.get("atalaya", domain="127.0.0.1")
    assert second != first
    thief = await browser()
    thief.cookies.set("atalaya", first)
    assert (await thief.get(ME)).status_code == 401
    assert (await client.get(ME)).status_code == 200


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": ""}]
)
async def test_forged_requests_are_refused(harness: Harness, browser: Browser, headers: dict[str, str]) -> None:
    who = await account(harness)
    client = await browser()
    await sign_in(client, who)
    for method, path in (("POST", "/api/v1/sign-out"), ("PATCH", ME), ("POST", "/api/v1/me/heartbeat")):
        answer = await client.request(method, path, headers=headers, json={})
        assert answer.status_code == 403
        assert answer.json()["type"] == "/problems/cross-site"
    assert (await client.get(ME)).status_code == 200


async def test_signing_out_ends_the_session(harness: Harness, browser: Browser) -> None:
    who = await account(harness)
    client = await browser()
    await sign_in(client, who)
    token = client.cookies["atalaya"]
    assert (await client.post("/api/v1/sign-out")).status_code == 204
    assert "atalaya" not in client.cookies
    client.cookies.set("atalaya", token)
    assert (await client.get(ME)).status_code == 401
    assert (await client.post("/api/v1/sign-out")).status_code == 204
    assert await acts(harness) == ["sign_in.completed", "sign_in.signed_out"]


async def test_suspension_ends_everything_at_once(harness: Harness, browser: Browser) -> None:
    who = await account(harness)
    client = await browser()
    await sign_in(client, who)
    await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=who.person.id)
    assert (await client.get(ME)).status_code == 401
    assert (await sign_in(await browser(), who)).status_code == 401


@pytest.mark.parametrize(
    "extra", ["state", "strong", "person_id", "factor_proved", "demonstration", "status", "scopes", "id"]
)
async def test_nothing_else_is_taken(harness: Harness, browser: Browser, extra: str) -> None:
    who = await account(harness)
    client = await browser()
    body = {"email": who.email, "password": who.password, extra: True}
    answer = await client.post("/api/v1/sign-in/password", json=body)
    assert answer.status_code == 422
    assert extra in answer.json()["fields"]
    await sign_in(client, who)
    answer = await client.patch(ME, json={extra: True})
    assert answer.status_code == 422


async def test_too_many_at_once_are_turned_away(harness: Harness, browser: Browser) -> None:
    who = await account(harness)
    keeper = PasswordKeeper(memory_kib=64, at_once=1, waiting=0)
    harness.runtime.adapters["passwords"] = keeper
    keeper._room.acquire()
    answer = await sign_in(await browser(), who)
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    keeper._room.release()
    assert (await sign_in(await browser(), who)).status_code == 200


async def test_hostile_input_is_a_refusal(harness: Harness, browser: Browser) -> None:
    client = await browser()
    for email, password in (("a\x00@b.c", "x"), ("a@b.c", "\x00"), ("ａ@example.org", "\ud83d"), ("a@b", "x" * 1025)):
        body = json.dumps({"email": email, "password": password})
        answer = await client.post(
            "/api/v1/sign-in/password", content=body, headers={"content-type": "application/json"}
        )
        assert answer.status_code in (401, 422), (email, password)


async def test_demonstration_accounts_open_with_one_click_on_this_machine_only(
    harness: Harness, browser: Browser
) -> None:
    demo = await person(harness, name="Analyst, Jamaica (demo)", demonstration=True)
    real = await account(harness)
    here = await browser("127.0.0.1")
    url = "/api/v1/sign-in/demonstration"
    assert (await here.get("/api/v1/sign-in/options")).json()["demonstration"] == []
    assert (await here.post(url, json={"person_id": str(demo.id)})).status_code == 404

    harness.runtime.settings = harness.runtime.settings.model_copy(update={"demonstration": True})
    offered = (await here.get("/api/v1/sign-in/options")).json()["demonstration"]
    assert [one["person_id"] for one in offered] == [str(demo.id)]
    for person_id in (real.person.id, uuid4()):
        assert (await here.post(url, json={"person_id": str(person_id)})).status_code == 404
    away = await browser("203.0.113.9")
    proxied = await browser("127.0.0.1", Host="atalaya.example.org")
    for client in (away, proxied):
        assert (await client.get("/api/v1/sign-in/options")).json()["demonstration"] == []
        assert (await client.post(url, json={"person_id": str(demo.id)})).status_code == 404
    answer = await here.post(url, json={"person_id": str(demo.id)})
    assert answer.json() == {"state": "signed_in", "factors": []}
    me = (await here.get(ME)).json()
    assert (me["demonstration"], me["strong"]) == (True, True)


async def test_outside_a_demonstration_its_accounts_are_shut(harness: Harness, browser: Browser) -> None:
    who = await account(harness, demonstration=True)
    assert (await sign_in(await browser(), who)).status_code == 401
