"""The contract of every search engine: what is written is there, what is deleted is gone, also during a rebuild."""

import asyncio

import pytest

from atalaya_platform.search.errors import SearchUnavailable
from atalaya_platform.search.port import SearchEngine, Stored
from tests.platform.search.conftest import NewEngine
from tests.platform.search.factories import GROUP, ask, counts, document, found


async def test_indexing_again_replaces(engine: SearchEngine) -> None:
    await engine.index([document("a", "Phishing wave", "banks", tags=("old",))])
    await engine.index([document("a", "Calm sea", "harbours", tags=("new",))])
    assert await found(engine, "phishing") == []
    assert await found(engine, "harbours") == ["a"]
    assert counts(await ask(engine, facets=("tag",)), "tag") == {"new": 1}
    assert await engine.count() == 1


async def test_a_stricter_label_moves_the_document_behind_the_wall(engine: SearchEngine) -> None:
    await engine.index([document("a", "Phishing wave")])
    await engine.index([document("a", "Phishing wave", audience=GROUP)])
    assert await found(engine, "phishing") == []
    assert await found(engine, "phishing", audiences=(GROUP,)) == ["a"]


async def test_of_one_id_twice_the_last_counts(engine: SearchEngine) -> None:
    await engine.index([document("a", "First"), document("b", "Other"), document("a", "Second")])
    assert sorted(await found(engine)) == ["a", "b"]
    assert await found(engine, "second") == ["a"]


async def test_ids_that_differ_in_case_are_different(engine: SearchEngine) -> None:
    await engine.index([document("Aa", "Upper"), document("aA", "Lower")])
    await engine.delete(["Aa"])
    assert await found(engine) == ["aA"]


async def test_deleting_by_own_or_parent_id(engine: SearchEngine) -> None:
    await engine.index([document(f"p{page}", "Passage", parent_id="strategy", position=page) for page in range(3)])
    await engine.index([document("other", "Passage elsewhere")])
    await engine.delete(["p1", "unknown"])
    assert sorted(await found(engine)) == ["other", "p0", "p2"]
    await engine.delete(["strategy"])
    assert await found(engine) == ["other"]
    await engine.delete([])


async def test_a_parent_is_replaced_as_a_whole(engine: SearchEngine) -> None:
    pages = [document(f"p{page}", f"Passage {page}", parent_id="strategy", position=page) for page in range(4)]
    await engine.index([*pages, document("other", "Passage elsewhere")])
    await engine.index([document("p1", "Shorter", parent_id="strategy")], replace=["strategy", "gone"])
    assert sorted(await found(engine)) == ["other", "p1"]
    await engine.index([], replace=["strategy"])
    assert await found(engine) == ["other"]


async def test_a_hit_gives_back_what_was_stored(engine: SearchEngine) -> None:
    extra = {"page": 12, "offset": 4_096, "edition": "2.ª edición"}
    await engine.index(
        [
            document(
                "p-12", "Estrategia", "Texto", parent_id="s", position=3, language="es", url="/s?page=12", extra=extra
            )
        ]
    )
    hit = (await ask(engine, "estrategia")).hits[0]
    assert (hit.id, hit.parent_id, hit.position, hit.kind, hit.language) == ("p-12", "s", 3, "topic", "es")
    assert (hit.url, dict(hit.extra)) == ("/s?page=12", extra)


async def test_everything_stored_can_be_listed(engine: SearchEngine) -> None:
    await engine.index([document(f"d{number}", "x", audience=GROUP, kind="post") for number in range(1_200)])
    await engine.index([document("p1", "x", parent_id="parent")])
    await engine.delete(["d7"])
    listed = [stored async for stored in engine.ids()]
    assert len(listed) == len({stored.id for stored in listed}) == await engine.count() == 1_200
    assert Stored(id="p1", parent_id="parent", kind="topic", audience="public") in listed
    assert Stored(id="d8", parent_id="d8", kind="post", audience=GROUP) in listed


