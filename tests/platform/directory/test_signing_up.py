"""Sign-up as a state machine (as Zulip, CVE-2025-31478 and CVE-2022-21706): every state of an invitation × whoever
holds its link. Nobody comes in by any other way than the one that is written here.
"""

from datetime import timedelta
from typing import Any

import httpx2
import pytest

from atalaya_platform.identity.models import Person
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.directory.letters import secret
from tests.platform.factories import World, person, world

ACCEPT = "/api/v1/invitations/accept"
PASSWORD = "a long enough watchword of mine"
MAILBOX = "invited@example.org"

STATES = ("open", "used", "revoked", "replaced", "expired", "shut", "unknown", "malformed")
HOLDERS = ("nobody", "nobody_with_account", "nobody_suspended", "invited", "member", "other")
"""Who opens the link: somebody not signed in, to whose mailbox belongs no account, one, or a suspended one; and in a
session the person of that mailbox, the same who is a member already, or somebody else."""

ALLOWED = {("open", "nobody"), ("open", "invited")}
_JOINED = (
    "INSERT INTO membership (person_id, organisation_id, role)"
    " SELECT id, :o, 'viewer' FROM person WHERE lower(email) = :e RETURNING 1"
)
OVER = {"used", "revoked", "replaced", "expired", "shut"}


def expected(state: str, holder: str) -> tuple[int, str]:
    """What is answered, written down once more, so that the code is not its own judge."""
    if state == "malformed":
        return 422, "invalid"
    if state == "unknown":
        return 404, "not-found"
    if state in OVER:
        return 410, "invitation-over"
    return {
        "nobody": (201, ""),
        "nobody_with_account": (409, "has-account"),
        "nobody_suspended": (409, "has-account"),
        "invited": (201, ""),
        "member": (409, "already-in-organisation"),
        "other": (409, "signed-in-as-somebody-else"),
    }[holder]


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


async def _invitation(harness: Harness, cast: World, client_for: ClientFor, state: str) -> str:
    """The secret of an invitation of `MAILBOX` into JaCIRT as a member, brought into that state."""
    ana = await client_for(cast.ana)
    body = {"email": MAILBOX, "organisation_id": str(cast.jamaica.id), "role": "member"}
    made = await ana.post("/api/v1/invitations", json=body)
    assert made.status_code == 201, made.text
    token = await secret(harness, "invitation")
    if state == "revoked":
        assert (await ana.delete(f"/api/v1/invitations/{made.json()['id']}")).status_code == 204
    elif state == "replaced":
        assert (await ana.post("/api/v1/invitations", json=body)).status_code == 201
    elif state == "malformed":
        token = token[:-2] + "-~"
    elif state == "unknown":
        token = token[:10] + ("a" if token[10] != "a" else "b") + token[11:]
    changes = {"used": "accepted_at = now()", "expired": "expires_at = now() - interval '1 second'"}
    if state in changes:
        await harness.all(f"UPDATE invitation SET {changes[state]} RETURNING 1")
    if state == "shut":
        await harness.all("UPDATE organisation SET status = 'suspended' WHERE id = :o RETURNING 1", o=cast.jamaica.id)
    return token


async def _holder(harness: Harness, cast: World, client_for: ClientFor, holder: str) -> httpx2.AsyncClient:
    if holder in ("nobody", "other"):
        return await client_for(cast.carla if holder == "other" else None)
    account = await person(harness, cast.chile, name="Invited")
    await harness.all("UPDATE person SET email = :e WHERE id = :p RETURNING 1", e=MAILBOX.upper(), p=account.id)
    if holder == "nobody_suspended":
        await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=account.id)
    return await client_for(account if holder in ("invited", "member") else None)


async def _inside(harness: Harness) -> set[Any]:
    """Everybody with an account, where, and as what; and the roles on the platform."""
    people = await harness.all("SELECT id, lower(email), status FROM person")
    places = await harness.all("SELECT person_id, organisation_id, role FROM membership")
    roles = await harness.all("SELECT person_id, role FROM platform_role")
    return {tuple(row) for row in (*people, *places, *roles)}


