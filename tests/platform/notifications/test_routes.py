"""The list, reading, preferences, subscriptions and unsubscribe links, through HTTP."""

from typing import Any

import pytest

from atalaya_platform.identity.models import GroupMember, Person
from atalaya_platform.ids import new_id
from atalaya_platform.notifications.models import NotificationPreference
from atalaya_platform.notifications.unsubscribing import token_for
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, group, world
from tests.platform.notifications.test_tell import notice_for, tell


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


async def fill(harness: Harness, cast: World, count: int = 5, person: Person | None = None) -> None:
    for number in range(count):
        await tell(harness, notice_for(cast, title=f"Notice {number}"), person or cast.bruno)


async def get(client: Any, path: str) -> Any:
    answer = await client.get(f"/api/v1{path}")
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_the_list_is_paged_both_ways(harness: Harness, cast: World, client_for: ClientFor) -> None:
    await fill(harness, cast)
    bruno = await client_for(cast.bruno)
    first = await get(bruno, "/notifications?limit=2")
    assert [item["title"] for item in first["items"]] == ["Notice 4", "Notice 3"]
    assert first["previous"] is None
    second = await get(bruno, f"/notifications?limit=2&after={first['next']}")
    last = await get(bruno, f"/notifications?limit=2&after={second['next']}")
    assert [item["title"] for item in second["items"] + last["items"]] == ["Notice 2", "Notice 1", "Notice 0"]
    assert last["next"] is None
    back = await get(bruno, f"/notifications?limit=2&before={last['previous']}")
    assert back["items"] == second["items"]
    assert back["previous"] is not None
    bad = await bruno.get("/api/v1/notifications?after=nonsense")
    assert bad.status_code == 422


async def test_nobody_sees_another_persons(harness: Harness, cast: World, client_for: ClientFor) -> None:
    await fill(harness, cast, 1)
    for other in (cast.ana, cast.carla, cast.admin):
        client = await client_for(other)
        assert (await get(client, "/notifications"))["items"] == []
        assert await get(client, "/notifications/unread") == {"unread": 0}
    stranger = await client_for()
    assert (await stranger.get("/api/v1/notifications")).status_code == 401


