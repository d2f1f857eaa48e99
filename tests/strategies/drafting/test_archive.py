"""Setting a draft aside, bringing it back, and removing it for good."""

import re
from typing import Any

import pytest
from fastapi.routing import APIRoute, iter_route_contexts
from sqlalchemy import text

from atalaya_platform.clock import ManualClock
from atalaya_platform.ids import new_id
from atalaya_platform.runtime import Runtime
from atalaya_platform.search.indexing import index_waiting
from atalaya_strategies.drafting.jobs import measure_drafts, remind_of_tasks
from tests.harness import Harness, application
from tests.platform.factories import person, world
from tests.strategies.drafting.factories import DRAFTS, ClientFor, address, begun, save, section_of

ANY = {"If-Match": "*"}
WRITES: dict[str, tuple[str, str, Any]] = {
    "title": ("PATCH", "", {"title": "Another title"}),
    "label": ("POST", "/label", {"label": "TLP:AMBER+STRICT"}),
    "phase": ("POST", "/phase", {"phase": "stocktaking"}),
    "name an editor": ("PUT", "/editors/{reader}", None),
    "drop an editor": ("DELETE", "/editors/{reader}", None),
    "new section": ("POST", "/sections", {"title": "New"}),
    "text": ("PATCH", "/sections/{section}", {"body": "Other words."}),
    "order": ("POST", "/sections/{section}/move", {"after": None}),
    "take a section out": ("DELETE", "/sections/{section}", None),
    "section back": ("POST", "/sections/{section}/restore", None),
    "version back": ("POST", "/sections/{section}/versions/1/restore", None),
    "comment": ("POST", "/comments", {"body": "Why?"}),
    "another comment": ("PATCH", "/comments/{comment}", {"body": "Why so?"}),
    "resolve": ("POST", "/comments/{comment}/resolution", {"resolved": True}),
    "task": ("POST", "/tasks", {"title": "Count them"}),
    "another task": ("PATCH", "/tasks/{task}", {"title": "Count them again"}),
    "done": ("POST", "/tasks/{task}/done", {"done": True}),
    "cite": ("POST", "/sources", {"passage_id": str(new_id())}),
    "cite no more": ("DELETE", "/sources/1", None),
    "ask experts": ("POST", "/expertise", {"elements": ["5.1"], "kind": "legal"}),
    "close the question": ("POST", "/expertise/{section}/close", None),
}
"""Every operation that changes something in a draft, but the three of this module."""