@pytest.mark.parametrize("state", STATES)
async def test_only_an_open_invitation_lets_in_and_only_whom_it_is_for(
    harness: Harness, cast: World, client_for: ClientFor, state: str
) -> None:
    for holder in HOLDERS:
        async with harness.connection.begin_nested() as savepoint:
            client = await _holder(harness, cast, client_for, holder)
            token = await _invitation(harness, cast, client_for, state)
            if holder == "member":
                await harness.all(_JOINED, e=MAILBOX, o=cast.jamaica.id)
            before = await _inside(harness)
            answer = await client.post(ACCEPT, json={"token": token, "name": "New", "password": PASSWORD})
            kind = answer.json().get("type", "").removeprefix("/problems/")
            assert (answer.status_code, kind) == expected(state, holder), (state, holder, answer.text)
            after = await _inside(harness)
            assert before <= after, "nobody loses anything by it"
            assert bool(after - before) == ((state, holder) in ALLOWED), (state, holder)
            if (state, holder) in ALLOWED:
                again = await client.post(ACCEPT, json={"token": token, "name": "New", "password": PASSWORD})
                assert again.status_code == 410, "it works once"
                assert await _inside(harness) == after
                came = await harness.all(
                    "SELECT lower(p.email) AS email, m.role, m.organisation_id FROM membership m"
                    " JOIN person p ON p.id = m.person_id WHERE m.organisation_id = :o AND lower(p.email) = :e",
                    o=cast.jamaica.id,
                    e=MAILBOX,
                )
                assert [tuple(row) for row in came] == [(MAILBOX, "member", cast.jamaica.id)]
            await savepoint.rollback()


async def _opens(harness: Harness, client_for: ClientFor) -> int:
    token = await secret(harness, "invitation")
    return (await (await client_for()).get(f"/api/v1/invitations/{token}")).status_code


async def _invited_by(harness: Harness, cast: World, client_for: ClientFor) -> Person:
    """A second lead of JaCIRT, who has invited somebody."""
    lead = await person(harness, cast.jamaica, role="team_lead", name="Lead")
    body = {"email": MAILBOX, "organisation_id": str(cast.jamaica.id), "role": "member"}
    assert (await (await client_for(lead)).post("/api/v1/invitations", json=body)).status_code == 201
    assert await _opens(harness, client_for) == 200
    return lead


@pytest.mark.parametrize("how", ["suspended", "removed", "demoted"])
async def test_who_may_no_longer_invite_leaves_no_open_invitation_behind(
    harness: Harness, cast: World, client_for: ClientFor, how: str
) -> None:
    lead = await _invited_by(harness, cast, client_for)
    ana, admin = await client_for(cast.ana), await client_for(cast.admin, strong=True)
    member = f"/api/v1/organisations/{cast.jamaica.id}/members/{lead.id}"
    if how == "suspended":
        answer = await admin.post(f"/api/v1/people/{lead.id}/suspend", json={"reason": "stolen telephone"})
    elif how == "removed":
        answer = await ana.delete(member)
    else:
        answer = await ana.patch(member, json={"role": "member"})
    assert answer.status_code in (200, 204), answer.text
    assert await _opens(harness, client_for) == 410


async def test_a_contact_point_s_invitations_into_the_country_go_with_the_role(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    point = await person(harness, cast.ministry, role="national_contact_point", name="Point")
    body = {"email": MAILBOX, "organisation_id": str(cast.jamaica.id), "role": "member"}
    assert (await (await client_for(point)).post("/api/v1/invitations", json=body)).status_code == 201
    secretary = await client_for(cast.secretary)
    path = f"/api/v1/organisations/{cast.ministry.id}/members/{point.id}"
    assert (await secretary.patch(path, json={"role": "team_lead"})).status_code == 200
    assert await _opens(harness, client_for) == 410


async def test_the_secretariat_s_invitations_go_with_the_role(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    secretary, admin = await client_for(cast.secretary), await client_for(cast.admin, strong=True)
    body = {"email": MAILBOX, "organisation_id": str(cast.jamaica.id), "role": "member"}
    assert (await secretary.post("/api/v1/invitations", json=body)).status_code == 201
    gone = await admin.delete(f"/api/v1/people/{cast.secretary.id}/platform-roles/secretariat")
    assert gone.status_code == 204
    assert await _opens(harness, client_for) == 410


async def test_a_change_that_leaves_the_right_leaves_the_invitation(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    lead = await _invited_by(harness, cast, client_for)
    secretary = await client_for(cast.secretary)
    path = f"/api/v1/organisations/{cast.jamaica.id}/members/{lead.id}"
    changed = await secretary.patch(path, json={"role": "national_contact_point"})
    assert changed.status_code == 200, changed.text
    assert await _opens(harness, client_for) == 200


async def test_a_link_lives_seven_days(harness: Harness, cast: World, client_for: ClientFor) -> None:
    await _invitation(harness, cast, client_for, "open")
    lives = await harness.one("SELECT expires_at - created_at FROM invitation")
    assert lives == timedelta(days=7)
