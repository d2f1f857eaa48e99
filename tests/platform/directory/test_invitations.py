"""Invitations over HTTP: the lattice of roles, single use, seven days, and coming in."""

from datetime import timedelta
from typing import Any

import pytest

from atalaya_platform.directory.members.lattice import highest_grant
from atalaya_platform.identity.models import Organisation
from atalaya_platform.identity.vocabulary import MEMBERSHIP_ROLES, Role
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.directory.letters import queued, secret
from tests.platform.factories import World, organisation, person, world

INVITATIONS = "/api/v1/invitations"
PASSWORD = "a long enough watchword of mine"


async def invite(client: Any, cast: World, role: str = "member", email: str = "new@example.org") -> Any:
    body = {"email": email, "organisation_id": str(cast.jamaica.id), "role": role}
    return await client.post(INVITATIONS, json=body)


@pytest.mark.parametrize("secretariat", [False, True])
@pytest.mark.parametrize("own", [None, *MEMBERSHIP_ROLES])
@pytest.mark.parametrize("contact_point", [False, True])
def test_nobody_gives_a_role_above_the_own(secretariat: bool, own: Role | None, contact_point: bool) -> None:
    place = Organisation(name="T", kind="national_csirt")
    highest = highest_grant(place, secretariat=secretariat, own=own, contact_point=contact_point)
    if secretariat or own == Role.NATIONAL_CONTACT_POINT:
        assert highest == Role.NATIONAL_CONTACT_POINT
    elif own == Role.TEAM_LEAD or contact_point:
        assert highest == Role.TEAM_LEAD
    else:
        assert highest is None
    place.status = "suspended"
    assert highest_grant(place, secretariat=secretariat, own=own, contact_point=contact_point) is None


