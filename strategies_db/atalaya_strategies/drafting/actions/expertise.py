"""Asking for expertise: an event, from which the experts service makes a request."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.problems import Invalid
from atalaya_platform.ids import new_id
from atalaya_strategies.drafting.actions.standing import touch, written_by
from atalaya_strategies.drafting.errors import AskedAlready
from atalaya_strategies.drafting.events import DraftChanged, ExpertiseAsked
from atalaya_strategies.drafting.models import DraftExpertise
from atalaya_strategies.drafting.queries.expertise import asked, one_asked
from atalaya_strategies.drafting.schemas.expertise import ExpertiseCreate
from atalaya_strategies.drafting.streams import tell
from atalaya_strategies.drafting.structure import has_element
from atalaya_strategies.drafting.vocabulary import ExpertiseState


async def ask_expertise(
    session: WriteSession, caller: Caller, draft_id: UUID, wanted: ExpertiseCreate
) -> DraftExpertise:
    """Ask for help, in any phase. Raises NotFound, NotYoursToDo, Invalid, or AskedAlready while the matter is open."""
    draft = await written_by(session, caller, draft_id)
    if not all(has_element(draft.vocabulary, code) for code in wanted.elements):
        raise Invalid(
            "The draft's vocabulary has no such element. Choose one of its elements.",
            fields={"elements": "not in the vocabulary"},
        )
    if wanted.needed_by is not None and wanted.needed_by < session.clock.now().date():
        raise Invalid("That day has passed. Choose a later one.", fields={"needed_by": "in the past"})
    for one in await asked(session, draft.id, state=ExpertiseState.OPEN):
        if one.kind == wanted.kind and set(one.elements) & set(wanted.elements):
            raise AskedAlready(
                "Somebody asked for this on one of these elements, and it is open. Look at it, or close it first.",
                expertise_id=str(one.id),
            )
    row = DraftExpertise(
        id=new_id(),
        draft_id=draft.id,
        asked_by=caller.person_id,
        asked_at=session.clock.now(),
        **wanted.model_dump(mode="python"),
    )
    session.add(row)
    touch(session, draft)
    await session.flush()
    audit(session, caller, "strategies.draft.ask_expertise", "draft", draft.id, expertise=str(row.id), kind=row.kind)
    event = ExpertiseAsked(
        draft_id=draft.id,
        person_id=caller.person_id,
        expertise_id=row.id,
        place=draft.place,
        language=draft.language,
        vocabulary=draft.vocabulary,
        elements=tuple(row.elements),
        kind=row.kind,
        needed_by=row.needed_by,
        note=row.note if draft.label != Label.RED else "",
        group_id=draft.group_id,
        owner_organisation_id=draft.owner_organisation_id,
        audience=draft.audience,
        label=Label(draft.label),
    )
    await tell(session, draft, event, lists=False)
    return row


async def close_expertise(session: WriteSession, caller: Caller, draft_id: UUID, expertise_id: UUID) -> DraftExpertise:
    """Say that the matter is closed; it may be asked for again then."""
    draft = await written_by(session, caller, draft_id)
    row = await one_asked(session, draft.id, expertise_id)
    if row.state != ExpertiseState.CLOSED:
        row.state, row.closed_by, row.closed_at = ExpertiseState.CLOSED, caller.person_id, session.clock.now()
        touch(session, draft)
        await session.flush()
        audit(session, caller, "strategies.draft.close_expertise", "draft", draft.id, expertise=str(row.id))
        event = DraftChanged(draft_id=draft.id, person_id=caller.person_id, what="expertise")
        await tell(session, draft, event, lists=False)
    return row
