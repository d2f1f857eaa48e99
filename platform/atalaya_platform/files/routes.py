"""HTTP for files: upload as a stream, look up, fetch, take back."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from fastapi import Header, Request, Response, status

from atalaya_platform.files import actions
from atalaya_platform.files.adapter import store_of
from atalaya_platform.files.errors import FileNotTaken, FileTooBig, NoRoom, RangeNotSatisfiable, UploadCut
from atalaya_platform.files.permissions import FileReader, Remover, Uploader
from atalaya_platform.files.queries import file_read, served_file
from atalaya_platform.files.receiving import received
from atalaya_platform.files.schemas import FileRead
from atalaya_platform.files.serving import ContentResponse, etag_of, headers_for, part_of
from atalaya_platform.http.dependencies import ReadSession, RuntimeOf, WriteSession
from atalaya_platform.http.idempotency import IdempotencyKey
from atalaya_platform.http.problems import Conflict, Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router

router = Router(tags=["files"], responses=responses(Unauthenticated, Forbidden))

MULTIPART: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
CONTENT: dict[int | str, dict[str, Any]] = {
    200: {"description": "The whole content", "content": {"application/octet-stream": {}}},
    206: {"description": "The part that was asked for", "content": {"application/octet-stream": {}}},
    304: {"description": "You have it already"},
}


@router.post(
    "/files",
    response_model=FileRead,
    status_code=status.HTTP_201_CREATED,
    openapi_extra=MULTIPART,
    responses=responses(FileTooBig, FileNotTaken, UploadCut, NoRoom),
)
async def upload_file(
    request: Request, caller: Uploader, runtime: RuntimeOf, idempotency_key: IdempotencyKey = None
) -> FileRead:
    """Upload one file, to attach it to a post or message within 24 hours; until then only you can read it.

    Its kind is told by its content. Programs, scripts, web pages and SVG are not taken. Where a virus scanner is
    configured and does not answer, no file is taken.
    """
    limit = runtime.settings.file_limit_mb << 20
    async with received(request, runtime.settings.data / "incoming", limit) as upload:
        return await actions.keep_upload(runtime, caller, upload, idempotency_key)


@router.get("/files/{file_id}", response_model=FileRead, responses=responses(NotFound))
async def read_file(file_id: UUID, session: ReadSession, caller: FileReader, runtime: RuntimeOf) -> FileRead:
    """What is known of a file that you may read: its object's label decides, and whether its post was hidden."""
    return file_read(await served_file(session, runtime, caller, file_id))


@router.get(
    "/files/{file_id}/content",
    response_class=Response,
    responses={**CONTENT, **responses(NotFound, RangeNotSatisfiable)},
)
async def read_file_content(
    file_id: UUID,
    session: ReadSession,
    caller: FileReader,
    runtime: RuntimeOf,
    wanted: Annotated[str | None, Header(alias="Range", max_length=200)] = None,
    if_range: Annotated[str | None, Header(max_length=200)] = None,
    if_none_match: Annotated[str | None, Header(max_length=2000)] = None,
) -> Response:
    """The content. Only PNG, JPEG, GIF and WebP pictures are shown in place; all else is saved."""
    file = await served_file(session, runtime, caller, file_id)
    if if_none_match is not None and etag_of(file) in (part.strip() for part in if_none_match.split(",")):
        return Response(status_code=304, headers=headers_for(file))
    part = part_of(wanted, file.size) if if_range in (None, etag_of(file)) else None
    return ContentResponse(file, store_of(runtime), part, partial(actions.record_download, runtime, caller, file))


@router.delete(
    "/files/{file_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    response_class=Response,
    responses=responses(NotFound, Conflict),
)
async def delete_file(file_id: UUID, session: WriteSession, caller: Remover) -> None:
    """Take back a file that you uploaded and that no post has."""
    await actions.delete_upload(session, caller, file_id)
