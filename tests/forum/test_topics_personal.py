"""What is one's own: read state, drafts, Today; and who is told of what."""

from datetime import timedelta

import httpx2

from atalaya_forum.topics.jobs import remind_of_acknowledgements, remind_of_reviews
from atalaya_platform.identity.models import GroupMember
from atalaya_platform.runtime import Runtime
from tests.conftest import ClientFor
from tests.forum.factories import RED, advisory, post, topic
from tests.harness import Harness
from tests.platform.factories import organisation, person, world


async def unread(client: httpx2.AsyncClient, topic_id: str) -> tuple[int, int]:
    """How far the topic is read, and how much is not."""
    card = (await client.get(f"/api/v1/topics/{topic_id}")).json()
    return card["last_read"], card["unread"]


async def test_unread_counts_follow_what_was_read(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    made = await topic(ana, cast)
    for number in range(2, 6):
        await post(ana, made["id"], f"Post {number}")
    path = f"/api/v1/topics/{made['id']}/read"
    assert await unread(ana, made["id"]) == (5, 0)
    assert await unread(bruno, made["id"]) == (0, 5)
    assert (await bruno.put(path, json={"number": 3})).json() == {"topic_id": made["id"], "last_read": 3, "unread": 2}
    assert (await bruno.put(path, json={"number": 1})).json()["last_read"] == 3
    assert (await bruno.put(path, json={"number": 1, "exactly": True})).json()["last_read"] == 1
    assert (await bruno.put(path, json={"number": 99})).json()["unread"] == 0
    assert (await carla.put(path, json={"number": 1})).status_code == 404
    await post(ana, made["id"], "News")
    assert await unread(bruno, made["id"]) == (5, 1)


async def test_everything_is_marked_as_read_with_one_row(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    first, second = await topic(ana, cast), await topic(ana, cast, group_id=str(cast.hidden.id))
    assert (await bruno.post("/api/v1/topics/read", json={"group_id": str(cast.group.id)})).status_code == 204
    assert await unread(bruno, first["id"]) == (1, 0)
    assert await unread(bruno, second["id"]) == (0, 1)
    assert (await carla.post("/api/v1/topics/read", json={"group_id": str(cast.hidden.id)})).status_code == 404
    assert (await bruno.post("/api/v1/topics/read", json={})).status_code == 204
    assert (await bruno.get("/api/v1/topics?unread=true")).json()["items"] == []
    await harness.all("UPDATE read_mark SET at = at - interval '1 minute' RETURNING 1")
    await harness.all("UPDATE topic SET created_at = created_at - interval '1 hour' RETURNING 1")
    await harness.all("UPDATE post SET created_at = created_at - interval '1 hour' RETURNING 1")
    await post(ana, first["id"], "After the mark")
    assert await unread(bruno, first["id"]) == (1, 1)


async def test_drafts_keep_the_newest_and_are_ones_own(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    path = f"/api/v1/drafts/group:{cast.group.id}:topic"
    newest = {"body": "Half a sen", "fields": {"title": "T", "label": RED}, "client_at": "2026-11-23T10:00:05Z"}
    assert (await ana.put(path, json=newest)).json()["body"] == "Half a sen"
    late = await ana.put(path, json={"body": "Half", "client_at": "2026-11-23T10:00:01Z"})
    assert (late.json()["body"], late.json()["fields"]["label"]) == ("Half a sen", RED)
    assert (await ana.get(path)).json()["fields"]["title"] == "T"
    assert (await bruno.get(path)).status_code == 404
    assert [one["place"] for one in (await ana.get("/api/v1/drafts")).json()] == [f"group:{cast.group.id}:topic"]
    assert (await bruno.get("/api/v1/drafts")).json() == []
    assert (await ana.delete(path)).status_code == 204
    assert (await ana.get("/api/v1/drafts")).json() == []
    assert (await ana.put("/api/v1/drafts/elsewhere", json=newest)).status_code == 422
    assert (await ana.put(path, json={"body": "x", "client_at": "2026-11-23T10:00:05"})).status_code == 422
    assert (await (await client_for()).get("/api/v1/drafts")).status_code == 401


async def test_a_text_is_previewed_as_it_will_be(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    text = f"Ask @[Bruno](person:{cast.bruno.id}) <script>alert(1)</script>"
    seen = (await ana.post("/api/v1/text/preview", json={"markdown": text})).json()
    assert "<script>" not in seen["html"]
    assert seen["mentions"] == [{"kind": "person", "id": str(cast.bruno.id), "name": "Bruno"}]
    assert (await ana.post("/api/v1/text/preview", json={"markdown": "ñ" * 40_000})).status_code == 422


async def test_today_shows_what_is_new_and_what_waits(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    warning = await advisory(ana, cast)
    question = await topic(bruno, cast, kind="question", title="Who knows this family?")
    named = await post(
        ana, question["id"], f"@[Bruno](person:{cast.bruno.id}) and @[All](organisation:{cast.brazil.id})"
    )
    with harness.counted() as statements:
        seen = (await bruno.get("/api/v1/today/forum")).json()
    assert len(statements) <= 9
    assert seen["unread_topics"] == 2
    assert seen["groups"] == [{"group": {"id": str(cast.group.id), "name": "Incident response"}, "unread_topics": 2}]
    assert [one["id"] for one in seen["awaiting"]] == [warning["id"]]
    assert [one["post_id"] for one in seen["mentions"]] == [named["id"]]
    assert [one["id"] for one in seen["questions"]] == [question["id"]]
    nothing = (await carla.get("/api/v1/today/forum")).json()
    assert (nothing["unread_topics"], nothing["new"], nothing["mentions"]) == (0, [], [])


async def test_the_navigation_asks_for_numbers_only(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana, strong=True)
    bruno, carla = await client_for(cast.bruno), await client_for(cast.carla)
    open_one = await topic(ana, cast, label="TLP:GREEN", title="For the network")
    inside = await topic(ana, cast, label="TLP:AMBER+STRICT", title="For the group")
    await topic(ana, cast, label=RED, title="For Bruno alone", recipients=[str(cast.bruno.id)])
    with harness.counted() as statements:
        seen = (await bruno.get("/api/v1/forum/unread")).json()
    assert len(statements) <= 6
    assert (seen["unread_topics"], seen["groups"][0]["unread_topics"]) == (2, 2)
    assert [one["id"] for one in seen["latest"]] == [inside["id"]]
    assert seen["latest"][0]["label"] == "TLP:AMBER+STRICT"
    constituent = (await (await client_for(cast.minister)).get("/api/v1/forum/unread")).json()
    assert [one["id"] for one in constituent["latest"]] == [open_one["id"]]
    outside = (await carla.get("/api/v1/forum/unread")).json()
    assert (outside["unread_topics"], outside["latest"]) == (1, [])
    assert (await (await client_for()).get("/api/v1/forum/unread")).status_code == 401


async def told(harness: Harness) -> set[tuple[str, str]]:
    """Who was told what kind of thing."""
    await harness.run_jobs()
    rows = await harness.all("SELECT p.name, n.kind FROM notification n JOIN person p ON p.id = n.person_id")
    return {(row.name, row.kind) for row in rows}


async def test_each_hears_once_for_the_nearest_reason(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    body = f"@[Bruno](person:{cast.bruno.id}) @[Carla](person:{cast.carla.id})"
    made = await topic(ana, cast, body=body)
    assert await told(harness) == {("Bruno", "forum.post.mention")}
    await harness.all("DELETE FROM notification RETURNING 1")
    opening = (await ana.get(f"/api/v1/topics/{made['id']}/posts")).json()["items"][0]
    mine = await post(bruno, made["id"], "Seen", reply_to_id=opening["id"])
    assert await told(harness) == {("Ana", "forum.post.reply")}
    await harness.all("DELETE FROM notification RETURNING 1")
    await post(ana, made["id"], "More")
    assert await told(harness) == {("Bruno", "forum.post.new")}
    await harness.all("DELETE FROM notification RETURNING 1")
    edit = {"body": f"Seen, @[Ana](person:{cast.ana.id})"}
    assert (await bruno.patch(f"/api/v1/posts/{mine['id']}", json=edit, headers={"If-Match": "*"})).status_code == 200
    assert await told(harness) == {("Ana", "forum.post.mention")}


async def test_an_unread_mention_of_red_says_nothing(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana, strong=True)
    await topic(
        ana,
        cast,
        label=RED,
        title="Codename Ibis",
        body=f"@[Bruno](person:{cast.bruno.id})",
        recipients=[str(cast.bruno.id)],
    )
    assert await told(harness) == {("Bruno", "forum.post.mention")}
    (row,) = await harness.all("SELECT title, excerpt, label FROM notification")
    assert (row.title, row.excerpt, row.label) == ("", "", RED)


async def test_advisories_are_acknowledged_by_teams(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    warning = await advisory(ana, cast)
    assert warning["cves"] == ["CVE-2024-3094"]
    assert [one["value"] for one in warning["indicators"]] == [
        "login[.]evil[.]example",
        "hxxps://evil[.]example/a?b=1",
        "192[.]0[.]2[.]7",
    ]
    assert ("Bruno", "forum.acknowledgement.asked") in await told(harness)
    path = f"/api/v1/topics/{warning['id']}/acknowledgements"
    before = (await ana.get(path)).json()
    assert (before["asked"], before["answered"]) == (1, 0)
    assert [(one["organisation"]["name"], one["status"]) for one in before["teams"]] == [("CERT.br", None)]
    assert (await ana.post(path, json={})).status_code == 403
    assert (await carla.get(path)).status_code == 404
    assert (await carla.post(path, json={})).status_code == 404
    minister = await client_for(cast.minister)
    assert (await minister.post(path, json={})).status_code == 403
    assert (await minister.get(path)).json()["teams"] == []
    foreign = await bruno.post(path, json={"organisation_id": str(cast.chile.id)})
    assert foreign.status_code == 422
    answer = await bruno.post(path, json={"status": "affected", "note": "Two gateways"})
    assert answer.status_code == 201, answer.text
    (team,) = answer.json()["teams"]
    assert (team["status"], team["note"], team["person"]["name"], team["mine"]) == (
        "affected",
        "Two gateways",
        "Bruno",
        True,
    )
    assert (await bruno.get("/api/v1/topics?awaiting=true")).json()["items"] == []
    assert (await bruno.post(path, json={"status": "mitigated"})).json()["answered"] == 1
    plain = await topic(ana, cast)
    assert (await bruno.post(f"/api/v1/topics/{plain['id']}/acknowledgements", json={})).status_code == 409


async def test_named_people_are_reminded_by_what_knows_no_content(
    harness: Harness, client_for: ClientFor, runtime: Runtime
) -> None:
    cast = await world(harness)
    silent = await organisation(harness, "Silent team", country="PER")
    sleeper = await person(harness, silent, name="Sleeper")
    await person(harness, silent, name="Not named")
    await harness.add(GroupMember(group_id=cast.group.id, organisation_id=silent.id))
    ana = await client_for(cast.ana, strong=True)
    bruno = await client_for(cast.bruno, strong=True)
    date = runtime.clock.now().date() + timedelta(days=10)
    warning = await advisory(
        ana,
        cast,
        label=RED,
        title="Kestrel canary",
        recipients=[str(cast.bruno.id), str(sleeper.id)],
        advisory={"acknowledge_by": date.isoformat()},
    )

    async def planned() -> list[tuple[str, int]]:
        rows = await harness.all(
            "SELECT o.name, j.scheduled_at, j.args::text AS args, j.queueing_lock FROM procrastinate_jobs j"
            " JOIN organisation o ON o.id = (j.args->>'team')::uuid WHERE j.task_name LIKE 'forum.remind_of_named%'"
        )
        assert "Kestrel" not in str(rows)
        return sorted((row.name, (date - row.scheduled_at.date()).days) for row in rows)

    assert await planned() == [(team, days) for team in ("CERT.br", "Silent team") for days in (-1, 0, 1, 3)]
    answer = await bruno.post(f"/api/v1/topics/{warning['id']}/acknowledgements", json={})
    assert answer.status_code == 201, answer.text
    assert await planned() == [("Silent team", days) for days in (-1, 0, 1, 3)]
    await harness.run_jobs()
    await harness.all("DELETE FROM notification RETURNING 1")
    await harness.all(
        "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE task_name LIKE 'forum.remind%' RETURNING 1"
    )
    await harness.run_jobs()
    assert await told(harness) == {("Sleeper", "forum.acknowledgement.reminder")}
    (row,) = await harness.all("SELECT DISTINCT title, excerpt, url FROM notification")
    assert (row.title, row.excerpt, row.url) == ("", "", f"/forum/topics/{warning['id']}?post=1")


async def test_reminders_of_named_people_follow_the_advisory(
    harness: Harness, client_for: ClientFor, runtime: Runtime
) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana, strong=True)
    date = (runtime.clock.now().date() + timedelta(days=10)).isoformat()
    warning = await advisory(ana, cast, label=RED, recipients=[str(cast.bruno.id)], advisory={"acknowledge_by": date})
    address = f"/api/v1/topics/{warning['id']}"

    async def planned() -> int:
        return int(await harness.one("SELECT count(*) FROM procrastinate_jobs WHERE task_name LIKE '%named_ack%'"))

    assert await planned() == 4
    assert (await ana.post(f"{address}/standing", json={"locked": True})).status_code == 200
    assert await planned() == 0
    assert (await ana.post(f"{address}/standing", json={"locked": False})).status_code == 200
    assert await planned() == 4
    current = await ana.get(address)
    amber = await ana.post(
        f"{address}/label", json={"label": "TLP:AMBER"}, headers={"If-Match": current.headers["etag"]}
    )
    assert amber.status_code == 200, amber.text
    assert await planned() == 0


async def test_silent_teams_are_reminded(harness: Harness, client_for: ClientFor, runtime: Runtime) -> None:
    cast = await world(harness)
    silent = await organisation(harness, "Silent team", country="PER")
    sleeper = await person(harness, silent, name="Sleeper")
    await harness.add(GroupMember(group_id=cast.group.id, organisation_id=silent.id))
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    tomorrow = (runtime.clock.now().date() + timedelta(days=1)).isoformat()
    warning = await advisory(ana, cast, advisory={"acknowledge_by": tomorrow})
    await bruno.post(f"/api/v1/topics/{warning['id']}/acknowledgements", json={})
    today = runtime.clock.now().date().isoformat()
    await topic(ana, cast, kind="best_practice", review_on=today, title="Sinkholing")
    await harness.run_jobs()
    await harness.all("DELETE FROM notification RETURNING 1")
    async with runtime.database.system() as session:
        await remind_of_acknowledgements(session, runtime)
    assert await told(harness) == {(sleeper.name, "forum.acknowledgement.reminder")}
    await harness.all("DELETE FROM notification RETURNING 1")
    async with runtime.database.system() as session:
        await remind_of_reviews(session, runtime)
    assert await told(harness) == {("Ana", "forum.practice.review")}
