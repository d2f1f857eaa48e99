"""Who reads a draft, as far as the actor knows them."""

from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import readers
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.identity.models import Person
from atalaya_platform.identity.vocabulary import PersonStatus
from atalaya_platform.search.text import fold
from atalaya_strategies.drafting.queries.drafts import held

MOST = 20


async def people(session: ReadSession, caller: Caller, draft_id: UUID, begins: str) -> list[PersonCard]:
    """The first readers of the draft by name, of those one word of whose name begins so. Raises NotFound."""
    draft = (await held(session, caller, draft_id)).draft
    found = select(col(Person.id)).where(
        col(Person.id).in_(await readers(session, draft.audience)), col(Person.status) == PersonStatus.ACTIVE
    )
    folded = func.folded(col(Person.name))
    for word in fold(begins).split()[:4]:
        found = found.where(folded.startswith(word, autoescape=True) | folded.contains(f" {word}", autoescape=True))
    ids = (await session.execute(found.order_by(folded, col(Person.id)).limit(MOST))).scalars().all()
    return list((await cards(session, ids)).values())
