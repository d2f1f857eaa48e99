"""What follows a change: notices, reminders, the index, streams, and the demonstration."""

from datetime import timedelta
from typing import Any

from atalaya_platform.clock import ManualClock
from atalaya_platform.directory.demonstration import load as directory
from atalaya_platform.directory.demonstration.cast import person_id
from atalaya_platform.identity.models import Person
from atalaya_platform.search.indexing import index_waiting
from atalaya_strategies.drafting.demonstration.load import load, remove
from atalaya_strategies.drafting.demonstration.script import TITLE
from atalaya_strategies.drafting.jobs import remind_of_tasks
from tests.harness import Harness
from tests.platform.factories import person, world
from tests.strategies.drafting.factories import ClientFor, address, begun, save, section_of


async def told(harness: Harness) -> list[tuple[str, str, str]]:
    await harness.run_jobs()
    rows = await harness.all(
        "DELETE FROM notification n USING person p WHERE p.id = n.person_id RETURNING n.kind, p.name, n.excerpt"
    )
    return sorted((row.kind.removeprefix("strategies.draft."), row.name, row.excerpt) for row in rows)


async def test_those_concerned_are_told(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    draft = await begun(ana, cast.group)
    assert await told(harness) == []
    path = address(draft, "comments")
    body = f"What do you think, @[Ana](person:{cast.ana.id}) and @[Carla](person:{cast.carla.id})?"
    said = (await bruno.post(path, json={"body": body})).json()
    assert await told(harness) == [("mention", "Ana", "What do you think, @Ana and @Carla?")]  # Carla does not read it
    await ana.post(path, json={"body": "Fine.", "parent_id": said["id"]})
    assert await told(harness) == [("reply", "Bruno", "Fine.")]
    await bruno.post(path, json={"body": "One more thing."})
    assert await told(harness) == [("comment", "Ana", "One more thing.")]
    task = {"title": "Count them", "assignee_id": str(cast.bruno.id)}
    await ana.post(address(draft, "tasks"), json=task)
    assert await told(harness) == [("task", "Bruno", "Count them")]
    await ana.post(address(draft, "phase"), json={"phase": "stocktaking"}, headers={"If-Match": "*"})
    assert await told(harness) == [("phase", "Bruno", "")]


async def test_of_red_nothing_is_told_but_that_there_is_something(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana, strong=True), await client_for(cast.bruno, strong=True)
    draft = await begun(ana, cast.group, label="TLP:RED", recipients=[str(cast.bruno.id)])
    await ana.post(address(draft, "tasks"), json={"title": "Secret", "assignee_id": str(cast.bruno.id)})
    await bruno.post(address(draft, "comments"), json={"body": f"@[Ana](person:{cast.ana.id}) secret"})
    assert await told(harness) == [("mention", "Ana", ""), ("task", "Bruno", "")]
    assert await harness.all("SELECT 1 FROM procrastinate_jobs WHERE args::text ILIKE '%secret%'") == []


async def test_a_task_is_remembered_on_its_day(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    draft = await begun(ana, cast.group)
    today = harness.runtime.clock.now().date()
    for title, due in (("Today", today), ("Tomorrow", today + timedelta(days=1)), ("Done", today)):
        wanted = {"title": title, "assignee_id": str(cast.bruno.id), "due_on": str(due)}
        task = (await ana.post(address(draft, "tasks"), json=wanted)).json()
    await ana.post(address(draft, "tasks", task["id"], "done"), json={"done": True})
    await told(harness)
    async with harness.runtime.database.system() as session:
        session.clock = ManualClock(harness.runtime.clock.now())
        await remind_of_tasks(session, harness.runtime)
    assert await told(harness) == [("due", "Bruno", "Today")]


async def test_readers_find_a_draft_and_red_is_not_indexed(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana, strong=True), await client_for(cast.bruno, strong=True)
    carla = await client_for(cast.carla)
    draft = await begun(ana, cast.group)
    red = await begun(ana, cast.group, label="TLP:RED", recipients=[str(cast.bruno.id)], title="Quiet strategy")
    for one in (draft, red):
        await save(ana, one, section_of(one, "5.1.1"), "The kingfisher clause.", 1)

    async def found(client: Any) -> set[str]:
        await harness.run_jobs()
        while await index_waiting(harness.runtime):
            pass
        answer = (await client.get("/api/v1/search", params={"q": "kingfisher", "kind": "draft"})).json()
        return {item["url"] for item in (*answer["items"], *answer["named"])}

    kept = f"/strategies/drafts/{draft['id']}"
    assert {url.partition("?")[0] for url in await found(bruno)} == {kept, f"/strategies/drafts/{red['id']}"}
    assert {url.partition("?")[0] for url in await found(await client_for(cast.bruno))} == {kept}
    assert await found(carla) == set()
    version = (await ana.get(address(draft))).headers["etag"]
    wanted = {"label": "TLP:RED", "recipients": [str((await person(harness, cast.brazil)).id)]}
    answer = await ana.post(address(draft, "label"), json=wanted, headers={"If-Match": version})
    assert answer.status_code == 200, answer.text
    assert {url.partition("?")[0] for url in await found(bruno)} == {f"/strategies/drafts/{red['id']}"}


async def test_open_screens_hear_what_to_ask_for_again(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    draft = await begun(ana, cast.group)
    section = section_of(draft, "5.1.1")
    await save(ana, draft, section, "Words that no event carries.", 1)
    await ana.post(address(draft, "comments"), json={"body": "Nor these.", "section_id": section})
    rows = await harness.all(
        "SELECT type, data FROM stream_event WHERE stream = :name ORDER BY seq", name=f"draft:{draft['id']}"
    )
    assert [row.type for row in rows] == ["strategies.draft.section", "strategies.draft.comment"]
    assert rows[0].data == {"draft_id": draft["id"], "section_id": section, "version": 2}
    assert "Nor these" not in str(rows)


async def test_the_demonstration_is_played_once_and_taken_away(harness: Harness, client_for: ClientFor) -> None:
    for _ in range(2):
        async with harness.runtime.database.system() as session:
            await directory.load(session, harness.runtime)
            await load(session, harness.runtime)
    reader = await client_for(Person(id=person_id("uruguay.policymaker")))
    (draft,) = (await reader.get("/api/v1/strategies/drafts")).json()["items"]
    assert (draft["title"], draft["place"], draft["phase"], draft["written"]) == (TITLE, "JAM", "production", 4)
    assert (draft["open_comments"], draft["open_tasks"]) == (2, 1)
    share = (await reader.get(f"/api/v1/strategies/drafts/{draft['id']}/coverage")).json()["share"]
    assert 0.1 < share < 0.7
    async with harness.runtime.database.system() as session:
        await remove(session, harness.runtime)
    for table in ("strategy_draft", "strategy_draft_revision", "strategy_draft_comment", "strategy_draft_expertise"):
        assert await harness.one(f"SELECT count(*) FROM {table}") == 0
    assert await harness.one("SELECT count(*) FROM stream WHERE name LIKE 'draft:%'") == 0
