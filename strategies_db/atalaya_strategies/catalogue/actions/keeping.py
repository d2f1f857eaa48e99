"""Leaving behind what an act does to an edition: the kept change, the audit entry, the event, the search change."""

from typing import Any

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, changed, emit
from atalaya_strategies.catalogue.events import EditionChanged, EditionDeclined, EditionEvent, EditionPublished
from atalaya_strategies.catalogue.models import Edition, EditionChange
from atalaya_strategies.catalogue.vocabulary import ChangeAct, CurationState

VERBS = {
    ChangeAct.PROPOSED: "propose",
    ChangeAct.CORRECTED: "correct",
    ChangeAct.REVIEWED: "review",
    ChangeAct.PUBLISHED: "publish",
    ChangeAct.DECLINED: "decline",
    ChangeAct.CONFIRMED: "confirm",
}
EVENTS: dict[ChangeAct, type[EditionEvent]] = {
    ChangeAct.PUBLISHED: EditionPublished,
    ChangeAct.DECLINED: EditionDeclined,
}
"""The others are `EditionChanged`."""

Changed = dict[str, list[Any]]


def streams_of(row: Edition, caller: Caller, *, was_public: bool = False) -> list[str]:
    """Who hears of it live: everybody signed in of what is, or was, published; else the proposer and who did it."""
    if was_public or row.state == CurationState.PUBLISHED:
        return ["clear"]
    return [f"person:{person}" for person in sorted({caller.person_id, row.proposed_by or caller.person_id})]


async def keep(
    session: WriteSession, caller: Caller, row: Edition, act: ChangeAct, fields: Changed, reason: str = ""
) -> None:
    """Record an act on an edition whose columns were changed already; its version goes up."""
    was_public = row.audience == "public"
    row.version += 1
    row.changed_at = session.clock.now()
    if act is ChangeAct.CONFIRMED:
        row.confirmed_version = row.version
    await session.flush()
    note(session, caller, row, act, fields, reason)
    event = EVENTS.get(act, EditionChanged)(edition_id=row.id, place=row.place, person_id=caller.person_id)
    emit(session, event, streams_of(row, caller, was_public=was_public))


def note(
    session: WriteSession, caller: Caller, row: Edition, act: ChangeAct, fields: Changed, reason: str = ""
) -> None:
    """The kept change and the audit entry, which holds no text of the edition."""
    session.add(
        EditionChange(
            edition_id=row.id,
            version=row.version,
            at=row.changed_at,
            person_id=caller.person_id,
            act=act,
            fields=fields,
            note=reason.strip(),
        )
    )
    audit(session, caller, f"strategies.edition.{VERBS[act]}", "strategy_edition", row.id, fields=sorted(fields))
    changed(session, "strategy", row.id)
