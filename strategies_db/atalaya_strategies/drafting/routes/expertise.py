"""HTTP of asking for expertise."""

from uuid import UUID

from fastapi import Request

from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.routing import Router
from atalaya_strategies.drafting.actions import expertise as actions
from atalaya_strategies.drafting.queries import expertise as queries
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.routes.refusals import READ, WRITE
from atalaya_strategies.drafting.schemas.expertise import ExpertiseCreate, ExpertiseRead
from atalaya_strategies.permissions import DraftReader, DraftWriter

router = Router(prefix="/strategies/drafts/{draft_id}/expertise", tags=["strategies"])


@router.get("", response_model=list[ExpertiseRead], responses=READ)
async def list_draft_expertise(draft_id: UUID, caller: DraftReader, session: ReadSession) -> list[ExpertiseRead]:
    """What expertise was asked for, the newest first."""
    await held(session, caller, draft_id)
    return await queries.expertise_reads(session, await queries.asked(session, draft_id))


@router.post("", status_code=201, response_model=ExpertiseRead, responses=WRITE, dependencies=[Idempotent])
@idempotent()
async def ask_draft_expertise(
    draft_id: UUID, request: Request, caller: DraftWriter, session: WriteSession, wanted: ExpertiseCreate
) -> ExpertiseRead:
    """Ask for expertise on elements of the draft. While the same is open it is refused (409) with `expertise_id`."""
    row = await actions.ask_expertise(session, caller, draft_id, wanted)
    return (await queries.expertise_reads(session, [row]))[0]


@router.post("/{expertise_id}/close", response_model=ExpertiseRead, responses=WRITE)
async def close_draft_expertise(
    draft_id: UUID, expertise_id: UUID, caller: DraftWriter, session: WriteSession
) -> ExpertiseRead:
    """Say that the matter is closed."""
    row = await actions.close_expertise(session, caller, draft_id, expertise_id)
    return (await queries.expertise_reads(session, [row]))[0]
