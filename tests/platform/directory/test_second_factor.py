"""Whoever comes to need a second factor has no session and no token left that was opened without one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2
import pytest

from atalaya_platform.credentials.secrets import SecretKind, new_secret
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.identity.models import ApiToken, Credential, Person
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.directory.letters import secret
from tests.platform.factories import World, organisation, world

ME = "/api/v1/me"


@pytest.fixture
async def cast(harness: Harness) -> World:
    return await world(harness)


async def machine(harness: Harness, client_for: ClientFor, person: Person) -> httpx2.AsyncClient:
    """A program with a token of this person's."""
    token = new_secret(SecretKind.API)
    await harness.add(
        ApiToken(
            person_id=person.id,
            token_hash=hashed(token),
            name="Feed",
            scopes=["identity:directory:read"],
            expires_at=datetime.now(UTC) + timedelta(days=1),
        )
    )
    client = await client_for()
    client.headers["Authorization"] = f"Bearer {token}"
    return client


async def statuses(*clients: httpx2.AsyncClient) -> list[int]:
    return [(await client.get(ME)).status_code for client in clients]


async def joins(harness: Harness, cast: World, client_for: ClientFor, client: httpx2.AsyncClient, place: Any) -> Any:
    """The vendor takes up an invitation into an organisation; the answer."""
    secretary = await client_for(cast.secretary)
    body = {"email": cast.vendor.email, "organisation_id": str(place.id), "role": "member"}
    assert (await secretary.post("/api/v1/invitations", json=body)).status_code == 201
    token = await secret(harness, "invitation")
    answer = await client.post("/api/v1/invitations/accept", json={"token": token})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_who_joins_the_network_enrols_first(harness: Harness, cast: World, client_for: ClientFor) -> None:
    vendor, other = await client_for(cast.vendor), await client_for(cast.vendor)
    program = await machine(harness, client_for, cast.vendor)
    assert await statuses(vendor, other, program) == [200, 200, 200]
    assert (await joins(harness, cast, client_for, vendor, cast.jamaica))["state"] == "enrol"
    assert await statuses(vendor, other, program) == [401, 401, 401]
    assert (await vendor.get("/api/v1/sign-in/options")).json()["state"] == "enrol"
    assert (await other.get("/api/v1/sign-in/options")).json()["state"] is None
    assert (await vendor.post("/api/v1/me/totp")).status_code == 200, "and may do so at once"


async def test_who_has_a_second_factor_goes_on(harness: Harness, cast: World, client_for: ClientFor) -> None:
    await harness.add(Credential(person_id=cast.vendor.id, totp_secret="A" * 32, totp_confirmed_at=datetime.now(UTC)))
    vendor, program = await client_for(cast.vendor), await machine(harness, client_for, cast.vendor)
    assert (await joins(harness, cast, client_for, vendor, cast.jamaica))["state"] == "signed_in"
    assert await statuses(vendor, program) == [200, 200]


async def test_beyond_the_wall_nothing_is_asked(harness: Harness, cast: World, client_for: ClientFor) -> None:
    vendor = await client_for(cast.vendor)
    place = await organisation(harness, kind="academic", community="stakeholders")
    assert (await joins(harness, cast, client_for, vendor, place))["state"] == "signed_in"
    assert await statuses(vendor) == [200]


async def test_who_gets_a_role_on_the_platform_signs_in_again(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    vendor, program = await client_for(cast.vendor), await machine(harness, client_for, cast.vendor)
    carla, admin = await client_for(cast.carla), await client_for(cast.admin, strong=True)
    for person in (cast.vendor, cast.carla):
        granted = await admin.post(f"/api/v1/people/{person.id}/platform-roles", json={"role": "moderator"})
        assert granted.status_code == 204, granted.text
    assert await statuses(vendor, program) == [401, 401]
    assert await statuses(carla) == [200], "who is of the network had to have one before"


async def test_the_people_of_an_organisation_that_comes_into_the_network_sign_in_again(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    vendor, secretary = await client_for(cast.vendor), await client_for(cast.secretary)
    path = f"/api/v1/organisations/{cast.company.id}"
    moved = await secretary.patch(path, json={"communities": ["network"]}, headers={"If-Match": "*"})
    assert moved.status_code == 200, moved.text
    assert await statuses(vendor) == [401]


async def test_demonstration_accounts_are_asked_for_nothing(
    harness: Harness, cast: World, client_for: ClientFor
) -> None:
    await harness.all("UPDATE person SET demonstration = true WHERE id = :p RETURNING 1", p=cast.vendor.id)
    vendor = await client_for(cast.vendor)
    assert (await joins(harness, cast, client_for, vendor, cast.jamaica))["state"] == "signed_in"
    assert await statuses(vendor) == [200]
