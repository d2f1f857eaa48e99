"""Who may change what of a draft, and when its text stands still."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_strategies.drafting.errors import DraftArchived, NotYoursToDo, TextFrozen
from atalaya_strategies.drafting.models import StrategyDraft
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.vocabulary import FROZEN


def _require_at_work(draft: StrategyDraft) -> None:
    if draft.archived_at is not None:
        raise DraftArchived(
            "It can be read, and nothing in it changes. Bring it back first, or ask its author or a lead of its "
            "organisation to do so."
        )


async def led(session: WriteSession, caller: Caller, draft_id: UUID, *, archived: bool = False) -> StrategyDraft:
    """The draft under its lock, for who leads it; with `archived` also one that was set aside.

    Raises NotFound, NotYoursToDo or DraftArchived.
    """
    found = await held(session, caller, draft_id, lock=True)
    if not found.leads:
        raise NotYoursToDo("Its author and the leads of its organisation do this. Ask one of them.")
    if not archived:
        _require_at_work(found.draft)
    return found.draft


async def written_by(session: WriteSession, caller: Caller, draft_id: UUID) -> StrategyDraft:
    """The draft under its lock, for who writes in it, frozen or not. Raises NotFound, NotYoursToDo or DraftArchived."""
    found = await held(session, caller, draft_id, lock=True)
    if not found.writes:
        raise NotYoursToDo(
            "The people of its organisation and its editors write this draft. Comment on it, or ask to be an editor."
        )
    _require_at_work(found.draft)
    return found.draft


async def open_for(session: WriteSession, caller: Caller, draft_id: UUID) -> StrategyDraft:
    """The draft under its lock, for who changes its text now.

    Raises NotFound, NotYoursToDo, DraftArchived or TextFrozen.
    """
    draft = await written_by(session, caller, draft_id)
    if draft.phase in FROZEN:
        raise TextFrozen(
            "The text stands still in this phase. Comment on it, or let its lead take it back to production."
        )
    return draft


async def commented_by(session: WriteSession, caller: Caller, draft_id: UUID) -> StrategyDraft:
    """The draft under its lock, for whoever reads it. Raises NotFound or DraftArchived."""
    draft = (await held(session, caller, draft_id, lock=True)).draft
    _require_at_work(draft)
    return draft


def touch(session: WriteSession, draft: StrategyDraft, *, version: bool = False) -> None:
    """Something of the draft changed; with `version`, the draft itself."""
    draft.touched_at = session.clock.now()
    if version:
        draft.version += 1
