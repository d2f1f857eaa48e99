"""Verifying the audit log: every hash again, every link, every head, and the anchors kept outside the database."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from atalaya_platform.audit.anchors import Anchor, anchors
from atalaya_platform.audit.chain import CHAINS, ChainCheck, Damage, Finding
from atalaya_platform.audit.queries import Heads, entry_count, heads, sealed_entries, seq_of_hash

MOST = 100
"""Findings that are listed; the log is bad after the first."""

_SYSTEM = text("SELECT become_system()")


@dataclass
class Report:
    """What was checked and what is wrong; `sound` when nothing is."""

    entries: int = 0
    anchors: int = 0
    findings: list[Finding] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.findings

    def add(self, finding: Finding | None) -> None:
        if finding is not None and len(self.findings) < MOST:
            self.findings.append(finding)


@dataclass
class _Anchored:
    """What the anchors say that certain entries must hash to; checked off as the entries stream past."""

    wanted: dict[tuple[int, int], tuple[bytes, str]] = field(default_factory=dict)

    def load(self, data: Path | None, report: Report) -> None:
        for item in anchors(data) if data is not None else ():
            if isinstance(item, Finding):
                report.add(item)
            else:
                report.anchors += 1
                self._add(item)

    def _add(self, anchor: Anchor) -> None:
        for chain, (seq, value) in anchor.heads.items():
            if seq:
                self.wanted.setdefault((chain, seq), (value, f"{anchor.where}, {anchor.at}"))

    def check(self, chain: int, seq: int, value: bytes) -> Finding | None:
        anchored = self.wanted.pop((chain, seq), None)
        if anchored is None or anchored[0] == value:
            return None
        return Finding(
            Damage.REWRITTEN,
            chain,
            seq,
            f"chain {chain}, entry {seq}: this entry or one before it was rewritten; the anchor of {anchored[1]} "
            "has another hash",
        )

    def beyond(self, chain: int, last: int) -> Finding | None:
        lost = [(seq, where) for (one, seq), (_, where) in self.wanted.items() if one == chain and seq > last]
        if not lost:
            return None
        seq, where = max(lost)
        return Finding(
            Damage.TRUNCATED,
            chain,
            last + 1,
            f"chain {chain}: entries {last + 1} to {seq} were removed together with the head; the anchor of {where} "
            f"knew {seq}",
        )


async def verify(
    connection: AsyncConnection, data: Path | None = None, progress: Callable[[int, int], None] | None = None
) -> Report:
    """Check the whole log on one connection, which should see one snapshot; `data` is where the anchors are.

    `progress` is called with entries done and entries in all.
    """
    await connection.execute(_SYSTEM)
    report = Report()
    anchored = _Anchored()
    anchored.load(data, report)
    known = await heads(connection)
    total = await entry_count(connection)
    checks = {chain: ChainCheck(chain) for chain in sorted(set(range(CHAINS)) | set(known))}
    suspects: list[tuple[int, bytes, Callable[[int], bytes], bytes]] = []
    async for entry in sealed_entries(connection):
        check = checks.setdefault(entry.chain, ChainCheck(entry.chain))
        finding = check.feed(entry)
        if finding is not None and finding.seq == entry.seq and finding.damage is Damage.CHANGED:
            suspects.append((len(report.findings), entry.previous, entry.computed, entry.hash))
        report.add(finding)
        report.add(anchored.check(entry.chain, entry.seq, entry.hash))
        report.entries += 1
        if progress is not None and report.entries % 1000 == 0:
            progress(report.entries, total)
    for index, previous, computed, value in suspects[:MOST]:
        await _reordered(connection, report, index, previous, computed, value)
    _finish(report, checks, known, anchored)
    if progress is not None:
        progress(report.entries, total)
    return report


async def _reordered(
    connection: AsyncConnection,
    report: Report,
    index: int,
    previous: bytes,
    computed: Callable[[int], bytes],
    own: bytes,
) -> None:
    """An entry whose hash fits another place in the chain was moved, not changed."""
    if index >= len(report.findings):
        return
    finding = report.findings[index]
    before = await seq_of_hash(connection, finding.chain, previous)
    for place in (1, before + 1 if before is not None else 0, *_near(finding.seq)):
        if place > 0 and computed(place) == own:
            said = f"chain {finding.chain}, entry {finding.seq}: it was moved here; it was sealed as entry {place}"
            report.findings[index] = replace(finding, damage=Damage.REORDERED, text=said)
            return


def _near(seq: int) -> range:
    return range(max(1, seq - 50), seq + 51)


def _finish(report: Report, checks: dict[int, ChainCheck], known: Heads, anchored: _Anchored) -> None:
    for chain, check in checks.items():
        seq, value = known.get(chain, (None, b""))
        report.add(check.finish(seq, value))
        report.add(anchored.beyond(chain, check.seq))


async def verify_database(
    engine: AsyncEngine, data: Path | None, progress: Callable[[int, int], None] | None = None
) -> Report:
    """`verify` in one snapshot of the database, so that acts made meanwhile do not look like damage."""
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="REPEATABLE READ")
        return await verify(connection, data, progress)
