"""Playing the demonstration's draft: each act is done by its person, as it would be through the API."""

from datetime import timedelta

from sqlalchemy import text

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.demonstration.cast import PLAYERS, group_id, person_id
from atalaya_platform.directory.demonstration.queries import persons
from atalaya_platform.directory.demonstration.stage import Stage, forget
from atalaya_platform.events.ledger import changed
from atalaya_platform.runtime import Runtime
from atalaya_strategies.drafting.actions.comment import add_comment
from atalaya_strategies.drafting.actions.draft import begin_draft
from atalaya_strategies.drafting.actions.expertise import ask_expertise
from atalaya_strategies.drafting.actions.phase import change_phase
from atalaya_strategies.drafting.actions.section import save_section
from atalaya_strategies.drafting.actions.task import add_task
from atalaya_strategies.drafting.demonstration.script import COMMENTS, NOTE, REPLY, TASK, TEXTS, TITLE
from atalaya_strategies.drafting.queries.demonstration import drafts_of, titled
from atalaya_strategies.drafting.queries.sections import sections
from atalaya_strategies.drafting.schemas.drafts import DraftCreate, PhaseMove, SectionUpdate
from atalaya_strategies.drafting.schemas.expertise import ExpertiseCreate
from atalaya_strategies.drafting.schemas.talk import CommentCreate, TaskCreate
from atalaya_strategies.drafting.vocabulary import Expertise, Phase

AUTHOR, ADVISER = "jamaica.policymaker", "uruguay.policymaker"
GROUP = "strategy"
_NAMES = {player.key: player.name for player in PLAYERS}
_DRAFTS = "author_id = :person OR group_id IN (SELECT id FROM sharing_group WHERE created_by = :person)"
_FORGET = [
    text(f"DELETE FROM stream WHERE object_id IN (SELECT id FROM strategy_draft WHERE {_DRAFTS})"),
    text(f"DELETE FROM strategy_draft WHERE {_DRAFTS}"),
]


async def load(session: WriteSession, runtime: Runtime) -> None:
    """Play the draft, once: nothing happens where the demonstration is there already."""
    if await titled(session, group_id(GROUP), TITLE):
        return
    async with Stage(session, runtime) as stage:
        await _play(stage)


async def _play(stage: Stage) -> None:
    session, begun = stage.session, stage.now - timedelta(days=12)
    author = await stage.enter(AUTHOR, begun)
    wanted = DraftCreate(title=TITLE, group_id=group_id(GROUP), label=Label.AMBER, place="JAM", language="en")
    draft = await begin_draft(session, author, wanted)
    by_element = {row.element: row.id for row in await sections(session, draft.id)}
    for days, phase in enumerate((Phase.STOCKTAKING, Phase.PRODUCTION), 1):
        author = await stage.enter(AUTHOR, begun + timedelta(days=days))
        await change_phase(session, author, draft.id, PhaseMove(phase=phase), "*")
    for number, (element, body) in enumerate(TEXTS.items()):
        author = await stage.enter(AUTHOR, begun + timedelta(days=3, hours=number))
        await save_section(session, author, draft.id, by_element[element], SectionUpdate(body=body), "*")
    first = None
    for number, (element, quote, body) in enumerate(COMMENTS):
        adviser = await stage.enter(ADVISER, begun + timedelta(days=6, hours=number))
        said = CommentCreate(body=body, section_id=by_element[element], quote=quote)
        made = await add_comment(session, adviser, draft.id, said)
        first = first or made
    author = await stage.enter(AUTHOR, begun + timedelta(days=7))
    if first is not None:
        answer = REPLY.format(name=_NAMES[ADVISER], id=person_id(ADVISER))
        await add_comment(session, author, draft.id, CommentCreate(body=answer, parent_id=first.id))
    due = (stage.now + timedelta(days=10)).date()
    task = TaskCreate(title=TASK, section_id=by_element["5.3.1"], assignee_id=person_id(AUTHOR), due_on=due)
    await add_task(session, author, draft.id, task)
    asked = ExpertiseCreate(elements=["5.3.1"], kind=Expertise.LEGAL, needed_by=due, note=NOTE)
    await ask_expertise(session, author, draft.id, asked)


async def remove(session: WriteSession, runtime: Runtime) -> None:
    """Take away the drafts of the demonstration's people, and those in their groups, with everything in them.

    What they wrote in others' drafts stays, without a name once they are gone.
    """
    for draft in await drafts_of(session, await persons(session)):
        changed(session, "draft", draft)
    await forget(session, _FORGET)
