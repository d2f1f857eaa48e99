"""Keeping, changing and removing a saved search."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_strategies.saved import queries
from atalaya_strategies.saved.errors import TooManySaved
from atalaya_strategies.saved.models import SavedSearch
from atalaya_strategies.saved.schemas import SavedSearchCreate, SavedSearchUpdate
from atalaya_strategies.saved.vocabulary import MOST_SAVED


async def save_search(session: WriteSession, caller: Caller, given: SavedSearchCreate) -> SavedSearch:
    """Keep a search for the caller. Raises TooManySaved."""
    if len(await queries.own(session)) >= MOST_SAVED:
        raise TooManySaved("Remove one of your saved searches, then save this one.", most=MOST_SAVED)
    wanted = given.wanted.model_dump(mode="json", exclude_defaults=True)
    row = SavedSearch(person_id=caller.person_id, name=given.name, wanted=wanted, told=given.told)
    row.created_at = session.clock.now()
    session.add(row)
    await session.flush()
    return row


async def change_search(session: WriteSession, search_id: UUID, given: SavedSearchUpdate) -> SavedSearch:
    """Another name, or whether its owner hears of it. Raises NotFound."""
    row = await queries.one(session, search_id)
    row.sqlmodel_update(given.model_dump(exclude_none=True))
    await session.flush()
    return row


async def forget_search(session: WriteSession, search_id: UUID) -> None:
    """Remove one. Raises NotFound."""
    await session.delete(await queries.one(session, search_id))
