"""Confirming and rejecting annotations."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.documents.actions.keeping import told
from atalaya_strategies.documents.events import DocumentChanged
from atalaya_strategies.documents.models import Passage
from atalaya_strategies.documents.queries.documents import document
from atalaya_strategies.judging import queries
from atalaya_strategies.judging.models import Judgement
from atalaya_strategies.judging.vocabulary import WITHDRAWN, Verdict


async def judge_annotation(
    session: WriteSession, caller: Caller, passage_id: UUID, concept: str, verdict: Verdict | None
) -> Passage:
    """Keep a verdict beside those before it, or take it back; what holds already is not kept twice.

    The document is locked meanwhile, and its passages are indexed again. Raises NotFound for a concept that the
    passage is not annotated with.
    """
    row = await queries.passage(session, passage_id)
    if all(one[0] != concept for one in row.concepts):
        raise NotFound("annotation")
    whole = await document(session, row.document_id, lock=True)
    before = (await queries.verdicts(session, [whole.id])).get((passage_id, concept))
    if before is verdict:
        return row
    judgement = Judgement(
        document_id=whole.id,
        passage_id=passage_id,
        concept=concept,
        language=row.language,
        verdict=verdict or WITHDRAWN,
        person_id=caller.person_id,
        at=session.clock.now(),
    )
    session.add(judgement)
    await session.flush()
    audit(
        session,
        caller,
        "strategies.annotation.judge",
        "strategy_passage",
        passage_id,
        concept=concept,
        verdict=judgement.verdict,
    )
    await told(session, whole, DocumentChanged)
    return row
