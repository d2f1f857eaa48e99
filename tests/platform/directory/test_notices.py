"""What people are told of in the application, and the letters as they are handed to the mail."""

import orjson

from atalaya_platform.directory.letters import JOB
from atalaya_platform.jobs.queue import all_jobs, run_once
from atalaya_platform.mail.contents import read_content
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, world

GROUPS = "/api/v1/groups"


async def handle_events(harness: Harness) -> None:
    """Run the queued event handlers, and leave every other job."""
    rows = await harness.all("DELETE FROM procrastinate_jobs WHERE task_name = 'handle_event' RETURNING id, args")
    for row in sorted(rows):
        args = row.args if isinstance(row.args, dict) else orjson.loads(row.args)
        await run_once(harness.runtime, None, all_jobs(harness.runtime)["handle_event"], args)


async def told(harness: Harness, cast: World) -> set[tuple[str, str, str]]:
    """Who was told what, by name."""
    names = {row.id: row.name for row in await harness.all("SELECT id, name FROM person")}
    rows = await harness.all("SELECT person_id, kind, title FROM notification")
    return {(names[row.person_id], row.kind, row.title) for row in rows}


async def test_invitations_and_requests_are_told_to_who_can_answer(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, carla = await client_for(cast.ana), await client_for(cast.carla)
    invitations = f"{GROUPS}/{cast.hidden.id}/invitations"
    sent = (await ana.post(invitations, json={"person_id": str(cast.carla.id)})).json()
    await handle_events(harness)
    assert await told(harness, cast) == {("Carla", "directory.group.invitation", "Quiet room")}
    await carla.post(f"/api/v1/group-invitations/{sent['id']}/accept")
    await ana.patch(f"{GROUPS}/{cast.group.id}", json={"joining": "request"}, headers={"If-Match": "*"})
    await carla.post(f"{GROUPS}/{cast.group.id}/requests", json={})
    await handle_events(harness)
    assert await told(harness, cast) == {
        ("Carla", "directory.group.invitation", "Quiet room"),
        ("Ana", "directory.group.answer", "Quiet room"),
        ("Ana", "directory.group.request", "Incident response"),
    }


async def test_a_steward_s_reason_reaches_who_asked(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, carla = await client_for(cast.ana), await client_for(cast.carla)
    path = f"{GROUPS}/{cast.group.id}/requests"
    await ana.patch(f"{GROUPS}/{cast.group.id}", json={"joining": "request"}, headers={"If-Match": "*"})
    for act, reason in (
        ("refuse", "Come back with a mandate of your team. " * 7),
        ("admit", "Welcome: <b>read</b> the rules first."),
    ):
        asked = (await carla.post(path, json={})).json()["id"]
        too_long = await ana.post(f"{path}/{asked}/{act}", json={"reason": "x" * 281})
        assert too_long.status_code == 422
        assert (await ana.post(f"{path}/{asked}/{act}", json={"reason": reason})).is_success
        await handle_events(harness)
        kind = f"directory.group.{act}{'d' if act == 'refuse' else 'ted'}"
        seen = (await carla.get("/api/v1/notifications")).json()["items"][0]
        assert (seen["kind"], seen["title"], seen["excerpt"]) == (kind, "Incident response", reason)
        assert await harness.one("SELECT mail FROM notification WHERE kind = :k", k=kind) == "now"


async def test_an_application_is_told_to_who_acts_next(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    stranger = await client_for()
    body = {
        "name": "Cable company",
        "kind": "private",
        "community": "stakeholders",
        "contact_name": "Somebody",
        "contact_email": "somebody@example.org",
        "reason": "We run the cables of the islands.",
    }
    assert (await stranger.post("/api/v1/applications", json=body)).status_code == 202
    path = await harness.one("SELECT args->>'path' FROM procrastinate_jobs WHERE task_name = :n", n=JOB.name)
    await stranger.post("/api/v1/applications/verify", json={"token": path.partition("#")[2]})
    await handle_events(harness)
    assert await told(harness, cast) == {("Secretary", "directory.application.review", "Cable company")}


async def test_letters_are_what_the_mail_takes(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, secretary, stranger = await client_for(cast.ana), await client_for(cast.secretary), await client_for()
    await ana.post("/api/v1/invitations", json={"email": "new@example.org", "organisation_id": str(cast.jamaica.id)})
    await harness.all("UPDATE organisation SET email = 'j@example.org' WHERE id = :i RETURNING 1", i=cast.jamaica.id)
    await secretary.post("/api/v1/contact-tests", json={})
    body = {
        "name": "Port CSIRT",
        "kind": "sectoral_csirt",
        "country": "PER",
        "community": "network",
        "contact_name": "Somebody",
        "contact_email": "somebody@example.org",
        "reason": "We handle the incidents of the ports.",
    }
    await stranger.post("/api/v1/applications", json=body)
    point = (
        "INSERT INTO membership (person_id, organisation_id, role)"
        " VALUES (:p, :o, 'national_contact_point') RETURNING 1"
    )
    await harness.all("UPDATE organisation SET country = 'PER' WHERE id = :i RETURNING 1", i=cast.chile.id)
    await harness.all(point, p=cast.minister.id, o=cast.chile.id)
    secret = await harness.one(
        "SELECT args->>'path' FROM procrastinate_jobs WHERE task_name = :n AND args->>'letter' = 'application_verify'",
        n=JOB.name,
    )
    await stranger.post("/api/v1/applications/verify", json={"token": secret.partition("#")[2]})
    one = await harness.one("SELECT id FROM application")
    why = {"reason": "They are who they say they are."}
    await secretary.post(f"/api/v1/applications/{one}/proceed", json=why)
    await secretary.post(f"/api/v1/applications/{one}/decide", json={"decision": "decline", **why})
    for row in await harness.all("DELETE FROM procrastinate_jobs WHERE task_name = :n RETURNING args", n=JOB.name):
        await run_once(harness.runtime, None, JOB, row.args)
    queued = await harness.all("SELECT args FROM procrastinate_jobs WHERE task_name = 'mail.send'")
    contents = {row.args["content"]["template"]: read_content(row.args["content"]) for row in queued}
    assert set(contents) == {
        "invitation",
        "contact_test",
        "application_verify",
        "application_received",
        "endorsement_asked",
        "vetting_decision",
    }
    assert all(content.model_dump()["link"].startswith("http://127.0.0.1:8000/") for content in contents.values())
