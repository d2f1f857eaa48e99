"""HTTP of drafts: lists, one, beginning, its facts, label and editors."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession as Writing
from atalaya_platform.directory.paging import Span
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import After, Before, Limit
from atalaya_platform.http.problems import Forbidden, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag
from atalaya_strategies.drafting.actions import draft as actions
from atalaya_strategies.drafting.queries import drafts as queries
from atalaya_strategies.drafting.queries import readers, views
from atalaya_strategies.drafting.routes.refusals import READ, VERSIONED, WRITE
from atalaya_strategies.drafting.schemas.drafts import (
    DraftCreate,
    DraftList,
    DraftRelabel,
    DraftText,
    StrategyDraftRead,
    StrategyDraftUpdate,
)
from atalaya_strategies.drafting.vocabulary import Phase
from atalaya_strategies.permissions import DraftReader, DraftWriter

router = Router(prefix="/strategies/drafts", tags=["strategies"])
Place = Annotated[str | None, Query(max_length=16, description="ISO 3166-1 alpha-3.")]


async def _now(session: Writing, caller: Caller, draft_id: UUID, response: Response) -> StrategyDraftRead:
    """The draft as it is after the change."""
    await session.flush()
    read = await views.draft_read(session, caller, draft_id)
    set_etag(response, read.version)
    return read


@router.get("", response_model=DraftList, responses=responses(Unauthenticated, Forbidden))
async def list_strategy_drafts(
    caller: DraftReader,
    session: ReadSession,
    place: Place = None,
    phase: Phase | None = None,
    group: UUID | None = None,
    mine: Annotated[bool, Query(description="Only those that you write in.")] = False,
    archived: Annotated[bool, Query(description="Those that were set aside, instead of those at work.")] = False,
    limit: Limit = 30,
    after: After = None,
    before: Before = None,
) -> DraftList:
    """The drafts of strategies that you may read, those touched last first."""
    span = Span(limit, after, before)
    page = await queries.drafts(
        session, caller, span, place=place, phase=phase, group_id=group, mine=mine, archived=archived
    )
    return DraftList(items=await views.cards_of(session, page.rows), next=page.next, previous=page.previous)


@router.post("", status_code=201, response_model=StrategyDraftRead, responses=WRITE, dependencies=[Idempotent])
@idempotent()
async def create_draft(
    request: Request, response: Response, caller: DraftWriter, session: WriteSession, wanted: DraftCreate
) -> StrategyDraftRead:
    """Begin a draft in a group that you are a member of; it has a section for each element of the vocabulary."""
    draft = await actions.begin_draft(session, caller, wanted)
    return await _now(session, caller, draft.id, response)


@router.get("/{draft_id}", response_model=StrategyDraftRead, responses=READ)
async def get_strategy_draft(
    draft_id: UUID, caller: DraftReader, session: ReadSession, response: Response
) -> StrategyDraftRead:
    """A draft with the outline of its sections, and what you may do in it."""
    read = await views.draft_read(session, caller, draft_id)
    set_etag(response, read.version)
    return read


@router.get("/{draft_id}/text", response_model=DraftText, responses=READ)
async def get_draft_text(draft_id: UUID, caller: DraftReader, session: ReadSession) -> DraftText:
    """The whole text as it is now."""
    return await views.draft_text(session, caller, draft_id)


@router.patch("/{draft_id}", response_model=StrategyDraftRead, responses=VERSIONED)
async def update_draft(
    draft_id: UUID,
    caller: DraftWriter,
    session: WriteSession,
    response: Response,
    wanted: StrategyDraftUpdate,
    if_match: IfMatch = None,
) -> StrategyDraftRead:
    """Change title, state or language, as its author or as a lead of its organisation."""
    await actions.update_draft(session, caller, draft_id, wanted, if_match)
    return await _now(session, caller, draft_id, response)


@router.post("/{draft_id}/label", response_model=StrategyDraftRead, responses=VERSIONED)
async def relabel_draft(
    draft_id: UUID,
    caller: DraftWriter,
    session: WriteSession,
    response: Response,
    wanted: DraftRelabel,
    if_match: IfMatch = None,
) -> StrategyDraftRead:
    """Give another label, as its author or as a lead of its organisation. It is audited."""
    await actions.relabel_draft(session, caller, draft_id, wanted, if_match)
    return await _now(session, caller, draft_id, response)


@router.put("/{draft_id}/editors/{person_id}", response_model=StrategyDraftRead, responses=WRITE)
async def name_draft_editor(
    draft_id: UUID, person_id: UUID, caller: DraftWriter, session: WriteSession, response: Response
) -> StrategyDraftRead:
    """Let one of the draft's readers write in it."""
    await actions.name_editor(session, caller, draft_id, person_id)
    return await _now(session, caller, draft_id, response)


@router.delete("/{draft_id}/editors/{person_id}", response_model=StrategyDraftRead, responses=WRITE)
async def drop_draft_editor(
    draft_id: UUID, person_id: UUID, caller: DraftWriter, session: WriteSession, response: Response
) -> StrategyDraftRead:
    """Let an editor write no more."""
    await actions.drop_editor(session, caller, draft_id, person_id)
    return await _now(session, caller, draft_id, response)


@router.get("/{draft_id}/readers", response_model=list[PersonCard], responses=READ)
async def list_draft_readers(
    draft_id: UUID,
    caller: DraftReader,
    session: ReadSession,
    q: Annotated[str, Query(max_length=100, description="How a name begins.")] = "",
) -> list[PersonCard]:
    """People who read the draft, by name, at most twenty: whom to name as editor, to assign or to mention."""
    return await readers.people(session, caller, draft_id, q)
