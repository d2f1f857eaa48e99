"""Sections: their text with every version of it, their order, taking out and bringing back."""

from collections.abc import Sequence
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.problems import Invalid, PreconditionFailed
from atalaya_platform.http.versions import require_match
from atalaya_platform.ids import new_id
from atalaya_strategies.drafting.actions.draft import first_text, to_index
from atalaya_strategies.drafting.actions.measure import measure
from atalaya_strategies.drafting.actions.source import bring_back_cited
from atalaya_strategies.drafting.actions.standing import open_for, touch
from atalaya_strategies.drafting.errors import StaleText, WrongState
from atalaya_strategies.drafting.events import DraftChanged, SectionSaved
from atalaya_strategies.drafting.models import DraftRevision, DraftSection, StrategyDraft
from atalaya_strategies.drafting.queries import sections as queries
from atalaya_strategies.drafting.schemas.drafts import SectionCreate, SectionUpdate
from atalaya_strategies.drafting.streams import tell
from atalaya_strategies.drafting.structure import has_element
from atalaya_strategies.drafting.texts import written
from atalaya_strategies.drafting.vocabulary import MOST_SECTIONS


def _require_element(draft: StrategyDraft, code: str | None) -> None:
    if code is not None and not has_element(draft.vocabulary, code):
        raise Invalid(
            "The draft's vocabulary has no such element. Choose one of its elements.",
            fields={"element": "not in the vocabulary"},
        )


def _require_fresh(section: DraftSection, if_match: str | None) -> None:
    """Refuse a text that was written upon an older version, and say what stands there now."""
    try:
        require_match(if_match, section.version)
    except PreconditionFailed:
        raise StaleText(
            "It was changed while you were editing. Your text is kept: look at the new version, then save again.",
            version=section.version,
            current={
                "title": section.title,
                "body": section.body,
                "version": section.version,
                "edited_by": str(section.edited_by) if section.edited_by else None,
                "edited_at": section.edited_at.isoformat(),
            },
        ) from None


def _require_standing(section: DraftSection) -> None:
    if section.removed_at is not None:
        raise WrongState("This section was taken out of the draft. Bring it back, then go on.")


async def save_section(
    session: WriteSession, caller: Caller, draft_id: UUID, section_id: UUID, wanted: SectionUpdate, if_match: str | None
) -> DraftSection:
    """Save a section's heading or text upon its newest version; what says the same makes no version.

    Raises NotFound, NotYoursToDo, TextFrozen, WrongState, StaleText or TextRefused.
    """
    draft = await open_for(session, caller, draft_id)
    section = await queries.section(session, draft.id, section_id)
    _require_standing(section)
    _require_fresh(section, if_match)
    _require_element(draft, wanted.element)
    given = wanted.model_dump(exclude_none=True)
    if all(getattr(section, name) == value for name, value in given.items()):
        return section
    section.element = given.get("element", section.element)
    await _keep(session, caller, draft, section, given.get("title", section.title), given.get("body", section.body))
    return section


async def restore_version(
    session: WriteSession, caller: Caller, draft_id: UUID, section_id: UUID, version: int, if_match: str | None
) -> DraftSection:
    """Give a section a text again that it had, as a new version."""
    draft = await open_for(session, caller, draft_id)
    section = await queries.section(session, draft.id, section_id)
    _require_standing(section)
    _require_fresh(section, if_match)
    former = await queries.revision(session, section.id, version)
    if (former.title, former.body) != (section.title, section.body):
        await _keep(session, caller, draft, section, former.title, former.body, restored=version)
    return section


async def _keep(
    session: WriteSession,
    caller: Caller,
    draft: StrategyDraft,
    section: DraftSection,
    title: str,
    body: str,
    *,
    restored: int | None = None,
) -> None:
    text = written(body)
    now = session.clock.now()
    section.title, section.body, section.html = title, text.body, text.html
    section.version += 1
    section.edited_by, section.edited_at = caller.person_id, now
    session.add(
        DraftRevision(
            section_id=section.id,
            version=section.version,
            title=title,
            body=body,
            restored=restored,
            person_id=caller.person_id,
            written_at=now,
        )
    )
    await measure(session, draft, section)
    touch(session, draft)
    await bring_back_cited(session, draft.id, text.cites)
    await session.flush()
    to_index(session, draft)
    event = SectionSaved(draft_id=draft.id, person_id=caller.person_id, section_id=section.id, version=section.version)
    await tell(session, draft, event, lists=False)


