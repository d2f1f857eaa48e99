"""Contact tests over HTTP: who starts them, and that only a person's click answers."""

from datetime import timedelta

from atalaya_platform.clock import ManualClock
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.directory.letters import queued
from tests.platform.factories import organisation, person, world

TESTS = "/api/v1/contact-tests"


async def test_a_campaign_and_its_answers(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    clock = ManualClock(harness.runtime.clock.now())
    harness.runtime.database.clock = clock
    for place, mailbox in ((cast.jamaica, "j@example.org"), (cast.brazil, "b@example.org")):
        await harness.all("UPDATE organisation SET email = :e WHERE id = :i RETURNING 1", e=mailbox, i=place.id)
    secretary, carla, stranger = await client_for(cast.secretary), await client_for(cast.carla), await client_for()
    started = await secretary.post(TESTS, json={"note": "Spring test"})
    assert started.status_code == 201, started.text
    assert (started.json()["asked"], started.json()["answered"], started.json()["median_seconds"]) == (2, 0, None)
    letters = await queued(harness, "contact_test")
    assert [(one["address"], one["locale"]) for one in letters] == [("b@example.org", "pt"), ("j@example.org", "en")]
    token = letters[1]["path"].partition("#")[2]
    clock.advance(timedelta(minutes=10))
    for _ in range(2):
        seen = (await stranger.get(f"{TESTS}/answer/{token}")).json()
        assert (seen["organisation"], seen["answered_at"]) == ("JaCIRT", None)
    assert (await stranger.post(f"{TESTS}/answer", json={"token": token})).json()["answered_at"] is not None
    clock.advance(timedelta(minutes=10))
    again = (await stranger.post(f"{TESTS}/answer", json={"token": token})).json()
    page = (await secretary.get(f"{TESTS}/{started.json()['id']}")).json()
    assert (page["answer_rate"], page["median_seconds"]) == (0.5, 600.0)
    assert {one["organisation"]["name"]: one["seconds"] for one in page["answers"]} == {
        "JaCIRT": 600.0,
        "CERT.br": None,
    }
    assert again["answered_at"] == next(one["answered_at"] for one in page["answers"] if one["answered_at"])
    history = (await carla.get(f"/api/v1/organisations/{cast.jamaica.id}/contact-tests")).json()
    assert [(one["seconds"], one["closed"]) for one in history] == [(600.0, False)]
    waiting = (await carla.get(f"/api/v1/organisations/{cast.brazil.id}/contact-tests")).json()
    assert [(one["answered_at"], one["closed"]) for one in waiting] == [(None, False)]
    assert [one["asked"] for one in (await carla.get(TESTS)).json()["items"]] == [2]
    vendor = await client_for(cast.vendor)
    assert (await vendor.get(TESTS)).json()["items"] == []
    assert (await vendor.get(f"{TESTS}/{page['id']}")).status_code == 404
    twice = await secretary.post(TESTS, json={})
    assert (twice.status_code, twice.json()["organisation_ids"]) == (409, [str(cast.brazil.id)])
    await harness.all("UPDATE contact_test SET closes_at = :now RETURNING 1", now=clock.now())
    silent = (await carla.get(f"/api/v1/organisations/{cast.brazil.id}/contact-tests")).json()
    assert [(one["answered_at"], one["closed"]) for one in silent] == [(None, True)]
    assert {one["closed"] for one in (await secretary.get(f"{TESTS}/{page['id']}")).json()["answers"]} == {True}
    clock.advance(timedelta(days=8))
    late = await stranger.post(f"{TESTS}/answer", json={"token": letters[0]["path"].partition("#")[2]})
    assert (late.status_code, late.json()["type"]) == (409, "/problems/contact-test-closed")
    wrong = token[:-1] + ("a" if token[-1] != "a" else "b")
    assert (await stranger.post(f"{TESTS}/answer", json={"token": wrong})).status_code == 404


async def test_a_lead_tests_the_own_mailbox_only(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    peru = await organisation(harness, "PeCERT", country="PER", email="p@example.org")
    lead = await client_for(await person(harness, peru, role="team_lead"))
    ana, carla = await client_for(cast.ana), await client_for(cast.carla)
    body = {"organisation_ids": [str(peru.id)]}
    assert (await ana.post(TESTS, json=body)).status_code == 403
    assert (await carla.post(TESTS, json=body)).status_code == 403
    assert (await lead.post(TESTS, json={})).status_code == 403
    assert (await lead.post(TESTS, json=body)).json()["asked"] == 1
    no_mailbox = await ana.post(TESTS, json={"organisation_ids": [str(cast.jamaica.id)]})
    assert (no_mailbox.status_code, list(no_mailbox.json()["fields"])) == (422, ["organisation_ids"])


async def test_a_test_whose_answer_was_lost_is_started_once(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    await harness.all("UPDATE organisation SET email = 'j@example.org' WHERE id = :i RETURNING 1", i=cast.jamaica.id)
    secretary = await client_for(cast.secretary)
    headers = {"Idempotency-Key": "spring-test"}
    first, second = [await secretary.post(TESTS, json={"note": "Spring"}, headers=headers) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201), second.text
    assert second.json() == first.json()
    assert len(await queued(harness, "contact_test")) == 1
