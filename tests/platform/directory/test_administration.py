"""Administration over HTTP: the audit log, and roles that nobody gives to themselves."""

from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import person, world


async def test_the_log_is_read_by_administrators_only(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, secretary = await client_for(cast.ana), await client_for(cast.secretary)
    admin = await client_for(cast.admin, strong=True)
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
    secretary, ana = await client_for(cast.secretary), await client_for(cast.ana)
    admin = await client_for(cast.admin, strong=True)
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
    other = await client_for(second, strong=True)
    assert (await other.delete(f"/api/v1/people/{cast.admin.id}/platform-roles/administrator")).status_code == 204
    admin = await client_for(cast.admin, strong=True)
    assert (await admin.get("/api/v1/audit")).status_code == 403


async def test_an_administrator_acts_with_a_passkey_only(harness: Harness, client_for: ClientFor) -> None:
    """Whoever got at password and code, as a relay does, got at no administrator's rights (security.md, threats)."""
    cast = await world(harness)
    weak, strong = await client_for(cast.admin), await client_for(cast.admin, strong=True)
    person_path, why = f"/api/v1/people/{cast.bruno.id}", {"reason": "Because it is tested"}
    acts = [
        ("GET", "/api/v1/audit", None),
        ("GET", "/api/v1/platform-roles", None),
        ("POST", f"{person_path}/platform-roles", {"role": "moderator"}),
        ("DELETE", f"{person_path}/platform-roles/moderator", None),
        ("GET", "/api/v1/suspended-people", None),
        ("POST", f"{person_path}/suspend", why),
        ("POST", f"{person_path}/reinstate", why),
        ("DELETE", f"/api/v1/organisations/{cast.chile.id}/members/{cast.carla.id}", None),
    ]
    for method, path, body in acts:
        refused = await weak.request(method, path, json=body)
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/passkey-needed"), path
        assert "passkey" in refused.json()["detail"]
    for method, path, body in acts:
        assert (await strong.request(method, path, json=body)).status_code in (200, 204), path


async def test_no_token_of_a_session_without_a_passkey_carries_an_administrator_s_rights(
    harness: Harness, client_for: ClientFor
) -> None:
    cast = await world(harness)
    weak, strong = await client_for(cast.admin), await client_for(cast.admin, strong=True)
    await harness.all("UPDATE sign_in_session SET confirmed_at = now() RETURNING 1")
    asked = {"name": "Log reader", "scopes": ["identity:audit:read"]}
    refused = await weak.post("/api/v1/me/api-tokens", json=asked)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/passkey-needed")
    made = await strong.post("/api/v1/me/api-tokens", json=asked)
    assert made.status_code == 201, made.text
    short = {}
    for name, client in (("weak", weak), ("strong", strong)):
        short[name] = (await client.post("/api/v1/token", json={})).json()["access_token"]
    program = await client_for()
    for token, status in ((short["weak"], 403), (short["strong"], 200), (made.json()["token"], 200)):
        answer = await program.get("/api/v1/audit", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == status, answer.text
