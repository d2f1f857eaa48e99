"""Beginning a draft; its title, state and language, its label, and who writes in it."""

from collections.abc import Sequence
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import readers, require_label, require_recipients
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, changed
from atalaya_platform.events.streams import drop_recipients, follow_label, name_recipients, open_stream
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.versions import require_match
from atalaya_platform.ids import new_id
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.drafting.actions.measure import measure
from atalaya_strategies.drafting.actions.standing import led, touch
from atalaya_strategies.drafting.errors import NotYoursToDo
from atalaya_strategies.drafting.events import DraftChanged, DraftGone
from atalaya_strategies.drafting.models import DraftEditor, DraftRevision, DraftSection, StrategyDraft
from atalaya_strategies.drafting.queries import drafts as queries
from atalaya_strategies.drafting.queries.sections import removed, sections
from atalaya_strategies.drafting.schemas.drafts import DraftCreate, DraftRelabel, StrategyDraftUpdate
from atalaya_strategies.drafting.streams import list_streams, stream_of, tell, tell_lists
from atalaya_strategies.drafting.structure import parts_of, vocabulary_of


def to_index(session: WriteSession, draft: StrategyDraft) -> None:
    """The search document of the draft is out of date; TLP:RED has none."""
    if draft.label != Label.RED:
        changed(session, "draft", draft.id)


async def begin_draft(session: WriteSession, caller: Caller, wanted: DraftCreate) -> StrategyDraft:
    """Begin a draft with a section for each element. Raises NotFound, NotYoursToDo, LabelRefused or Invalid."""
    group = await queries.group_of(session, wanted.group_id)
    if not caller.holds(f"strict:{group.id}") or group.archived:
        raise NotYoursToDo("A draft belongs to a group that you are a member of and that is not archived. Choose one.")
    require_label(group, wanted.label)
    organisation_id = _owner(caller, wanted.organisation_id)
    place = wanted.place or (await queries.organisation_of(session, organisation_id)).country
    if place is None or place not in places():
        raise Invalid("Say for which state the strategy is.", fields={"place": "choose a state"})
    now = session.clock.now()
    draft = StrategyDraft(
        id=new_id(),
        created_at=now,
        label=wanted.label,
        group_id=group.id,
        community=group.community,
        owner_organisation_id=organisation_id,
        author_id=caller.person_id,
        title=wanted.title,
        place=place,
        language=wanted.language,
        vocabulary=wanted.vocabulary,
        touched_at=now,
    )
    if wanted.label is Label.RED:
        named = await require_recipients(session, caller, group.id, wanted.recipients)
        await name_recipients(session, draft.id, named)
    session.add(draft)
    await session.flush()
    await open_stream(session, stream_of(draft.id), draft.id, draft.audience, wanted.label)
    await _first_sections(session, caller, draft)
    audit(session, caller, "strategies.draft.create", "draft", draft.id, label=str(wanted.label), place=place)
    to_index(session, draft)
    await tell(session, draft)
    return draft


def _owner(caller: Caller, wanted: UUID | None) -> UUID:
    """The organisation whose draft it is: the wanted one, else the first that the caller writes for."""
    own = sorted(one for one in caller.organisation_ids if queries.of_owner(caller, one))
    if wanted is None and own:
        return own[0]
    if wanted is None or wanted not in own:
        raise Invalid(
            "You do not write for that organisation. Choose one of yours.",
            fields={"organisation_id": "not one of yours"},
        )
    return wanted


async def _first_sections(session: WriteSession, caller: Caller, draft: StrategyDraft) -> None:
    vocabulary = vocabulary_of(draft.vocabulary)
    parts = parts_of(vocabulary, draft.language) if vocabulary else ()
    rows = [
        DraftSection(
            id=new_id(),
            created_at=draft.created_at,
            draft_id=draft.id,
            position=number,
            level=part.level,
            element=part.element,
            title=part.title,
            covers=[],
            edited_by=caller.person_id,
            edited_at=draft.created_at,
        )
        for number, part in enumerate(parts)
    ]
    session.add_all(rows)
    await session.flush()
    session.add_all(first_text(row) for row in rows)
    await session.flush()


def first_text(row: DraftSection) -> DraftRevision:
    """The version with which a section begins."""
    return DraftRevision(
        section_id=row.id,
        version=row.version,
        title=row.title,
        body=row.body,
        person_id=row.edited_by,
        written_at=row.edited_at,
    )


