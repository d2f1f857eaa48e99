"""Who hears of what happens in drafts: event handlers, each a job in a transaction of the system.

The system reads nothing that is for named people, so about TLP:RED a notice says that there is something, and no
more. Whoever may not read a draft is never told, whatever a comment mentions: `notify` asks the access rule again.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final
from uuid import UUID

from atalaya_platform.access.labelling import readers
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.notifications.notice import Notice
from atalaya_platform.notifications.tell import notify, withdraw
from atalaya_platform.plugin import Handler
from atalaya_platform.runtime import Runtime
from atalaya_platform.text.markdown import plain
from atalaya_strategies.drafting.addresses import draft_page
from atalaya_strategies.drafting.events import CommentChanged, DraftRemoved, PhaseChanged, TaskChanged
from atalaya_strategies.drafting.models import StrategyDraft
from atalaya_strategies.drafting.queries import notices as queries
from atalaya_strategies.drafting.streams import is_named, stream_of

MENTION: Final = "strategies.draft.mention"
REPLY: Final = "strategies.draft.reply"
COMMENT: Final = "strategies.draft.comment"
TASK: Final = "strategies.draft.task"
DUE: Final = "strategies.draft.due"
PHASE: Final = "strategies.draft.phase"
NOTICES: Final = {MENTION: "now", REPLY: "now", COMMENT: "digest", TASK: "now", DUE: "now", PHASE: "digest"}
EXCERPT: Final = 240


def notice_about(draft: StrategyDraft, kind: str, *, section_id: UUID | None = None, excerpt: str = "") -> Notice:
    """A notice about a draft that the system may read."""
    return Notice(
        kind=kind,
        place=stream_of(draft.id),
        object_id=draft.id,
        audience=draft.audience,
        label=Label(draft.label),
        title=draft.title,
        url=draft_page(draft.id, section_id),
        excerpt=excerpt,
    )


def _nameless(draft_id: UUID, audience: str, label: Label, kind: str) -> Notice:
    """A notice about what the system may not read."""
    return Notice(
        kind=kind,
        place=stream_of(draft_id),
        object_id=draft_id,
        audience=audience,
        label=label,
        title="",
        url=draft_page(draft_id),
    )


async def _tell(
    session: WriteSession, runtime: Runtime, persons: Iterable[UUID | None], told: set[UUID], notice: Notice
) -> None:
    """Everybody hears of one thing once, for the reason that concerns them most."""
    left = {one for one in persons if one is not None} - told
    told.update(left)
    if left:
        await notify(session, runtime, left, notice)


async def tell_of_comment(session: WriteSession, event: CommentChanged, runtime: Runtime) -> None:
    """Who is named, who is answered; then those who write the draft, of what is new."""
    if not (event.new or event.mentioned):
        return
    if is_named(event.audience):
        notice, writers = _nameless(event.draft_id, event.audience, event.label, COMMENT), set()
    else:
        draft = await queries.draft_told_of(session, event.draft_id)
        comment = await queries.comment_told_of(session, event.comment_id)
        if draft is None or comment is None:
            return
        excerpt = plain(comment.body, limit=EXCERPT)
        notice = notice_about(draft, COMMENT, section_id=event.section_id, excerpt=excerpt)
        writers = await queries.writers_named(session, draft) if event.new else set()
    notice = replace(notice, actor_id=event.person_id)
    told: set[UUID] = {event.person_id} if event.person_id else set()
    await _tell(session, runtime, event.mentioned, told, replace(notice, kind=MENTION, direct=True))
    await _tell(session, runtime, [event.answered_id], told, replace(notice, kind=REPLY))
    await _tell(session, runtime, writers, told, notice)


async def tell_of_task(session: WriteSession, event: TaskChanged, runtime: Runtime) -> None:
    """Who has a task newly, unless it was taken by whoever does it."""
    if event.assigned_id is None:
        return
    if is_named(event.audience):
        notice = _nameless(event.draft_id, event.audience, event.label, TASK)
    else:
        draft = await queries.draft_told_of(session, event.draft_id)
        task = await queries.task_told_of(session, event.task_id)
        if draft is None or task is None or task.assignee_id != event.assigned_id:
            return
        notice = notice_about(draft, TASK, section_id=task.section_id, excerpt=task.title)
    told = {event.person_id} if event.person_id else set()
    await _tell(session, runtime, [event.assigned_id], told, replace(notice, actor_id=event.person_id, direct=True))


async def tell_of_phase(session: WriteSession, event: PhaseChanged, runtime: Runtime) -> None:
    """The group's members, or those named: the draft is in another phase."""
    if is_named(event.audience):
        persons = await readers(session, event.audience)
        notice = _nameless(event.draft_id, event.audience, event.label, PHASE)
    else:
        draft = await queries.draft_told_of(session, event.draft_id)
        if draft is None or draft.phase != event.after:
            return
        persons = await readers(session, f"strict:{draft.group_id}")
        notice = notice_about(draft, PHASE)
    told = {event.person_id} if event.person_id else set()
    await _tell(session, runtime, persons, told, replace(notice, actor_id=event.person_id))


async def take_back_notices(session: WriteSession, event: DraftRemoved, runtime: Runtime) -> None:
    """What was told of a draft that is no more names it and quotes from it."""
    await withdraw(session, event.draft_id, stream_of(event.draft_id))


HANDLERS = (
    Handler("strategies.tell_of_draft_comment", CommentChanged, tell_of_comment),
    Handler("strategies.tell_of_draft_task", TaskChanged, tell_of_task),
    Handler("strategies.tell_of_draft_phase", PhaseChanged, tell_of_phase),
    Handler("strategies.take_back_draft_notices", DraftRemoved, take_back_notices),
)
