"""Phases: onwards and back, the frozen text, snapshots and what changed since."""

from typing import Any

import httpx2

from atalaya_strategies.drafting.freezing import digest_of
from tests.harness import Harness
from tests.platform.factories import person, world
from tests.strategies.drafting.factories import ClientFor, address, begun, save, section_of


async def go(client: httpx2.AsyncClient, draft: dict[str, Any], phase: str, reason: str = "") -> httpx2.Response:
    return await client.post(
        address(draft, "phase"), json={"phase": phase, "reason": reason}, headers={"If-Match": "*"}
    )


async def test_consultation_freezes_the_text_and_keeps_it(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana, bruno = await client_for(cast.ana), await client_for(cast.bruno)
    member = await client_for(await person(harness, cast.jamaica))
    draft = await begun(ana, cast.group)
    section = section_of(draft, "5.1.1")
    assert (await save(ana, draft, section, "We report within 72 hours.", 1)).status_code == 200
    assert (await go(ana, draft, "consultation")).status_code == 409
    assert (await go(member, draft, "stocktaking")).status_code == 403
    for phase in ("stocktaking", "production", "consultation"):
        answer = await go(ana, draft, phase)
        assert answer.status_code == 200, answer.text
    assert answer.json()["frozen"]
    assert not answer.json()["rights"]["write"]

    refused = await save(ana, draft, section, "x", 2)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/text-frozen")
    for verb, path, body in (
        ("post", address(draft, "sections"), {"title": "New"}),
        ("post", address(draft, "sections", section, "move"), {"after": None}),
        ("delete", address(draft, "sections", section), None),
        ("post", address(draft, "sections", section, "versions", "1", "restore"), None),
    ):
        answer = await ana.request(verb, path, json=body, headers={"If-Match": "*"})
        assert answer.status_code == 409, path
    said = await bruno.post(address(draft, "comments"), json={"body": "Why 72?", "section_id": section})
    assert said.status_code == 201

    frozen = (await bruno.get(address(draft, "snapshots", "1"))).json()
    assert "We report within 72 hours." in {one["body"] for one in frozen["sections"]}
    assert (await go(ana, draft, "production")).status_code == 422
    assert (await go(ana, draft, "production", "Many comments on 5.1.1.")).status_code == 200
    await save(ana, draft, section, "We report within 24 hours.", 2)
    changed = (await bruno.get(address(draft, "snapshots", "1", "diff"))).json()
    assert [(one["title_after"], [piece["text"] for piece in one["pieces"]]) for one in changed["sections"]] == [
        ("Highest-level support", ["We report within ", "72", "24", " hours."])
    ]
    await go(ana, draft, "consultation")
    between = (await bruno.get(address(draft, "snapshots", "1", "diff"), params={"to": 2})).json()
    assert between["sections"] == changed["sections"]
    assert (await bruno.get(address(draft, "snapshots", "2", "diff"))).json()["sections"] == []
    assert [one["number"] for one in (await bruno.get(address(draft, "snapshots"))).json()] == [2, 1]

    history = (await bruno.get(address(draft, "phases"))).json()
    assert [(one["after"], one["reason"], one["snapshot"]) for one in history] == [
        ("stocktaking", "", None),
        ("production", "", None),
        ("consultation", "", 1),
        ("production", "Many comments on 5.1.1.", None),
        ("consultation", "", 2),
    ]


async def test_a_snapshot_is_known_by_its_digest(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    draft = await begun(ana, cast.group)
    for phase in ("stocktaking", "production", "consultation", "adoption"):
        await go(ana, draft, phase)
    rows = await harness.all("SELECT title, content, sha256 FROM strategy_draft_snapshot ORDER BY number")
    assert [bytes(row.sha256) for row in rows] == [digest_of(row.title, row.content) for row in rows]
    assert len({bytes(row.sha256) for row in rows}) == 1  # nothing was changed between consultation and adoption
    other = {**rows[0].content, "sections": rows[0].content["sections"][1:]}
    assert digest_of(rows[0].title, other) != bytes(rows[0].sha256)
    assert (await save(ana, draft, section_of(draft, "5.1"), "x", 1)).status_code == 409
