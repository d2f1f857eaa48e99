"""Who will read this: the numbers equal what people can really read, for all five labels."""

from typing import Any
from uuid import UUID

from sqlalchemy import text

from atalaya_platform.access.models import Recipient
from atalaya_platform.events.models import Stream
from atalaya_platform.ids import new_id
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import World, person, world

LABELS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")


async def readers(harness: Harness, audience: str, label: str, object_id: UUID) -> set[str]:
    """Who of everybody reads a row with this audience, asked of the database as each of them."""
    name = f"topic:{object_id}"
    await harness.add(Stream(name=name, object_id=object_id, audience=audience, label=label, head=0))
    found = set()
    for row in await harness.all("SELECT id, name FROM person"):
        async with harness.runtime.database.as_person(row.id, strong=True) as session:
            if (await session.execute(text("SELECT 1 FROM stream WHERE name = :n"), {"n": name})).first():
                found.add(row.name)
    return found


async def ask(client: Any, cast: World, label: str, **more: object) -> dict[str, Any]:
    answer = await client.post("/api/v1/audience", json={"label": label, "group_id": str(cast.group.id), **more})
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


async def test_the_numbers_equal_who_can_read(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    await person(harness, cast.brazil, name="Beatriz")
    await person(harness, None, name="Nobody's")
    suspended = await person(harness, cast.brazil, name="Suspended")
    await harness.all("UPDATE person SET status = 'suspended' WHERE id = :p RETURNING 1", p=suspended.id)
    client = await client_for(cast.ana)
    figures = {}
    for label in LABELS:
        said = await ask(client, cast, label, recipients=[str(cast.carla.id)] if label == "TLP:RED" else [])
        object_id, token = new_id(), said["token"]
        if token == "named":
            token = f"named:{object_id}"
            for one in (cast.ana, cast.carla):
                await harness.add(Recipient(object_id=object_id, person_id=one.id))
        able = await readers(harness, token, label, object_id)
        assert said["people"] == len(able), (label, able)
        figures[label] = (said["people"], said["organisations"], said["countries"], said["includes_constituents"])
    assert figures == {
        "TLP:CLEAR": (9, 6, 3, False),
        "TLP:GREEN": (7, 5, 3, False),
        "TLP:AMBER": (4, 3, 2, True),
        "TLP:AMBER+STRICT": (3, 2, 2, False),
        "TLP:RED": (2, 2, 2, False),
    }


async def test_red_names_the_readers(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    said = await ask(await client_for(cast.ana), cast, "TLP:RED", recipients=[str(cast.bruno.id)])
    assert [(one["name"], one["country"]) for one in said["named"]] == [("Ana", "JAM"), ("Bruno", "BRA")]
    assert said["needs_passkey"] is True
    assert await harness.one("SELECT count(*) FROM recipient") == 0


async def test_only_people_within_reach_are_named(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, secretary = await client_for(cast.ana), await client_for(cast.secretary)
    body: dict[str, Any] = {"label": "TLP:RED", "group_id": str(cast.group.id), "recipients": [str(cast.vendor.id)]}
    unknown = await ana.post("/api/v1/audience", json=body)
    nobody = await ana.post("/api/v1/audience", json={**body, "recipients": [str(cast.vendor.id)[:-4] + "0000"]})
    assert unknown.status_code == nobody.status_code == 422
    assert unknown.json()["detail"] == nobody.json()["detail"]
    direct = await secretary.post("/api/v1/audience", json={"label": "TLP:GREEN", "recipients": [str(cast.vendor.id)]})
    assert (direct.json()["token"], direct.json()["people"]) == ("named", 2)


async def test_what_cannot_be_asked(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, carla, minister = [await client_for(one) for one in (cast.ana, cast.carla, cast.minister)]
    hidden = {"label": "TLP:GREEN", "group_id": str(cast.hidden.id)}
    assert list((await ana.post("/api/v1/audience", json=hidden)).json()["fields"]) == ["label"]
    assert (await ana.post("/api/v1/audience", json={"label": "TLP:AMBER"})).status_code == 422
    assert (await ana.post("/api/v1/audience", json={"label": "TLP:WHITE"})).status_code == 422
    assert (await ana.post("/api/v1/audience", json={"label": "TLP:GREEN"})).json()["token"] == "community:network"
    in_group = {"label": "TLP:AMBER", "group_id": str(cast.group.id)}
    assert (await carla.post("/api/v1/audience", json=in_group)).status_code == 404
    assert (await minister.post("/api/v1/audience", json=in_group)).status_code == 200
    assert (await (await client_for()).post("/api/v1/audience", json=in_group)).status_code == 401
