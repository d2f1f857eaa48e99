"""HTTP of a draft's sections: their text, order, and versions."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request, Response

from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag
from atalaya_strategies.drafting.actions import section as actions
from atalaya_strategies.drafting.queries import sections as queries
from atalaya_strategies.drafting.queries import versions, views
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.routes.refusals import READ, VERSIONED, WRITE
from atalaya_strategies.drafting.schemas.drafts import (
    SectionCreate,
    SectionMove,
    SectionRead,
    SectionUpdate,
    StrategyDraftRead,
)
from atalaya_strategies.drafting.schemas.versions import Diff, VersionEntry, VersionRead
from atalaya_strategies.permissions import DraftReader, DraftWriter

router = Router(prefix="/strategies/drafts/{draft_id}/sections", tags=["strategies"])
Version = Annotated[int, Path(ge=1, le=2_000_000_000)]
Compared = Annotated[int, Query(ge=1, le=2_000_000_000)]


@router.post("", status_code=201, response_model=SectionRead, responses=WRITE, dependencies=[Idempotent])
@idempotent()
async def add_draft_section(
    draft_id: UUID,
    request: Request,
    response: Response,
    caller: DraftWriter,
    session: WriteSession,
    wanted: SectionCreate,
) -> SectionRead:
    """Put a new section into the draft, for an element or free."""
    row = await actions.add_section(session, caller, draft_id, wanted)
    set_etag(response, row.version)
    return await views.section_read(session, draft_id, row)


@router.get("/{section_id}", response_model=SectionRead, responses=READ)
async def get_draft_section(
    draft_id: UUID, section_id: UUID, caller: DraftReader, session: ReadSession, response: Response
) -> SectionRead:
    """A section with its text; also one that was taken out."""
    await held(session, caller, draft_id)
    row = await queries.section(session, draft_id, section_id)
    set_etag(response, row.version)
    return await views.section_read(session, draft_id, row)


@router.patch("/{section_id}", response_model=SectionRead, responses=VERSIONED)
async def save_draft_section(
    draft_id: UUID,
    section_id: UUID,
    caller: DraftWriter,
    session: WriteSession,
    response: Response,
    wanted: SectionUpdate,
    if_match: IfMatch = None,
) -> SectionRead:
    """Save a section's heading or text. Upon an older version it is refused (412) with `current`, what stands there."""
    row = await actions.save_section(session, caller, draft_id, section_id, wanted, if_match)
    set_etag(response, row.version)
    return await views.section_read(session, draft_id, row)


@router.post("/{section_id}/move", response_model=StrategyDraftRead, responses=WRITE)
async def move_draft_section(
    draft_id: UUID, section_id: UUID, caller: DraftWriter, session: WriteSession, wanted: SectionMove
) -> StrategyDraftRead:
    """Put a section behind another one, or first. A chapter takes the sections under it along."""
    await actions.move_section(session, caller, draft_id, section_id, wanted.after)
    return await views.draft_read(session, caller, draft_id)


@router.delete("/{section_id}", response_model=StrategyDraftRead, responses=VERSIONED)
async def remove_draft_section(
    draft_id: UUID, section_id: UUID, caller: DraftWriter, session: WriteSession, if_match: IfMatch = None
) -> StrategyDraftRead:
    """Take a section out of the draft. Everything of it is kept, and it can come back."""
    await actions.remove_section(session, caller, draft_id, section_id, if_match)
    return await views.draft_read(session, caller, draft_id)


@router.post("/{section_id}/restore", response_model=StrategyDraftRead, responses=WRITE)
async def restore_draft_section(
    draft_id: UUID, section_id: UUID, caller: DraftWriter, session: WriteSession
) -> StrategyDraftRead:
    """Bring a section back that was taken out."""
    await actions.restore_section(session, caller, draft_id, section_id)
    return await views.draft_read(session, caller, draft_id)


@router.get("/{section_id}/versions", response_model=list[VersionEntry], responses=READ)
async def list_section_versions(
    draft_id: UUID,
    section_id: UUID,
    caller: DraftReader,
    session: ReadSession,
    every: Annotated[bool, Query(description="Each by itself, also those that were saved within minutes.")] = False,
) -> list[VersionEntry]:
    """The versions of a section's text, the newest first."""
    await held(session, caller, draft_id)
    row = await queries.section(session, draft_id, section_id)
    return await versions.versions(session, row.id, every=every)


@router.get("/{section_id}/versions/{version}", response_model=VersionRead, responses=READ)
async def get_section_version(
    draft_id: UUID, section_id: UUID, version: Version, caller: DraftReader, session: ReadSession
) -> VersionRead:
    """One text that the section had."""
    await held(session, caller, draft_id)
    row = await queries.section(session, draft_id, section_id)
    return await versions.version_read(session, row.id, version)


@router.get("/{section_id}/diff", response_model=Diff, responses=READ)
async def compare_section_versions(
    draft_id: UUID, section_id: UUID, before: Compared, after: Compared, caller: DraftReader, session: ReadSession
) -> Diff:
    """What changed from one version to another."""
    await held(session, caller, draft_id)
    row = await queries.section(session, draft_id, section_id)
    return await versions.diff(session, row.id, before, after)


@router.post("/{section_id}/versions/{version}/restore", response_model=SectionRead, responses=VERSIONED)
async def restore_section_version(
    draft_id: UUID,
    section_id: UUID,
    version: Version,
    caller: DraftWriter,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> SectionRead:
    """Give the section a text again that it had, as a new version."""
    row = await actions.restore_version(session, caller, draft_id, section_id, version, if_match)
    set_etag(response, row.version)
    return await views.section_read(session, draft_id, row)
