"""Proposing and correcting editions."""

from typing import Any
from uuid import UUID

from pydantic import ValidationError

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import emit
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.validation import wrong
from atalaya_platform.http.versions import require_match
from atalaya_platform.search.text import fold
from atalaya_strategies.catalogue.actions import succession
from atalaya_strategies.catalogue.actions.keeping import Changed, keep, note, streams_of
from atalaya_strategies.catalogue.actions.rights import require
from atalaya_strategies.catalogue.errors import AlreadyCatalogued
from atalaya_strategies.catalogue.events import EditionProposed
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.queries.editions import edition
from atalaya_strategies.catalogue.queries.succession import same_title
from atalaya_strategies.catalogue.schemas.changes import EditionCreate, EditionUpdate
from atalaya_strategies.catalogue.schemas.facts import FACTS, Facts
from atalaya_strategies.catalogue.vocabulary import ChangeAct, CurationState


async def propose_edition(session: WriteSession, caller: Caller, given: EditionCreate) -> Edition:
    """Propose an edition: the Secretariat, the state's contact points and the proposer see it until it is published.

    Raises AlreadyCatalogued or WrongSuccession.
    """
    await _require_new(session, given.place, given.title_en)
    row = Edition(
        **{name: getattr(given, name) for name in FACTS},
        state=CurationState.PROPOSED,
        proposed_by=caller.person_id,
        changed_at=session.clock.now(),
    )
    wanted = await succession.check(session, row, given.supersedes)
    session.add(row)
    await session.flush()
    await succession.follow(session, row, wanted)
    note(session, caller, row, ChangeAct.PROPOSED, {}, given.reason)
    event = EditionProposed(edition_id=row.id, place=row.place, person_id=caller.person_id)
    emit(session, event, streams_of(row, caller))
    return row


async def correct_edition(
    session: WriteSession, caller: Caller, edition_id: UUID, given: EditionUpdate, if_match: str | None
) -> Edition:
    """Change the facts that were given, under the ETag; nothing is kept of a correction that changes nothing.

    Raises NotForYou, WrongState, PreconditionFailed, AlreadyCatalogued, WrongSuccession, or Invalid when the facts
    contradict each other afterwards.
    """
    row = await edition(session, edition_id, lock=True)
    await require(session, caller, row, ChangeAct.CORRECTED)
    require_match(if_match, row.version)
    fields = _apply(row, given)
    if "place" in fields:
        await require(session, caller, row, ChangeAct.CORRECTED)  # nobody moves an edition out of the own hands
    if {"place", "title_en"} & fields.keys():
        await _require_new(session, row.place, row.title_en, but=row.id)
    if given.supersedes is not None:
        wanted = await succession.check(session, row, given.supersedes)
        links = await succession.follow(session, row, wanted)
        fields |= {"supersedes": links} if links else {}
    if fields:
        row.last_checked = session.clock.now().date()
        await keep(session, caller, row, ChangeAct.CORRECTED, fields, given.reason)
    return row


def _apply(row: Edition, given: EditionUpdate) -> Changed:
    """Set the facts that were given; `[before, after]` of each that is another one now."""
    values: dict[str, Any] = {name: getattr(row, name) for name in FACTS}
    wanted = {name: value for name in FACTS if (value := getattr(given, name)) is not None}
    try:
        Facts.model_validate(values | wanted)
    except ValidationError as error:
        refused = dict(map(wrong, error.errors()))
        raise Invalid("The facts contradict each other. Correct them together.", fields=refused) from None
    fields: Changed = {name: [values[name], value] for name, value in wanted.items() if values[name] != value}
    for name, value in wanted.items():
        setattr(row, name, value)
    return fields


async def _require_new(session: WriteSession, place: str, title_en: str, *, but: UUID | None = None) -> None:
    known = await same_title(session, place, fold(title_en), but=but)
    if known is not None:
        raise AlreadyCatalogued(
            "The catalogue has an edition with this title. Open it, and correct it if something is wrong.",
            edition_id=str(known.id),
        )
