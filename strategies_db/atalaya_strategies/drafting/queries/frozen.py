"""Snapshots as the API gives them, and what changed since."""

import asyncio
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.drafting.comparing import compare
from atalaya_strategies.drafting.models import DraftSnapshot
from atalaya_strategies.drafting.queries import phases as queries
from atalaya_strategies.drafting.queries.sections import sections
from atalaya_strategies.drafting.queries.views import known, who
from atalaya_strategies.drafting.schemas.phases import (
    PhaseRead,
    SectionDiff,
    SnapshotCard,
    SnapshotDiff,
    SnapshotRead,
    SnapshotSection,
    SnapshotSource,
)
from atalaya_strategies.drafting.schemas.versions import DiffPiece
from atalaya_strategies.drafting.texts import written
from atalaya_strategies.drafting.vocabulary import Phase

Texts = Mapping[str, tuple[str, str]]
"""Heading and text of each section, by its id."""


async def phases(session: ReadSession, draft_id: UUID) -> list[PhaseRead]:
    """Every change of phase."""
    rows = await queries.phases(session, draft_id)
    people = await known(session, [one.person_id for one in rows])
    return [
        PhaseRead(
            **one.model_dump(include={"reason", "snapshot", "at"}),
            before=Phase(one.before),
            after=Phase(one.after),
            person=who(people, one.person_id),
        )
        for one in rows
    ]


async def snapshots(session: ReadSession, draft_id: UUID) -> list[SnapshotCard]:
    """The newest first."""
    rows = await queries.snapshots(session, draft_id)
    people = await known(session, [one.taken_by for one in rows])
    return [_card(one, people) for one in rows]


def _card(one: Any, people: Any) -> SnapshotCard:
    return SnapshotCard(
        number=one.number,
        phase=Phase(one.phase),
        title=one.title,
        sha256=bytes(one.sha256).hex(),
        taken_by=who(people, one.taken_by),
        taken_at=one.taken_at,
    )


async def snapshot_read(session: ReadSession, draft_id: UUID, number: int) -> SnapshotRead:
    """One with its texts. Raises NotFound."""
    row = await queries.snapshot(session, draft_id, number)
    people = await known(session, [row.taken_by])
    return SnapshotRead(
        **_card(row, people).model_dump(),
        sections=[SnapshotSection(**one, html=written(one["body"]).html) for one in row.content["sections"]],
        sources=[SnapshotSource(**one) for one in row.content["sources"]],
    )


def _texts(row: DraftSnapshot) -> Texts:
    return {one["id"]: (one["title"], one["body"]) for one in row.content["sections"]}


async def diff(session: ReadSession, draft_id: UUID, before: int, after: int | None) -> SnapshotDiff:
    """From a snapshot to another, or to the present text. Raises NotFound."""
    one = _texts(await queries.snapshot(session, draft_id, before))
    if after is None:
        two: Texts = {str(row.id): (row.title, row.body) for row in await sections(session, draft_id)}
    else:
        two = _texts(await queries.snapshot(session, draft_id, after))
    return SnapshotDiff(before=before, after=after, sections=await asyncio.to_thread(_differing, one, two))


def _differing(one: Texts, two: Texts) -> list[SectionDiff]:
    found = []
    for name in dict.fromkeys([*two, *one]):
        earlier, later = one.get(name), two.get(name)
        if earlier == later:
            continue
        pieces = compare(earlier[1] if earlier else "", later[1] if later else "")
        found.append(
            SectionDiff(
                section_id=UUID(name),
                title_before=earlier[0] if earlier else None,
                title_after=later[0] if later else None,
                pieces=[DiffPiece(op=piece.change, text=piece.text) for piece in pieces],
            )
        )
    return found
