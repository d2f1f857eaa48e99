"""Drafts and their sections as the API gives them to whoever asks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.text.markdown import cited
from atalaya_strategies.drafting.measuring import countable
from atalaya_strategies.drafting.models import DraftSection
from atalaya_strategies.drafting.queries import drafts as queries
from atalaya_strategies.drafting.queries import sections as parts
from atalaya_strategies.drafting.queries.covered import covered
from atalaya_strategies.drafting.queries.drafts import Held
from atalaya_strategies.drafting.schemas.drafts import (
    DraftCard,
    DraftGroup,
    DraftOrganisation,
    DraftRights,
    DraftText,
    SectionOutline,
    SectionRead,
    StrategyDraftRead,
)
from atalaya_strategies.drafting.vocabulary import FROZEN, Phase
from atalaya_strategies.permissions import StrategiesPermission

People = Mapping[UUID, PersonCard]
Counts = Mapping[UUID | None, int]
_CARD = {"id", "title", "place", "language", "vocabulary", "touched_at", "created_at", "archived_at"}
_OUTLINE = {"id", "position", "level", "element", "title", "version", "edited_at", "removed_at"}


def who(people: People, person_id: UUID | None) -> PersonCard | None:
    """The person's card, if the actor knows whom it names."""
    return people.get(person_id) if person_id else None


async def known(session: ReadSession, ids: Iterable[UUID | None]) -> People:
    """Cards of these people."""
    return await cards(session, [one for one in ids if one is not None])


async def cards_of(session: ReadSession, rows: Sequence[Any]) -> list[DraftCard]:
    """Drafts as a list shows them."""
    counted = await covered(session, rows)
    return [_card(row, counted[row[0].id]) for row in rows]


def _card(row: Any, covers: int) -> DraftCard:
    draft, group, organisation = row[0], row[1], row[2]
    return DraftCard(
        **draft.model_dump(include=_CARD),
        phase=Phase(draft.phase),
        label=Label(draft.label),
        group=DraftGroup(id=group.id, name=group.name) if group else None,
        organisation=(
            DraftOrganisation(**organisation.model_dump(include=set(DraftOrganisation.model_fields)))
            if organisation
            else None
        ),
        sections=row.sections,
        written=row.written,
        covered=covers,
        elements=len(countable(draft.vocabulary)),
        open_comments=row.open_comments,
        open_tasks=row.open_tasks,
        mine=row.mine,
    )


def outline(row: DraftSection, people: People, comments: Counts, tasks: Counts) -> SectionOutline:
    return SectionOutline(
        **row.model_dump(include=_OUTLINE),
        words=len(row.body.split()),
        edited_by=who(people, row.edited_by),
        open_comments=comments.get(row.id, 0),
        open_tasks=tasks.get(row.id, 0),
    )


def _whole(row: DraftSection, shown: SectionOutline) -> SectionRead:
    return SectionRead(**shown.model_dump(), body=row.body, html=row.html, cites=cited(row.body))


async def draft_read(session: ReadSession, caller: Caller, draft_id: UUID) -> StrategyDraftRead:
    """The draft for whoever asks. Raises NotFound."""
    row = await queries.draft_card(session, caller, draft_id)
    draft = row[0]
    held = await queries.held(session, caller, draft_id)
    standing = await parts.sections(session, draft_id)
    gone = await parts.removed(session, draft_id)
    named = await queries.editors(session, draft_id)
    recipients = await queries.recipients(session, draft)
    shown = (draft.author_id, draft.archived_by, *named, *recipients, *(one.edited_by for one in (*standing, *gone)))
    people = await known(session, shown)
    comments, tasks = await parts.open_comments(session, draft_id), await parts.open_tasks(session, draft_id)
    (card,) = await cards_of(session, [row])
    return StrategyDraftRead(
        **card.model_dump(),
        version=draft.version,
        frozen=draft.phase in FROZEN,
        archived_by=who(people, draft.archived_by),
        author=who(people, draft.author_id),
        editors=[people[one] for one in named if one in people],
        recipients=[people[one] for one in recipients if one in people],
        outline=[outline(one, people, comments, tasks) for one in standing],
        removed=[outline(one, people, comments, tasks) for one in gone],
        rights=_rights(caller, held),
    )


def _rights(caller: Caller, held: Held) -> DraftRights:
    draft = held.draft
    at_work, may_write = draft.archived_at is None, caller.may(StrategiesPermission.DRAFT_WRITE)
    return DraftRights(
        write=held.writes and draft.phase not in FROZEN and at_work and may_write,
        comment=at_work and caller.may(StrategiesPermission.DRAFT_COMMENT),
        lead=held.leads and at_work and may_write,
        archive=held.leads and may_write,
        remove=held.leads and not at_work and draft.snapshots == 0 and may_write,
        export=draft.label != Label.RED,
    )


async def section_reads(session: ReadSession, draft_id: UUID, rows: Sequence[DraftSection]) -> list[SectionRead]:
    """Sections of a draft that was asked for before, with their texts."""
    people = await known(session, [one.edited_by for one in rows])
    comments, tasks = await parts.open_comments(session, draft_id), await parts.open_tasks(session, draft_id)
    return [_whole(one, outline(one, people, comments, tasks)) for one in rows]


async def section_read(session: ReadSession, draft_id: UUID, row: DraftSection) -> SectionRead:
    """One section with its text."""
    return (await section_reads(session, draft_id, [row]))[0]


async def draft_text(session: ReadSession, caller: Caller, draft_id: UUID) -> DraftText:
    """The whole text as it is now. Raises NotFound."""
    draft = (await queries.held(session, caller, draft_id)).draft
    rows = await parts.sections(session, draft_id)
    return DraftText(draft_id=draft.id, title=draft.title, sections=await section_reads(session, draft_id, rows))
