"""Setting a draft aside, bringing it back, and removing it for good."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, emit
from atalaya_platform.events.streams import close_stream, drop_recipients
from atalaya_platform.http.versions import require_match
from atalaya_strategies.drafting.actions.draft import to_index
from atalaya_strategies.drafting.actions.standing import led, touch
from atalaya_strategies.drafting.errors import FrozenKept, WrongState
from atalaya_strategies.drafting.events import DraftChanged, DraftGone, DraftRemoved
from atalaya_strategies.drafting.models import StrategyDraft
from atalaya_strategies.drafting.queries.drafts import recipients
from atalaya_strategies.drafting.streams import list_streams, stream_of, tell, tell_lists


async def archive_draft(session: WriteSession, caller: Caller, draft_id: UUID, if_match: str | None) -> None:
    """Set the draft aside; one that is so already stays as it is. Raises NotFound, NotYoursToDo, PreconditionFailed."""
    draft = await led(session, caller, draft_id, archived=True)
    if draft.archived_at is None:
        require_match(if_match, draft.version)
        draft.archived_at, draft.archived_by = session.clock.now(), caller.person_id
        await _stands(session, caller, draft, "archive", "archived")


async def restore_draft(session: WriteSession, caller: Caller, draft_id: UUID, if_match: str | None) -> None:
    """Bring the draft back, in the phase in which it was; one that is at work stays as it is."""
    draft = await led(session, caller, draft_id, archived=True)
    if draft.archived_at is not None:
        require_match(if_match, draft.version)
        draft.archived_at = draft.archived_by = None
        await _stands(session, caller, draft, "restore", "restored")


async def _stands(session: WriteSession, caller: Caller, draft: StrategyDraft, act: str, what: str) -> None:
    touch(session, draft, version=True)
    await session.flush()
    audit(session, caller, f"strategies.draft.{act}", "draft", draft.id)
    to_index(session, draft)
    await tell(session, draft, DraftChanged(draft_id=draft.id, person_id=caller.person_id, what=what))


async def remove_draft(session: WriteSession, caller: Caller, draft_id: UUID, if_match: str | None) -> None:
    """Remove a draft that was set aside, with everything in it and every notification of it.

    Raises NotFound, NotYoursToDo, PreconditionFailed, WrongState while it is at work, or FrozenKept.
    """
    draft = await led(session, caller, draft_id, archived=True)
    require_match(if_match, draft.version)
    if draft.archived_at is None:
        raise WrongState("Only a draft that was set aside is removed. Set it aside first.")
    if draft.snapshots:
        raise FrozenKept("A text of this draft was consulted on or adopted, and is kept. Leave the draft set aside.")
    named = await recipients(session, draft)
    lists = await list_streams(session, draft.audience)
    audit(session, caller, "strategies.draft.remove", "draft", draft.id, label=str(draft.label), place=draft.place)
    to_index(session, draft)
    emit(session, DraftRemoved(draft_id=draft.id, person_id=caller.person_id))
    await tell_lists(session, DraftGone(draft_id=draft.id), lists)
    await close_stream(session, stream_of(draft.id))
    await session.delete(draft)
    await session.flush()
    if named:
        await drop_recipients(session, draft_id, named)
