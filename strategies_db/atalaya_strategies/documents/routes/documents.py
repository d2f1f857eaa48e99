"""HTTP of documents: lists, one, its pages and passages, its original."""

from typing import Annotated
from uuid import UUID

from fastapi import Header, Path, Query, Request, Response

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession as Reading
from atalaya_platform.directory.paging import Span
from atalaya_platform.files.adapter import store_of
from atalaya_platform.files.errors import RangeNotSatisfiable
from atalaya_platform.files.routes import CONTENT
from atalaya_platform.files.serving import ContentResponse, etag_of, headers_for, part_of
from atalaya_platform.http.dependencies import ReadSession, RuntimeOf
from atalaya_platform.http.pages import After, Before, Limit
from atalaya_platform.http.problems import Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import set_etag
from atalaya_platform.http.wording import language_of, wording_of
from atalaya_strategies.catalogue.schemas.facts import PlaceCode
from atalaya_strategies.documents import views
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.queries import documents as queries
from atalaya_strategies.documents.reading.limits import MOST_PAGES
from atalaya_strategies.documents.schemas import DocumentCard, DocumentFull, DocumentList, PageRead
from atalaya_strategies.documents.views import Say
from atalaya_strategies.documents.vocabulary import DocumentState
from atalaya_strategies.permissions import CatalogueReader, StrategiesPermission

router = Router(prefix="/strategies/documents", tags=["strategies"])
OfPlace = Annotated[
    PlaceCode | None, Query(max_length=12, description="Those of this state (ISO 3166-1 alpha-3) or body.")
]
OfEdition = Annotated[UUID | None, Query(description="Those of this edition.")]
InState = Annotated[DocumentState | None, Query(description="Those that are this far.")]
IsLinked = Annotated[bool | None, Query(description="Those whose edition is known, or those without one.")]
Number = Annotated[int, Path(ge=1, le=MOST_PAGES, description="Of the page, from 1.")]


def saying(request: Request) -> Say:
    """How texts are said in the language of whoever asks."""
    wording, language = wording_of(request.scope), language_of(request)
    return lambda text: wording.say(text, language)


async def _card(session: Reading, row: Document, request: Request) -> DocumentCard:
    return views.card(row, saying(request), public=await queries.is_public(session, row))


async def everything_about(session: Reading, caller: Caller | None, row: Document, request: Request) -> DocumentFull:
    """Everything about it that the caller may see."""
    pages = await queries.pages(session, row.duplicate_of or row.id)
    may_change = caller is not None and caller.may(StrategiesPermission.EDITION_CURATE)
    return views.full(row, await _card(session, row, request), pages, may_change=may_change)


@router.get("", response_model=DocumentList, responses=responses(Unauthenticated, Forbidden))
async def list_documents(
    caller: CatalogueReader,
    session: ReadSession,
    request: Request,
    place: OfPlace = None,
    edition_id: OfEdition = None,
    state: InState = None,
    linked: IsLinked = None,
    limit: Limit = 50,
    after: After = None,
    before: Before = None,
) -> DocumentList:
    """The documents that you may read, those that were brought last first.

    Whoever reads an edition reads its documents; those without one are for curators and the state's contact point.
    """
    span = Span(limit, after, before)
    page = await queries.documents(session, span, place=place, edition_id=edition_id, state=state, linked=linked)
    rows = [row[0] for row in page.rows]
    public = await queries.public_among(session, rows)
    items = [views.card(row, saying(request), public=row.id in public) for row in rows]
    return DocumentList(items=items, next=page.next, previous=page.previous)


@router.get("/{document_id}", response_model=DocumentFull, responses=responses(Unauthenticated, Forbidden, NotFound))
async def get_document(
    document_id: UUID, caller: CatalogueReader, session: ReadSession, request: Request, response: Response
) -> DocumentFull:
    """Everything about a document, and how far each of its pages is."""
    row = await queries.document(session, document_id)
    set_etag(response, row.version)
    return await everything_about(session, caller, row, request)


@router.get(
    "/{document_id}/pages/{number}",
    response_model=PageRead,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def get_document_page(
    document_id: UUID, number: Number, caller: CatalogueReader, session: ReadSession, request: Request
) -> PageRead:
    """One page: its text, and the passages on it. A page without usable text says so, and has what there is."""
    row = await queries.document(session, document_id)
    source = row.duplicate_of or row.id
    page = await queries.page(session, source, number)
    return views.page(await _card(session, row, request), page, await queries.passages(session, source, number))


@router.get(
    "/{document_id}/original",
    response_class=Response,
    response_model=None,
    responses={**CONTENT, **responses(Unauthenticated, Forbidden, NotFound, RangeNotSatisfiable)},
)
async def get_document_original(
    document_id: UUID,
    caller: CatalogueReader,
    session: ReadSession,
    runtime: RuntimeOf,
    wanted: Annotated[str | None, Header(alias="Range", max_length=200)] = None,
    if_range: Annotated[str | None, Header(max_length=200)] = None,
    if_none_match: Annotated[str | None, Header(max_length=2000)] = None,
) -> Response:
    """The file as it was brought, to be saved; never shown in place."""
    row = await queries.document(session, document_id)
    if if_none_match is not None and etag_of(row) in (part.strip() for part in if_none_match.split(",")):
        return Response(status_code=304, headers=headers_for(row))
    part = part_of(wanted, row.size) if if_range in (None, etag_of(row)) else None
    return ContentResponse(row, store_of(runtime), part)
