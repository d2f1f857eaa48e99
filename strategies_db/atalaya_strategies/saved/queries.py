"""Reading saved searches: one's own, and as the system those to try on new texts."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from atalaya_platform.database.session import ReadSession, WriteSession
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.vocabulary import DocumentState
from atalaya_strategies.saved.models import NewText, SavedSearch


async def own(session: ReadSession) -> Sequence[SavedSearch]:
    """The actor's saved searches by name; the database shows nobody's else."""
    found = select(SavedSearch).order_by(func.lower(col(SavedSearch.name)), col(SavedSearch.id))
    return (await session.execute(found)).scalars().all()


async def one(session: ReadSession, search_id: UUID) -> SavedSearch:
    """One of the actor's. Raises NotFound."""
    found = select(SavedSearch).where(col(SavedSearch.id) == search_id)
    row = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("saved search")
    return row


async def told(session: ReadSession) -> Sequence[SavedSearch]:
    """Every search whose owner wants to hear of new texts."""
    found = select(SavedSearch).where(col(SavedSearch.told)).order_by(col(SavedSearch.id))
    return (await session.execute(found)).scalars().all()


async def note_new(session: WriteSession, document_id: UUID) -> None:
    """Keep that a document can be found now, unless that is known."""
    row = insert(NewText).values(document_id=document_id, since=session.clock.now())
    await session.execute(row.on_conflict_do_nothing())


async def waiting(session: WriteSession, most: int) -> Sequence[NewText]:
    """Texts that no saved search was tried on, the oldest first, locked; those of others' runs are left to them."""
    found = select(NewText).where(col(NewText.tried_at).is_(None)).order_by(col(NewText.since)).limit(most)
    return (await session.execute(found.with_for_update(skip_locked=True))).scalars().all()


async def being_brought(session: ReadSession, since: datetime) -> bool:
    """Whether a document that was brought since then waits to be read."""
    waits = col(Document.state) == DocumentState.WAITING
    found = select(exists().where(waits, col(Document.imported_at) > since))
    return bool((await session.execute(found)).scalar_one())
