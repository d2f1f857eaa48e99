"""Sessions: expiry, the list, revocation, profile."""

from datetime import timedelta

import pytest

from atalaya_platform.clock import ManualClock
from atalaya_platform.events.ledger import Revoked
from tests.harness import Harness
from tests.platform.identity.conftest import Browser, account, acts, sign_in

ME = "/api/v1/me"
HEARTBEAT = "/api/v1/me/heartbeat"


@pytest.fixture
def closed(harness: Harness) -> list[Revoked]:
    """What the hub was told to close or check again."""
    seen: list[Revoked] = []

    async def note(_events: object, revoked: Revoked) -> None:
        seen.append(revoked)

    harness.runtime.database.on_commit = note
    return seen


async def test_an_idle_session_ends_and_an_open_tab_keeps_it(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    who = await account(harness)
    kept, left = await browser(), await browser()
    await sign_in(kept, who)
    await sign_in(left, who)
    for _ in range(13):
        clock.advance(timedelta(minutes=5))
        assert (await kept.post(HEARTBEAT)).status_code == 200
        await left.get(ME)
    assert (await kept.get(ME)).status_code == 200
    assert (await left.get(ME)).status_code == 401
    assert (await left.post(HEARTBEAT)).status_code == 401


async def test_no_session_outlives_half_a_day(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    client = await browser()
    await sign_in(client, await account(harness))
    for _ in range(23):
        clock.advance(timedelta(minutes=30))
        assert (await client.post(HEARTBEAT)).status_code == 200
    clock.advance(timedelta(minutes=30))
    assert (await client.post(HEARTBEAT)).status_code == 401


async def test_being_there_is_written_once_a_minute(harness: Harness, browser: Browser, clock: ManualClock) -> None:
    client = await browser()
    await sign_in(client, await account(harness))
    first = (await client.post(HEARTBEAT)).json()["seen_at"]
    clock.advance(timedelta(seconds=59))
    assert (await client.post(HEARTBEAT)).json()["seen_at"] == first
    clock.advance(timedelta(seconds=1))
    assert (await client.post(HEARTBEAT)).json()["seen_at"] != first


async def test_sessions_are_listed_and_ended_by_their_owner_only(
    harness: Harness, browser: Browser, closed: list[Revoked]
) -> None:
    who, other = await account(harness), await account(harness)
    here, there, stranger = await browser(), await browser("198.51.100.4"), await browser()
    await sign_in(here, who)
    await sign_in(there, who)
    await sign_in(stranger, other)
    listed = (await here.get("/api/v1/me/sessions")).json()["items"]
    assert [(one["address"], one["current"]) for one in listed] == [("198.51.100.4", False), ("203.0.113.5", True)]
    assert "token" not in str(listed)
    path = f"/api/v1/me/sessions/{listed[0]['id']}"
    assert (await stranger.delete(path)).status_code == 404
    assert (await there.get(ME)).status_code == 200
    assert (await here.delete(path)).status_code == 204
    assert (await there.get(ME)).status_code == 401
    assert {str(one) for revoked in closed for one in revoked.sessions} == {listed[0]["id"]}
    assert (await here.delete(path)).status_code == 404


async def test_all_others_end_at_once(harness: Harness, browser: Browser, closed: list[Revoked]) -> None:
    who = await account(harness)
    clients = [await browser() for _ in range(3)]
    for client in clients:
        await sign_in(client, who)
    assert (await clients[0].post("/api/v1/me/sessions/end-others")).json() == {"ended": 2}
    assert [(await client.get(ME)).status_code for client in clients] == [200, 401, 401]
    assert len(closed[-1].sessions) == 2
    assert "sign_in.session.others_ended" in await acts(harness)


async def test_a_new_device_is_told_by_mail_and_a_known_one_is_not(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    who = await account(harness)
    first, second = await browser(), await browser("198.51.100.4")

    async def letters() -> list[str]:
        return [row.letter for row in await harness.all("SELECT args->>'letter' AS letter FROM procrastinate_jobs")]

    await sign_in(first, who)
    assert await letters() == []
    await sign_in(first, who)
    assert await letters() == []
    await sign_in(second, who)
    assert await letters() == ["new_device"]
    await sign_in(second, who)
    assert await letters() == ["new_device"]


async def test_people_change_their_own_profile(harness: Harness, browser: Browser) -> None:
    who = await account(harness)
    client = await browser()
    await sign_in(client, who)
    wanted = {
        "name": "  Ana Brown ",
        "locale": "es",
        "time_zone": "America/Jamaica",
        "theme": "dark",
        "title": "Analyst",
        "show_presence": False,
    }
    answer = await client.patch(ME, json=wanted)
    assert answer.status_code == 200
    person = (await client.get(ME)).json()["person"]
    assert {name: person[name] for name in wanted} == {**wanted, "name": "Ana Brown"}
    assert "identity.profile.change" in await acts(harness, "identity")
    for wrong in (
        {"locale": "de"},
        {"time_zone": "Mars/Base"},
        {"theme": "pink"},
        {"name": ""},
        {"name": "a\x00b"},
        {"email": "x@example.org"},
        {"status": "active"},
        {"id": str(who.person.id)},
    ):
        assert (await client.patch(ME, json=wrong)).status_code == 422, wrong
    assert (await (await browser()).patch(ME, json={"name": "x"})).status_code == 401


async def test_changing_the_password_ends_the_others(harness: Harness, browser: Browser) -> None:
    who = await account(harness)
    here, there = await browser(), await browser()
    await sign_in(here, who)
    await sign_in(there, who)
    path, new = "/api/v1/me/password", "walnut ferry bright anchor"
    assert (await here.post(path, json={"current": "wrong wrong", "new": new})).status_code == 403
    weak = await here.post(path, json={"current": who.password, "new": "password1234"})
    assert (weak.status_code, list(weak.json()["fields"])) == (422, ["password"])
    assert (await here.post(path, json={"current": who.password, "new": new})).status_code == 204
    assert (await here.get(ME)).status_code == 200
    assert (await there.get(ME)).status_code == 401
    assert (await sign_in(there, who)).status_code == 401
    assert (await sign_in(there, who, new)).status_code == 200
    assert (await acts(harness)).count("sign_in.password.changed") == 1


async def test_guessing_the_current_password_is_throttled(
    harness: Harness, browser: Browser, clock: ManualClock
) -> None:
    who = await account(harness)
    client = await browser()
    await sign_in(client, who)
    statuses = [
        (await client.post("/api/v1/me/password", json={"current": "wrong", "new": "x"})).status_code for _ in range(6)
    ]
    assert statuses == [403] * 5 + [429]
