"""Administration over HTTP: the audit log, and roles that nobody gives to themselves."""

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import person, world


async def test_the_log_is_read_by_administrators_only(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, admin, secretary = [await client_for(one) for one in (cast.ana, cast.admin, cast.secretary)]
    for name in ("One", "Two", "Three"):
        assert (await ana.post("/api/v1/groups", json={"name": name * 2})).status_code == 201
    await ana.post(f"/api/v1/organisations/{cast.jamaica.id}/confirm")
    assert (await ana.get("/api/v1/audit")).status_code == 403
    assert (await secretary.get("/api/v1/audit")).status_code == 403
    page = (await admin.get("/api/v1/audit", params={"limit": 2, "act": "directory.group.create"})).json()
    assert [(one["act"], one["actor"]["name"]) for one in page["items"]] == [("directory.group.create", "Ana")] * 2
    rest = await admin.get("/api/v1/audit", params={"limit": 2, "act": "directory.group.create", "after": page["next"]})
    assert (len(rest.json()["items"]), rest.json()["next"]) == (1, None)
    of_ana = (await admin.get("/api/v1/audit", params={"person_id": str(cast.ana.id)})).json()["items"]
    assert len(of_ana) == 7
    about = (await admin.get("/api/v1/audit", params={"object_id": str(cast.jamaica.id)})).json()["items"]
    assert [one["act"] for one in about] == ["directory.organisation.confirm"]
    assert "OneOne" not in str(of_ana)
    future = {"since": "2999-01-01T00:00:00Z"}
    assert (await admin.get("/api/v1/audit", params=future)).json()["items"] == []


async def test_platform_roles(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    admin, secretary, ana = [await client_for(one) for one in (cast.admin, cast.secretary, cast.ana)]
    path, own = f"/api/v1/people/{cast.carla.id}/platform-roles", f"/api/v1/people/{cast.admin.id}/platform-roles"
    for client in (secretary, ana):
        assert (await client.post(path, json={"role": "moderator"})).status_code == 403
        assert (await client.get("/api/v1/platform-roles")).status_code == 403
    for role in ("secretariat", "moderator", "administrator"):
        assert (await admin.post(own, json={"role": role})).status_code == 403
    assert (await admin.delete(f"{own}/administrator")).status_code == 403
    assert (await admin.post(path, json={"role": "team_lead"})).status_code == 422
    for _ in range(2):
        assert (await admin.post(path, json={"role": "secretariat"})).status_code == 204
    carla = await client_for(cast.carla)
    assert (await carla.get("/api/v1/platform-roles")).status_code == 403
    assert (await carla.get("/api/v1/applications", params={"awaiting": "me"})).status_code == 200
    holders = {(one["person"]["name"], one["role"]) for one in (await admin.get("/api/v1/platform-roles")).json()}
    assert holders == {("Admin", "administrator"), ("Carla", "secretariat"), ("Secretary", "secretariat")}
    assert (await admin.delete(f"{path}/secretariat")).status_code == 204
    assert (await admin.delete(f"{path}/secretariat")).status_code == 404
    acts = [row.act for row in await harness.all("SELECT act FROM audit_entry ORDER BY at")]
    assert acts == ["directory.platform_role.grant", "directory.platform_role.withdraw"]


async def test_one_administrator_always_stays(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    second = await person(harness, cast.chile, platform_role="administrator")
    other = await client_for(second)
    assert (await other.delete(f"/api/v1/people/{cast.admin.id}/platform-roles/administrator")).status_code == 204
    admin = await client_for(cast.admin)
    assert (await admin.get("/api/v1/audit")).status_code == 403
