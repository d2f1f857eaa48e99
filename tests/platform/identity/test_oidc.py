"""Signing in with an identity provider: a real one, started here."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from atalaya_platform.settings import OidcProvider, Settings
from tests.conftest import ORIGIN
from tests.harness import Harness
from tests.platform.identity.conftest import Account, Browser, account, acts
from tests.services.oidc import OidcService, running_oidc_provider

START = "/api/v1/sign-in/oidc/team"
ME = "/api/v1/me"


def _claims(email: str, verified: bool = True) -> dict[str, Any]:
    return {"claims": {"email": email, "email_verified": verified}}


ACCOUNTS = {
    "ana": _claims("Ana@team.example"),
    "several": {**_claims("several@team.example"), "amr": ["pwd", "mfa"]},
    "by-class": {**_claims("by-class@team.example"), "acr": "urn:example:MFA"},
    "unverified": _claims("unverified@team.example", verified=False),
    "elsewhere": _claims("elsewhere@other.example"),
    "stranger": _claims("stranger@team.example"),
    "second-ana": _claims("ana@team.example"),
    "nameless": {"claims": {}},
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OidcService]:
    with running_oidc_provider(tmp_path_factory.mktemp("oidc"), [f"{ORIGIN}{START}/callback"], ACCOUNTS) as running:
        yield running


@pytest.fixture
def provider(harness: Harness, service: OidcService) -> OidcProvider:
    """The service as the installation's provider `team`, which speaks for team.example."""
    made = OidcProvider(
        id="team",
        name="Team",
        issuer=service.issuer,
        client_id=service.client_id,
        client_secret=service.client_secret,
        domains=["team.example"],
    )
    harness.runtime.settings = harness.runtime.settings.model_copy(update={"oidc": [made]})
    return made


pytestmark = pytest.mark.usefixtures("provider")


async def known(harness: Harness, name: str, domain: str = "team.example", **values: Any) -> Account:
    who = await account(harness, **values)
    email = f"{name}@{domain}"
    await harness.all("UPDATE person SET email = :e WHERE id = :p RETURNING 1", e=email, p=who.person.id)
    return who


async def visit(client: httpx2.AsyncClient, service: OidcService, name: str) -> httpx2.Response:
    """Start, sign in at the provider, come back."""
    begun = await client.get(START)
    assert begun.status_code == 303
    return await client.get(await service.sign_in(begun.headers["location"], name))


async def test_the_provider_is_offered(browser: Browser) -> None:
    offered = (await (await browser()).get("/api/v1/sign-in/options")).json()["oidc"]
    assert offered == [{"id": "team", "name": "Team"}]


async def test_a_verified_address_signs_in_and_is_linked(
    harness: Harness, browser: Browser, service: OidcService
) -> None:
    who = await known(harness, "ana")
    client = await browser()
    answer = await visit(client, service, "ana")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    me = (await client.get(ME)).json()
    assert (me["person"]["id"], me["strong"]) == (str(who.person.id), False)
    assert await acts(harness) == ["sign_in.oidc.linked", "sign_in.completed"]
    letters = await harness.all("SELECT args->>'letter' AS letter FROM procrastinate_jobs")
    assert [row.letter for row in letters] == ["provider_linked"]
    # The link, not the address, is what counts from now on; and nobody else takes the address over.
    await harness.all("UPDATE person SET email = 'ana.brown@team.example' WHERE id = :p RETURNING 1", p=who.person.id)
    assert (await visit(await browser(), service, "ana")).headers["location"] == "/"
    await harness.all("UPDATE person SET email = 'ana@team.example' WHERE id = :p RETURNING 1", p=who.person.id)
    other = await visit(await browser(), service, "second-ana")
    assert other.headers["location"] == "/sign-in?problem=oidc-no-account"


@pytest.mark.parametrize("name", ["unverified", "elsewhere", "stranger", "nameless"])
async def test_no_account_is_made_or_taken(harness: Harness, browser: Browser, service: OidcService, name: str) -> None:
    await known(harness, "unverified")
    await known(harness, "elsewhere", "other.example")
    before = await harness.one("SELECT count(*) FROM person")
    client = await browser()
    answer = await visit(client, service, name)
    assert answer.headers["location"] == "/sign-in?problem=oidc-no-account"
    assert (await client.get(ME)).status_code == 401
    assert await harness.one("SELECT count(*) FROM person") == before
    assert await acts(harness) == ["sign_in.oidc.refused"]


@pytest.mark.parametrize("name", ["several", "by-class"])
async def test_several_factors_at_the_provider_are_enough(
    harness: Harness, browser: Browser, service: OidcService, name: str
) -> None:
    await known(harness, name, community="network")
    client = await browser()
    assert (await visit(client, service, name)).headers["location"] == "/"
    assert (await client.get(ME)).status_code == 200


async def test_else_a_network_member_needs_our_own_second_factor(
    harness: Harness, browser: Browser, service: OidcService
) -> None:
    await known(harness, "ana", community="network")
    client = await browser()
    assert (await visit(client, service, "ana")).headers["location"] == "/sign-in"
    assert (await client.get("/api/v1/sign-in/options")).json()["state"] == "enrol"
    assert (await client.get(ME)).status_code == 401


