"""HTTP of editions: lists, one with its history, proposing and correcting."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession as Reading
from atalaya_platform.directory.paging import Span
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import After, Before, Limit
from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag
from atalaya_strategies.catalogue.actions import edition as actions
from atalaya_strategies.catalogue.actions.rights import possible
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.queries import editions as queries
from atalaya_strategies.catalogue.queries import views
from atalaya_strategies.catalogue.queries.editions import EditionSort
from atalaya_strategies.catalogue.routes.wanted import Wanted
from atalaya_strategies.catalogue.schemas.changes import EditionCreate, EditionUpdate
from atalaya_strategies.catalogue.schemas.edition import ChangeRead, EditionPage, EditionRead
from atalaya_strategies.permissions import CatalogueReader, Proposer

router = Router(prefix="/strategies/editions", tags=["strategies"])
Sort = Annotated[EditionSort, Query(description="An unknown date of adoption sorts as the oldest.")]


@router.get("", response_model=EditionPage, responses=responses(Unauthenticated, Forbidden))
async def list_editions(
    caller: CatalogueReader,
    session: ReadSession,
    wanted: Wanted,
    sort: Sort = EditionSort.NEWEST,
    limit: Limit = 50,
    after: After = None,
    before: Before = None,
) -> EditionPage:
    """The catalogue: national cybersecurity strategies and international instruments, with counts to filter by."""
    page = await queries.editions(session, wanted, sort, Span(limit, after, before))
    found = EditionPage(items=[views.card(row[0]) for row in page.rows], next=page.next, previous=page.previous)
    if after is None and before is None:
        found.total, found.facets = await queries.facets(session, wanted)
    return found


async def page_about(session: Reading, caller: Caller | None, row: Edition) -> EditionRead:
    """Everything about it that the caller may see."""
    earlier, later = await queries.neighbours(session, row.id)
    persons = [one for one in (row.proposed_by, row.confirmed_by) if one] if caller else []
    people = await cards(session, persons)
    return EditionRead(
        **views.card(row).model_dump(),
        **row.model_dump(include={"document_url", "source_url", "note", "last_checked", "created_at", "changed_at"}),
        version=row.version,
        supersedes=[views.ref(one) for one in earlier],
        superseded_by=[views.ref(one) for one in later],
        confirmation=views.confirmation(row, people),
        links=[views.link(one) for one in await queries.links(session, row)],
        proposed_by=people.get(row.proposed_by) if row.proposed_by else None,
        may=await possible(session, caller, row),
    )


@router.get("/{edition_id}", response_model=EditionRead, responses=responses(Unauthenticated, Forbidden, NotFound))
async def get_edition(
    edition_id: UUID, caller: CatalogueReader, session: ReadSession, response: Response
) -> EditionRead:
    """One edition: its facts and their source, what it supersedes, whether its links work, and who confirmed it."""
    row = await queries.edition(session, edition_id)
    set_etag(response, row.version)
    return await page_about(session, caller, row)


@router.get(
    "/{edition_id}/changes",
    response_model=list[ChangeRead],
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def list_edition_changes(edition_id: UUID, caller: CatalogueReader, session: ReadSession) -> list[ChangeRead]:
    """Its history, the newest change first: none is ever removed."""
    await queries.edition(session, edition_id)
    rows = await queries.changes(session, edition_id)
    people = await cards(session, [row.person_id for row in rows if row.person_id] if caller else [])
    return [views.change(row, people) for row in rows]


@router.post(
    "",
    status_code=201,
    response_model=EditionRead,
    responses=responses(Unauthenticated, Forbidden, Conflict, Invalid),
    dependencies=[Idempotent],
)
@idempotent()
async def propose_edition(
    given: EditionCreate, caller: Proposer, session: WriteSession, request: Request, response: Response
) -> EditionRead:
    """Propose an edition. The Secretariat, the state's national contact point and you see it until it is published."""
    row = await actions.propose_edition(session, caller, given)
    set_etag(response, row.version)
    return await page_about(session, caller, row)


@router.patch(
    "/{edition_id}",
    response_model=EditionRead,
    responses=responses(
        Unauthenticated, Forbidden, NotFound, Conflict, PreconditionFailed, PreconditionRequired, Invalid
    ),
)
async def correct_edition(
    edition_id: UUID,
    given: EditionUpdate,
    caller: Proposer,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> EditionRead:
    """Correct its facts, as a curator or the state's contact point; your own proposal until it is reviewed."""
    row = await actions.correct_edition(session, caller, edition_id, given, if_match)
    set_etag(response, row.version)
    return await page_about(session, caller, row)
