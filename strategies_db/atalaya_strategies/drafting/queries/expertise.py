"""What expertise was asked for, for a draft that was asked for before."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.drafting.models import DraftExpertise
from atalaya_strategies.drafting.queries.views import known, who
from atalaya_strategies.drafting.schemas.expertise import ExpertiseRead
from atalaya_strategies.drafting.vocabulary import Expertise, ExpertiseState

_SAME = {"id", "elements", "needed_by", "note", "asked_at", "closed_at"}


async def asked(
    session: ReadSession, draft_id: UUID, *, state: ExpertiseState | None = None
) -> Sequence[DraftExpertise]:
    """The newest first."""
    found = select(DraftExpertise).where(col(DraftExpertise.draft_id) == draft_id)
    if state is not None:
        found = found.where(col(DraftExpertise.state) == state)
    ordered = found.order_by(col(DraftExpertise.asked_at).desc(), col(DraftExpertise.id).desc())
    return (await session.execute(ordered)).scalars().all()


async def one_asked(session: ReadSession, draft_id: UUID, expertise_id: UUID) -> DraftExpertise:
    """One of the draft's. Raises NotFound."""
    found = select(DraftExpertise).where(
        col(DraftExpertise.id) == expertise_id, col(DraftExpertise.draft_id) == draft_id
    )
    row: DraftExpertise | None = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("question in this draft")
    return row


async def expertise_reads(session: ReadSession, rows: Sequence[DraftExpertise]) -> list[ExpertiseRead]:
    """As the API gives them."""
    people = await known(session, [person for one in rows for person in (one.asked_by, one.closed_by)])
    return [
        ExpertiseRead(
            **one.model_dump(include=_SAME),
            kind=Expertise(one.kind),
            state=ExpertiseState(one.state),
            asked_by=who(people, one.asked_by),
            closed_by=who(people, one.closed_by),
        )
        for one in rows
    ]