async def test_what_one_may_no_longer_read_is_gone_from_list_and_count(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    await fill(harness, cast, 2)
    bruno = await client_for(cast.bruno)
    assert await get(bruno, "/notifications/unread") == {"unread": 2}
    async with harness.superuser() as session:
        for row in await harness.all("SELECT id FROM group_member WHERE organisation_id = :o", o=cast.brazil.id):
            await session.delete(await session.get_one(GroupMember, row.id))
    assert await get(bruno, "/notifications/unread") == {"unread": 0}
    assert (await get(bruno, "/notifications"))["items"] == []


async def test_reading_tells_the_other_windows(harness: Harness, cast: World, client_for: ClientFor) -> None:
    await fill(harness, cast, 3)
    bruno = await client_for(cast.bruno)
    items = (await get(bruno, "/notifications"))["items"]
    answer = await bruno.post("/api/v1/notifications/read", json={"ids": [items[0]["id"]]})
    assert answer.json() == {"unread": 2}
    assert len((await get(bruno, "/notifications?unread=true"))["items"]) == 2
    answer = await bruno.post("/api/v1/notifications/read", json={"place": items[1]["place"]})
    assert answer.json() == {"unread": 1}
    assert (await bruno.post("/api/v1/notifications/read", json={"all": True})).json() == {"unread": 0}
    events = await harness.all("SELECT data FROM stream_event WHERE type = 'notification.read' ORDER BY seq")
    assert [(event.data["all"], event.data["unread"]) for event in events] == [(False, 2), (False, 1), (True, 0)]
    assert (await bruno.post("/api/v1/notifications/read", json={})).status_code == 422


async def test_one_does_not_read_for_another(harness: Harness, cast: World, client_for: ClientFor) -> None:
    await fill(harness, cast, 1)
    known = await harness.one("SELECT id FROM notification")
    carla = await client_for(cast.carla)
    await carla.post("/api/v1/notifications/read", json={"ids": [str(known)]})
    assert await harness.one("SELECT read_at FROM notification") is None


async def test_preferences_need_their_etag_and_decide(harness: Harness, cast: World, client_for: ClientFor) -> None:
    bruno = await client_for(cast.bruno)
    first = await bruno.get("/api/v1/notifications/preferences")
    assert first.json()["digest_hour"] == 7
    choice = {"kinds": {"forum.post.publish": {"in_app": True, "mail": "none"}}, "digest_hour": 18}
    assert (await bruno.put("/api/v1/notifications/preferences", json=choice)).status_code == 428
    tag = {"If-Match": first.headers["etag"]}
    done = await bruno.put("/api/v1/notifications/preferences", json=choice, headers=tag)
    assert done.status_code == 200
    assert done.json()["chosen"] == ["forum.post.publish"]
    assert (await bruno.put("/api/v1/notifications/preferences", json=choice, headers=tag)).status_code == 412
    assert (await get(await client_for(cast.ana), "/notifications/preferences"))["chosen"] == []
    await tell(harness, notice_for(cast, direct=True), cast.bruno)
    assert await harness.all("SELECT mail, in_app FROM notification") == [("none", True)]


async def test_what_is_wanted_by_mail_only_is_not_listed(harness: Harness, cast: World, client_for: ClientFor) -> None:
    kinds = {"forum.post.publish": {"in_app": False, "mail": "now"}}
    await harness.add(NotificationPreference(person_id=cast.bruno.id, kinds=kinds))
    await fill(harness, cast, 1)
    assert (await get(await client_for(cast.bruno), "/notifications"))["items"] == []
    assert await harness.all("SELECT mail, in_app FROM notification") == [("now", False)]
    assert await harness.all("SELECT 1 FROM stream_event") == []


async def test_subscriptions_are_ones_own(harness: Harness, cast: World, client_for: ClientFor) -> None:
    bruno, ana = await client_for(cast.bruno), await client_for(cast.ana)
    place = f"topic:{new_id()}"
    for level in ("mentions", "nothing"):
        answer = await bruno.put(f"/api/v1/subscriptions/{place}", json={"level": level})
        assert (answer.status_code, answer.json()["level"]) == (200, level)
    assert [one["place"] for one in await get(bruno, "/subscriptions")] == [place]
    assert await get(ana, "/subscriptions") == []
    assert (await ana.get(f"/api/v1/subscriptions/{place}")).status_code == 404
    assert (await ana.delete(f"/api/v1/subscriptions/{place}")).status_code == 204
    assert (await get(bruno, f"/subscriptions/{place}"))["level"] == "nothing"
    assert (await bruno.delete(f"/api/v1/subscriptions/{place}")).status_code == 204
    assert (await bruno.get(f"/api/v1/subscriptions/{place}")).status_code == 404
    for bad in ("topic:1", "../x", "topic:" + "a" * 36, "x" * 300):
        assert (await bruno.put(f"/api/v1/subscriptions/{bad}", json={"level": "all"})).status_code in (404, 405, 422)


async def test_subscriptions_name_what_may_still_be_read(harness: Harness, cast: World, client_for: ClientFor) -> None:
    hidden = await group(
        harness,
        cast.bruno,
        persons=(cast.bruno, cast.ana),
        name="Hidden",
        visibility="hidden",
        stewards=(cast.ana.id,),
    )
    places = [f"group:{hidden.id}", f"topic:{new_id()}", f"channel:{new_id()}"]
    bruno = await client_for(cast.bruno)
    for place in places:
        assert (await bruno.put(f"/api/v1/subscriptions/{place}", json={"level": "all"})).status_code == 200

    async def names() -> dict[str, str | None]:
        return {one["place"]: one["name"] for one in await get(bruno, "/subscriptions")}

    assert await names() == {places[0]: "Hidden", places[1]: None, places[2]: None}
    path = f"/api/v1/groups/{hidden.id}/leave"
    assert (await bruno.post(path, json={})).status_code == 204
    assert await names() == dict.fromkeys(places)


async def test_one_click_unsubscribes_without_signing_in(harness: Harness, cast: World, client_for: ClientFor) -> None:
    place = f"topic:{new_id()}"
    preference = await harness.add(NotificationPreference(person_id=cast.bruno.id))
    link = f"/api/v1/notifications/unsubscribe/{token_for(preference.unsubscribe_key, cast.bruno.id, place)}"
    stranger = await client_for()
    assert (await stranger.get(link)).json() == {"place": place, "level": "all"}
    assert await harness.all("SELECT 1 FROM subscription") == [], "looking changes nothing"
    for _ in range(2):
        answer = await stranger.post(link, data={"List-Unsubscribe": "One-Click"})
        assert (answer.status_code, answer.json()["level"]) == (200, "nothing")
    assert await harness.all("SELECT person_id, place, level FROM subscription") == [(cast.bruno.id, place, "nothing")]


async def test_a_forged_or_changed_link_does_nothing(harness: Harness, cast: World, client_for: ClientFor) -> None:
    preference = await harness.add(NotificationPreference(person_id=cast.bruno.id))
    place = f"topic:{new_id()}"
    good = token_for(preference.unsubscribe_key, cast.bruno.id, place)
    forged = [
        token_for(b"x" * 32, cast.bruno.id, place),
        token_for(preference.unsubscribe_key, cast.ana.id, place),
        token_for(preference.unsubscribe_key, cast.bruno.id, place)[:-4] + "AAAA",
        "Q" + good[1:],
        "A" * 60,
    ]
    stranger = await client_for()
    for token in forged:
        assert (await stranger.post(f"/api/v1/notifications/unsubscribe/{token}")).status_code == 404
    for token in ("short", "%00" * 50, "é" * 50):
        assert (await stranger.post(f"/api/v1/notifications/unsubscribe/{token}")).status_code in (404, 422)
    assert await harness.all("SELECT 1 FROM subscription") == []


async def test_the_list_asks_the_database_once(harness: Harness, cast: World, client_for: ClientFor) -> None:
    await fill(harness, cast, 5)
    bruno = await client_for(cast.bruno)
    with harness.counted() as statements:
        await get(bruno, "/notifications")
    assert len([one for one in statements if "notification" in one]) == 1
