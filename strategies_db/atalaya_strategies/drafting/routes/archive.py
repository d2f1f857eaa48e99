"""HTTP of setting a draft aside, bringing it back, and removing it for good."""

from uuid import UUID

from fastapi import Response

from atalaya_platform.access.caller import Caller
from atalaya_platform.http.dependencies import WriteSession
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag
from atalaya_strategies.drafting.actions import archive as actions
from atalaya_strategies.drafting.queries import views
from atalaya_strategies.drafting.routes.refusals import VERSIONED
from atalaya_strategies.drafting.schemas.drafts import StrategyDraftRead
from atalaya_strategies.permissions import DraftWriter

router = Router(prefix="/strategies/drafts/{draft_id}", tags=["strategies"])


@router.post("/archive", response_model=StrategyDraftRead, responses=VERSIONED)
async def archive_draft(
    draft_id: UUID, caller: DraftWriter, session: WriteSession, response: Response, if_match: IfMatch = None
) -> StrategyDraftRead:
    """Set the draft aside, as its author or as a lead of its organisation: it is read, and nothing in it changes."""
    await actions.archive_draft(session, caller, draft_id, if_match)
    return await _as_it_stands(session, caller, draft_id, response)


@router.post("/restore", response_model=StrategyDraftRead, responses=VERSIONED)
async def restore_draft(
    draft_id: UUID, caller: DraftWriter, session: WriteSession, response: Response, if_match: IfMatch = None
) -> StrategyDraftRead:
    """Bring back a draft that was set aside, in the phase in which it was."""
    await actions.restore_draft(session, caller, draft_id, if_match)
    return await _as_it_stands(session, caller, draft_id, response)


async def _as_it_stands(session: WriteSession, caller: Caller, draft_id: UUID, response: Response) -> StrategyDraftRead:
    read = await views.draft_read(session, caller, draft_id)
    set_etag(response, read.version)
    return read


@router.delete("", status_code=204, response_model=None, responses=VERSIONED)
async def remove_draft(draft_id: UUID, caller: DraftWriter, session: WriteSession, if_match: IfMatch = None) -> None:
    """Remove for good a draft that was set aside, with everything in it; never one of which a text was frozen."""
    await actions.remove_draft(session, caller, draft_id, if_match)