async def test_a_suspended_person_stays_outside(harness: Harness, browser: Browser, service: OidcService) -> None:
    who = await known(harness, "ana")
    assert (await visit(await browser(), service, "ana")).headers["location"] == "/"
    await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=who.person.id)
    assert (await visit(await browser(), service, "ana")).headers["location"] == "/sign-in?problem=oidc-no-account"


async def test_an_answer_works_once_in_the_browser_that_asked_and_soon(
    harness: Harness, browser: Browser, service: OidcService
) -> None:
    await known(harness, "ana")
    client, victim = await browser(), await browser()
    begun = await client.get(START)
    back = await service.sign_in(begun.headers["location"], "ana")
    refused = "/sign-in?problem=oidc-refused"
    assert (await victim.get(back)).headers["location"] == refused
    await victim.get(START)
    assert (await victim.get(back)).headers["location"] == refused
    assert (await victim.get(ME)).status_code == 401
    cookie = client.cookies["atalaya-oidc"]
    assert (await client.get(back)).headers["location"] == "/"
    client.cookies.set("atalaya-oidc", cookie)
    assert (await client.get(back)).headers["location"] == refused


@pytest.mark.parametrize(
    "change",
    [
        {"state": "other"},
        {"code": "other"},
        {"iss": "https://evil.example"},
        {"state": ""},
        {"code": ""},
        {"error": "access_denied"},
    ],
)
async def test_a_changed_answer_is_refused(
    harness: Harness, browser: Browser, service: OidcService, change: dict[str, str]
) -> None:
    await known(harness, "ana")
    client = await browser()
    begun = await client.get(START)
    back = httpx2.URL(await service.sign_in(begun.headers["location"], "ana")).copy_merge_params(change)
    answer = await client.get(back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?problem=oidc-refused")
    assert (await client.get(ME)).status_code == 401


async def test_the_request_carries_pkce_nonce_and_the_exact_way_back(browser: Browser) -> None:
    client = await browser()
    begun = await client.get(START)
    asked = httpx2.URL(begun.headers["location"]).params
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == f"{ORIGIN}{START}/callback"
    assert len(asked["state"]) >= 32
    assert len(asked["nonce"]) >= 32
    assert len(asked["code_challenge"]) == 43
    again = httpx2.URL((await client.get(START)).headers["location"]).params
    assert not {asked[name] for name in ("state", "nonce", "code_challenge")} & set(again.values())
    cookie = begun.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


async def test_another_nonce_is_refused(harness: Harness, browser: Browser, service: OidcService) -> None:
    """An ID token of another trip: the provider is sent a nonce that the browser's cookie does not hold."""
    await known(harness, "ana")
    client = await browser()
    address = httpx2.URL((await client.get(START)).headers["location"]).copy_set_param("nonce", "planted")
    answer = await client.get(await service.sign_in(str(address), "ana"))
    assert answer.headers["location"] == "/sign-in?problem=oidc-refused"


async def test_an_old_trip_is_refused(harness: Harness, browser: Browser, service: OidcService) -> None:
    await known(harness, "ana")
    client = await browser()
    back = await service.sign_in((await client.get(START)).headers["location"], "ana")
    late = harness.runtime.database.clock.now() + timedelta(minutes=10)
    harness.runtime.database.clock = type("Late", (), {"now": lambda self: late})()
    assert (await client.get(back)).headers["location"] == "/sign-in?problem=oidc-refused"


async def test_a_provider_that_is_away_is_said(harness: Harness, browser: Browser, provider: OidcProvider) -> None:
    away = provider.model_copy(update={"issuer": "http://127.0.0.1:9"})
    posing = provider.model_copy(update={"issuer": provider.issuer + "/"})
    plain = provider.model_copy(update={"issuer": "http://idp.example"})
    for one in (away, posing, plain):
        harness.runtime.settings = harness.runtime.settings.model_copy(update={"oidc": [one]})
        answer = await (await browser()).get(START)
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?problem=oidc-unavailable")
    assert (await (await browser()).get("/api/v1/sign-in/oidc/other")).status_code == 404
    assert (await (await browser()).get("/api/v1/sign-in/oidc/other/callback")).status_code == 404


def test_providers_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = '{"id":"team","name":"Team","issuer":"https://id.team.example","client_id":"a","client_secret":"b"'
    monkeypatch.setenv("ATALAYA_OIDC", f'[{entry},"domains":["team.example"]}}]')
    read = Settings().oidc[0]
    assert read.speaks_for("ana@TEAM.example")
    assert not read.speaks_for("ana@sub.team.example")
    assert not read.speaks_for("ana@team.example@evil.example")
    assert "b" not in repr(read.client_secret)
    monkeypatch.setenv("ATALAYA_OIDC", f"[{entry}}}]")
    with pytest.raises(ValueError, match="domains"):
        Settings()
