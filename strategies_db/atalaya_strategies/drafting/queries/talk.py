"""Comments and tasks of a draft that was asked for before."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.drafting.models import DraftComment, DraftTask
from atalaya_strategies.drafting.queries.views import People, known, who
from atalaya_strategies.drafting.schemas.talk import CommentRead, Reply, TaskRead

_SAID = {"id", "body", "html", "version", "created_at", "edited_at"}
_TASK = {"id", "title", "section_id", "due_on", "version", "created_at", "done_at"}


async def comment(session: ReadSession, draft_id: UUID, comment_id: UUID) -> DraftComment:
    """One of the draft's. Raises NotFound."""
    found = select(DraftComment).where(col(DraftComment.id) == comment_id, col(DraftComment.draft_id) == draft_id)
    row: DraftComment | None = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("comment in this draft")
    return row


async def task(session: ReadSession, draft_id: UUID, task_id: UUID) -> DraftTask:
    """One of the draft's. Raises NotFound."""
    found = select(DraftTask).where(col(DraftTask.id) == task_id, col(DraftTask.draft_id) == draft_id)
    row: DraftTask | None = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("task in this draft")
    return row


async def comments(
    session: ReadSession, caller: Caller, draft_id: UUID, *, section_id: UUID | None = None
) -> list[CommentRead]:
    """Every comment with its replies, in the order in which they were made; those of one section if it is given."""
    found = select(DraftComment).where(col(DraftComment.draft_id) == draft_id)
    if section_id is not None:
        found = found.where(col(DraftComment.section_id) == section_id)
    rows = (await session.execute(found.order_by(col(DraftComment.created_at), col(DraftComment.id)))).scalars().all()
    return await _threads(session, caller, rows)


async def comment_read(session: ReadSession, caller: Caller, row: DraftComment) -> CommentRead:
    """The comment, or the one that it replies to, with all its replies."""
    first = row.parent_id or row.id
    found = select(DraftComment).where(
        col(DraftComment.draft_id) == row.draft_id,
        (col(DraftComment.id) == first) | (col(DraftComment.parent_id) == first),
    )
    rows = (await session.execute(found.order_by(col(DraftComment.created_at), col(DraftComment.id)))).scalars().all()
    return (await _threads(session, caller, rows))[0]


async def _threads(session: ReadSession, caller: Caller, rows: Sequence[DraftComment]) -> list[CommentRead]:
    people = await known(session, [one for row in rows for one in (row.author_id, row.resolved_by)])
    threads: dict[UUID, CommentRead] = {}
    for row in rows:
        if row.parent_id is None:
            threads[row.id] = CommentRead(
                **_said(row, people, caller).model_dump(),
                **row.model_dump(include={"section_id", "quote", "resolved_at"}),
                resolved_by=who(people, row.resolved_by),
                replies=[],
            )
    for row in rows:
        if row.parent_id in threads:
            threads[row.parent_id].replies.append(_said(row, people, caller))
    return list(threads.values())


def _said(row: DraftComment, people: People, caller: Caller) -> Reply:
    return Reply(
        **row.model_dump(include=_SAID), author=who(people, row.author_id), mine=row.author_id == caller.person_id
    )


async def tasks(session: ReadSession, caller: Caller, draft_id: UUID) -> list[TaskRead]:
    """What is to be done first by its day, then what has none; what is done last."""
    found = select(DraftTask).where(col(DraftTask.draft_id) == draft_id)
    ordered = found.order_by(
        col(DraftTask.done_at).is_not(None), col(DraftTask.due_on).asc().nulls_last(), col(DraftTask.id)
    )
    return await task_reads(session, caller, (await session.execute(ordered)).scalars().all())


async def task_reads(session: ReadSession, caller: Caller, rows: Sequence[DraftTask]) -> list[TaskRead]:
    """Tasks as the API gives them."""
    people = await known(session, [one for row in rows for one in (row.assignee_id, row.made_by, row.done_by)])
    return [
        TaskRead(
            **row.model_dump(include=_TASK),
            assignee=who(people, row.assignee_id),
            made_by=who(people, row.made_by),
            done_by=who(people, row.done_by),
            mine=row.assignee_id == caller.person_id,
        )
        for row in rows
    ]
