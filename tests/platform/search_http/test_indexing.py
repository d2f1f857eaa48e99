"""The indexer: what changed is found, what cannot be indexed holds nobody else up, a crash repeats harmlessly."""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest

from atalaya_platform.database.session import ReadSession
from atalaya_platform.events.ledger import changed
from atalaya_platform.ids import new_id
from atalaya_platform.search.document import Document
from atalaya_platform.search.indexing import Indexer, engine_of, index_waiting, lag, rebuild
from atalaya_platform.search.port import Query
from atalaya_platform.search.sources import ResultCard
from tests.harness import Harness


class Things:
    """A source of invented objects: `broken` ones raise when asked for their documents."""

    kind = "thing"

    def __init__(self) -> None:
        self.titles: dict[UUID, str] = {}
        self.broken: set[UUID] = set()

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        if self.broken & set(ids):
            raise ValueError("this thing is broken")
        return [
            Document(id=str(one), kind="thing", audience="clear", title=self.titles[one], created_at=datetime.now(UTC))
            for one in ids
            if one in self.titles
        ]

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        return sorted(one for one in self.titles if after is None or one > after)[:limit]

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        return set(ids)

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        return {one: ResultCard(title=self.titles[one], subtitle="", url="/") for one in ids if one in self.titles}


@pytest.fixture
def things(harness: Harness, monkeypatch: pytest.MonkeyPatch) -> Things:
    source = Things()
    monkeypatch.setitem(harness.runtime.registry.sources, "thing", source)
    return source


async def say_changed(harness: Harness, *ids: UUID) -> None:
    async with harness.runtime.database.system() as session:
        for one in ids:
            changed(session, "thing", one)


async def titles(harness: Harness, text: str) -> list[str]:
    found = await engine_of(harness.runtime).search(Query(text=text, audiences=["clear"], kinds=["thing"]))
    return [hit.title_highlighted.replace("\ue000", "").replace("\ue001", "") for hit in found.hits]


async def test_a_change_is_found_and_leaves_the_queue(harness: Harness, things: Things) -> None:
    one = new_id()
    things.titles[one] = "Ransomware in the port"
    await say_changed(harness, one)
    assert await index_waiting(harness.runtime) == 1
    assert await titles(harness, "ransomware") == ["Ransomware in the port"]
    async with harness.runtime.database.system() as session:
        assert (await lag(session)).waiting == 0
    del things.titles[one]
    await say_changed(harness, one)
    await index_waiting(harness.runtime)
    assert await titles(harness, "ransomware") == []


async def test_the_lag_is_that_of_the_oldest_change(harness: Harness, things: Things) -> None:
    """Also of an object that changes again and again; and one that was put off is due at once when it changes."""
    one, two = new_id(), new_id()
    await say_changed(harness, one, two)
    await harness.all("UPDATE search_change SET at = now() - interval '50 s' WHERE object_id = :o RETURNING 1", o=one)
    await harness.all("UPDATE search_change SET at = now() + interval '9 min' WHERE object_id = :o RETURNING 1", o=two)
    await say_changed(harness, one, two)
    async with harness.runtime.database.system() as session:
        behind = await lag(session)
    assert (behind.waiting, behind.seconds >= 50) == (2, True)
    assert await harness.one("SELECT count(*) FROM search_change WHERE at <= now()") == 2


async def test_a_broken_object_holds_nobody_up(harness: Harness, things: Things) -> None:
    good = [new_id() for _ in range(4)]
    bad = new_id()
    things.titles = {one: f"Sound object {number}" for number, one in enumerate(good)}
    things.broken = {bad}
    await say_changed(harness, bad, *good)
    with pytest.raises(ValueError, match="broken"):
        await index_waiting(harness.runtime)
    await Indexer(harness.runtime)._one_by_one()
    assert len(await titles(harness, "sound")) == 4
    assert await harness.one("SELECT count(*) FROM search_change WHERE at > now()") == 1


async def test_a_rebuild_finds_everything_again(harness: Harness, things: Things) -> None:
    things.titles = {new_id(): f"Object number {n}" for n in range(30)}
    seen: list[tuple[str, int]] = []
    engine = engine_of(harness.runtime)
    with contextlib.suppress(Exception):
        await engine.clear()
    count = await rebuild(harness.runtime, lambda kind, done: seen.append((kind, done)))
    assert count >= 30
    assert ("thing", 30) in seen
    assert not engine.needs_rebuild
    assert len(await titles(harness, "object number 7")) >= 1
