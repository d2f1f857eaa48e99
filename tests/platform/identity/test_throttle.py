"""Throttling: guessers wait longer and longer, and nobody else does."""

from datetime import timedelta

import pytest

from atalaya_platform.clock import ManualClock
from atalaya_platform.identity.sign_in.throttle import FREE, GUARDED, LONGEST, delay
from tests.harness import Harness
from tests.platform.identity.conftest import Browser, account, sign_in

WRONG = "wrong wrong wrong"


@pytest.mark.parametrize("kind", sorted(FREE))
def test_delays_double_up_to_the_longest(kind: str) -> None:
    delays = [delay(kind, FREE[kind] + n).total_seconds() for n in range(14)]
    assert delays[:5] == [0, 1, 2, 4, 8]
    assert delays == sorted(delays)
    assert delays[-1] == LONGEST.total_seconds()


async def test_a_guesser_waits_and_is_told_how_long(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    who = await account(harness)
    client = await browser()
    for _ in range(5):
        assert (await sign_in(client, who, WRONG)).status_code == 401
    answer = await sign_in(client, who)
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/too-many-requests")
    wait = int(answer.headers["retry-after"])
    assert 1 <= wait <= 2
    clock.advance(timedelta(seconds=wait))
    assert (await sign_in(client, who)).status_code == 200
    assert (await sign_in(client, who, WRONG)).status_code == 401


async def test_a_stranger_is_throttled_like_an_account(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    client = await browser()
    body = {"email": "nobody@example.org", "password": WRONG}
    statuses = [(await client.post("/api/v1/sign-in/password", json=body)).status_code for _ in range(6)]
    assert statuses == [401] * 5 + [429]


async def test_the_victim_is_not_locked_out(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    """A hundred wrong passwords from as many places: the victim's own browser still opens the account."""
    who = await account(harness)
    victim = await browser("192.0.2.10")
    await sign_in(victim, who)
    await victim.post("/api/v1/sign-out")
    refused = 0
    for number in range(400):
        thief = await browser(f"198.{number % 200}.{number // 200}.1")
        answer = await sign_in(thief, who, WRONG)
        refused += answer.status_code == 401
        if refused == GUARDED:
            break
        clock.advance(timedelta(minutes=15, seconds=1))
    assert refused == GUARDED
    letters = await harness.all("SELECT args->>'letter' AS letter FROM procrastinate_jobs")
    assert [row.letter for row in letters] == ["many_failures"]
    elsewhere = await browser("192.0.2.99")
    answer = await sign_in(elsewhere, who)
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/account-guarded")
    forged = await browser("192.0.2.99")
    forged.cookies.set("atalaya-device", victim.cookies["atalaya-device"][:-3] + "abc")
    assert (await sign_in(forged, who)).status_code == 429
    assert (await sign_in(victim, who)).status_code == 200
    assert (await sign_in(elsewhere, who)).status_code == 200


async def test_a_known_browser_has_its_own_count(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    who, other = await account(harness), await account(harness)
    client = await browser()
    await sign_in(client, who)
    await client.post("/api/v1/sign-out")
    neighbour = await browser()
    for _ in range(5):
        await sign_in(neighbour, who, WRONG)
    assert (await sign_in(neighbour, who)).status_code == 429
    assert (await sign_in(client, who)).status_code == 200
    for _ in range(5):
        await sign_in(client, other, WRONG)
    assert (await sign_in(client, other)).status_code == 429
    clock.advance(timedelta(days=91))
    for _ in range(5):
        await sign_in(neighbour, who, WRONG)
    assert (await sign_in(client, who)).status_code == 429


async def test_an_address_that_tries_many_accounts_waits(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    client = await browser()
    statuses = []
    for number in range(FREE["address"] + 2):
        body = {"email": f"a{number}@example.org", "password": WRONG}
        statuses.append((await client.post("/api/v1/sign-in/password", json=body)).status_code)
    assert statuses == [401] * (FREE["address"] + 1) + [429]
    who = await account(harness)
    assert (await sign_in(await browser("192.0.2.10"), who)).status_code == 200


async def test_no_address_is_kept_in_the_clear(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    who = await account(harness)
    await sign_in(await browser(), who, WRONG)
    rows = str(await harness.all("SELECT kind, encode(key, 'escape') FROM sign_in_attempt"))
    assert who.email not in rows
    assert "203.0.113" not in rows
