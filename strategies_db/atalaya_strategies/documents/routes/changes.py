"""HTTP of bringing, correcting, reading again and removing documents."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response, status

from atalaya_platform.files.errors import FileNotTaken, FileTooBig, NoRoom, UploadCut
from atalaya_platform.files.receiving import received
from atalaya_platform.files.routes import MULTIPART
from atalaya_platform.http.dependencies import RuntimeOf, WriteSession
from atalaya_platform.http.idempotency import IdempotencyKey
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
from atalaya_strategies.catalogue.schemas.facts import LanguageCode, Line, PlaceCode
from atalaya_strategies.documents import views
from atalaya_strategies.documents.actions import document as actions
from atalaya_strategies.documents.actions.upload import About, keep_upload
from atalaya_strategies.documents.queries import documents as queries
from atalaya_strategies.documents.routes.documents import everything_about, saying
from atalaya_strategies.documents.schemas import DocumentCard, DocumentFull, DocumentUpdate
from atalaya_strategies.permissions import Curator, Uploader

router = Router(prefix="/strategies/documents", tags=["strategies"])


@router.post(
    "",
    response_model=DocumentCard,
    status_code=status.HTTP_201_CREATED,
    openapi_extra=MULTIPART,
    responses=responses(
        Unauthenticated, Forbidden, NotFound, Conflict, Invalid, FileTooBig, FileNotTaken, UploadCut, NoRoom
    ),
)
async def upload_document(
    request: Request,
    caller: Uploader,
    runtime: RuntimeOf,
    place: Annotated[PlaceCode | None, Query(description="Whose it is; that of the edition, if left out.")] = None,
    edition_id: Annotated[UUID | None, Query(description="The edition whose text it is.")] = None,
    language: Annotated[LanguageCode | None, Query(description="Detected, if left out.")] = None,
    title: Annotated[Line, Query(description="What the file says of itself, if left out.")] = "",
    published: Annotated[bool, Query(description="Everybody reads it, as TLP:CLEAR, also without an edition.")] = False,
    idempotency_key: IdempotencyKey = None,
) -> DocumentCard:
    """Bring a document as PDF, DOCX, HTML or text. It is read soon after; what it is its content tells.

    A file that cannot be read is kept, with the reason and what to do.
    """
    limit = runtime.settings.file_limit_mb << 20
    about = About(place or "", edition_id, language or "", title, published)
    async with received(request, runtime.settings.data / "incoming", limit) as upload:
        return await keep_upload(runtime, caller, upload, about, idempotency_key, saying(request))


@router.patch(
    "/{document_id}",
    response_model=DocumentFull,
    responses=responses(Unauthenticated, Forbidden, NotFound, PreconditionFailed, PreconditionRequired, Invalid),
)
async def correct_document(
    document_id: UUID,
    given: DocumentUpdate,
    caller: Curator,
    session: WriteSession,
    request: Request,
    response: Response,
    if_match: IfMatch = None,
) -> DocumentFull:
    """Correct its title, language and place, say of which edition it is, or publish it by itself. Needs `If-Match`."""
    row = await actions.correct_document(session, caller, document_id, given, if_match)
    set_etag(response, row.version)
    return await everything_about(session, caller, row, request)


@router.post(
    "/{document_id}/retry",
    response_model=DocumentCard,
    responses=responses(Unauthenticated, Forbidden, NotFound, Conflict),
)
async def retry_document(document_id: UUID, caller: Curator, session: WriteSession, request: Request) -> DocumentCard:
    """Read a document again that could not be read, or recognise its pages without usable text once more."""
    row = await actions.retry_document(session, caller, document_id)
    return views.card(row, saying(request), public=await queries.is_public(session, row))


@router.delete(
    "/{document_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    response_class=Response,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def delete_document(document_id: UUID, caller: Curator, session: WriteSession) -> None:
    """Remove a document with its pages, its passages and its original."""
    await actions.remove_document(session, caller, document_id)
