"""Telling: who is told, who is not, and what TLP:RED leaves out."""

from typing import Any
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.events.models import Stream
from atalaya_platform.events.streams import name_recipients
from atalaya_platform.identity.models import Person
from atalaya_platform.ids import new_id
from atalaya_platform.notifications.notice import Notice
from atalaya_platform.notifications.tell import notify, subscribe, subscribers, withdraw
from tests.harness import Harness
from tests.platform.factories import World, world


def notice_for(cast: World, **values: Any) -> Notice:
    """Ana posted in the shared group, to its members' organisations only."""
    made: dict[str, Any] = {
        "kind": "forum.post.publish",
        "place": f"topic:{new_id()}",
        "object_id": new_id(),
        "audience": f"strict:{cast.group.id}",
        "label": Label.AMBER_STRICT,
        "title": "Exploited VPN appliance",
        "excerpt": "Patch at once",
        "url": "/topics/1",
        "actor_id": cast.ana.id,
    }
    return Notice(**{**made, **values})


async def tell(harness: Harness, notice: Notice, *persons: Person) -> None:
    async with harness.runtime.database.system() as session:
        await notify(session, harness.runtime, [person.id for person in persons], notice)


async def told(harness: Harness) -> set[UUID]:
    return {row[0] for row in await harness.all("SELECT person_id FROM notification")}


async def test_only_readers_are_told_and_never_the_actor(harness: Harness) -> None:
    cast = await world(harness)
    await tell(harness, notice_for(cast), cast.ana, cast.bruno, cast.carla, cast.minister, cast.vendor)
    assert await told(harness) == {cast.bruno.id}
    events = await harness.all("SELECT stream, type, data FROM stream_event")
    assert [(row.stream, row.type) for row in events] == [(f"person:{cast.bruno.id}", "notification.created")]
    assert events[0].data["title"] == "Exploited VPN appliance"


async def test_a_muted_place_hides_all_but_what_is_direct(harness: Harness) -> None:
    cast = await world(harness)
    place = f"topic:{new_id()}"
    async with harness.runtime.database.system() as session:
        await subscribe(session, cast.bruno.id, place, "nothing")
    await tell(harness, notice_for(cast, place=place), cast.bruno)
    assert await told(harness) == set()
    await tell(harness, notice_for(cast, place=place, direct=True), cast.bruno)
    assert await harness.all("SELECT person_id, mail FROM notification") == [(cast.bruno.id, "none")]


async def test_red_tells_that_something_waits_and_nothing_else(harness: Harness) -> None:
    cast = await world(harness)
    topic = new_id()
    async with harness.runtime.database.as_person(cast.ana.id, strong=True) as session:
        await name_recipients(session, topic, [cast.ana.id, cast.bruno.id])
    content = {"title": "CANARY", "excerpt": "CANARY"}
    red = notice_for(cast, object_id=topic, audience=f"named:{topic}", label=Label.RED, **content)
    await tell(harness, red, cast.bruno, cast.carla)
    rows = await harness.all("SELECT person_id, title, excerpt, actor_id FROM notification")
    assert rows == [(cast.bruno.id, "", "", None)]
    event = await harness.one("SELECT data FROM stream_event")
    assert event["withheld"] is True
    assert "CANARY" not in str(event)
    assert str(cast.ana.id) not in str(event)


async def test_a_notification_follows_its_object_to_red(harness: Harness) -> None:
    cast = await world(harness)
    notice = notice_for(cast)
    await tell(harness, notice, cast.bruno)
    await harness.add(Stream(name="topic:x", object_id=notice.object_id, audience=notice.audience, label=notice.label))
    async with harness.superuser() as session:
        stream = await session.get_one(Stream, "topic:x")
        stream.audience, stream.label = f"named:{notice.object_id}", "TLP:RED"
    rows = await harness.all("SELECT title, excerpt, actor_id, audience, label FROM notification")
    assert rows == [("", "", None, f"named:{notice.object_id}", "TLP:RED")]


async def test_the_nearer_place_decides_the_level(harness: Harness) -> None:
    cast = await world(harness)
    async with harness.runtime.database.system() as session:
        await subscribe(session, cast.bruno.id, "topic:1", "nothing")
        await subscribe(session, cast.bruno.id, "group:1", "all")
        await subscribe(session, cast.ana.id, "group:1", "mentions")
        await subscribe(session, cast.ana.id, "group:1", "all", unless_chosen=True)
    async with harness.runtime.database.system() as session:
        assert await subscribers(session, ["topic:1", "group:1"]) == {cast.bruno.id: "nothing", cast.ana.id: "mentions"}


async def test_what_was_told_of_an_object_is_taken_back(harness: Harness) -> None:
    cast = await world(harness)
    gone, stays = notice_for(cast), notice_for(cast)
    for notice in (gone, stays):
        await tell(harness, notice, cast.bruno)
    async with harness.runtime.database.system() as session:
        for notice in (gone, stays):
            await subscribe(session, cast.bruno.id, notice.place, "nothing")
        await withdraw(session, gone.object_id, gone.place)
    assert [row.object_id for row in await harness.all("SELECT object_id FROM notification")] == [stays.object_id]
    assert [row.place for row in await harness.all("SELECT place FROM subscription")] == [stays.place]
