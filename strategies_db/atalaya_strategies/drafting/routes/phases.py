"""HTTP of a draft's phases, and of the texts that were frozen."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Response

from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag
from atalaya_strategies.drafting.actions import phase as actions
from atalaya_strategies.drafting.queries import frozen, views
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.routes.refusals import READ, VERSIONED
from atalaya_strategies.drafting.schemas.drafts import PhaseMove, StrategyDraftRead
from atalaya_strategies.drafting.schemas.phases import PhaseRead, SnapshotCard, SnapshotDiff, SnapshotRead
from atalaya_strategies.permissions import DraftReader, DraftWriter

router = Router(prefix="/strategies/drafts/{draft_id}", tags=["strategies"])
Number = Annotated[int, Path(ge=1, le=2_000_000_000)]


@router.get("/phases", response_model=list[PhaseRead], responses=READ)
async def list_draft_phases(draft_id: UUID, caller: DraftReader, session: ReadSession) -> list[PhaseRead]:
    """Every change of phase, the first first."""
    await held(session, caller, draft_id)
    return await frozen.phases(session, draft_id)


@router.post("/phase", response_model=StrategyDraftRead, responses=VERSIONED)
async def change_draft_phase(
    draft_id: UUID,
    caller: DraftWriter,
    session: WriteSession,
    response: Response,
    wanted: PhaseMove,
    if_match: IfMatch = None,
) -> StrategyDraftRead:
    """Go to the next phase, or back with a reason. Consultation and adoption freeze the text and keep it."""
    await actions.change_phase(session, caller, draft_id, wanted, if_match)
    read = await views.draft_read(session, caller, draft_id)
    set_etag(response, read.version)
    return read


@router.get("/snapshots", response_model=list[SnapshotCard], responses=READ)
async def list_draft_snapshots(draft_id: UUID, caller: DraftReader, session: ReadSession) -> list[SnapshotCard]:
    """The texts that were frozen, the newest first."""
    await held(session, caller, draft_id)
    return await frozen.snapshots(session, draft_id)


@router.get("/snapshots/{number}", response_model=SnapshotRead, responses=READ)
async def get_draft_snapshot(draft_id: UUID, number: Number, caller: DraftReader, session: ReadSession) -> SnapshotRead:
    """The whole text as it was frozen."""
    await held(session, caller, draft_id)
    return await frozen.snapshot_read(session, draft_id, number)


@router.get("/snapshots/{number}/diff", response_model=SnapshotDiff, responses=READ)
async def compare_draft_snapshot(
    draft_id: UUID,
    number: Number,
    caller: DraftReader,
    session: ReadSession,
    to: Annotated[int | None, Query(ge=1, le=2_000_000_000, description="Another; else the present text.")] = None,
) -> SnapshotDiff:
    """What changed from a frozen text to another one, or to the present one."""
    await held(session, caller, draft_id)
    return await frozen.diff(session, draft_id, number, to)
