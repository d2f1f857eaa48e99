"""Curating editions: review, publish, decline; and the contact point's confirmation."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.http.versions import require_match
from atalaya_strategies.catalogue.actions.keeping import keep
from atalaya_strategies.catalogue.actions.rights import require
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.queries.editions import edition
from atalaya_strategies.catalogue.queries.succession import superseded_published
from atalaya_strategies.catalogue.vocabulary import ChangeAct, CurationState, EditionStatus


async def _opened(
    session: WriteSession, caller: Caller, edition_id: UUID, act: ChangeAct, if_match: str | None
) -> Edition:
    """The edition under its lock, for an act that is the caller's, fits its state and was meant for this version."""
    row = await edition(session, edition_id, lock=True)
    await require(session, caller, row, act)
    require_match(if_match, row.version)
    return row


async def review_edition(
    session: WriteSession, caller: Caller, edition_id: UUID, reason: str, if_match: str | None
) -> Edition:
    """Say that the facts were compared with their source; it can be published then. A declined one comes back so."""
    row = await _opened(session, caller, edition_id, ChangeAct.REVIEWED, if_match)
    before = row.state
    row.state, row.last_checked = CurationState.REVIEWED, session.clock.now().date()
    await keep(session, caller, row, ChangeAct.REVIEWED, {"state": [before, row.state]}, reason)
    return row


async def publish_edition(
    session: WriteSession, caller: Caller, edition_id: UUID, reason: str, if_match: str | None
) -> Edition:
    """Take a reviewed edition into the catalogue: TLP:CLEAR and public from now on.

    Those that it takes the place of are superseded from now on.
    """
    row = await _opened(session, caller, edition_id, ChangeAct.PUBLISHED, if_match)
    before = row.state
    row.state, row.published_at = CurationState.PUBLISHED, session.clock.now()
    await keep(session, caller, row, ChangeAct.PUBLISHED, {"state": [before, row.state]}, reason)
    if row.status != EditionStatus.DRAFT:
        for earlier in await superseded_published(session, row.id):
            if earlier.status != EditionStatus.SUPERSEDED:
                fields = {"status": [earlier.status, EditionStatus.SUPERSEDED.value]}
                earlier.status = EditionStatus.SUPERSEDED
                await keep(session, caller, earlier, ChangeAct.CORRECTED, fields)
    return row


async def decline_edition(
    session: WriteSession, caller: Caller, edition_id: UUID, reason: str, if_match: str | None
) -> Edition:
    """Keep an edition out of the catalogue, or take it out; a proposer withdraws the own proposal so."""
    row = await _opened(session, caller, edition_id, ChangeAct.DECLINED, if_match)
    before = row.state
    row.state, row.published_at = CurationState.DECLINED, None
    await keep(session, caller, row, ChangeAct.DECLINED, {"state": [before, row.state]}, reason)
    return row


async def confirm_edition(
    session: WriteSession, caller: Caller, edition_id: UUID, reason: str, if_match: str | None
) -> Edition:
    """Stand by the facts as they are, as the state's national contact point. A later change ends it."""
    row = await _opened(session, caller, edition_id, ChangeAct.CONFIRMED, if_match)
    now = session.clock.now()
    row.confirmed_by, row.confirmed_at, row.last_checked = caller.person_id, now, now.date()
    await keep(session, caller, row, ChangeAct.CONFIRMED, {}, reason)
    return row
