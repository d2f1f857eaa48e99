"""People with credentials, browsers at chosen addresses, and a clock that tests move."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx2
import pyotp
import pytest

from atalaya_platform.clock import ManualClock
from atalaya_platform.credentials.passwords import PasswordKeeper
from atalaya_platform.identity.models import Credential, Person
from atalaya_platform.identity.plugin import plugin
from atalaya_platform.plugin import Registry
from tests.conftest import ORIGIN
from tests.harness import Harness, application
from tests.platform.factories import organisation, person

PASSWORD = "lantern quarry mellow otter"
Browser = Callable[..., Awaitable[httpx2.AsyncClient]]


@pytest.fixture
def clock(harness: Harness) -> ManualClock:
    """The runtime's clock, standing still at the present."""
    clock = ManualClock(datetime.now(UTC))
    harness.runtime.clock = harness.runtime.database.clock = clock
    return clock


@pytest.fixture(autouse=True)
def cheap_passwords(harness: Harness) -> None:
    """argon2id with little memory: the tests here are about what happens around it."""
    harness.runtime.adapters["passwords"] = PasswordKeeper(memory_kib=64)


@dataclass
class Account:
    """A person who signs in with `PASSWORD`."""

    person: Person
    password: str = PASSWORD

    @property
    def email(self) -> str:
        return self.person.email


async def account(harness: Harness, *, community: str | None = None, **values: object) -> Account:
    """A person with a password: by default a stakeholder's, who need no second factor."""
    kind = "national_csirt" if community == "network" else "private"
    team = await organisation(harness, kind=kind, community=community or "stakeholders")
    made = await person(harness, team, **values)
    hashed = await harness.runtime.adapters["passwords"].hash(PASSWORD)
    await harness.add(Credential(person_id=made.id, password_hash=hashed))
    return Account(made)


@pytest.fixture
async def browser(harness: Harness) -> AsyncIterator[Browser]:
    """`await browser("203.0.113.5")` is a fresh browser at that address, with an empty cookie jar."""
    app = application(harness.runtime)
    clients: list[httpx2.AsyncClient] = []

    async def make(address: str = "203.0.113.5", **headers: str) -> httpx2.AsyncClient:
        client = httpx2.AsyncClient(
            transport=httpx2.ASGITransport(app, raise_app_exceptions=False, client=(address, 50000)),
            base_url=ORIGIN,
            headers={"Sec-Fetch-Site": "same-origin", "User-Agent": "Test browser", **headers},
        )
        clients.append(client)
        return client

    yield make
    for client in clients:
        await client.aclose()


async def sign_in(client: httpx2.AsyncClient, who: Account, password: str | None = None) -> httpx2.Response:
    body = {"email": who.email, "password": password or who.password}
    return await client.post("/api/v1/sign-in/password", json=body)


async def acts(harness: Harness, prefix: str = "sign_in") -> list[str]:
    """The audit log's acts, oldest first."""
    rows = await harness.all("SELECT act FROM audit_entry WHERE act LIKE :p ORDER BY at, chain, seq", p=f"{prefix}%")
    return [row.act for row in rows]


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Identity alone: what signing in does must not hang on any other part."""
    return Registry([plugin])


@dataclass
class Enrolled:
    """A member of the network, signed in with password and authenticator, in `client`."""

    account: Account
    client: httpx2.AsyncClient
    secret: str
    recovery_codes: list[str]


def code(secret: str, clock: ManualClock) -> str:
    """What an authenticator shows now."""
    return pyotp.TOTP(secret).at(clock.now())


async def enrolled(harness: Harness, browser: Browser, clock: ManualClock, address: str = "203.0.113.5") -> Enrolled:
    """Go through the enrolment of a network member, and step past the code that was used for it."""
    who = await account(harness, community="network")
    client = await browser(address)
    answer = await sign_in(client, who)
    assert answer.json() == {"state": "enrol", "factors": []}
    secret = (await client.post("/api/v1/me/totp")).json()["secret"]
    answer = await client.post("/api/v1/me/totp/confirm", json={"code": code(secret, clock)})
    assert answer.status_code == 200, answer.text
    clock.advance(timedelta(minutes=2))
    return Enrolled(who, client, secret, answer.json()["recovery_codes"])
