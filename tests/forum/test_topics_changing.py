"""Editing, relabelling, moving, splitting, moderating; each allowed and refused from one set-up."""

from typing import Any
from uuid import UUID

import httpx2

from atalaya_platform.files.models import File
from tests.conftest import ClientFor
from tests.forum.factories import RED, post, topic
from tests.harness import Harness
from tests.platform.factories import group, person, world


async def refused(client: httpx2.AsyncClient, method: str, path: str, status: int, **body: Any) -> dict[str, Any]:
    """The problem document of a request that is refused with this status."""
    answer = await client.request(method, f"/api/v1{path}", **({"json": body} if body else {}))
    assert answer.status_code == status, answer.text
    document: dict[str, Any] = answer.json()
    assert document["detail"]
    return document


async def test_a_topic_is_edited_upon_its_newest_version(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    made = await topic(bruno, cast)
    path = f"/api/v1/topics/{made['id']}"
    assert (await bruno.patch(path, json={"title": "A better title"})).status_code == 428
    etag = (await bruno.get(path)).headers["etag"]
    edited = await bruno.patch(path, json={"title": "A better title", "tags": ["DNS"]}, headers={"If-Match": etag})
    assert (edited.status_code, edited.json()["title"], edited.json()["tags"]) == (200, "A better title", ["dns"])
    assert (await ana.patch(path, json={"title": "Steward's"}, headers={"If-Match": etag})).status_code == 412
    assert (await ana.patch(path, json={"title": "Steward's"}, headers={"If-Match": '"2"'})).status_code == 200
    assert (await carla.patch(path, json={"title": "Nobody's"}, headers={"If-Match": "*"})).status_code == 404
    colleague = await client_for(await person(harness, cast.jamaica))
    assert (await colleague.patch(path, json={"title": "No steward"}, headers={"If-Match": "*"})).status_code == 403
    assert (await ana.patch(path, json={"advisory": {"severity": "low"}}, headers={"If-Match": "*"})).status_code == 422
    assert [
        entry.act for entry in await harness.all("SELECT act FROM audit_entry WHERE act LIKE 'forum.topic.e%'")
    ] == ["forum.topic.edit"] * 2


async def test_stewards_pin_and_lock(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    made = await topic(bruno, cast)
    path = f"/topics/{made['id']}"
    await refused(bruno, "POST", f"{path}/standing", 403, locked=True)
    standing = (await ana.post(f"/api/v1{path}/standing", json={"locked": True, "pinned": True})).json()
    assert (standing["locked"], standing["pinned"]) == (True, True)
    problem = await refused(bruno, "POST", f"{path}/posts", 409, body="Too late")
    assert problem["type"] == "/problems/topic-locked"
    await post(ana, made["id"], "The steward's last word.")
    assert [one["id"] for one in (await bruno.get("/api/v1/topics?pinned=true")).json()["items"]] == [made["id"]]


async def test_only_the_source_gives_another_label_and_everything_follows(
    harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    lead = await person(harness, cast.brazil, role="team_lead")
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    made = await topic(bruno, cast, label="TLP:GREEN", title="Visible to the network")
    path = f"/api/v1/topics/{made['id']}"
    label = {"label": "TLP:AMBER+STRICT"}
    assert (await carla.get(path)).status_code == 200
    assert (await ana.post(f"{path}/label", json=label, headers={"If-Match": "*"})).status_code == 403
    assert (await bruno.post(f"{path}/label", json=label)).status_code == 428
    leader = await client_for(lead)
    assert (await leader.post(f"{path}/label", json=label, headers={"If-Match": '"1"'})).status_code == 200
    assert (await carla.get(path)).status_code == 404
    assert (await ana.get(path)).json()["label"] == "TLP:AMBER+STRICT"
    green = await harness.all("SELECT type, data::text AS data FROM stream_event WHERE stream = 'community:network'")
    assert "forum.topic.gone" in {row.type for row in green}
    assert not any("Visible to the network" in row.data for row in green)
    assert await harness.one("SELECT audience FROM stream WHERE name = :n", n=f"topic:{made['id']}") == (
        f"strict:{cast.group.id}"
    )
    detail = await harness.one("SELECT detail FROM audit_entry WHERE act = 'forum.topic.relabel'")
    assert (detail["before"], detail["after"]) == ("TLP:GREEN", "TLP:AMBER+STRICT")


async def test_a_topic_becomes_red_and_wider_again(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana, strong=True), await client_for(cast.bruno, strong=True)
    other = await person(harness, cast.jamaica, name="Other")
    another = await client_for(other, strong=True)
    made = await topic(ana, cast)
    path, match = f"/api/v1/topics/{made['id']}", {"If-Match": "*"}
    red = {"label": RED, "recipients": [str(cast.bruno.id)]}
    weak = await client_for(cast.ana)
    assert (await weak.post(f"{path}/label", json=red, headers=match)).json()["type"] == "/problems/passkey-needed"
    assert (await ana.post(f"{path}/label", json=red, headers=match)).status_code == 200
    assert (await bruno.get(path)).status_code == 200
    assert (await another.get(path)).status_code == 404
    swapped = {"label": RED, "recipients": [str(other.id)]}
    assert (await bruno.post(f"{path}/label", json=swapped, headers=match)).status_code == 403
    assert (await ana.post(f"{path}/label", json=swapped, headers=match)).status_code == 200
    assert (await bruno.get(path)).status_code == 404
    assert (await another.get(path)).status_code == 200
    assert (await ana.post(f"{path}/label", json={"label": "TLP:AMBER"}, headers=match)).status_code == 200
    assert (await bruno.get(path)).status_code == 200
    assert await harness.one("SELECT count(*) FROM recipient") == 0


async def test_a_topic_moves_with_its_sources_consent(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    other = await group(harness, cast.ana, organisations=(cast.jamaica, cast.chile), name="Southern circle")
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    made = await topic(ana, cast)
    green = await topic(ana, cast, label="TLP:GREEN")
    path, match = f"/api/v1/topics/{made['id']}/move", {"If-Match": "*"}
    body = {"group_id": str(other.id)}
    assert (await bruno.post(path, json=body, headers=match)).status_code == 403
    assert (await ana.post(path, json=body)).status_code == 428
    wider = await ana.post(f"/api/v1/topics/{green['id']}/move", json={"group_id": str(cast.hidden.id)}, headers=match)
    assert wider.json()["type"] == "/problems/label-refused"
    assert (await ana.post(path, json=body, headers=match)).status_code == 200
    assert (await bruno.get(f"/api/v1/topics/{made['id']}")).status_code == 404
    assert (await carla.get(f"/api/v1/topics/{made['id']}/posts")).json()["items"][0]["number"] == 1


async def test_posts_split_off_keep_their_links(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    made = await topic(ana, cast)
    posts = [await post(bruno, made["id"], f"Post {number}") for number in (2, 3, 4)]
    wanted = {"post_ids": [posts[0]["id"], posts[2]["id"]], "title": "Another matter"}
    await refused(bruno, "POST", f"/topics/{made['id']}/split", 403, **wanted)
    answer = await ana.post(f"/api/v1/topics/{made['id']}/split", json=wanted)
    assert answer.status_code == 201, answer.text
    new = answer.json()
    assert (new["author"]["name"], new["posts"], new["label"]) == ("Bruno", 2, "TLP:AMBER")
    old = (await bruno.get(f"/api/v1/topics/{made['id']}/posts")).json()["items"]
    assert [(one["number"], one["state"]) for one in old] == [(1, "shown"), (2, "moved"), (3, "shown"), (4, "moved")]
    assert old[1]["moved_to_id"] == new["id"]
    assert [one["body"] for one in (await bruno.get(f"/api/v1/topics/{new['id']}/posts")).json()["items"]] == [
        "Post 2",
        "Post 4",
    ]
    assert (await bruno.get(f"/api/v1/posts/{posts[2]['id']}")).json()["topic_id"] == new["id"]
    await refused(ana, "POST", f"/topics/{new['id']}/split", 404, post_ids=[posts[1]["id"]], title="Not of it")


async def test_an_edit_keeps_every_version(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    made = await topic(ana, cast)
    mine = await post(bruno, made["id"], "First *words*")
    path = f"/api/v1/posts/{mine['id']}"
    assert (await bruno.patch(path, json={"body": "x"})).status_code == 428
    assert (await ana.patch(path, json={"body": "x"}, headers={"If-Match": '"1"'})).status_code == 403
    assert (await carla.patch(path, json={"body": "x"}, headers={"If-Match": '"1"'})).status_code == 404
    edited = await bruno.patch(path, json={"body": "Second words"}, headers={"If-Match": '"1"'})
    assert (edited.json()["html"], edited.headers["etag"]) == ("<p>Second words</p>\n", '"2"')
    assert (await bruno.patch(path, json={"body": "x"}, headers={"If-Match": '"1"'})).status_code == 412
    versions = (await ana.get(f"{path}/revisions")).json()
    assert [(one["version"], one["body"]) for one in versions] == [(1, "First *words*"), (2, "Second words")]
    assert (await carla.get(f"{path}/revisions")).status_code == 404
    long = await bruno.patch(path, json={"body": "ñ" * 40_000}, headers={"If-Match": "*"})
    assert (long.status_code, long.json()["type"]) == (422, "/problems/text-refused")


async def test_a_deleted_post_leaves_its_number_and_no_text(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    other = await client_for(await person(harness, cast.brazil))
    made = await topic(ana, cast)
    mine = await post(bruno, made["id"], "A secret slipped in")
    await refused(other, "DELETE", f"/posts/{mine['id']}", 403)
    gone = (await bruno.delete(f"/api/v1/posts/{mine['id']}")).json()
    assert (gone["state"], gone["body"], gone["html"], gone["number"]) == ("deleted", "", "", 2)
    assert (await ana.get(f"/api/v1/posts/{mine['id']}/revisions")).status_code == 404
    await refused(bruno, "DELETE", f"/posts/{mine['id']}", 409)
    live = await harness.all("SELECT data FROM stream_event WHERE type = 'forum.post.changed'")
    assert live[-1].data["post"]["body"] == ""
    assert (await post(bruno, made["id"]))["number"] == 3


async def test_reactions_count_once_per_person(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, vendor = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.vendor)
    made = await topic(ana, cast, label="TLP:CLEAR")
    opening = (await ana.get(f"/api/v1/topics/{made['id']}/posts")).json()["items"][0]
    path = f"/api/v1/posts/{opening['id']}/reactions"
    for client in (ana, bruno, bruno):
        answer = await client.put(path, json={"emoji": "👍"})
    assert answer.json()["reactions"] == [{"emoji": "👍", "count": 2, "mine": True}]
    assert (await vendor.put(path, json={"emoji": "👍"})).status_code == 403
    assert (await bruno.put(path, json={"emoji": "💩"})).status_code == 422
    assert (await bruno.put(path, json={"emoji": "👍", "on": False})).json()["reactions"][0]["count"] == 1


async def test_flags_reach_moderators_who_may_read(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    guardian = await person(harness, cast.chile, platform_role="moderator", name="Guardian")
    ana, bruno, moderator = await client_for(cast.ana), await client_for(cast.bruno), await client_for(guardian)
    made, green = await topic(ana, cast), await topic(ana, cast, label="TLP:GREEN")
    bad, wide = await post(bruno, made["id"], "Rude"), await post(bruno, green["id"], "Rude in green")
    assert (await ana.post(f"/api/v1/posts/{bad['id']}/flags", json={"reason": "abuse"})).status_code == 201
    await refused(ana, "POST", f"/posts/{bad['id']}/flags", 409, reason="abuse")
    await refused(moderator, "POST", f"/posts/{bad['id']}/flags", 404, reason="abuse")
    assert (await ana.post(f"/api/v1/posts/{wide['id']}/flags", json={"reason": "other"})).status_code == 201
    queue = (await ana.get("/api/v1/moderation")).json()["items"]
    assert [(one["post_id"], one["flags"][0]["person"]["name"]) for one in queue] == [
        (bad["id"], "Ana"),
        (wide["id"], "Ana"),
    ]
    assert [one["post_id"] for one in (await moderator.get("/api/v1/moderation")).json()["items"]] == [wide["id"]]
    assert (await bruno.get("/api/v1/moderation")).json()["items"] == []
    assert [one["id"] for one in (await ana.get("/api/v1/topics?flagged=true")).json()["items"]] == [
        green["id"],
        made["id"],
    ]
    assert (await bruno.get("/api/v1/topics?flagged=true")).json()["items"] == []
    await refused(bruno, "POST", f"/posts/{bad['id']}/moderation", 403, act="hide", reason="no")
    await refused(moderator, "POST", f"/posts/{bad['id']}/moderation", 404, act="hide", reason="no")
    await refused(ana, "POST", f"/posts/{bad['id']}/moderation", 422, act="hide")
    hidden = (await ana.post(f"/api/v1/posts/{bad['id']}/moderation", json={"act": "hide", "reason": "Tone"})).json()
    assert (hidden["state"], hidden["body"]) == ("hidden", "Rude")
    minister = await client_for(cast.minister)
    seen = (await minister.get(f"/api/v1/posts/{bad['id']}")).json()["post"]
    assert (seen["state"], seen["body"], seen["state_reason"]) == ("hidden", "", "Tone")
    assert (await minister.get(f"/api/v1/posts/{bad['id']}/revisions")).status_code == 404
    await ana.post(f"/api/v1/posts/{bad['id']}/moderation", json={"act": "restore"})
    await ana.post(f"/api/v1/posts/{wide['id']}/moderation", json={"act": "dismiss"})
    assert (await ana.get("/api/v1/moderation")).json()["items"] == []
    assert (await minister.get(f"/api/v1/posts/{bad['id']}")).json()["post"]["body"] == "Rude"


async def test_an_answer_is_accepted_and_enters_the_library(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    other = await client_for(await person(harness, cast.brazil))
    made = await topic(bruno, cast, kind="question", title="How do you sinkhole?")
    answer = await post(ana, made["id"], "With a *response policy zone*.")
    later = {"title": "Sinkholing by RPZ", "review_on": "2027-06-30", "tags": ["dns"]}
    await refused(ana, "POST", f"/posts/{answer['id']}/promote", 409, **later)
    await refused(other, "PUT", f"/topics/{made['id']}/answer", 403, post_id=answer["id"])
    accepted = (await bruno.put(f"/api/v1/topics/{made['id']}/answer", json={"post_id": answer["id"]})).json()
    assert (accepted["accepted_post_id"], accepted["answered"]) == (answer["id"], True)
    assert (await bruno.get("/api/v1/topics?kind=question&answered=false")).json()["items"] == []
    await refused(bruno, "POST", f"/posts/{answer['id']}/promote", 403, **later)
    made_practice = await ana.post(f"/api/v1/posts/{answer['id']}/promote", json=later)
    assert made_practice.status_code == 201, made_practice.text
    library = (await bruno.get("/api/v1/best-practices")).json()["items"]
    assert [(one["title"], one["review_on"], one["author"]["name"]) for one in library] == [
        ("Sinkholing by RPZ", "2027-06-30", "Ana")
    ]
    assert (await bruno.get("/api/v1/best-practices?due=true")).json()["items"] == []
    await refused(ana, "POST", f"/posts/{answer['id']}/promote", 409, **later)
    body = {"kind": "best_practice", "review_on": "2027-01-01"}
    assert (await topic(ana, cast, title="Direct", **body))["kind"] == "best_practice"
    fields = {"group_id": str(cast.group.id), "title": "Not mine to do", "body": "x", "label": "TLP:AMBER", **body}
    await refused(bruno, "POST", "/topics", 403, **fields)


async def test_attachments_follow_their_post(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)

    async def upload() -> str:
        row = File(
            author_id=cast.bruno.id,
            object_id=cast.bruno.id,
            audience=f"person:{cast.bruno.id}",
            name="notes.txt",
            media_type="text/plain",
            size=12,
            sha256=b"0" * 32,
        )
        return str((await harness.add(row)).id)

    made = await topic(ana, cast)
    file = await upload()
    await refused(ana, "POST", f"/topics/{made['id']}/posts", 404, body="Not mine", attachments=[file])
    text = f"See [notes](attachment:{file}) and [other](attachment:{made['id']})"
    mine = await post(bruno, made["id"], text, attachments=[file])
    assert [one["name"] for one in mine["attachments"]] == ["notes.txt"]
    assert f"/api/v1/files/{file}/content" in mine["html"]
    assert mine["html"].count("<a ") == 1
    path = f"/api/v1/files/{file}"
    assert [(await client.get(path)).status_code for client in (ana, bruno, carla)] == [200, 200, 404]
    wanted = {"post_ids": [mine["id"]], "title": "Another matter"}
    new = (await ana.post(f"/api/v1/topics/{made['id']}/split", json=wanted)).json()
    assert (await harness.one("SELECT object_id FROM file")) == UUID(new["id"])
    more = await upload()
    edit = {"body": "Two files", "attachments": [more]}
    edited = await bruno.patch(f"/api/v1/posts/{mine['id']}", json=edit, headers={"If-Match": '"1"'})
    assert len(edited.json()["attachments"]) == 2
    with harness.counted() as statements:
        page = (await ana.get(f"/api/v1/topics/{new['id']}/posts")).json()
    assert len(page["items"][0]["attachments"]) == 2
    assert len(statements) <= 3
