"""Comments and tasks."""

from tests.harness import Harness
from tests.platform.factories import person, world
from tests.strategies.drafting.factories import ClientFor, address, begun, section_of


async def test_comments_are_answered_edited_and_resolved(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    viewer = await client_for(await person(harness, cast.brazil, role="viewer"))
    draft = await begun(ana, cast.group)
    section, path = section_of(draft, "5.1.1"), address(draft, "comments")
    wanted = {"body": "Say **who**.", "section_id": section, "quote": "the authority"}
    first = (await bruno.post(path, json=wanted)).json()
    assert (first["html"], first["quote"], first["mine"]) == (
        "<p>Say <strong>who</strong>.</p>\n",
        "the authority",
        True,
    )
    thread = (await ana.post(path, json={"body": "The OPM.", "parent_id": first["id"]})).json()
    again = await bruno.post(path, json={"body": "Thanks.", "parent_id": thread["replies"][0]["id"]})
    assert [one["body"] for one in again.json()["replies"]] == ["The OPM.", "Thanks."]
    assert (await viewer.get(path)).status_code == 200
    assert (await viewer.post(path, json={"body": "x"})).status_code == 403
    assert (await ana.post(path, json={"body": "x", "quote": "y"})).status_code == 422

    own = f"{path}/{first['id']}"
    edit = {"json": {"body": "Say which body."}, "headers": {"If-Match": '"1"'}}
    assert (await ana.patch(own, **edit)).status_code == 403
    assert (await bruno.patch(own, **edit)).json()["version"] == 2
    assert (await bruno.patch(own, **edit)).status_code == 412

    def outline(read: dict[str, list[dict[str, object]]]) -> object:
        return next(one["open_comments"] for one in read["outline"] if one["id"] == section)

    assert outline((await ana.get(address(draft))).json()) == 1
    resolved = (await ana.post(f"{own}/resolution", json={"resolved": True})).json()
    assert resolved["resolved_by"]["name"] == "Ana"
    assert outline((await ana.get(address(draft))).json()) == 0
    assert (await bruno.post(f"{own}/resolution", json={"resolved": False})).json()["resolved_at"] is None
    other = (await ana.post(path, json={"body": "About all of it."})).json()
    assert (await bruno.post(f"{path}/{other['id']}/resolution", json={"resolved": True})).status_code == 403
    assert [one["id"] for one in (await ana.get(path)).json()] == [first["id"], other["id"]]
    assert [one["id"] for one in (await ana.get(path, params={"section": section})).json()] == [first["id"]]


async def test_tasks_are_for_readers(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    draft = await begun(ana, cast.group)
    path = address(draft, "tasks")
    wanted = {"title": "Count the incidents", "assignee_id": str(cast.bruno.id), "due_on": "2027-01-15"}
    assert (await bruno.post(path, json=wanted)).status_code == 403
    stranger = await ana.post(path, json=wanted | {"assignee_id": str(cast.carla.id)})
    assert list(stranger.json()["fields"]) == ["assignee_id"]
    task = (await ana.post(path, json=wanted)).json()
    undated = (await ana.post(path, json={"title": "Ask the Treasury"})).json()
    assert (task["assignee"]["name"], task["mine"]) == ("Bruno", False)
    assert (await bruno.post(f"{path}/{undated['id']}/done", json={"done": True})).status_code == 403
    assert (await bruno.post(f"{path}/{task['id']}/done", json={"done": True})).json()["done_by"]["name"] == "Bruno"
    assert [one["id"] for one in (await ana.get(path)).json()] == [undated["id"], task["id"]]
    reopened = (await ana.post(f"{path}/{task['id']}/done", json={"done": False})).json()
    assert reopened["done_at"] is None
    stale = {"json": {"title": "Count them"}, "headers": {"If-Match": '"1"'}}
    assert (await ana.patch(f"{path}/{task['id']}", **stale)).status_code == 412
    changed = await ana.patch(f"{path}/{task['id']}", json={"title": "Count them"}, headers={"If-Match": '"3"'})
    assert (changed.json()["assignee"], changed.json()["due_on"]) == (None, None)
