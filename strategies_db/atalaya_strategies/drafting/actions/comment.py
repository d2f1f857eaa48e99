"""Comments: said by every reader, also while the text is frozen."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.versions import require_match
from atalaya_platform.ids import new_id
from atalaya_strategies.drafting.actions.standing import commented_by, touch
from atalaya_strategies.drafting.errors import NotYoursToDo
from atalaya_strategies.drafting.events import CommentChanged
from atalaya_strategies.drafting.models import DraftComment, StrategyDraft
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.queries.sections import section
from atalaya_strategies.drafting.queries.talk import comment
from atalaya_strategies.drafting.schemas.talk import CommentCreate, CommentUpdate
from atalaya_strategies.drafting.streams import tell
from atalaya_strategies.drafting.texts import written


async def add_comment(session: WriteSession, caller: Caller, draft_id: UUID, wanted: CommentCreate) -> DraftComment:
    """Comment on the draft or a section, or reply to a comment (a reply to a reply goes to the same one).

    Raises NotFound, Invalid or TextRefused.
    """
    draft = await commented_by(session, caller, draft_id)
    answered = await comment(session, draft.id, wanted.parent_id) if wanted.parent_id else None
    if answered is not None and (wanted.section_id or wanted.quote):
        raise Invalid(
            "A reply stands where the comment does. Leave section and quote out.", fields={"section_id": "a reply"}
        )
    if wanted.quote and wanted.section_id is None:
        raise Invalid("Say which section the words are from.", fields={"section_id": "needed with a quote"})
    if wanted.section_id is not None:
        await section(session, draft.id, wanted.section_id)
    text = written(wanted.body)
    row = DraftComment(
        id=new_id(),
        created_at=session.clock.now(),
        draft_id=draft.id,
        section_id=answered.section_id if answered else wanted.section_id,
        parent_id=(answered.parent_id or answered.id) if answered else None,
        author_id=caller.person_id,
        quote=wanted.quote,
        body=text.body,
        html=text.html,
    )
    session.add(row)
    audit(session, caller, "strategies.draft.comment", "draft", draft.id, comment=str(row.id))
    answered_id = answered.author_id if answered else None
    await _told(session, caller, draft, row, new=True, mentioned=text.mentioned, answered_id=answered_id)
    return row


async def edit_comment(
    session: WriteSession, caller: Caller, draft_id: UUID, comment_id: UUID, wanted: CommentUpdate, if_match: str | None
) -> DraftComment:
    """Give the own comment another text. Raises NotFound, NotYoursToDo, PreconditionFailed or TextRefused."""
    draft = await commented_by(session, caller, draft_id)
    row = await comment(session, draft.id, comment_id)
    if row.author_id != caller.person_id:
        raise NotYoursToDo("Only its author changes a comment. Reply to it.")
    require_match(if_match, row.version)
    before, text = written(row.body), written(wanted.body)
    row.body, row.html = text.body, text.html
    row.version += 1
    row.edited_at = session.clock.now()
    newly = tuple(one for one in text.mentioned if one not in before.mentioned)
    await _told(session, caller, draft, row, new=False, mentioned=newly)
    return row


async def resolve_comment(
    session: WriteSession, caller: Caller, draft_id: UUID, comment_id: UUID, resolved: bool
) -> DraftComment:
    """Say that a comment is dealt with, or open it again: its author, or who writes in the draft."""
    draft = await commented_by(session, caller, draft_id)
    row = await comment(session, draft.id, comment_id)
    if row.parent_id is not None:
        row = await comment(session, draft.id, row.parent_id)
    if row.author_id != caller.person_id and not (await held(session, caller, draft.id)).writes:
        raise NotYoursToDo("Its author and those who write the draft resolve a comment. Reply to it.")
    if (row.resolved_at is not None) != resolved:
        row.resolved_at = session.clock.now() if resolved else None
        row.resolved_by = caller.person_id if resolved else None
        audit(session, caller, "strategies.draft.resolve", "draft", draft.id, comment=str(row.id), resolved=resolved)
        await _told(session, caller, draft, row, new=False)
    return row


async def _told(
    session: WriteSession,
    caller: Caller,
    draft: StrategyDraft,
    row: DraftComment,
    *,
    new: bool,
    mentioned: tuple[UUID, ...] = (),
    answered_id: UUID | None = None,
) -> None:
    touch(session, draft)
    await session.flush()
    event = CommentChanged(
        draft_id=draft.id,
        person_id=caller.person_id,
        comment_id=row.id,
        section_id=row.section_id,
        audience=draft.audience,
        label=Label(draft.label),
        new=new,
        mentioned=mentioned,
        answered_id=answered_id,
    )
    await tell(session, draft, event, lists=new)
