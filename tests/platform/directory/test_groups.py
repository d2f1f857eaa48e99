"""Sharing groups over HTTP: making, joining, leaving; the wall; and hidden groups that leave no trace."""

from typing import Any

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import group, person, world

GROUPS = "/api/v1/groups"


async def names(client: Any, **query: object) -> list[str]:
    return [item["name"] for item in (await client.get(GROUPS, params=query)).json()["items"]]


async def test_lists_show_mine_and_what_my_community_lists(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    await group(harness, cast.vendor, persons=(cast.vendor,), community="stakeholders", name="Vendors")
    ana, carla, vendor, minister = [await client_for(p) for p in (cast.ana, cast.carla, cast.vendor, cast.minister)]
    assert await names(ana) == ["Incident response", "Quiet room"]
    assert await names(ana, scope="listed") == ["Incident response"]
    assert await names(carla) == ["Incident response"]
    assert await names(carla, scope="mine") == []
    assert await names(vendor) == ["Vendors"]
    assert await names(ana, q="quiet") == ["Quiet room"]
    standing = {i["name"]: i["standing"] for i in (await ana.get(GROUPS)).json()["items"]}
    assert standing == {"Incident response": "steward", "Quiet room": "steward"}
    assert (await minister.get(f"{GROUPS}/{cast.group.id}")).json()["standing"] == "reader"
    outside = (await carla.get(f"{GROUPS}/{cast.group.id}")).json()
    assert (outside["standing"], outside["organisations"], outside["persons"]) == ("none", None, None)
    inside = (await (await client_for(cast.bruno)).get(f"{GROUPS}/{cast.group.id}")).json()
    assert (inside["standing"], inside["organisations"], inside["persons"]) == ("member", 2, 0)


async def test_hidden_group_is_not_there_for_others(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    for one in (cast.carla, cast.vendor, cast.secretary, cast.admin):
        client = await client_for(one)
        path = f"{GROUPS}/{cast.hidden.id}"
        assert "Quiet room" not in await names(client)
        missing = f"{GROUPS}/{cast.ana.id}"
        answers = [
            await client.get(path),
            await client.get(f"{path}/members"),
            await client.get(f"{path}/invitations"),
            await client.get(f"{path}/requests"),
            await client.post(f"{path}/join", json={}),
            await client.post(f"{path}/leave", json={}),
            await client.post(f"{path}/requests", json={}),
            await client.post(f"{path}/archive"),
            await client.post(f"{path}/invitations", json={"person_id": str(one.id)}),
            await client.patch(path, json={"name": "Found"}, headers={"If-Match": "*"}),
            await client.delete(f"{path}/members/{cast.ana.id}"),
            await client.post("/api/v1/audience", json={"label": "TLP:AMBER", "group_id": str(cast.hidden.id)}),
        ]
        absent = [
            await client.get(missing),
            await client.get(f"{missing}/members"),
            await client.get(f"{missing}/invitations"),
        ]
        assert {answer.status_code for answer in answers} == {404}, [a.status_code for a in answers]
        for there, gone in zip(answers, absent, strict=False):
            keep = {key: value for key, value in there.json().items() if key != "request_id"}
            assert keep == {key: value for key, value in gone.json().items() if key != "request_id"}


async def test_make_a_group_as_oneself_or_as_a_team(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = [await client_for(one) for one in (cast.ana, cast.bruno, cast.carla)]
    made = await bruno.post(GROUPS, json={"name": "Malware", "joining": "open"})
    assert made.status_code == 201, made.text
    assert (made.json()["standing"], made.json()["persons"]) == ("steward", 1)
    team = await ana.post(
        GROUPS,
        json={
            "name": "Deep",
            "visibility": "hidden",
            "organisation_id": str(cast.jamaica.id),
            "default_label": "TLP:RED",
        },
    )
    assert (team.json()["standing"], team.json()["organisations"]) == ("steward", 1)
    assert await names(carla) == ["Incident response", "Malware"]
    for body, status in (
        ({"name": "X", "visibility": "hidden", "default_label": "TLP:GREEN"}, 422),
        ({"name": "X1", "visibility": "hidden", "joining": "open"}, 422),
        ({"name": "X2", "community": "stakeholders"}, 422),
        ({"name": "X3", "organisation_id": str(cast.brazil.id)}, 403),
        ({"name": ""}, 422),
        ({"name": "X4", "archived": True}, 422),
    ):
        assert (await bruno.post(GROUPS, json=body)).status_code == status, body
    viewer = await client_for(await person(harness, cast.brazil, role="viewer"))
    assert (await viewer.post(GROUPS, json={"name": "Mine"})).status_code == 403


async def test_the_same_key_makes_one_group(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    bruno = await client_for(cast.bruno)
    headers = {"Idempotency-Key": "make-a-group-1"}
    first = await bruno.post(GROUPS, json={"name": "Once"}, headers=headers)
    again = await bruno.post(GROUPS, json={"name": "Once"}, headers=headers)
    assert first.json() == again.json()
    assert (await names(bruno)).count("Once") == 1


async def test_stewards_edit_under_the_etag(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = [await client_for(one) for one in (cast.ana, cast.bruno, cast.carla)]
    path, quiet = f"{GROUPS}/{cast.group.id}", f"{GROUPS}/{cast.hidden.id}"
    assert (await ana.patch(path, json={"name": "IR"})).status_code == 428
    done = await ana.patch(path, json={"name": "IR", "joining": "request"}, headers={"If-Match": '"1"'})
    assert (done.json()["name"], done.headers["etag"]) == ("IR", '"2"')
    assert (await ana.patch(path, json={"name": "IR2"}, headers={"If-Match": '"1"'})).status_code == 412
    assert (await bruno.patch(path, json={"name": "IR2"}, headers={"If-Match": '"2"'})).status_code == 403
    assert (await carla.patch(path, json={"name": "IR2"}, headers={"If-Match": '"2"'})).status_code == 403
    hide = await ana.patch(path, json={"visibility": "hidden"}, headers={"If-Match": "*"})
    assert (hide.status_code, hide.json()["type"]) == (409, "/problems/group-stays-listed")
    assert "Make a new hidden group and move there" in hide.json()["detail"]
    wide = await ana.patch(quiet, json={"default_label": "TLP:GREEN"}, headers={"If-Match": "*"})
    assert (wide.status_code, list(wide.json()["fields"])) == (422, ["default_label"])
    shown = await ana.patch(quiet, json={"visibility": "listed"}, headers={"If-Match": "*"})
    assert shown.status_code == 200
    assert "Quiet room" in await names(carla)


async def test_open_group_join_leave_and_the_last_steward(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla, vendor = [await client_for(p) for p in (cast.ana, cast.bruno, cast.carla, cast.vendor)]
    made = (await bruno.post(GROUPS, json={"name": "Open", "joining": "open"})).json()
    path = f"{GROUPS}/{made['id']}"
    assert (await carla.get(f"{path}/members")).status_code == 404
    assert (await carla.post(f"{path}/join", json={})).json()["standing"] == "member"
    assert (await carla.post(f"{path}/join", json={})).json()["type"] == "/problems/already-member"
    assert (await vendor.post(f"{path}/join", json={})).status_code == 404
    assert (await carla.post(f"{path}/join", json={"organisation_id": str(cast.chile.id)})).status_code == 403
    assert (await ana.post(f"{path}/join", json={"organisation_id": str(cast.jamaica.id)})).status_code == 200
    members = (await carla.get(f"{path}/members")).json()
    assert [(one["organisation"] or one["person"])["name"] for one in members] == ["JaCIRT", "Bruno", "Carla"]
    refused = await bruno.post(f"{path}/leave", json={})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/last-steward")
    of_carla = next(one["id"] for one in members if one["person"] and one["person"]["name"] == "Carla")
    assert (await carla.patch(f"{path}/members/{of_carla}", json={"steward": True})).status_code == 403
    promoted = await bruno.patch(f"{path}/members/{of_carla}", json={"steward": True})
    assert promoted.json()["steward"] is True
    assert (await bruno.post(f"{path}/leave", json={})).status_code == 204
    assert (await bruno.get(path)).json()["standing"] == "none"
    down = await carla.patch(f"{path}/members/{of_carla}", json={"steward": False})
    assert down.json()["type"] == "/problems/last-steward"
    assert (await ana.post(f"{path}/leave", json={})).status_code == 404
    acts = await harness.all("SELECT act FROM audit_entry WHERE object_id = :g ORDER BY at", g=made["id"])
    assert [row.act.removeprefix("directory.group.") for row in acts] == [
        "join",
        "create",
        "join",
        "join",
        "steward",
        "leave",
    ]


async def test_invitation_to_a_hidden_group_is_seen_by_the_invited_only(
    harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    ana, carla, bruno = [await client_for(one) for one in (cast.ana, cast.carla, cast.bruno)]
    lead = await person(harness, cast.chile, role="team_lead", name="Lead of Chile")
    boss = await client_for(lead)
    path = f"{GROUPS}/{cast.hidden.id}"
    assert (await bruno.post(f"{path}/invitations", json={"person_id": str(cast.carla.id)})).status_code == 403
    sent = await ana.post(f"{path}/invitations", json={"organisation_id": str(cast.chile.id), "text": "Join us"})
    assert sent.status_code == 201, sent.text
    again = await ana.post(f"{path}/invitations", json={"organisation_id": str(cast.chile.id)})
    assert again.json()["type"] == "/problems/already-asked"
    assert (await carla.get("/api/v1/group-invitations")).json() == []
    waiting = (await boss.get("/api/v1/group-invitations")).json()
    assert [(one["group"]["name"], one["organisation"]["name"], one["text"]) for one in waiting] == [
        ("Quiet room", "CSIRT Chile", "Join us")
    ]
    assert (await boss.get(path)).status_code == 404
    one = waiting[0]["id"]
    assert (await carla.post(f"/api/v1/group-invitations/{one}/accept")).status_code == 404
    assert (await bruno.post(f"/api/v1/group-invitations/{one}/accept")).status_code == 404
    accepted = await boss.post(f"/api/v1/group-invitations/{one}/accept")
    assert accepted.json()["status"] == "accepted", accepted.text
    assert (await carla.get(path)).json()["standing"] == "member"
    assert (await boss.post(f"/api/v1/group-invitations/{one}/decline")).status_code == 404


async def test_decline_and_withdraw_invitations(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, carla = await client_for(cast.ana), await client_for(cast.carla)
    path = f"{GROUPS}/{cast.hidden.id}/invitations"
    first = (await ana.post(path, json={"person_id": str(cast.carla.id)})).json()
    assert (await carla.post(f"/api/v1/group-invitations/{first['id']}/decline")).json()["status"] == "declined"
    second = (await ana.post(path, json={"person_id": str(cast.carla.id)})).json()
    assert [one["id"] for one in (await ana.get(path)).json()] == [second["id"]]
    assert (await carla.delete(f"{path}/{second['id']}")).status_code == 404
    assert (await ana.delete(f"{path}/{second['id']}")).status_code == 204
    assert (await carla.get("/api/v1/group-invitations")).json() == []
    assert (await carla.get(f"{GROUPS}/{cast.hidden.id}")).status_code == 404


async def test_request_to_join_admit_and_refuse(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno, carla = [await client_for(one) for one in (cast.ana, cast.bruno, cast.carla)]
    path = f"{GROUPS}/{cast.group.id}"
    assert (await carla.post(f"{path}/requests", json={})).json()["type"] == "/problems/joined-another-way"
    await ana.patch(path, json={"joining": "request"}, headers={"If-Match": "*"})
    asked = (await carla.post(f"{path}/requests", json={"reason": "We track the same actor"})).json()
    assert (await carla.post(f"{path}/requests", json={})).json()["type"] == "/problems/already-asked"
    assert (await carla.get(path)).json()["pending"] == asked["id"]
    assert (await bruno.get(f"{path}/requests")).status_code == 403
    assert (await bruno.post(f"{path}/requests/{asked['id']}/admit", json={})).status_code == 403
    assert [one["text"] for one in (await ana.get(f"{path}/requests")).json()] == ["We track the same actor"]
    other = f"{GROUPS}/{cast.hidden.id}/requests/{asked['id']}"
    assert (await ana.post(f"{other}/admit", json={})).status_code == 404
    refused = await ana.post(f"{path}/requests/{asked['id']}/refuse", json={"reason": "Not yet"})
    assert (refused.json()["status"], refused.json()["answer"]) == ("declined", "Not yet")
    again = (await carla.post(f"{path}/requests", json={})).json()
    assert (await carla.delete(f"{path}/requests/{again['id']}")).status_code == 204
    third = (await carla.post(f"{path}/requests", json={})).json()
    assert (await ana.post(f"{path}/requests/{third['id']}/admit", json={})).json()["status"] == "accepted"
    assert (await carla.get(path)).json()["standing"] == "member"


async def test_nobody_from_beyond_the_wall_becomes_a_member(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    secretary = await client_for(cast.secretary)
    made = (await secretary.post(GROUPS, json={"name": "Office"})).json()
    path = f"{GROUPS}/{made['id']}/invitations"
    for body in ({"person_id": str(cast.vendor.id)}, {"organisation_id": str(cast.company.id)}):
        answer = await secretary.post(path, json=body)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/outside-community"), body
    ana = await client_for(cast.ana)
    assert (await ana.post(path, json={"person_id": str(cast.vendor.id)})).status_code == 403
    mine = f"{GROUPS}/{cast.group.id}/invitations"
    assert (await ana.post(mine, json={"person_id": str(cast.vendor.id)})).status_code == 404
    assert (await ana.post(mine, json={"organisation_id": str(cast.company.id)})).status_code == 404


async def test_removal_ends_reading_and_says_whom_to_check(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    path = f"{GROUPS}/{cast.hidden.id}"
    rows = (await ana.get(f"{path}/members")).json()
    brazil = next(row["id"] for row in rows if row["organisation"]["name"] == "CERT.br")
    seen: list[set[Any]] = []

    async def note(_events: Any, revoked: Any) -> None:
        seen.append(set(revoked.persons))

    harness.runtime.database.on_commit = note
    assert (await bruno.delete(f"{path}/members/{brazil}")).status_code == 403
    assert (await ana.delete(f"{GROUPS}/{cast.group.id}/members/{brazil}")).status_code == 404
    assert (await ana.delete(f"{path}/members/{brazil}")).status_code == 204
    assert {cast.bruno.id} in seen
    assert (await bruno.get(path)).status_code == 404
    live = await harness.all("SELECT stream, data FROM stream_event WHERE type = 'identity.group.member_left'")
    assert {row.stream for row in live} == {f"strict:{cast.hidden.id}", f"person:{cast.bruno.id}"}


async def test_archived_groups_take_nobody_new(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    bruno, carla = await client_for(cast.bruno), await client_for(cast.carla)
    made = (await bruno.post(GROUPS, json={"name": "Old", "joining": "open"})).json()
    path = f"{GROUPS}/{made['id']}"
    assert (await carla.post(f"{path}/archive")).status_code == 403
    assert (await bruno.post(f"{path}/archive")).json()["archived"] is True
    assert (await carla.post(f"{path}/join", json={})).json()["type"] == "/problems/group-archived"
    assert "Old" not in await names(carla)
    assert await names(carla, archived=True) == ["Old"]
    assert (await bruno.post(f"{path}/restore")).json()["archived"] is False
    assert (await carla.post(f"{path}/join", json={})).status_code == 200
