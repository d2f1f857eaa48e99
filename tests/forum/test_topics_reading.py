"""Publishing, listing and reading topics, and who may not."""

from tests.conftest import ClientFor
from tests.forum.factories import RED, advisory, post, topic, topic_body
from tests.harness import Harness
from tests.platform.factories import world


async def test_a_topic_is_read_by_the_group_and_exists_for_nobody_else(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = await client_for(cast.ana), await client_for(cast.bruno), await client_for(cast.carla)
    made = await topic(ana, cast)
    assert made["posts"] == 1
    assert made["unread"] == 0
    assert made["organisation"]["name"] == "JaCIRT"
    for path in (f"/api/v1/topics/{made['id']}", f"/api/v1/topics/{made['id']}/posts"):
        assert (await bruno.get(path)).status_code == 200
        for stranger in (carla, await client_for(cast.vendor), await client_for(cast.secretary)):
            assert (await stranger.get(path)).status_code == 404
        assert (await (await client_for()).get(path)).status_code == 401
    assert [item["id"] for item in (await bruno.get("/api/v1/topics")).json()["items"]] == [made["id"]]
    assert (await carla.get("/api/v1/topics")).json() == {"items": [], "next": None, "previous": None}
    (opening,) = (await bruno.get(f"/api/v1/topics/{made['id']}/posts")).json()["items"]
    assert opening["html"] == "<p>We see a <strong>new kit</strong>. Details follow.</p>\n"
    assert (await carla.get(f"/api/v1/posts/{opening['id']}")).status_code == 404
    assert (await carla.post(f"/api/v1/topics/{made['id']}/posts", json={"body": "x"})).status_code == 404


async def test_each_label_reaches_whom_tlp_says(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana, strong=True)
    readers = {
        "TLP:CLEAR": {"bruno", "carla", "minister", "vendor", "secretary"},
        "TLP:GREEN": {"bruno", "carla", "minister", "secretary"},
        "TLP:AMBER": {"bruno", "minister"},
        "TLP:AMBER+STRICT": {"bruno"},
        "TLP:RED": {"bruno"},
    }
    people = {
        name: await client_for(getattr(cast, name), strong=True)
        for name in ("bruno", "carla", "minister", "vendor", "secretary")
    }
    for label, allowed in readers.items():
        named = {"recipients": [str(cast.bruno.id)]} if label == RED else {}
        made = await topic(ana, cast, label=label, title=f"About {label}", **named)
        for name, client in people.items():
            status = (await client.get(f"/api/v1/topics/{made['id']}")).status_code
            listed = made["id"] in {one["id"] for one in (await client.get("/api/v1/topics")).json()["items"]}
            assert (status == 200, listed) == (name in allowed, name in allowed), (label, name)


async def test_red_is_for_named_people_with_a_passkey(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    strong, weak = await client_for(cast.ana, strong=True), await client_for(cast.ana)
    body = topic_body(cast, label=RED, recipients=[str(cast.bruno.id)])
    refused = await weak.post("/api/v1/topics", json=body)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/passkey-needed")
    for recipients in ([], [str(cast.carla.id)]):
        assert (await strong.post("/api/v1/topics", json={**body, "recipients": recipients})).status_code == 422
    made = (await strong.post("/api/v1/topics", json=body)).json()
    assert {person["name"] for person in made["recipients"]} == {"Ana", "Bruno"}
    path = f"/api/v1/topics/{made['id']}"
    assert (await weak.get(path)).status_code == 404
    assert (await weak.get("/api/v1/topics")).json()["items"] == []
    assert (await (await client_for(cast.bruno)).get(f"{path}/posts")).status_code == 404
    bruno = await client_for(cast.bruno, strong=True)
    await post(bruno, made["id"], "Understood.")
    assert (await strong.get("/api/v1/topics")).json()["items"][0]["unread"] == 1
    assert await harness.one("SELECT count(*) FROM search_change") == 0
    shown = await harness.all("SELECT data::text AS data FROM stream_event WHERE stream LIKE 'person:%'")
    assert shown
    assert not any("Phishing" in row.data or "Understood" in row.data for row in shown)
    jobs = await harness.all("SELECT args::text AS args FROM procrastinate_jobs")
    assert not any("Phishing" in row.args or "Understood" in row.args for row in jobs)


async def test_a_hidden_group_takes_no_wide_label(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    hidden = {"group_id": str(cast.hidden.id)}
    for label in ("TLP:GREEN", "TLP:CLEAR"):
        refused = await ana.post("/api/v1/topics", json=topic_body(cast, label=label, **hidden))
        assert (refused.status_code, refused.json()["type"]) == (422, "/problems/label-refused")
    made = await topic(ana, cast, **hidden)
    outside = await client_for(cast.carla)
    body = topic_body(cast, **hidden)
    assert (await outside.post("/api/v1/topics", json=body)).status_code == 404
    minister = await client_for(cast.minister)
    assert (await minister.get(f"/api/v1/topics/{made['id']}")).status_code == 200
    assert (await minister.post("/api/v1/topics", json=body)).status_code == 403


async def test_numbers_have_no_gap_and_windows_open_anywhere(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    made = await topic(ana, cast)
    written = [await post(bruno if number % 2 else ana, made["id"], f"Post {number}") for number in range(2, 12)]
    assert [one["number"] for one in written] == list(range(2, 12))

    async def window(**query: int) -> tuple[list[int], str | None, str | None]:
        page = (await ana.get(f"/api/v1/topics/{made['id']}/posts", params={"limit": 4, **query})).json()
        return [one["number"] for one in page["items"]], page["previous"], page["next"]

    assert await window() == ([1, 2, 3, 4], None, "4")
    assert await window(after=4) == ([5, 6, 7, 8], "5", "8")
    assert await window(after=8) == ([9, 10, 11], "9", None)
    assert await window(before=5) == ([1, 2, 3, 4], None, "4")
    assert await window(before=9) == ([5, 6, 7, 8], "5", "8")
    assert await window(around=7) == ([5, 6, 7, 8], "5", "8")
    assert await window(around=1) == ([1, 2, 3, 4], None, "4")
    assert await window(after=50) == ([], None, None)
    both = await ana.get(f"/api/v1/topics/{made['id']}/posts", params={"after": 1, "before": 5})
    assert both.status_code == 422
    place = (await bruno.get(f"/api/v1/posts/{written[3]['id']}")).json()
    assert (place["topic_id"], place["number"], place["post"]["body"]) == (made["id"], 5, "Post 5")


async def test_lists_page_both_ways_and_narrow(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana, strong=True), await client_for(cast.bruno, strong=True)
    made = []
    for number in range(6):
        label = ("TLP:AMBER", "TLP:GREEN", "TLP:RED")[number % 3]
        named = {"recipients": [str(cast.bruno.id)]} if label == RED else {}
        made.append(await topic(ana, cast, title=f"Topic {number}", label=label, tags=["DNS", f"n{number}"], **named))
    question = await topic(bruno, cast, kind="question", title="Which sensor?")
    warning = await advisory(ana, cast)
    expected = [warning["id"], question["id"], *reversed([one["id"] for one in made])]

    async def ids(**query: object) -> list[str]:
        return [one["id"] for one in (await bruno.get("/api/v1/topics", params=query)).json()["items"]]

    assert await ids() == expected
    seen: list[str] = []
    after = None
    while True:
        page = (await bruno.get("/api/v1/topics", params={"limit": 3, **({"after": after} if after else {})})).json()
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after, last = page["next"], page
    assert seen == expected
    back = (await bruno.get("/api/v1/topics", params={"limit": 3, "before": page["previous"]})).json()
    assert [one["id"] for one in back["items"]] == expected[3:6]
    assert back["next"] is not None
    assert last["next"] is not None
    assert await ids(kind="question") == [question["id"]]
    assert await ids(tag="n3") == [made[3]["id"]]
    assert await ids(author=str(cast.bruno.id)) == [question["id"]]
    assert await ids(unread=True) == [one for one in expected if one != question["id"]]
    assert await ids(awaiting=True) == [warning["id"]]
    assert await ids(group=str(cast.hidden.id)) == []
    assert len(await ids(group=str(cast.group.id))) == len(expected)
    assert (await bruno.get("/api/v1/topics", params={"after": "nonsense"})).status_code == 422
    assert (await ana.get("/api/v1/topics", params={"awaiting": True})).json()["items"] == []


async def test_pages_cost_few_statements(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    for number in range(3):
        made = await topic(ana, cast, title=f"Topic {number}")
        await post(ana, made["id"])
    for path, most in (
        ("/api/v1/topics", 1),
        (f"/api/v1/topics/{made['id']}", 1),
        (f"/api/v1/topics/{made['id']}/posts", 1),
    ):
        with harness.counted() as statements:
            assert (await ana.get(path)).status_code == 200
        assert len(statements) <= 1 + most, statements


async def test_a_repeated_create_makes_one(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    headers = {"Idempotency-Key": "0123456789"}
    first = await ana.post("/api/v1/topics", json=topic_body(cast), headers=headers)
    again = await ana.post("/api/v1/topics", json=topic_body(cast), headers=headers)
    assert first.json() == again.json()
    path = f"/api/v1/topics/{first.json()['id']}/posts"
    replies = [await ana.post(path, json={"body": "once"}, headers={"Idempotency-Key": "abcdefghij"}) for _ in "ab"]
    assert replies[0].json()["id"] == replies[1].json()["id"]
    assert await harness.one("SELECT count(*) FROM post") == 2


async def test_who_only_reads_is_told_so(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, vendor = await client_for(cast.ana), await client_for(cast.vendor)
    made = await topic(ana, cast, label="TLP:CLEAR")
    seen = (await vendor.get(f"/api/v1/topics/{made['id']}")).json()
    assert (seen["author"], seen["group"], seen["organisation"]) == (None, None, None)
    assert seen["rights"]["reply"] is False
    refused = await vendor.post(f"/api/v1/topics/{made['id']}/posts", json={"body": "Buy ours"})
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-yours-to-do")
    live = await harness.all("SELECT data::text AS data FROM stream_event WHERE stream = 'clear'")
    assert live
    assert not any("Ana" in row.data or "Incident response" in row.data for row in live)
