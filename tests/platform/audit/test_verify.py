"""Tampering with the log as a superuser: every deed is found, and the bad entry is named."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from atalaya_platform.audit.anchors import write_anchor
from atalaya_platform.audit.chain import Damage, genesis
from atalaya_platform.audit.jobs import anchor
from atalaya_platform.audit.queries import heads, sealed_entries
from atalaya_platform.audit.verify import Report, verify
from atalaya_platform.events.ledger import audit
from tests.harness import Harness

ENTRIES = 12
MORNING = datetime(2026, 11, 23, 7, tzinfo=UTC)


@pytest.fixture
async def chain(harness: Harness) -> int:
    """A log of twelve acts of nobody, which all lie in one chain, and its number."""
    for number in range(ENTRIES):
        async with harness.runtime.database.system() as session:
            detail = {"note": "señal ✓", "at": number, "nested": {"b": 1, "a": [2]}}
            audit(session, None, "test.thing.do", "thing", str(number), **detail)
    return int(await harness.one("SELECT DISTINCT chain FROM audit_entry"))


async def tamper(harness: Harness, *statements: str, **values: Any) -> None:
    async with harness.superuser() as session:
        for statement in statements:
            await session.execute(text(statement), values)


async def check(harness: Harness, data: Path | None = None) -> Report:
    return await verify(harness.connection, data)


def first(report: Report) -> tuple[Damage, int, int]:
    finding = report.findings[0]
    return finding.damage, finding.chain, finding.seq


async def test_an_untouched_log_is_whole(harness: Harness, chain: int) -> None:
    steps: list[tuple[int, int]] = []
    report = await verify(harness.connection, None, lambda done, total: steps.append((done, total)))
    assert report.sound
    assert report.entries == ENTRIES
    assert steps[-1] == (ENTRIES, ENTRIES)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("act", "'test.thing.undo'"),
        ("object_type", "'other'"),
        ("object_id", "'x'"),
        ("request_id", "'x'"),
        ("detail", '\'{"note": "x"}\''),
        ("at", "at + interval '1 microsecond'"),
        ("person_id", "gen_random_uuid()"),
        ("previous", "sha256('x')"),
        ("hash", "sha256('x')"),
    ],
)
async def test_a_changed_entry_is_named(harness: Harness, chain: int, column: str, value: str) -> None:
    await tamper(harness, f"UPDATE audit_entry SET {column} = {value} WHERE seq = 5")
    report = await check(harness)
    assert first(report) == (Damage.CHANGED, chain, 5)
    assert "entry 5" in report.findings[0].text
    assert len(report.findings) == 1


async def test_an_entry_changed_and_sealed_again_is_named(harness: Harness, chain: int) -> None:
    await reseal(harness, chain, [5])
    assert first(await check(harness)) == (Damage.CHANGED, chain, 5)


@pytest.mark.parametrize("seq", [1, 5, 11])
async def test_a_removed_entry_is_named(harness: Harness, chain: int, seq: int) -> None:
    await tamper(harness, "DELETE FROM audit_entry WHERE seq = :seq", seq=seq)
    report = await check(harness)
    assert first(report) == (Damage.REMOVED, chain, seq)
    assert len(report.findings) == 1


async def test_a_removed_entry_is_named_when_the_rest_moved_up(harness: Harness, chain: int) -> None:
    await tamper(
        harness,
        "DELETE FROM audit_entry WHERE seq = 5",
        "UPDATE audit_entry SET seq = -seq WHERE seq > 5",
        "UPDATE audit_entry SET seq = -seq - 1 WHERE seq < 0",
        "UPDATE audit_head SET seq = seq - 1 WHERE seq > 0",
    )
    assert first(await check(harness)) == (Damage.REORDERED, chain, 5)


async def test_reordered_entries_are_named(harness: Harness, chain: int) -> None:
    await tamper(
        harness,
        "UPDATE audit_entry SET seq = 1000 WHERE seq = 5",
        "UPDATE audit_entry SET seq = 5 WHERE seq = 6",
        "UPDATE audit_entry SET seq = 6 WHERE seq = 1000",
    )
    report = await check(harness)
    assert [(one.damage, one.seq) for one in report.findings] == [(Damage.REORDERED, 5), (Damage.REORDERED, 6)]


async def test_a_truncated_chain_is_named(harness: Harness, chain: int) -> None:
    await tamper(harness, "DELETE FROM audit_entry WHERE seq > 9")
    assert first(await check(harness)) == (Damage.TRUNCATED, chain, 10)
    await tamper(harness, "DELETE FROM audit_entry")
    assert first(await check(harness)) == (Damage.TRUNCATED, chain, 1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_head SET hash = sha256('x') WHERE seq > 0",
        "UPDATE audit_head SET seq = 3 WHERE seq > 0",
        "DELETE FROM audit_head WHERE seq > 0",
    ],
)
async def test_a_rewritten_head_is_found(harness: Harness, chain: int, statement: str) -> None:
    await tamper(harness, statement)
    damage, where, _ = first(await check(harness))
    assert (damage, where) == (Damage.HEAD, chain)


async def test_cutting_the_chain_with_its_head_is_found_by_an_anchor(
    harness: Harness, chain: int, tmp_path: Path
) -> None:
    await anchored(harness, tmp_path)
    await cut(harness, chain, 9)
    assert (await check(harness)).sound, "without anchors this cannot be seen"
    report = await check(harness, tmp_path)
    assert first(report) == (Damage.TRUNCATED, chain, 10)


async def test_sealing_everything_again_is_found_by_an_anchor(harness: Harness, chain: int, tmp_path: Path) -> None:
    await anchored(harness, tmp_path)
    await reseal(harness, chain, range(5, ENTRIES + 1), head=True)
    assert (await check(harness)).sound, "without anchors this cannot be seen"
    assert first(await check(harness, tmp_path)) == (Damage.REWRITTEN, chain, ENTRIES)


async def test_altered_and_removed_anchors_are_found(harness: Harness, chain: int, tmp_path: Path) -> None:
    for hour in range(3):
        async with harness.runtime.database.system() as session:
            audit(session, None, "test.thing.do")
        write_anchor(tmp_path, MORNING + timedelta(hours=hour), await heads(harness.connection))
    assert (await check(harness, tmp_path)).sound
    file = tmp_path / "anchors" / "2026-11.jsonl"
    lines = file.read_text().splitlines(keepends=True)
    file.write_text("".join([lines[0], lines[2]]))
    assert first(await check(harness, tmp_path))[0] is Damage.ANCHOR
    file.write_text("".join([lines[0], lines[1].replace("T08", "T09"), lines[2]]))
    assert "line 2" in (await check(harness, tmp_path)).findings[0].text


async def test_the_hourly_job_anchors_what_is_new(harness: Harness, chain: int) -> None:
    data = harness.runtime.settings.data
    for _ in range(2):
        async with harness.runtime.database.system() as session:
            await anchor(session, harness.runtime)
    lines = next((data / "anchors").glob("*.jsonl")).read_text().splitlines()
    assert len(lines) == 1, "nothing new was audited between the two"
    assert (data / "keys" / "audit-anchor.key").stat().st_mode & 0o077 == 0
    report = await check(harness, data)
    assert report.sound
    assert report.anchors == 1


async def anchored(harness: Harness, data: Path) -> None:
    write_anchor(data, MORNING, await heads(harness.connection))


async def cut(harness: Harness, chain: int, last: int) -> None:
    await tamper(
        harness,
        "DELETE FROM audit_entry WHERE seq > :last",
        "UPDATE audit_head SET seq = :last, hash = (SELECT hash FROM audit_entry WHERE chain = :chain AND seq = :last)"
        " WHERE chain = :chain",
        last=last,
        chain=chain,
    )


async def reseal(harness: Harness, chain: int, numbers: Any, *, head: bool = False) -> None:
    """Change entries and give them fitting hashes, as somebody with the code and the database could."""
    for number in numbers:
        await tamper(harness, "UPDATE audit_entry SET act = 'forged' WHERE seq = :seq", seq=number)
        async for entry in sealed_entries(harness.connection):
            if entry.seq == number:
                sealed = entry.computed()
        await tamper(harness, "UPDATE audit_entry SET hash = :hash WHERE seq = :seq", hash=sealed, seq=number)
        if head:
            await tamper(
                harness, "UPDATE audit_entry SET previous = :hash WHERE seq = :next", hash=sealed, next=number + 1
            )
    if head:
        await tamper(harness, "UPDATE audit_head SET hash = :hash WHERE chain = :chain", hash=sealed, chain=chain)


def test_the_beginning_of_a_chain_is_the_databases_own() -> None:
    assert genesis(3) == hashlib.sha256(b"atalaya audit chain 3").digest()


async def test_a_line_that_a_full_disk_cut_off_ends_no_chain_of_anchors(
    harness: Harness, chain: int, tmp_path: Path
) -> None:
    """What was not written to its end was no anchor yet: it is neither damage, nor in the way of the next one."""
    await anchored(harness, tmp_path)
    file = tmp_path / "anchors" / "2026-11.jsonl"
    whole = file.read_bytes()
    async with harness.runtime.database.system() as session:
        audit(session, None, "test.thing.do")
    assert write_anchor(tmp_path, MORNING + timedelta(hours=1), await heads(harness.connection))
    cut = file.read_bytes()[: len(whole) + 70]
    file.write_bytes(cut)
    report = await check(harness, tmp_path)
    assert (report.sound, report.anchors) == (True, 1)
    assert file.read_bytes() == cut, "looking changes nothing"
    assert write_anchor(tmp_path, MORNING + timedelta(hours=2), await heads(harness.connection))
    report = await check(harness, tmp_path)
    assert (report.sound, report.anchors) == (True, 2)
    (tmp_path / "anchors" / "2026-12.jsonl").write_bytes(b'{"at": "2026-12')
    assert write_anchor(tmp_path, MORNING + timedelta(days=9), await heads(harness.connection)) is None
    async with harness.runtime.database.system() as session:
        audit(session, None, "test.thing.do")
    assert write_anchor(tmp_path, MORNING + timedelta(days=9), await heads(harness.connection))
    report = await check(harness, tmp_path)
    assert (report.sound, report.anchors) == (True, 3)


async def test_verifying_without_the_key_makes_none(harness: Harness, chain: int, tmp_path: Path) -> None:
    await anchored(harness, tmp_path)
    (tmp_path / "keys" / "audit-anchor.key").unlink()
    report = await check(harness, tmp_path)
    assert first(report)[0] is Damage.ANCHOR
    assert "audit-anchor.key" in report.findings[0].text
    assert not (tmp_path / "keys" / "audit-anchor.key").exists()
