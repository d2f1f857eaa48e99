"""What notices about drafts are told from, read as the system, which reads nothing that is for named people."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.drafting.models import DraftComment, DraftEditor, DraftTask, StrategyDraft


async def draft_told_of(session: ReadSession, draft_id: UUID) -> StrategyDraft | None:
    """The draft as it is by now; nothing of one for named people."""
    return (await session.execute(select(StrategyDraft).where(col(StrategyDraft.id) == draft_id))).scalar_one_or_none()


async def comment_told_of(session: ReadSession, comment_id: UUID) -> DraftComment | None:
    """The comment as it is by now."""
    return (await session.execute(select(DraftComment).where(col(DraftComment.id) == comment_id))).scalar_one_or_none()


async def task_told_of(session: ReadSession, task_id: UUID) -> DraftTask | None:
    """The task as it is by now."""
    return (await session.execute(select(DraftTask).where(col(DraftTask.id) == task_id))).scalar_one_or_none()


async def writers_named(session: ReadSession, draft: StrategyDraft) -> set[UUID]:
    """Who began the draft, and its editors."""
    found = select(col(DraftEditor.person_id)).where(col(DraftEditor.draft_id) == draft.id)
    return {draft.author_id, *(await session.execute(found)).scalars()}


async def tasks_due(session: ReadSession, day: date) -> Sequence[Any]:
    """Tasks that are to be done on this day and are not, each with its draft, unless that was set aside."""
    found = (
        select(DraftTask, StrategyDraft)
        .join(StrategyDraft, col(StrategyDraft.id) == col(DraftTask.draft_id))
        .where(
            col(DraftTask.due_on) == day,
            col(DraftTask.done_at).is_(None),
            col(DraftTask.assignee_id).is_not(None),
            col(StrategyDraft.archived_at).is_(None),
        )
        .order_by(col(DraftTask.id))
    )
    return (await session.execute(found)).all()
