"""HTTP of comments and tasks."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag
from atalaya_strategies.drafting.actions import comment as remarks
from atalaya_strategies.drafting.actions import task as work
from atalaya_strategies.drafting.queries import talk as queries
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.routes.refusals import READ, VERSIONED, WRITE
from atalaya_strategies.drafting.schemas.talk import (
    CommentCreate,
    CommentRead,
    CommentUpdate,
    Resolution,
    TaskCreate,
    TaskDone,
    TaskRead,
    TaskUpdate,
)
from atalaya_strategies.permissions import DraftCommenter, DraftReader, DraftWriter

router = Router(prefix="/strategies/drafts/{draft_id}", tags=["strategies"])


@router.get("/comments", response_model=list[CommentRead], responses=READ)
async def list_draft_comments(
    draft_id: UUID,
    caller: DraftReader,
    session: ReadSession,
    section: Annotated[UUID | None, Query(description="Only those on this section.")] = None,
) -> list[CommentRead]:
    """Every comment with its replies, the first first."""
    await held(session, caller, draft_id)
    return await queries.comments(session, caller, draft_id, section_id=section)


@router.post("/comments", status_code=201, response_model=CommentRead, responses=WRITE, dependencies=[Idempotent])
@idempotent()
async def add_draft_comment(
    draft_id: UUID, request: Request, caller: DraftCommenter, session: WriteSession, wanted: CommentCreate
) -> CommentRead:
    """Comment on the draft or on a section, or reply to a comment; answered with the whole thread."""
    row = await remarks.add_comment(session, caller, draft_id, wanted)
    return await queries.comment_read(session, caller, row)


@router.patch("/comments/{comment_id}", response_model=CommentRead, responses=VERSIONED)
async def edit_draft_comment(
    draft_id: UUID,
    comment_id: UUID,
    caller: DraftCommenter,
    session: WriteSession,
    wanted: CommentUpdate,
    if_match: IfMatch = None,
) -> CommentRead:
    """Give your own comment or reply another text; `If-Match` is its `version`."""
    row = await remarks.edit_comment(session, caller, draft_id, comment_id, wanted, if_match)
    return await queries.comment_read(session, caller, row)


@router.post("/comments/{comment_id}/resolution", response_model=CommentRead, responses=WRITE)
async def resolve_draft_comment(
    draft_id: UUID, comment_id: UUID, caller: DraftCommenter, session: WriteSession, wanted: Resolution
) -> CommentRead:
    """Say that a comment is dealt with, or open it again."""
    row = await remarks.resolve_comment(session, caller, draft_id, comment_id, wanted.resolved)
    return await queries.comment_read(session, caller, row)


@router.get("/tasks", response_model=list[TaskRead], responses=READ)
async def list_draft_tasks(draft_id: UUID, caller: DraftReader, session: ReadSession) -> list[TaskRead]:
    """What is to be done for the draft, by its day; what is done last."""
    await held(session, caller, draft_id)
    return await queries.tasks(session, caller, draft_id)


@router.post("/tasks", status_code=201, response_model=TaskRead, responses=WRITE, dependencies=[Idempotent])
@idempotent()
async def add_draft_task(
    draft_id: UUID,
    request: Request,
    response: Response,
    caller: DraftWriter,
    session: WriteSession,
    wanted: TaskCreate,
) -> TaskRead:
    """Note something to do, perhaps for somebody and by a day."""
    row = await work.add_task(session, caller, draft_id, wanted)
    set_etag(response, row.version)
    return (await queries.task_reads(session, caller, [row]))[0]


@router.patch("/tasks/{task_id}", response_model=TaskRead, responses=VERSIONED)
async def update_draft_task(
    draft_id: UUID,
    task_id: UUID,
    response: Response,
    caller: DraftWriter,
    session: WriteSession,
    wanted: TaskUpdate,
    if_match: IfMatch = None,
) -> TaskRead:
    """Change what a task says; send all of it."""
    row = await work.update_task(session, caller, draft_id, task_id, wanted, if_match)
    set_etag(response, row.version)
    return (await queries.task_reads(session, caller, [row]))[0]


@router.post("/tasks/{task_id}/done", response_model=TaskRead, responses=WRITE)
async def finish_draft_task(
    draft_id: UUID, task_id: UUID, response: Response, caller: DraftCommenter, session: WriteSession, wanted: TaskDone
) -> TaskRead:
    """Say that a task is done, or that it is not."""
    row = await work.finish_task(session, caller, draft_id, task_id, wanted.done)
    set_etag(response, row.version)
    return (await queries.task_reads(session, caller, [row]))[0]
