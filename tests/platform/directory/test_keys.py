"""Public keys over HTTP, and reminders that go out once each."""

from datetime import UTC, datetime, timedelta

import pysequoia

from atalaya_platform.clock import ManualClock
from atalaya_platform.directory.keys.jobs import remind_of_expiry, step
from atalaya_platform.directory.organisations.jobs import remind_to_confirm
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.directory.letters import queued
from tests.platform.factories import person, world


def made(mailbox: str = "ana@example.org") -> tuple[str, str]:
    """A new key for this mailbox: its public and its private part."""
    secret = pysequoia.Tsk.generate(f"Somebody <{mailbox}>")
    return str(secret.extract_certificate()), str(secret)


async def test_keys_of_an_organisation(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, carla, vendor, secretary = [
        await client_for(one) for one in (cast.ana, cast.carla, cast.vendor, cast.secretary)
    ]
    path = f"/api/v1/organisations/{cast.jamaica.id}/keys"
    public, private = made()
    added = await ana.post(path, json={"armoured": public})
    assert added.status_code == 201, added.text
    key = added.json()
    assert (key["user_ids"], key["can_encrypt"], key["expired"]) == (["Somebody <ana@example.org>"], True, False)
    assert (await ana.post(path, json={"armoured": public})).json()["type"] == "/problems/key-present"
    refused = await ana.post(path, json={"armoured": private})
    assert (refused.status_code, "private key" in refused.json()["fields"]["armoured"]) == (422, True)
    assert (await ana.post(path, json={"armoured": "x" * 200})).status_code == 422
    assert (await carla.post(path, json={"armoured": made()[0]})).status_code == 403
    assert [one["fingerprint"] for one in (await carla.get(path)).json()] == [key["fingerprint"]]
    page = (await carla.get(f"/api/v1/organisations/{cast.jamaica.id}")).json()
    assert [one["fingerprint"] for one in page["keys"]] == [key["fingerprint"]]
    assert (await vendor.get(path)).status_code == 404
    other = f"/api/v1/organisations/{cast.brazil.id}/keys/{key['id']}"
    assert (await secretary.delete(other)).status_code == 404
    assert (await carla.delete(f"{path}/{key['id']}")).status_code == 403
    assert (await ana.delete(f"{path}/{key['id']}")).status_code == 204
    assert (await carla.get(path)).json() == []


async def test_mail_is_encrypted_to_the_newest_own_key(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    clock = ManualClock(harness.runtime.clock.now())
    harness.runtime.database.clock = clock
    bruno, carla, vendor = [await client_for(one) for one in (cast.bruno, cast.carla, cast.vendor)]
    first = (await bruno.post("/api/v1/me/keys", json={"armoured": made()[0]})).json()
    clock.advance(timedelta(minutes=1))
    second = (await bruno.post("/api/v1/me/keys", json={"armoured": made()[0]})).json()
    seen = (await carla.get(f"/api/v1/people/{cast.bruno.id}")).json()["openpgp"]
    assert seen["armoured"] == second["armoured"]
    listed = (await carla.get(f"/api/v1/people/{cast.bruno.id}/keys")).json()
    assert [one["id"] for one in listed] == [second["id"], first["id"]]
    assert (await vendor.get(f"/api/v1/people/{cast.bruno.id}/keys")).status_code == 404
    assert (await carla.delete(f"/api/v1/me/keys/{first['id']}")).status_code == 404
    await bruno.delete(f"/api/v1/me/keys/{second['id']}")
    seen = (await carla.get(f"/api/v1/people/{cast.bruno.id}")).json()["openpgp"]
    assert seen["armoured"] == first["armoured"]
    await bruno.delete(f"/api/v1/me/keys/{first['id']}")
    assert (await carla.get(f"/api/v1/people/{cast.bruno.id}")).json()["openpgp"] is None


def test_which_expiry_reminder_is_due() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)
    steps = {days: step(now + timedelta(days=days), now) for days in (-1, 0, 1, 7, 8, 30, 31, 60, 61)}
    assert steps == {
        -1: "expired", 0: "expired", 1: "7 days", 7: "7 days", 8: "30 days", 30: "30 days", 31: "60 days",
        60: "60 days", 61: None,
    }  # fmt: skip


async def test_expiry_reminders_go_out_once_each(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    clock = ManualClock(harness.runtime.clock.now())
    harness.runtime.database.clock = clock
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    path = f"/api/v1/organisations/{cast.jamaica.id}/keys"
    assert (await ana.post(path, json={"armoured": made()[0]})).status_code == 201
    assert (await bruno.post("/api/v1/me/keys", json={"armoured": made()[0]})).status_code == 201
    ends = clock.now() + timedelta(days=90)
    await harness.all("UPDATE openpgp_key SET expires_at = :t RETURNING 1", t=ends)
    for expected in (0, 0, 0, 2, 2, 4, 6, 8):
        for _ in range(2):
            async with harness.runtime.database.system() as session:
                await remind_of_expiry(session, harness.runtime)
        assert len(await queued(harness, "key_expiry")) == expected, clock.now()
        clock.advance(timedelta(days=14))
    letters = await queued(harness, "key_expiry")
    assert {one["person_id"] for one in letters} == {str(cast.ana.id), str(cast.bruno.id)}
    assert [one["context"]["expired"] for one in letters] == [False] * 6 + [True] * 2


async def test_confirmation_is_asked_for_once_each_time(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    clock = ManualClock(datetime(2026, 11, 2, 12, tzinfo=UTC))
    harness.runtime.database.clock = clock
    await person(harness, cast.brazil, role="team_lead", demonstration=True)

    async def asked() -> list[str]:
        for _ in range(2):
            async with harness.runtime.database.system() as session:
                await remind_to_confirm(session, harness.runtime)
        return [one["context"]["organisation"] for one in await queued(harness, "directory_confirm")]

    assert await asked() == ["JaCIRT"]
    await harness.all("UPDATE organisation SET confirmed_at = :t, confirm_by = '2027-03-02' RETURNING 1", t=clock.now())
    assert len(await asked()) == 1
    for moved, expected in ((107, 2), (14, 3), (14, 3), (14, 4), (28, 5)):
        clock.advance(timedelta(days=moved))
        assert len(await asked()) == expected, clock.now()
    letter = (await queued(harness, "directory_confirm"))[0]
    assert (letter["person_id"], letter["path"]) == (
        str(cast.ana.id), f"/directory/organisations/{cast.jamaica.id}",
    )  # fmt: skip


async def test_a_key_that_is_sent_again_is_added_once_and_answered_the_same(
    harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    for path in ("/api/v1/me/keys", f"/api/v1/organisations/{cast.jamaica.id}/keys"):
        given, headers = {"armoured": made()[0]}, {"Idempotency-Key": f"key-at-{len(path)}"}
        first, second = [await ana.post(path, json=given, headers=headers) for _ in range(2)]
        assert (first.status_code, second.status_code) == (201, 201)
        assert second.json() == first.json()
        assert second.headers["idempotency-replayed"] == "true"
        assert len((await ana.get(path)).json()) == 1
