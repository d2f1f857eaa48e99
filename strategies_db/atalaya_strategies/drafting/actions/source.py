"""What a draft cites: kept by number as it was, whatever becomes of the document."""

from collections.abc import Collection
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.wording import said
from atalaya_platform.ids import new_id
from atalaya_platform.text.markdown import cited
from atalaya_strategies.drafting.actions.standing import open_for, touch
from atalaya_strategies.drafting.citing import address_of, citation
from atalaya_strategies.drafting.errors import StillCited, WrongState
from atalaya_strategies.drafting.events import DraftChanged
from atalaya_strategies.drafting.models import DraftSource, StrategyDraft
from atalaya_strategies.drafting.queries import sources as queries
from atalaya_strategies.drafting.queries.precedents import cited_passage
from atalaya_strategies.drafting.queries.sections import sections
from atalaya_strategies.drafting.schemas.precedents import SourceCreate
from atalaya_strategies.drafting.streams import tell
from atalaya_strategies.drafting.vocabulary import MOST_SOURCES


async def bring_back_cited(session: WriteSession, draft_id: UUID, numbers: Collection[int]) -> None:
    """Sources that were taken off the list are on it again when a text cites them."""
    if numbers:
        for row in await queries.numbered(session, draft_id, numbers):
            row.removed_at = None


async def add_source(
    session: WriteSession, caller: Caller, draft_id: UUID, wanted: SourceCreate, public_url: str | None
) -> DraftSource:
    """Take a passage of a public document into the sources; the same passage with the same quote keeps its number.

    Raises NotFound, NotYoursToDo, TextFrozen, WrongState or Invalid.
    """
    draft = await open_for(session, caller, draft_id)
    read, spoken = await cited_passage(session, wanted.passage_id)
    quote = " ".join(wanted.quote.split())
    if quote and quote not in " ".join(spoken.text.split()):
        raise Invalid(
            "The passage does not say these words. Copy them from it.", fields={"quote": "not in the passage"}
        )
    for row in await queries.sources(session, draft.id, removed=True):
        if row.passage_id == wanted.passage_id and row.quote == quote:
            row.removed_at = None
            return row
    if draft.sources >= MOST_SOURCES:
        raise WrongState("A draft cites no more sources than this one does. Cite one that it has already.")
    draft.sources += 1
    row = DraftSource(
        id=new_id(),
        created_at=session.clock.now(),
        draft_id=draft.id,
        number=draft.sources,
        document_id=read.document.id,
        passage_id=spoken.passage.id,
        place=read.document.place,
        page=spoken.passage.page,
        ordinal=spoken.passage.ordinal,
        quote=quote,
        citation=citation(read, spoken.passage.page, draft.language),
        address=address_of(read, spoken.passage, public_url),
        added_by=caller.person_id,
    )
    session.add(row)
    await _changed(session, caller, draft, "source", row.number)
    return row


async def remove_source(session: WriteSession, caller: Caller, draft_id: UUID, number: int) -> None:
    """Take a source off the list, whose number is never given again. Raises StillCited while a section cites it."""
    draft = await open_for(session, caller, draft_id)
    row = await queries.source(session, draft.id, number)
    for section in await sections(session, draft.id):
        if number in cited(section.body):
            raise StillCited(
                said("The section “{title}” cites this source. Take its mark out there first.", title=section.title)
            )
    row.removed_at = session.clock.now()
    await _changed(session, caller, draft, "unsource", number)


async def _changed(session: WriteSession, caller: Caller, draft: StrategyDraft, act: str, number: int) -> None:
    touch(session, draft)
    await session.flush()
    audit(session, caller, f"strategies.draft.{act}", "draft", draft.id, number=number)
    event = DraftChanged(draft_id=draft.id, person_id=caller.person_id, what="sources")
    await tell(session, draft, event, lists=False)
