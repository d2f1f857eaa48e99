"""Sections: saving, stale saves, order, taking out and bringing back, versions."""

import random
from typing import Any

import httpx2
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.harness import Harness
from tests.platform.factories import World, world
from tests.strategies.drafting.factories import ClientFor, address, begun, save, section_of


async def opened(harness: Harness, client_for: ClientFor) -> tuple[World, httpx2.AsyncClient, dict[str, Any], str]:
    cast = await world(harness)
    ana = await client_for(cast.ana)
    draft = await begun(ana, cast.group)
    return cast, ana, draft, section_of(draft, "5.1.1")


async def test_a_stale_save_is_refused_with_what_stands_there(harness: Harness, client_for: ClientFor) -> None:
    _, ana, draft, section = await opened(harness, client_for)
    saved = await save(ana, draft, section, "The **Prime Minister** leads[^1].", 1)
    assert saved.headers["etag"] == '"2"'
    assert saved.json()["html"].startswith('<p>The <strong>Prime Minister</strong> leads<a href="#source-1"')
    assert saved.json()["cites"] == [1]
    stale = await save(ana, draft, section, "Nobody leads.", 1)
    assert stale.status_code == 412
    assert stale.json()["current"]["body"] == "The **Prime Minister** leads[^1]."
    assert stale.json()["version"] == 2
    blind = await ana.patch(address(draft, "sections", section), json={"body": "x"})
    assert blind.status_code == 428
    same = await save(ana, draft, section, "The **Prime Minister** leads[^1].", 2)
    assert same.json()["version"] == 2


async def test_sections_are_added_moved_taken_out_and_brought_back(harness: Harness, client_for: ClientFor) -> None:
    _, ana, draft, section = await opened(harness, client_for)

    def titles(read: dict[str, Any]) -> list[str]:
        return [one["title"] for one in read["outline"]]

    added = await ana.post(address(draft, "sections"), json={"title": "Vision", "level": 1, "after": None})
    assert added.status_code == 201
    moved = await ana.post(address(draft, "sections", added.json()["id"], "move"), json={"after": section})
    assert titles(moved.json())[:3] == ["Governance", "Highest-level support", "Vision"]
    chapter = section_of(draft, "5.2")
    first = (await ana.post(address(draft, "sections", chapter, "move"), json={"after": None})).json()
    assert titles(first)[:2] == ["Risk management", "Threat assessment"]
    assert [one["position"] for one in first["outline"]] == list(range(len(first["outline"])))
    into = await ana.post(address(draft, "sections", chapter, "move"), json={"after": first["outline"][1]["id"]})
    assert list(into.json()["fields"]) == ["after"]

    await save(ana, draft, section, "Kept.", 1)
    gone = await ana.delete(address(draft, "sections", section), headers={"If-Match": '"2"'})
    assert section not in {one["id"] for one in gone.json()["outline"]}
    assert [one["id"] for one in gone.json()["removed"]] == [section]
    assert (await save(ana, draft, section, "More.", 2)).status_code == 409
    back = (await ana.post(address(draft, "sections", section, "restore"))).json()
    assert titles(back).index("Highest-level support") == titles(first).index("Highest-level support")
    assert (await ana.get(address(draft, "sections", section))).json()["body"] == "Kept."
    strange = await ana.post(address(draft, "sections"), json={"title": "X", "element": "9.9"})
    assert list(strange.json()["fields"]) == ["element"]


async def test_versions_are_told_together_and_each_is_kept(harness: Harness, client_for: ClientFor) -> None:
    cast, ana, draft, section = await opened(harness, client_for)
    await ana.put(address(draft, "editors", str(cast.bruno.id)))
    bruno = await client_for(cast.bruno)
    for version, (client, body) in enumerate(
        [(ana, "One."), (ana, "One two."), (bruno, "One two three."), (ana, "Four.")], start=1
    ):
        assert (await save(client, draft, section, body, version)).status_code == 200
    path = address(draft, "sections", section)
    told = (await ana.get(f"{path}/versions")).json()
    assert [(one["first"], one["version"], one["person"]["name"]) for one in told] == [
        (5, 5, "Ana"),
        (4, 4, "Bruno"),
        (2, 3, "Ana"),
        (1, 1, "Ana"),
    ]
    assert [one["version"] for one in (await ana.get(f"{path}/versions?every=true")).json()] == [5, 4, 3, 2, 1]
    assert (await ana.get(f"{path}/versions/2")).json()["body"] == "One."
    diff = (await ana.get(f"{path}/diff", params={"before": 3, "after": 4})).json()
    assert [(one["op"], one["text"]) for one in diff["pieces"]] == [
        ("same", "One two"),
        ("added", " three"),
        ("same", "."),
    ]
    assert (diff["added"], diff["removed"]) == (1, 0)
    restored = await ana.post(f"{path}/versions/4/restore", headers={"If-Match": '"5"'})
    assert (restored.json()["version"], restored.json()["body"]) == (6, "One two three.")
    assert (await ana.get(f"{path}/versions")).json()[0]["restored"] == 4
    assert (await ana.get(f"{path}/versions/9")).status_code == 404


async def test_nobody_rewrites_history(harness: Harness, client_for: ClientFor) -> None:
    _, ana, draft, section = await opened(harness, client_for)
    await save(ana, draft, section, "Said.", 1)
    for statement in ("UPDATE strategy_draft_revision SET body = ''", "DELETE FROM strategy_draft_revision"):
        async with harness.runtime.database.system() as session:
            with pytest.raises(DBAPIError, match="permission denied"):
                await session.execute(text(statement))
            await session.rollback()


async def test_no_acknowledged_text_is_ever_lost(harness: Harness, client_for: ClientFor) -> None:
    """Two people save upon what each last saw, or look first: what was answered with 200 stays readable."""
    cast, ana, draft, _ = await opened(harness, client_for)
    await ana.put(address(draft, "editors", str(cast.bruno.id)))
    clients = {"ana": ana, "bruno": await client_for(cast.bruno)}
    chance = random.Random(7)
    for section in [one["id"] for one in draft["outline"][:3]]:
        seen, acknowledged, newest = {"ana": 1, "bruno": 1}, {1: ""}, 1
        for _ in range(8):
            name, body = chance.choice(["ana", "bruno"]), chance.choice(["a", "b", "a b", ""])
            if chance.random() < 0.5:
                seen[name] = newest
            answer = await save(clients[name], draft, section, body, seen[name])
            assert answer.status_code == (200 if seen[name] == newest else 412)
            if answer.status_code == 200:
                newest = seen[name] = answer.json()["version"]
                acknowledged[newest] = body
        rows = await harness.all(
            "SELECT version, body FROM strategy_draft_revision WHERE section_id = :section", section=section
        )
        assert {row.version: row.body for row in rows} == acknowledged
        read = (await ana.get(address(draft, "sections", section))).json()
        assert (read["version"], read["body"]) == (newest, acknowledged[newest])
