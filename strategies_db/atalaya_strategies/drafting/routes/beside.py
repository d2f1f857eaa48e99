"""HTTP of what stands beside the text: coverage, neighbours, precedents, sources."""

from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Request

from atalaya_platform.http.dependencies import ReadSession, RuntimeOf, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import After, Limit
from atalaya_platform.http.routing import Router
from atalaya_strategies.catalogue.routes.wanted import PlaceFilter
from atalaya_strategies.drafting.actions import source as actions
from atalaya_strategies.drafting.queries import beside, citations
from atalaya_strategies.drafting.queries import sources as queries
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.routes.refusals import ASK, READ, WRITE
from atalaya_strategies.drafting.schemas.precedents import (
    CoverageRead,
    NeighbourRead,
    PrecedentList,
    SourceCreate,
    SourceRead,
)
from atalaya_strategies.permissions import DraftReader, DraftWriter

router = Router(prefix="/strategies/drafts/{draft_id}", tags=["strategies"])
Number = Annotated[int, Path(ge=1, le=9_999)]
Code = Annotated[str | None, Query(pattern="^[A-Za-z0-9.-]{1,80}$")]


@router.get("/coverage", response_model=CoverageRead, responses=ASK)
async def get_draft_coverage(
    draft_id: UUID,
    caller: DraftReader,
    session: ReadSession,
    vocabulary: Annotated[Code, Query(description="Default: the draft's own.")] = None,
) -> CoverageRead:
    """How far the draft's texts cover the elements of a vocabulary. Headings do not count."""
    return await beside.coverage(session, caller, draft_id, vocabulary)


@router.get("/neighbours", response_model=list[NeighbourRead], responses=READ)
async def list_draft_neighbours(draft_id: UUID, caller: DraftReader, session: ReadSession) -> list[NeighbourRead]:
    """The states of which there are public documents, those most like the draft's state first, and why."""
    return await beside.neighbours_of(session, caller, draft_id)


@router.get("/precedents", response_model=PrecedentList, responses=ASK)
async def list_draft_precedents(
    draft_id: UUID,
    caller: DraftReader,
    session: ReadSession,
    element: Annotated[Code, Query(description="Of the draft's vocabulary; parts of it count.")] = None,
    concept: Annotated[Code, Query(description="Instead of an element; narrower ones count.")] = None,
    place: PlaceFilter = (),
    limit: Limit = 20,
    after: After = None,
) -> PrecedentList:
    """What other states' public documents say about an element, to read and to cite: the most alike state first, the
    best two passages of each in turn."""
    return await beside.precedents(
        session, caller, draft_id, element=element, concept=concept, places=place, limit=limit, after=after
    )


@router.get("/sources", response_model=list[SourceRead], responses=READ)
async def list_draft_sources(draft_id: UUID, caller: DraftReader, session: ReadSession) -> list[SourceRead]:
    """What the draft cites, by number, and which sections cite it."""
    await held(session, caller, draft_id)
    return await citations.source_reads(session, draft_id, await queries.sources(session, draft_id))


@router.post("/sources", status_code=201, response_model=SourceRead, responses=WRITE, dependencies=[Idempotent])
@idempotent()
async def add_draft_source(
    draft_id: UUID,
    request: Request,
    caller: DraftWriter,
    session: WriteSession,
    runtime: RuntimeOf,
    wanted: SourceCreate,
) -> SourceRead:
    """Take a passage of a public document into the sources. In a text it is cited as `[^number]`."""
    row = await actions.add_source(session, caller, draft_id, wanted, runtime.settings.public_url)
    return (await citations.source_reads(session, draft_id, [row]))[0]


@router.delete("/sources/{number}", response_model=list[SourceRead], responses=WRITE)
async def remove_draft_source(
    draft_id: UUID, number: Number, caller: DraftWriter, session: WriteSession
) -> list[SourceRead]:
    """Take a source off the list, once no section cites it. Its number is not given again."""
    await actions.remove_source(session, caller, draft_id, number)
    await session.flush()
    return await citations.source_reads(session, draft_id, await queries.sources(session, draft_id))