async def test_facets_count_and_stay_to_choose_from(engine: SearchEngine) -> None:
    await engine.index(
        [
            document(f"{country}{number}", "Report", country=country, kind=kind, tags=("t1", "t2")[: number % 2 + 1])
            for country, kind, amount in (("JM", "topic", 3), ("BR", "topic", 2), ("BR", "advisory", 1))
            for number in range(amount)
            for number in [number + (10 if kind == "advisory" else 0)]
        ]
    )
    answer = await ask(engine, "report", facets=("country", "kind", "tag", "nothing"))
    assert [(one.value, one.count) for one in answer.facets["country"]] == [("BR", 3), ("JM", 3)]
    assert counts(answer, "kind") == {"topic": 5, "advisory": 1}
    assert counts(answer, "tag") == {"t1": 6, "t2": 2}
    assert counts(answer, "nothing") == {}
    narrowed = await ask(engine, "report", facets=("country", "kind"), filters={"country": ("JM",)})
    assert narrowed.total_estimate == 3
    assert counts(narrowed, "country") == {"BR": 3, "JM": 3}
    assert counts(narrowed, "kind") == {"topic": 3}
    both = await ask(engine, "report", filters={"country": ("JM", "BR"), "tag": ("t2",)}, kinds=("topic",))
    assert both.total_estimate == 2


async def test_writers_at_the_same_time_all_succeed(engine: SearchEngine) -> None:
    await asyncio.gather(*(engine.index([document(f"d{number}", "Together")]) for number in range(40)))
    assert await engine.count() == 40
    await asyncio.gather(*(engine.delete([f"d{number}"]) for number in range(0, 40, 2)))
    assert (await ask(engine, "together", limit=0)).total_estimate == 20


async def test_searching_goes_on_during_a_rebuild(engine: SearchEngine) -> None:
    await engine.index([document("old", "Watchtower of old"), document("gone", "Watchtower to forget")])
    stop = asyncio.Event()
    seen: list[set[str]] = []

    async def keep_searching() -> None:
        while not stop.is_set():
            seen.append(set(await found(engine, "watchtower")))

    searching = asyncio.create_task(keep_searching())
    async with engine.rebuild() as rebuild:
        await rebuild.index([document("new", "Watchtower, new"), document("old", "Watchtower of old")])
        assert await engine.count() == 2
        assert sorted(await found(engine, "watchtower")) == ["gone", "old"]
    await asyncio.sleep(0.05)
    stop.set()
    await searching
    assert sorted(await found(engine, "watchtower")) == ["new", "old"]
    assert {frozenset(answer) for answer in seen} <= {frozenset({"old", "gone"}), frozenset({"old", "new"})}


async def test_what_is_written_during_a_rebuild_is_kept(engine: SearchEngine) -> None:
    await engine.index(
        [document("changed", "Before"), document("deleted", "Before"), document("p1", "x", parent_id="p")]
    )
    async with engine.rebuild() as rebuild:
        await engine.index([document("changed", "After"), document("added", "After")])
        await engine.delete(["deleted", "p"])
        stale = [document("changed", "Before"), document("deleted", "Before"), document("p1", "x", parent_id="p")]
        await rebuild.index([*stale, document("untouched", "Before")])
    assert sorted(await found(engine)) == ["added", "changed", "untouched"]
    assert sorted(await found(engine, "after")) == ["added", "changed"]


async def test_a_rebuild_that_fails_changes_nothing(engine: SearchEngine) -> None:
    await engine.index([document("old", "Watchtower")])

    async def fail() -> None:
        async with engine.rebuild() as rebuild:
            await rebuild.index([document("new", "Watchtower")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await found(engine, "watchtower") == ["old"]
    await engine.index([document("later", "Watchtower")])
    assert sorted(await found(engine, "watchtower")) == ["later", "old"]


async def test_only_one_rebuild_at_a_time(engine: SearchEngine) -> None:
    async with engine.rebuild() as rebuild:
        with pytest.raises(SearchUnavailable, match="already running"):
            async with engine.rebuild():
                pass
        await rebuild.index([document("a", "Still going")])
    assert await found(engine, "going") == ["a"]


async def test_a_rebuild_is_needed_until_one_has_ended_well(new_engine: NewEngine) -> None:
    engine = new_engine()
    assert await engine.prepare()
    await engine.index([document("a", "One of many")])
    assert await engine.prepare()
    async with engine.rebuild():
        pass
    assert not engine.needs_rebuild
    assert not await engine.prepare()
    await engine.clear()
    assert engine.needs_rebuild
    assert await engine.prepare()
    assert await engine.healthy()
    await engine.close()
