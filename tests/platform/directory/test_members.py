"""Members over HTTP: roles, removal and suspension end reading at once."""

import pytest

from atalaya_platform.directory.groups import queries as groups
from atalaya_platform.directory.organisations import queries as organisations
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import group, person, world


async def test_roles_change_within_the_lattice(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    other = await person(harness, cast.jamaica, name="Other")
    point = await person(harness, cast.jamaica, role="national_contact_point", name="Point")
    ana, bruno, secretary = [await client_for(p) for p in (cast.ana, cast.bruno, cast.secretary)]
    admin = await client_for(cast.admin, strong=True)
    path = f"/api/v1/organisations/{cast.jamaica.id}/members"
    assert (await ana.patch(f"{path}/{other.id}", json={"role": "team_lead"})).json()["role"] == "team_lead"
    assert (await ana.patch(f"{path}/{other.id}", json={"role": "national_contact_point"})).status_code == 403
    assert (await ana.patch(f"{path}/{cast.ana.id}", json={"role": "national_contact_point"})).status_code == 403
    assert (await ana.patch(f"{path}/{point.id}", json={"role": "viewer"})).status_code == 403
    assert (await bruno.patch(f"{path}/{other.id}", json={"role": "viewer"})).status_code == 403
    assert (await admin.patch(f"{path}/{other.id}", json={"role": "viewer"})).status_code == 403
    assert (await secretary.patch(f"{path}/{other.id}", json={"role": "national_contact_point"})).status_code == 200
    assert (await ana.patch(f"{path}/{cast.bruno.id}", json={"role": "viewer"})).status_code == 404
    names = [one["person"]["name"] for one in (await bruno.get(path)).json()]
    assert names == ["Ana", "Other", "Point"]
    assert (await (await client_for(cast.vendor)).get(path)).status_code == 404


async def test_removal_ends_reading_and_own_group_memberships(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    beatriz = await person(harness, cast.brazil, name="Beatriz", role="team_lead")
    own = await group(
        harness,
        cast.bruno,
        persons=(cast.bruno, cast.carla),
        name="Own",
        visibility="hidden",
        stewards=(cast.bruno.id,),
    )
    lead, bruno, carla = [await client_for(one) for one in (beatriz, cast.bruno, cast.carla)]
    assert (await bruno.get(f"/api/v1/groups/{own.id}")).status_code == 200
    path = f"/api/v1/organisations/{cast.brazil.id}/members/{cast.bruno.id}"
    assert (await carla.delete(path)).status_code == 403
    assert (await lead.delete(path)).status_code == 204
    for one in (own, cast.hidden, cast.group):
        assert (await bruno.get(f"/api/v1/groups/{one.id}")).status_code in (403, 404)
    assert (
        await harness.one("SELECT count(*) FROM holds WHERE person_id = :p AND token LIKE 'strict:%'", p=cast.bruno.id)
        == 0
    )
    assert (await carla.get(f"/api/v1/groups/{own.id}")).json()["standing"] == "steward"
    assert await harness.one("SELECT count(*) FROM group_member WHERE person_id = :p", p=cast.bruno.id) == 0


async def test_an_administrator_removes_but_lets_nobody_in(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    admin = await client_for(cast.admin, strong=True)
    assert (await admin.delete(f"/api/v1/organisations/{cast.chile.id}/members/{cast.carla.id}")).status_code == 204
    body = {"email": "x@example.org", "organisation_id": str(cast.chile.id)}
    assert (await admin.post("/api/v1/invitations", json=body)).status_code == 403


async def test_suspension_closes_the_account_at_once(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    admin = await client_for(cast.admin, strong=True)
    path, why = f"/api/v1/people/{cast.bruno.id}", {"reason": "Left the service"}
    assert (await ana.post(f"{path}/suspend", json=why)).status_code == 403
    assert (await bruno.get("/api/v1/people")).status_code == 200
    assert (await admin.post(f"{path}/suspend", json=why)).status_code == 204
    assert (await bruno.get("/api/v1/people")).status_code == 401
    assert (await admin.post(f"{path}/suspend", json=why)).status_code == 409
    assert (await ana.get("/api/v1/suspended-people")).status_code == 403
    (closed,) = (await admin.get("/api/v1/suspended-people")).json()
    assert (closed["name"], closed["email"], closed["reason"]) == ("Bruno", cast.bruno.email, "Left the service")
    assert closed["suspended_by"] == cast.admin.name
    assert closed["suspended_at"]
    assert (await admin.post(f"/api/v1/people/{cast.admin.id}/suspend", json=why)).status_code == 409
    assert (await admin.post(f"{path}/reinstate", json=why)).status_code == 204
    assert (await admin.get("/api/v1/suspended-people")).json() == []
    assert (await bruno.get("/api/v1/people")).status_code == 401
    assert (await (await client_for(cast.bruno)).get("/api/v1/people")).status_code == 200
    acts = {row.act for row in await harness.all("SELECT act FROM audit_entry")}
    assert {"directory.person.suspend", "directory.person.reinstate"} <= acts


async def test_a_list_ends_and_who_stands_behind_its_end_is_changed_all_the_same(
    harness: Harness, client_for: ClientFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = await world(harness)
    zoe = await person(harness, cast.jamaica, name="Zoe")
    monkeypatch.setattr(organisations, "MOST_LISTED", 1)
    monkeypatch.setattr(groups, "MOST_LISTED", 1)
    secretary, ana = await client_for(cast.secretary), await client_for(cast.ana)
    path = f"/api/v1/organisations/{cast.jamaica.id}/members"
    assert [one["person"]["name"] for one in (await ana.get(path)).json()] == ["Ana"]
    changed = await secretary.patch(f"{path}/{zoe.id}", json={"role": "viewer"})
    assert (changed.status_code, changed.json()["person"]["name"]) == (200, "Zoe")
    path = f"/api/v1/groups/{cast.group.id}/members"
    assert len((await ana.get(path)).json()) == 1
    last = (await harness.all("SELECT id FROM group_member WHERE group_id = :g ORDER BY steward", g=cast.group.id))[0]
    answer = await ana.patch(f"{path}/{last.id}", json={"steward": True})
    assert (answer.status_code, answer.json()["id"]) == (200, str(last.id))
