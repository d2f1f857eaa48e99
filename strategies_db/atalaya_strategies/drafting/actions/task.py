"""Tasks: made by who writes the draft, done by them or by whoever has the task."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import readers
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.versions import require_match
from atalaya_platform.ids import new_id
from atalaya_strategies.drafting.actions.standing import commented_by, touch, written_by
from atalaya_strategies.drafting.errors import NotYoursToDo
from atalaya_strategies.drafting.events import TaskChanged
from atalaya_strategies.drafting.models import DraftTask, StrategyDraft
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.queries.sections import section
from atalaya_strategies.drafting.queries.talk import task
from atalaya_strategies.drafting.schemas.talk import TaskCreate, TaskUpdate
from atalaya_strategies.drafting.streams import tell


async def _require(
    session: WriteSession, draft: StrategyDraft, section_id: UUID | None, assignee_id: UUID | None
) -> None:
    if section_id is not None:
        await section(session, draft.id, section_id)
    if assignee_id is not None and assignee_id not in await readers(session, draft.audience):
        raise Invalid(
            "Tasks are for those who read the draft. Choose somebody of its group.",
            fields={"assignee_id": "does not read the draft"},
        )


async def add_task(session: WriteSession, caller: Caller, draft_id: UUID, wanted: TaskCreate) -> DraftTask:
    """Note something to do. Raises NotFound, NotYoursToDo or Invalid."""
    draft = await written_by(session, caller, draft_id)
    await _require(session, draft, wanted.section_id, wanted.assignee_id)
    row = DraftTask(
        id=new_id(),
        created_at=session.clock.now(),
        draft_id=draft.id,
        made_by=caller.person_id,
        **wanted.model_dump(),
    )
    session.add(row)
    audit(session, caller, "strategies.draft.task", "draft", draft.id, task=str(row.id))
    await _told(session, caller, draft, row, assigned_id=row.assignee_id)
    return row


async def update_task(
    session: WriteSession, caller: Caller, draft_id: UUID, task_id: UUID, wanted: TaskUpdate, if_match: str | None
) -> DraftTask:
    """Change what a task says. Raises NotFound, NotYoursToDo, PreconditionFailed or Invalid."""
    draft = await written_by(session, caller, draft_id)
    row = await task(session, draft.id, task_id)
    require_match(if_match, row.version)
    await _require(session, draft, wanted.section_id, wanted.assignee_id)
    former = row.assignee_id
    row.title, row.section_id = wanted.title, wanted.section_id
    row.assignee_id, row.due_on = wanted.assignee_id, wanted.due_on
    row.version += 1
    newly = row.assignee_id if row.assignee_id != former else None
    await _told(session, caller, draft, row, assigned_id=newly)
    return row


async def finish_task(session: WriteSession, caller: Caller, draft_id: UUID, task_id: UUID, done: bool) -> DraftTask:
    """Say that a task is done, or that it is not: whoever has it, or who writes the draft."""
    draft = await commented_by(session, caller, draft_id)
    row = await task(session, draft.id, task_id)
    if row.assignee_id != caller.person_id and not (await held(session, caller, draft.id)).writes:
        raise NotYoursToDo("Whoever has the task, and those who write the draft, say that it is done.")
    if (row.done_at is not None) != done:
        row.done_at = session.clock.now() if done else None
        row.done_by = caller.person_id if done else None
        row.version += 1
        audit(session, caller, "strategies.draft.task_done", "draft", draft.id, task=str(row.id), done=done)
        await _told(session, caller, draft, row)
    return row


async def _told(
    session: WriteSession, caller: Caller, draft: StrategyDraft, row: DraftTask, *, assigned_id: UUID | None = None
) -> None:
    touch(session, draft)
    await session.flush()
    event = TaskChanged(
        draft_id=draft.id,
        person_id=caller.person_id,
        task_id=row.id,
        audience=draft.audience,
        label=Label(draft.label),
        assigned_id=assigned_id,
    )
    await tell(session, draft, event, lists=False)