async def set_aside(client: Any, draft: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post(address(draft, "archive"), headers=ANY)
    assert answer.status_code == 200, answer.text
    read: dict[str, Any] = answer.json()
    return read


async def test_no_write_reaches_a_draft_that_was_set_aside(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    draft = await begun(ana, cast.group)
    section = section_of(draft, "5.1.1")
    await save(ana, draft, section, "The Cabinet stands behind this.", 1)
    comment = (await ana.post(address(draft, "comments"), json={"body": "Why?"})).json()
    task = (await ana.post(address(draft, "tasks"), json={"title": "Count them"})).json()
    aside = await set_aside(ana, draft)
    assert {name for name, allowed in aside["rights"].items() if allowed} == {"archive", "remove", "export"}
    names = {"section": section, "comment": comment["id"], "task": task["id"], "reader": str(cast.bruno.id)}
    before = await harness.all("SELECT version, touched_at FROM strategy_draft")
    for name, (method, path, body) in WRITES.items():
        answer = await ana.request(method, address(draft) + path.format_map(names), json=body, headers=ANY)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/draft-archived"), name
    assert "Bring it back first" in answer.json()["detail"]
    assert await harness.all("SELECT version, touched_at FROM strategy_draft") == before
    for path in ("text", "snapshots", "versions-of", "coverage", "comments", "tasks", "sources", "phases", "export"):
        where = f"sections/{section}/versions" if path == "versions-of" else path
        assert (await bruno.get(address(draft, where))).status_code == 200, path


async def test_every_write_of_drafting_is_tried_on_one(runtime: Runtime) -> None:
    under = DRAFTS + "/{draft_id}"
    found = [one for one in iter_route_contexts(application(runtime).routes) if str(one.path).startswith(under)]
    changing = {
        re.sub(r"\{\w+\}|\d+", "_", f"{method} {str(one.path).removeprefix(under)}")
        for one in found
        if isinstance(one.route, APIRoute)
        for method in one.route.methods - {"GET", "HEAD"}
    }
    tried = {re.sub(r"\{\w+\}|\d+", "_", f"{method} {path}") for method, path, _ in WRITES.values()}
    assert changing - tried == {"POST /archive", "POST /restore", "DELETE "}


async def test_who_leads_sets_aside_and_brings_back(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = [await client_for(one) for one in (cast.ana, cast.bruno, cast.carla)]
    member = await client_for(await person(harness, cast.jamaica))
    draft = await begun(ana, cast.group)
    await ana.put(address(draft, "editors", str(cast.bruno.id)))
    for path in ("archive", "restore"):
        assert [(await one.post(address(draft, path), headers=ANY)).status_code for one in (member, bruno, carla)] == [
            403,
            403,
            404,
        ]
    assert (await ana.post(address(draft, "archive"))).status_code == 428
    assert (await ana.post(address(draft, "archive"), headers={"If-Match": '"1"'})).status_code == 412
    aside = await set_aside(ana, draft)
    assert aside["archived_by"]["name"] == "Ana"
    again = await ana.post(address(draft, "archive"), headers={"If-Match": '"2"'})
    assert (again.status_code, again.json()["version"]) == (200, aside["version"])

    async def listed(**wanted: Any) -> list[str]:
        return [one["id"] for one in (await bruno.get(DRAFTS, params=wanted)).json()["items"]]

    assert (await listed(), await listed(archived=True)) == ([], [draft["id"]])
    assert (await ana.post(address(draft, "restore"), headers={"If-Match": '"2"'})).status_code == 412
    for _ in range(2):
        back = await ana.post(address(draft, "restore"), headers={"If-Match": f'"{aside["version"]}"'})
        assert (back.status_code, back.json()["archived_at"], back.json()["rights"]["write"]) == (200, None, True)
    assert (await listed(), await listed(archived=True)) == ([draft["id"]], [])
    acts = await harness.all(
        "SELECT act FROM audit_entry WHERE act LIKE 'strategies.draft.%' ORDER BY chain, seq", draft=draft["id"]
    )
    assert sorted(row.act.rpartition(".")[2] for row in acts) == ["archive", "create", "editors", "restore"]
    told = await harness.all(
        "SELECT data->>'what' AS what FROM stream_event WHERE stream = :name ORDER BY seq", name=f"draft:{draft['id']}"
    )
    assert [row.what for row in told] == ["editors", "archived", "restored"]


async def test_one_that_was_set_aside_is_not_found_and_reminds_nobody(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana, strong=True)
    draft = await begun(ana, cast.group)
    red = await begun(ana, cast.group, label="TLP:RED", recipients=[str(cast.bruno.id)])
    for one in (draft, red):
        await save(ana, one, section_of(one, "5.1.1"), "The kingfisher clause.", 1)
    today = str(harness.runtime.clock.now().date())
    task = {"title": "Count", "assignee_id": str(cast.bruno.id), "due_on": today}
    assert (await ana.post(address(draft, "tasks"), json=task)).status_code == 201

    async def found() -> int:
        await harness.run_jobs()
        while await index_waiting(harness.runtime):
            pass
        answer = (await ana.get("/api/v1/search", params={"q": "kingfisher", "kind": "draft"})).json()
        return len(answer["items"]) + len(answer["named"])

    async def reminded() -> int:
        async with harness.runtime.database.system() as session:
            session.clock = ManualClock(harness.runtime.clock.now())
            await remind_of_tasks(session, harness.runtime)
        rows = await harness.all("DELETE FROM notification WHERE kind = 'strategies.draft.due' RETURNING id")
        return len(rows)

    assert (await found(), await reminded()) == (2, 1)
    for one in (draft, red):
        await set_aside(ana, one)
    assert (await found(), await reminded()) == (0, 0)
    for one in (draft, red):
        await ana.post(address(one, "restore"), headers=ANY)
    assert (await found(), await reminded()) == (2, 1)


@pytest.mark.parametrize("label", ["TLP:AMBER", "TLP:RED"])
async def test_a_draft_is_removed_with_everything_in_it(harness: Harness, client_for: ClientFor, label: str) -> None:
    cast = await world(harness)
    ana, bruno, carla = [await client_for(one, strong=True) for one in (cast.ana, cast.bruno, cast.carla)]
    named = {"recipients": [str(cast.bruno.id)]} if label == "TLP:RED" else {}
    draft = await begun(ana, cast.group, label=label, **named)
    kept = await begun(ana, cast.group, title="Another one")
    await save(ana, draft, section_of(draft, "5.1.1"), "The kingfisher clause.", 1)
    task = {"title": "Kingfishers", "assignee_id": str(cast.bruno.id)}
    await ana.post(address(draft, "tasks"), json=task)
    said = {"body": f"@[Bruno](person:{cast.bruno.id}), the kingfisher?"}
    await ana.post(address(draft, "comments"), json=said)
    await harness.run_jobs()
    assert await harness.one("SELECT count(*) FROM notification WHERE object_id = :id", id=draft["id"]) == 2
    at_work = await ana.delete(address(draft), headers=ANY)
    assert (at_work.status_code, at_work.json()["type"]) == (409, "/problems/wrong-state")
    aside = await set_aside(ana, draft)
    assert [(await one.delete(address(draft), headers=ANY)).status_code for one in (bruno, carla)] == [403, 404]
    assert (await ana.delete(address(draft))).status_code == 428
    assert (await ana.delete(address(draft), headers={"If-Match": '"1"'})).status_code == 412
    removed = await ana.delete(address(draft), headers={"If-Match": f'"{aside["version"]}"'})
    assert (removed.status_code, removed.content) == (204, b"")
    await harness.run_jobs()
    assert {(await one.get(address(draft))).status_code for one in (ana, bruno, carla)} == {404}
    assert (await ana.get(address(kept))).status_code == 200
    gone = ("draft_section", "draft_phase", "draft_comment", "draft_task", "draft_source", "draft_editor")
    for table in gone:
        assert await harness.all(f"SELECT 1 FROM strategy_{table} WHERE draft_id = :id", id=draft["id"]) == [], table
    assert await harness.all("SELECT 1 FROM strategy_draft_revision WHERE body LIKE '%kingfisher%'") == []
    for table, column in (("notification", "object_id"), ("recipient", "object_id"), ("stream", "object_id")):
        assert await harness.all(f"SELECT 1 FROM {table} WHERE {column} = :id", id=draft["id"]) == [], table
    entry = await harness.all("SELECT detail FROM audit_entry WHERE act = 'strategies.draft.remove'")
    assert [row.detail for row in entry] == [{"label": label, "place": "JAM"}]
    heard = "person:" + str(cast.bruno.id) if label == "TLP:RED" else f"amber:{cast.group.id}"
    types = await harness.all("SELECT type FROM stream_event WHERE stream = :name", name=heard)
    assert "strategies.draft.gone" in {row.type for row in types}


async def test_a_frozen_text_is_never_removed(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    draft = await begun(ana, cast.group)
    for phase in ("stocktaking", "production", "consultation"):
        await ana.post(address(draft, "phase"), json={"phase": phase}, headers=ANY)
    await ana.post(address(draft, "phase"), json={"phase": "production", "reason": "Many comments."}, headers=ANY)
    aside = await set_aside(ana, draft)
    assert (aside["phase"], aside["rights"]["remove"]) == ("production", False)
    refused = await ana.delete(address(draft), headers=ANY)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/frozen-text-kept")
    assert (await ana.get(address(draft, "snapshots", "1"))).status_code == 200


async def test_a_list_says_what_each_draft_covers(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    draft = await begun(ana, cast.group)
    first, second = section_of(draft, "5.1.1"), section_of(draft, "5.1.2")
    says = "The national CSIRT coordinates incident response."

    async def figures() -> tuple[int, int]:
        """What the list says, and what measuring the whole text says."""
        (card,) = (await ana.get(DRAFTS)).json()["items"]
        share = (await ana.get(address(draft, "coverage"))).json()["share"]
        return card["covered"], round(share * card["elements"])

    assert await figures() == (0, 0)
    for section in (first, second):
        await save(ana, draft, section, says, 1)
    listed, measured = await figures()
    assert listed == measured > 0
    async with harness.superuser() as session:  # as what was written before anything was kept
        await session.execute(text("UPDATE strategy_draft_section SET covers = NULL WHERE body <> ''"))
    assert await figures() == (listed, listed)
    async with harness.runtime.database.system() as session:
        await measure_drafts(session, harness.runtime)
    assert await harness.all("SELECT 1 FROM strategy_draft_section WHERE covers IS NULL") == []
    assert await figures() == (listed, listed)
    async with harness.superuser() as session:  # as measured by an earlier thesaurus, which knew less
        await session.execute(
            text("UPDATE strategy_draft_section SET covers = '[]', measured_with = 'before' WHERE body <> ''")
        )
    assert await figures() == (0, measured)
    async with harness.runtime.database.system() as session:
        await measure_drafts(session, harness.runtime)
    assert await figures() == (listed, listed)
    async with harness.superuser() as session:
        await session.execute(text("UPDATE strategy_draft_section SET covers = NULL WHERE body <> ''"))
    await save(ana, draft, second, "Nothing about it.", 2)
    assert await figures() == (listed, listed)
    assert await harness.all("SELECT 1 FROM strategy_draft_section WHERE covers IS NULL") == []
    await ana.delete(address(draft, "sections", first), headers=ANY)
    assert await figures() == (0, 0)
    await ana.post(address(draft, "sections", first, "restore"))
    assert await figures() == (listed, listed)
    await ana.patch(address(draft), json={"language": "pt"}, headers=ANY)
    listed, measured = await figures()
    assert listed == measured
