"""Removing the demonstration leaves the catalogue's real facts as they were, and nothing that was invented."""

from atalaya_strategies.catalogue.demonstration import remove
from tests.conftest import ClientFor
from tests.harness import Harness
from tests.platform.factories import world
from tests.strategies.factories import EDITIONS, act, catalogue, contact_point, proposed, published


async def test_what_invented_people_did_is_undone(harness: Harness, client_for: ClientFor) -> None:
    await catalogue(harness)
    cast = await world(harness)
    point = await contact_point(harness, cast)
    bruno, carla, secretary, confirmer = [
        await client_for(one) for one in (cast.bruno, cast.carla, cast.secretary, point)
    ]
    invented = (await published(bruno, secretary))["id"]
    waiting = (await proposed(bruno, title_en="Waiting"))["id"]
    kept = (await proposed(carla, title_en="Kept"))["id"]
    jamaica = (await carla.get(EDITIONS, params={"place": "JAM", "kind": "law"})).json()["items"][0]
    path = f"{EDITIONS}/{jamaica['id']}"
    before = (await carla.get(path)).json()
    for change in ({"note": "Invented."}, {"note": "Again.", "adopted": "2001"}):
        answer = await confirmer.patch(path, json=change, headers={"If-Match": "*"})
        assert answer.status_code == 200, answer.text
    assert (await act(confirmer, jamaica["id"], "confirm")).status_code == 200
    await harness.all(
        "UPDATE person SET demonstration = true WHERE id IN (:one, :two) RETURNING 1", one=cast.bruno.id, two=point.id
    )
    async with harness.runtime.database.system() as session:
        await remove(session, harness.runtime)
    for gone in (invented, waiting):
        assert (await secretary.get(f"{EDITIONS}/{gone}")).status_code == 404
    assert (await carla.get(f"{EDITIONS}/{kept}")).status_code == 200
    after = (await carla.get(path)).json()
    assert (after["note"], after["adopted"], after["confirmation"]) == (before["note"], before["adopted"], None)
    history = (await carla.get(f"{path}/changes")).json()
    assert [one["act"] for one in history] == ["corrected", "confirmed", "corrected", "corrected", "imported"]
    assert history[0]["fields"] == {
        "note": {"before": "Again.", "after": ""},
        "adopted": {"before": "2001", "after": "2015"},
    }
