"""Mentions in topics: people, teams and topics, told to whoever may read and to nobody else."""

from tests.conftest import ClientFor
from tests.forum.factories import post, topic
from tests.forum.test_topics_personal import told as told_of_all
from tests.harness import Harness
from tests.platform.factories import person, world


async def told(harness: Harness) -> set[str]:
    """Whom somebody was told to have mentioned."""
    return {name for name, kind in await told_of_all(harness) if kind == "forum.post.mention"}


async def test_a_mentioned_team_hears_as_each_of_its_people(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    await person(harness, cast.brazil, name="Beatriz")
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    made = await topic(ana, cast, body="Who sees this too?")
    assert await told(harness) == set()
    await post(ana, made["id"], f"@[CERT.br](organisation:{cast.brazil.id}) and @[Chile](organisation:{cast.chile.id})")
    # Chile's people may not read the group: to them nothing was said.
    assert await told(harness) == {"Beatriz", "Bruno"}
    seen = (await bruno.get("/api/v1/today/forum")).json()
    assert [one["topic_id"] for one in seen["mentions"]] == [made["id"]]
    carla = await client_for(cast.carla)
    assert (await carla.get("/api/v1/today/forum")).json()["mentions"] == []


async def test_a_mention_that_is_taken_back_waits_for_nobody(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    made = await topic(ana, cast)
    named = await post(ana, made["id"], f"@[Bruno](person:{cast.bruno.id}), look")
    assert len((await bruno.get("/api/v1/today/forum")).json()["mentions"]) == 1
    path = f"/api/v1/posts/{named['id']}"
    assert (await ana.patch(path, json={"body": "Look"}, headers={"If-Match": "*"})).is_success
    assert (await bruno.get("/api/v1/today/forum")).json()["mentions"] == []


async def test_naming_oneself_or_a_topic_tells_nobody(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    other = await topic(ana, cast, title="The other topic")
    body = f"@[Ana](person:{cast.ana.id}) see #[The other topic](topic:{other['id']})"
    made = await topic(ana, cast, body=body)
    opening = (await ana.get(f"/api/v1/topics/{made['id']}/posts")).json()["items"][0]
    assert f'data-mention="topic" data-id="{other["id"]}"' in opening["html"]
    assert await told(harness) == set()
    assert (await ana.get("/api/v1/today/forum")).json()["mentions"] == []
