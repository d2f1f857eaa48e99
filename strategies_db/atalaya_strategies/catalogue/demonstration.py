"""Taking back what the demonstration's invented people did to the catalogue, whose facts are real."""

from typing import Any

from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.demonstration.queries import persons
from atalaya_platform.events.ledger import changed
from atalaya_platform.runtime import Runtime
from atalaya_strategies.catalogue.dates import plain
from atalaya_strategies.catalogue.models import Edition, EditionChange
from atalaya_strategies.catalogue.queries import demonstration as queries
from atalaya_strategies.catalogue.schemas.facts import FACTS
from atalaya_strategies.catalogue.vocabulary import ChangeAct, CurationState

RESTORED = (*FACTS, "state")


async def remove(session: WriteSession, runtime: Runtime) -> None:
    """Delete what invented people proposed; undo, newest first, what they changed of the rest and what they confirmed.

    What somebody else has changed since stays. Links of succession stay as they are. The history keeps every change.
    """
    people = await persons(session)
    proposed = await queries.proposed_by(session, people)
    for row in proposed:
        changed(session, "strategy", row.id)
        await session.delete(row)
    gone = {row.id for row in proposed}
    for row, acts in await queries.touched_by(session, people):
        if row.id not in gone:
            _undo(session, row, acts)
    for row in await queries.confirmed_by(session, people):
        row.confirmed_by = row.confirmed_at = row.confirmed_version = None


def _undo(session: WriteSession, row: Edition, acts: list[EditionChange]) -> None:
    fields: dict[str, list[Any]] = {}
    for act in acts:
        for name, (before, after) in act.fields.items():
            if name in RESTORED and plain(getattr(row, name)) == after:
                fields[name] = [fields.get(name, [after])[0], before]
                setattr(row, name, before)
    if not fields:
        return
    now = session.clock.now()
    row.version, row.changed_at = row.version + 1, now
    if "state" in fields:
        row.published_at = (row.published_at or now) if row.state == CurationState.PUBLISHED else None
    session.add(EditionChange(edition_id=row.id, version=row.version, at=now, act=ChangeAct.CORRECTED, fields=fields))
    changed(session, "strategy", row.id)