async def test_who_invites_whom(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    port = await organisation(harness, "Port", kind="government", country="JAM")
    point = await person(harness, port, role="national_contact_point")
    elsewhere = await organisation(harness, "Other", country="PER")
    await harness.all(
        "INSERT INTO membership (person_id, organisation_id, role) VALUES (:p, :o, 'viewer') RETURNING 1",
        p=point.id,
        o=elsewhere.id,
    )
    clients = {
        name: await client_for(one)
        for name, one in {
            "lead": cast.ana,
            "member": cast.bruno,
            "secretary": cast.secretary,
            "admin": cast.admin,
            "point": point,
            "lead elsewhere": await person(harness, cast.chile, role="team_lead"),
        }.items()
    }
    allowed = {
        "lead": {"viewer", "member", "team_lead"},
        "secretary": {"viewer", "member", "team_lead", "national_contact_point"},
        "point": {"viewer", "member", "team_lead"},
    }
    for name, client in clients.items():
        for role in MEMBERSHIP_ROLES:
            answer = await invite(client, cast, role, f"{role}@{name.replace(' ', '')}.example.org")
            expected = 201 if role in allowed.get(name, set()) else 403
            assert answer.status_code == expected, (name, role, answer.text)
    body = {"email": "a@example.org", "organisation_id": str(elsewhere.id), "role": "viewer"}
    assert (await clients["point"].post(INVITATIONS, json=body)).status_code == 403
    assert (await invite(clients["lead"], cast, "secretariat")).status_code == 422
    assert (await invite(await client_for(cast.vendor), cast)).status_code == 403
    assert (await invite(await client_for(), cast)).status_code == 401


async def test_a_new_person_comes_in_once(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, stranger = await client_for(cast.ana), await client_for()
    assert (await invite(ana, cast)).json()["state"] == "open"
    letter = (await queued(harness, "invitation"))[0]
    assert (letter["address"], letter["context"]["organisation"]) == ("new@example.org", "JaCIRT")
    token = await secret(harness, "invitation")
    offer = (await stranger.get(f"{INVITATIONS}/{token}")).json()
    assert (offer["organisation"], offer["invited_by"], offer["role"], offer["has_account"]) == (
        "JaCIRT",
        "Ana",
        "member",
        False,
    )
    weak = await stranger.post(f"{INVITATIONS}/accept", json={"token": token, "name": "Nia", "password": "short"})
    assert (weak.status_code, list(weak.json()["fields"])) == (422, ["password"])
    nameless = await stranger.post(f"{INVITATIONS}/accept", json={"token": token})
    assert list(nameless.json()["fields"]) == ["name", "password"]
    body = {"token": token, "name": "Nia", "password": PASSWORD, "locale": "es"}
    done = await stranger.post(f"{INVITATIONS}/accept", json=body)
    assert done.status_code == 201, done.text
    assert done.json()["state"] == "enrol"
    assert "atalaya" in done.cookies
    row = (
        await harness.all(
            "SELECT p.*, m.role FROM person p JOIN membership m ON m.person_id = p.id WHERE p.email = 'new@example.org'"
        )
    )[0]
    assert (row.name, row.status, row.locale, row.role) == ("Nia", "active", "es", "member")
    assert (await stranger.get("/api/v1/people")).status_code == 401
    again = await (await client_for()).post(f"{INVITATIONS}/accept", json=body)
    assert (again.status_code, again.json()["type"]) == (410, "/problems/invitation-over")
    listed = (await ana.get(INVITATIONS)).json()["items"]
    assert [one["state"] for one in listed] == ["accepted"]
    assert PASSWORD not in str(await harness.all("SELECT detail FROM audit_entry"))


async def test_invitations_end(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, carla, stranger = await client_for(cast.ana), await client_for(cast.carla), await client_for()
    first = (await invite(ana, cast)).json()
    old = await secret(harness, "invitation")
    await invite(ana, cast)
    new = await secret(harness, "invitation")
    assert (await stranger.get(f"{INVITATIONS}/{old}")).status_code == 410
    assert (await stranger.get(f"{INVITATIONS}/{new}")).status_code == 200
    wrong = new[:-1] + ("a" if new[-1] != "a" else "b")
    assert (await stranger.get(f"{INVITATIONS}/{wrong}")).status_code == 404
    rows = {one["id"]: one for one in (await ana.get(INVITATIONS)).json()["items"]}
    assert rows[first["id"]]["state"] == "revoked"
    current = next(key for key, one in rows.items() if one["state"] == "open")
    assert (await carla.delete(f"{INVITATIONS}/{current}")).status_code == 403
    lead = await client_for(await person(harness, cast.chile, role="team_lead"))
    assert (await lead.delete(f"{INVITATIONS}/{current}")).status_code == 404
    assert (await lead.get(INVITATIONS)).json()["items"] == []
    assert (await ana.delete(f"{INVITATIONS}/{current}")).status_code == 204
    assert (await stranger.get(f"{INVITATIONS}/{new}")).status_code == 410
    await invite(ana, cast)
    late = await secret(harness, "invitation")
    await harness.all(
        "UPDATE invitation SET expires_at = :t RETURNING 1", t=harness.runtime.clock.now() - timedelta(seconds=1)
    )
    assert (await stranger.get(f"{INVITATIONS}/{late}")).status_code == 410


async def test_an_account_joins_a_second_organisation(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, carla, bruno, stranger = [await client_for(one) for one in (cast.ana, cast.carla, cast.bruno, None)]
    await invite(ana, cast, email=cast.carla.email.upper())
    token = await secret(harness, "invitation")
    assert (await stranger.get(f"{INVITATIONS}/{token}")).json()["has_account"] is True
    body = {"token": token, "name": "X Y", "password": PASSWORD}
    taken = await stranger.post(f"{INVITATIONS}/accept", json=body)
    assert (taken.status_code, taken.json()["type"]) == (409, "/problems/has-account")
    other = await bruno.post(f"{INVITATIONS}/accept", json={"token": token})
    assert other.json()["type"] == "/problems/signed-in-as-somebody-else"
    joined = await carla.post(f"{INVITATIONS}/accept", json={"token": token})
    assert (joined.status_code, joined.json()["state"]) == (201, "signed_in")
    assert (await carla.get(f"/api/v1/groups/{cast.hidden.id}")).json()["standing"] == "member"
    member = await invite(ana, cast, email=cast.carla.email)
    assert member.json()["type"] == "/problems/already-in-organisation"


async def test_limits_of_invitations(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    for number in range(50):
        assert (await invite(ana, cast, email=f"n{number}@example.org")).status_code == 201
    assert (await invite(ana, cast, email="one-more@example.org")).status_code == 429
