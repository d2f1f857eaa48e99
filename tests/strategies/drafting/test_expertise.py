"""Asking for expertise."""

from typing import Any

from atalaya_strategies.drafting.events import ExpertiseAsked
from tests.harness import Harness
from tests.platform.factories import world
from tests.strategies.drafting.factories import ClientFor, address, begun


async def test_expertise_is_asked_for_once_while_it_is_open(
    harness: Harness, client_for: ClientFor, monkeypatch: Any
) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    draft = await begun(ana, cast.group)
    path = address(draft, "expertise")
    monkeypatch.setattr(harness.runtime.database, "handlers", {ExpertiseAsked.type: ("experts.make_request",)})
    wanted = {"elements": ["5.3.1", "5.3.2"], "kind": "legal", "note": "Rules on reporting.", "needed_by": "2030-01-01"}
    assert (await bruno.post(path, json=wanted)).status_code == 403
    asked = (await ana.post(path, json=wanted)).json()
    assert (asked["state"], asked["asked_by"]["name"]) == ("open", "Ana")
    again = await ana.post(path, json=wanted | {"elements": ["5.3.2"]})
    assert (again.status_code, again.json()["expertise_id"]) == (409, asked["id"])
    assert (await ana.post(path, json=wanted | {"kind": "technical"})).status_code == 201
    closed = (await ana.post(f"{path}/{asked['id']}/close")).json()
    assert (closed["state"], closed["closed_by"]["name"]) == ("closed", "Ana")
    assert (await ana.post(path, json=wanted)).status_code == 201
    assert [one["state"] for one in (await bruno.get(path)).json()] == ["open", "open", "closed"]
    assert list((await ana.post(path, json=wanted | {"elements": ["9.9"]})).json()["fields"]) == ["elements"]
    assert list((await ana.post(path, json=wanted | {"needed_by": "2020-01-01"})).json()["fields"]) == ["needed_by"]

    jobs = await harness.all("SELECT args FROM procrastinate_jobs WHERE task_name = 'handle_event' ORDER BY id")
    told = ExpertiseAsked.model_validate(jobs[0].args["event"])
    assert (told.expertise_id.hex, told.elements, told.kind) == (
        asked["id"].replace("-", ""),
        ("5.3.1", "5.3.2"),
        "legal",
    )
    assert (told.place, told.group_id, told.label) == ("JAM", cast.group.id, "TLP:AMBER")
    assert len(jobs) == 3
