"""What two connections do at the same moment to one row, on a real server."""

import asyncio

import pysequoia

from atalaya_platform.notifications.mailing.queries import unsubscribe_key
from tests.live import Live
from tests.platform.factories import person, world


async def test_two_mails_to_one_person_make_their_preferences_once(live: Live) -> None:
    cast = await world(live)
    database = live.runtimes[0].database
    first_made, second_asks = asyncio.Event(), asyncio.Event()

    async def first() -> bytes:
        async with database.system() as session:
            key = await unsubscribe_key(session, cast.ana.id)
            first_made.set()
            await second_asks.wait()
            await asyncio.sleep(0.2)  # until the other waits for the row that is not committed yet
            return key

    async def second() -> bytes:
        async with database.system() as session:
            await first_made.wait()
            second_asks.set()
            return await unsubscribe_key(session, cast.ana.id)

    async with asyncio.timeout(20):
        keys = await asyncio.gather(first(), second())
    assert keys[0] == keys[1]
    ana = await live.client(cast.ana)
    path = "/api/v1/notifications/preferences"
    # Nobody has chosen anything yet: what was read before the mails is still the newest.
    chosen = await ana.http.put(path, json={"kinds": {}, "digest_hour": 9}, headers={"If-Match": '"0"'})
    assert (chosen.status_code, (await ana.http.get(path)).json()["digest_hour"]) == (200, 9)


async def test_two_administrators_cannot_withdraw_each_other(live: Live) -> None:
    cast = await world(live)
    second = await person(live, cast.chile, platform_role="administrator")
    one, other = await live.client(cast.admin, strong=True), await live.client(second, strong=True)
    for _ in range(5):
        answers = await asyncio.gather(
            one.http.delete(f"/api/v1/people/{second.id}/platform-roles/administrator"),
            other.http.delete(f"/api/v1/people/{cast.admin.id}/platform-roles/administrator"),
        )
        assert sorted(answer.status_code for answer in answers) == [204, 403], [answer.text for answer in answers]
        left, lost = (one, second) if answers[0].is_success else (other, cast.admin)
        again = await left.http.post(f"/api/v1/people/{lost.id}/platform-roles", json={"role": "administrator"})
        assert again.status_code == 204, again.text


async def test_two_administrators_cannot_suspend_each_other(live: Live) -> None:
    cast = await world(live)
    second = await person(live, cast.chile, platform_role="administrator")
    for _ in range(5):
        one, other = await live.client(cast.admin, strong=True), await live.client(second, strong=True)
        reason = {"reason": "Both at once."}
        answers = await asyncio.gather(
            one.http.post(f"/api/v1/people/{second.id}/suspend", json=reason),
            other.http.post(f"/api/v1/people/{cast.admin.id}/suspend", json=reason),
        )
        # Whoever comes second is refused, or has no session any more.
        assert sorted(answer.status_code for answer in answers)[0] == 204
        assert sorted(answer.status_code for answer in answers)[1] in (401, 403), [one.text for one in answers]
        left, lost = (one, second) if answers[0].is_success else (other, cast.admin)
        again = await left.http.post(f"/api/v1/people/{lost.id}/reinstate", json=reason)
        assert again.status_code == 204, again.text


async def test_one_person_adds_two_keys_at_once(live: Live) -> None:
    cast = await world(live)
    ana = await live.client(cast.ana)
    for _ in range(5):
        keys = [str(pysequoia.Tsk.generate("Ana <ana@example.org>").extract_certificate()) for _ in range(2)]
        answers = await asyncio.gather(*[ana.http.post("/api/v1/me/keys", json={"armoured": key}) for key in keys])
        assert [answer.status_code for answer in answers] == [201, 201], [answer.text for answer in answers]
