"""Drafts as rows, with what the caller is to each, and as lists of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, false, func, or_, select, text
from sqlmodel import col

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import is_source
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.paging import Rows, Span, page_of
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Organisation, SharingGroup
from atalaya_platform.identity.vocabulary import MEMBERSHIP_ROLES, Role
from atalaya_strategies.drafting.models import DraftComment, DraftEditor, DraftSection, DraftTask, StrategyDraft

WRITING = frozenset(MEMBERSHIP_ROLES[MEMBERSHIP_ROLES.index(Role.MEMBER) :])
"""The roles in the owner organisation that write its drafts."""
_RECIPIENTS = text("SELECT recipients_of(:object)")
_NEWEST = (col(StrategyDraft.touched_at), col(StrategyDraft.id))


@dataclass(frozen=True)
class Held:
    """A draft's row, and what the caller is to it: `leads` changes the draft itself, `writes` its text."""

    draft: StrategyDraft
    leads: bool
    writes: bool


def of_owner(caller: Caller, organisation_id: UUID | None) -> bool:
    """Whether the caller writes for this organisation."""
    return organisation_id is not None and caller.organisation_roles.get(organisation_id) in WRITING


def _is_editor(caller: Caller) -> ColumnElement[bool]:
    return exists().where(
        col(DraftEditor.draft_id) == col(StrategyDraft.id), col(DraftEditor.person_id) == caller.person_id
    )


async def held(session: ReadSession, caller: Caller, draft_id: UUID, *, lock: bool = False) -> Held:
    """The draft as a row; `lock` keeps it until the transaction ends, and with it all its texts. Raises NotFound."""
    statement = select(StrategyDraft, _is_editor(caller)).where(col(StrategyDraft.id) == draft_id)
    if lock:
        statement = statement.with_for_update(of=StrategyDraft, key_share=True)
    found = (await session.execute(statement)).one_or_none()
    if found is None:
        raise NotFound("draft")
    draft, editor = found
    leads = is_source(caller, draft.author_id, draft.owner_organisation_id)
    return Held(draft, leads, leads or bool(editor) or of_owner(caller, draft.owner_organisation_id))


def _mine(caller: Caller) -> ColumnElement[bool]:
    own = [organisation for organisation, role in caller.organisation_roles.items() if role in WRITING]
    return or_(
        col(StrategyDraft.author_id) == caller.person_id,
        col(StrategyDraft.owner_organisation_id).in_(own) if own else false(),
        _is_editor(caller),
    )


def _count(of: Any, *conditions: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(of).where(and_(*conditions)).correlate(StrategyDraft).scalar_subquery()


def _covers(*conditions: ColumnElement[bool]) -> Any:
    """What each of the sections covers; null for one that was not measured."""
    return (
        select(func.jsonb_agg(col(DraftSection.covers)))
        .where(and_(*conditions))
        .correlate(StrategyDraft)
        .scalar_subquery()
    )


def _cards(caller: Caller) -> Any:
    """A draft, its group and organisation as far as the actor knows them, and how much of what it has."""
    sections = (col(DraftSection.draft_id) == col(StrategyDraft.id), col(DraftSection.removed_at).is_(None))
    return (
        select(
            StrategyDraft,
            SharingGroup,
            Organisation,
            _count(DraftSection, *sections).label("sections"),
            _count(DraftSection, *sections, col(DraftSection.body) != "").label("written"),
            _covers(*sections).label("covers"),
            _count(
                DraftComment,
                col(DraftComment.draft_id) == col(StrategyDraft.id),
                col(DraftComment.parent_id).is_(None),
                col(DraftComment.resolved_at).is_(None),
            ).label("open_comments"),
            _count(DraftTask, col(DraftTask.draft_id) == col(StrategyDraft.id), col(DraftTask.done_at).is_(None)).label(
                "open_tasks"
            ),
            _mine(caller).label("mine"),
        )
        .outerjoin(SharingGroup, col(SharingGroup.id) == col(StrategyDraft.group_id))
        .outerjoin(Organisation, col(Organisation.id) == col(StrategyDraft.owner_organisation_id))
    )


async def drafts(
    session: ReadSession,
    caller: Caller,
    span: Span,
    *,
    place: str | None,
    phase: str | None,
    group_id: UUID | None,
    mine: bool,
    archived: bool,
) -> Rows:
    """A page of the drafts that the actor may read, those touched last first: those at work, or those set aside."""
    aside = col(StrategyDraft.archived_at)
    found = _cards(caller).where(aside.is_not(None) if archived else aside.is_(None))
    if place is not None:
        found = found.where(col(StrategyDraft.place) == place)
    if phase is not None:
        found = found.where(col(StrategyDraft.phase) == phase)
    if group_id is not None:
        found = found.where(col(StrategyDraft.group_id) == group_id)
    if mine:
        found = found.where(_mine(caller))
    return await page_of(session, found, _NEWEST, span, descending=True)


async def draft_card(session: ReadSession, caller: Caller, draft_id: UUID) -> Any:
    """One draft as in the list. Raises NotFound."""
    row = (await session.execute(_cards(caller).where(col(StrategyDraft.id) == draft_id))).one_or_none()
    if row is None:
        raise NotFound("draft")
    return row


async def editors(session: ReadSession, draft_id: UUID) -> Sequence[UUID]:
    """Who was named to write in a draft that was asked for before."""
    found = select(col(DraftEditor.person_id)).where(col(DraftEditor.draft_id) == draft_id)
    return (await session.execute(found.order_by(col(DraftEditor.created_at)))).scalars().all()


async def editor(session: ReadSession, draft_id: UUID, person_id: UUID) -> DraftEditor | None:
    """The row that names this editor."""
    found = select(DraftEditor).where(col(DraftEditor.draft_id) == draft_id, col(DraftEditor.person_id) == person_id)
    return (await session.execute(found)).scalar_one_or_none()


async def recipients(session: ReadSession, draft: StrategyDraft) -> list[UUID]:
    """Who is named on a draft, asked as one of them; nobody unless it is TLP:RED."""
    if not draft.audience.startswith("named:"):
        return []
    return list((await session.execute(_RECIPIENTS, {"object": draft.id})).scalars())


async def group_of(session: ReadSession, group_id: UUID) -> SharingGroup:
    """A sharing group that the actor may see. Raises NotFound."""
    found = select(SharingGroup).where(col(SharingGroup.id) == group_id)
    group: SharingGroup | None = (await session.execute(found)).scalar_one_or_none()
    if group is None:
        raise NotFound("group")
    return group


async def organisation_of(session: ReadSession, organisation_id: UUID) -> Organisation:
    """An organisation that the actor may see. Raises NotFound."""
    found = select(Organisation).where(col(Organisation.id) == organisation_id)
    organisation: Organisation | None = (await session.execute(found)).scalar_one_or_none()
    if organisation is None:
        raise NotFound("organisation")
    return organisation
