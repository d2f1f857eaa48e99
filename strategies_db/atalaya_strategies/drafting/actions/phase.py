"""The phases of a draft: onwards, and back with a reason; consultation and adoption freeze the text."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.versions import require_match
from atalaya_strategies.drafting.actions.draft import to_index
from atalaya_strategies.drafting.actions.standing import led, touch
from atalaya_strategies.drafting.errors import WrongState
from atalaya_strategies.drafting.events import PhaseChanged
from atalaya_strategies.drafting.freezing import content_of, digest_of
from atalaya_strategies.drafting.models import DraftPhase, DraftSnapshot, StrategyDraft
from atalaya_strategies.drafting.queries.sections import sections
from atalaya_strategies.drafting.queries.sources import sources
from atalaya_strategies.drafting.schemas.drafts import PhaseMove
from atalaya_strategies.drafting.streams import tell
from atalaya_strategies.drafting.vocabulary import FROZEN, Phase

ORDER = tuple(Phase)


async def change_phase(
    session: WriteSession, caller: Caller, draft_id: UUID, wanted: PhaseMove, if_match: str | None
) -> StrategyDraft:
    """Go to the next phase, or back to any with a reason. Entering a frozen phase keeps the whole text as a snapshot.

    Raises NotFound, NotYoursToDo, PreconditionFailed, WrongState or Invalid.
    """
    draft = await led(session, caller, draft_id)
    require_match(if_match, draft.version)
    before, after = ORDER.index(Phase(draft.phase)), ORDER.index(wanted.phase)
    if after == before or after > before + 1:
        raise WrongState("Phases follow one another. Go to the next one, or back to an earlier one.")
    if after < before and len(wanted.reason) < 3:
        raise Invalid("Going back needs a reason, which everybody reads.", fields={"reason": "say why"})
    former = draft.phase
    draft.phase = wanted.phase
    number = await _freeze(session, caller, draft) if wanted.phase in FROZEN else None
    session.add(
        DraftPhase(
            draft_id=draft.id,
            before=former,
            after=wanted.phase,
            reason=wanted.reason,
            snapshot=number,
            person_id=caller.person_id,
            at=session.clock.now(),
        )
    )
    touch(session, draft, version=True)
    await session.flush()
    audit(session, caller, "strategies.draft.phase", "draft", draft.id, before=former, after=str(wanted.phase))
    to_index(session, draft)
    event = PhaseChanged(
        draft_id=draft.id,
        person_id=caller.person_id,
        before=former,
        after=wanted.phase,
        audience=draft.audience,
        label=Label(draft.label),
    )
    await tell(session, draft, event)
    return draft


async def _freeze(session: WriteSession, caller: Caller, draft: StrategyDraft) -> int:
    """Keep the text as it is now; the snapshot's number."""
    content = content_of(await sections(session, draft.id), await sources(session, draft.id))
    draft.snapshots += 1
    session.add(
        DraftSnapshot(
            draft_id=draft.id,
            number=draft.snapshots,
            phase=draft.phase,
            title=draft.title,
            content=content,
            sha256=digest_of(draft.title, content),
            taken_by=caller.person_id,
            taken_at=session.clock.now(),
        )
    )
    return draft.snapshots