async def add_section(session: WriteSession, caller: Caller, draft_id: UUID, wanted: SectionCreate) -> DraftSection:
    """Put a new section into the draft. Raises NotFound, NotYoursToDo, TextFrozen or Invalid."""
    draft = await open_for(session, caller, draft_id)
    _require_element(draft, wanted.element)
    standing = list(await queries.sections(session, draft.id))
    _require_room(standing)
    at = _after(standing, wanted.after)
    now = session.clock.now()
    section = DraftSection(
        id=new_id(),
        created_at=now,
        draft_id=draft.id,
        position=at,
        level=wanted.level,
        element=wanted.element,
        title=wanted.title,
        covers=[],
        edited_by=caller.person_id,
        edited_at=now,
    )
    session.add(section)
    await session.flush()
    session.add(first_text(section))
    await _arrange(session, caller, draft, [*standing[:at], section, *standing[at:]], "add", section)
    return section


async def move_section(
    session: WriteSession, caller: Caller, draft_id: UUID, section_id: UUID, after: UUID | None
) -> None:
    """Put a section behind another one; a chapter takes the sections under it along."""
    draft = await open_for(session, caller, draft_id)
    section = await queries.section(session, draft.id, section_id)
    _require_standing(section)
    standing = list(await queries.sections(session, draft.id))
    first = standing.index(section)
    stop = first + 1
    while section.level == 1 and stop < len(standing) and standing[stop].level > 1:
        stop += 1
    moving, rest = standing[first:stop], [*standing[:first], *standing[stop:]]
    if after in {one.id for one in moving}:
        raise Invalid("A section cannot follow itself. Choose another one.", fields={"after": "the same section"})
    at = _after(rest, after)
    await _arrange(session, caller, draft, [*rest[:at], *moving, *rest[at:]], "move", section)


async def remove_section(
    session: WriteSession, caller: Caller, draft_id: UUID, section_id: UUID, if_match: str | None
) -> None:
    """Take a section out; its texts, comments and tasks are kept, and it can come back."""
    draft = await open_for(session, caller, draft_id)
    section = await queries.section(session, draft.id, section_id)
    _require_standing(section)
    _require_fresh(section, if_match)
    section.removed_at, section.removed_by = session.clock.now(), caller.person_id
    rest = [one for one in await queries.sections(session, draft.id) if one.id != section.id]
    await _arrange(session, caller, draft, rest, "remove", section)


async def restore_section(session: WriteSession, caller: Caller, draft_id: UUID, section_id: UUID) -> DraftSection:
    """Bring a section back, where it stood."""
    draft = await open_for(session, caller, draft_id)
    section = await queries.section(session, draft.id, section_id)
    if section.removed_at is None:
        raise WrongState("This section stands in the draft already. Reload it.")
    standing = list(await queries.sections(session, draft.id))
    _require_room(standing)
    section.removed_at = section.removed_by = None
    await bring_back_cited(session, draft.id, written(section.body).cites)
    at = min(section.position, len(standing))
    await _arrange(session, caller, draft, [*standing[:at], section, *standing[at:]], "restore", section)
    return section


def _require_room(standing: Sequence[DraftSection]) -> None:
    if len(standing) >= MOST_SECTIONS:
        raise WrongState("A draft holds no more sections than this one has. Take one out first, or write in another.")


def _after(standing: Sequence[DraftSection], after: UUID | None) -> int:
    if after is None:
        return 0
    for number, one in enumerate(standing, start=1):
        if one.id == after:
            return number
    raise Invalid(
        "The section that it is to follow is not in this draft any more. Reload it, and choose another one.",
        fields={"after": "not in this draft"},
    )


async def _arrange(
    session: WriteSession,
    caller: Caller,
    draft: StrategyDraft,
    order: Sequence[DraftSection],
    act: str,
    section: DraftSection,
) -> None:
    for number, one in enumerate(order):
        if one.position != number:
            one.position = number
    touch(session, draft, version=True)
    await session.flush()
    audit(session, caller, f"strategies.draft.section_{act}", "draft", draft.id, section=str(section.id))
    to_index(session, draft)
    await tell(session, draft, DraftChanged(draft_id=draft.id, person_id=caller.person_id, what="sections"))