async def update_draft(
    session: WriteSession, caller: Caller, draft_id: UUID, wanted: StrategyDraftUpdate, if_match: str | None
) -> StrategyDraft:
    """Change title, state or language. Raises NotFound, NotYoursToDo or PreconditionFailed."""
    draft = await led(session, caller, draft_id)
    require_match(if_match, draft.version)
    wished = wanted.model_dump(exclude_none=True)
    given = {name: value for name, value in wished.items() if getattr(draft, name) != value}
    if given:
        draft.sqlmodel_update(given)
        if "language" in given:
            all_of_it = (*await sections(session, draft.id), *await removed(session, draft.id))
            await measure(session, draft, *all_of_it)
        touch(session, draft, version=True)
        audit(session, caller, "strategies.draft.edit", "draft", draft.id, fields=sorted(given))
        to_index(session, draft)
        await tell(session, draft, DraftChanged(draft_id=draft.id, person_id=caller.person_id, what="facts"))
    return draft


async def relabel_draft(
    session: WriteSession, caller: Caller, draft_id: UUID, wanted: DraftRelabel, if_match: str | None
) -> StrategyDraft:
    """Give another label, which only the source may (TLP 2.0). Streams, sockets, editors and the index follow."""
    draft = await led(session, caller, draft_id)
    require_match(if_match, draft.version)
    if draft.group_id is None:
        raise Invalid("A draft without a group keeps its label.", fields={"label": "no group"})
    require_label(await queries.group_of(session, draft.group_id), wanted.label)
    before_named = await queries.recipients(session, draft)
    named: Sequence[UUID] = []
    if wanted.label is Label.RED:
        chosen = await require_recipients(session, caller, draft.group_id, wanted.recipients)
        named = list(dict.fromkeys([*chosen, draft.author_id]))
        await name_recipients(session, draft.id, list(named))
    elif wanted.recipients:
        raise Invalid(
            "Only TLP:RED names recipients. Leave them out, or choose TLP:RED.", fields={"recipients": "needs TLP:RED"}
        )
    former, former_label = draft.audience, draft.label
    former_streams = await list_streams(session, former)
    draft.label = wanted.label
    touch(session, draft, version=True)
    await session.flush()
    audit(
        session, caller, "strategies.draft.relabel", "draft", draft.id, before=str(former_label), after=str(draft.label)
    )
    gone = [one for one in before_named if one not in named]
    if gone:
        await drop_recipients(session, draft.id, gone)
    if draft.audience != former:
        await follow_label(session, draft.id, draft.audience, Label(draft.label))
        await tell_lists(session, DraftGone(draft_id=draft.id), former_streams)
        changed(session, "draft", draft.id)
    await tell(session, draft, DraftChanged(draft_id=draft.id, person_id=caller.person_id, what="label"))
    return draft


async def name_editor(session: WriteSession, caller: Caller, draft_id: UUID, person_id: UUID) -> StrategyDraft:
    """Let one of the draft's readers write in it. Raises NotFound, NotYoursToDo or Invalid."""
    draft = await led(session, caller, draft_id)
    if person_id not in await readers(session, draft.audience):
        raise Invalid(
            "Editors are chosen among those who read the draft. Choose somebody of its group.",
            fields={"person_id": "does not read the draft"},
        )
    if await queries.editor(session, draft.id, person_id) is None:
        session.add(DraftEditor(draft_id=draft.id, person_id=person_id, named_by=caller.person_id))
        await _editors_changed(session, caller, draft, person_id, "named")
    return draft


async def drop_editor(session: WriteSession, caller: Caller, draft_id: UUID, person_id: UUID) -> StrategyDraft:
    """Let an editor write no more."""
    draft = await led(session, caller, draft_id)
    row = await queries.editor(session, draft.id, person_id)
    if row is not None:
        await session.delete(row)
        await _editors_changed(session, caller, draft, person_id, "dropped")
    return draft


async def _editors_changed(
    session: WriteSession, caller: Caller, draft: StrategyDraft, person_id: UUID, act: str
) -> None:
    touch(session, draft, version=True)
    await session.flush()
    audit(session, caller, "strategies.draft.editors", "draft", draft.id, person=str(person_id), how=act)
    await tell(session, draft, DraftChanged(draft_id=draft.id, person_id=caller.person_id, what="editors"))
