"""HTTP of one's own saved searches."""

from uuid import UUID

from fastapi import status

from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import IdempotencyKey
from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.permissions import Reader
from atalaya_strategies.saved import actions, queries
from atalaya_strategies.saved.models import SavedSearch
from atalaya_strategies.saved.schemas import SavedSearchCreate, SavedSearchList, SavedSearchRead, SavedSearchUpdate

router = Router(prefix="/strategies/searches", tags=["strategies"])


def _read(row: SavedSearch) -> SavedSearchRead:
    return SavedSearchRead.model_validate(row, from_attributes=True)


@router.get("", response_model=SavedSearchList, responses=responses(Unauthenticated, Forbidden))
async def list_saved_searches(caller: Reader, session: ReadSession) -> SavedSearchList:
    """Your saved searches, by name. Nobody else sees them."""
    return SavedSearchList(items=[_read(row) for row in await queries.own(session)])


@router.post(
    "",
    response_model=SavedSearchRead,
    status_code=status.HTTP_201_CREATED,
    responses=responses(Unauthenticated, Forbidden, Conflict, Invalid),
)
async def save_search(
    caller: Reader, session: WriteSession, given: SavedSearchCreate, idempotency_key: IdempotencyKey = None
) -> SavedSearchRead:
    """Keep a search, and hear of new texts with passages that it finds, if you like."""
    return _read(await actions.save_search(session, caller, given))


@router.patch(
    "/{search_id}",
    response_model=SavedSearchRead,
    responses=responses(Unauthenticated, Forbidden, NotFound, Invalid),
)
async def change_saved_search(
    search_id: UUID, caller: Reader, session: WriteSession, given: SavedSearchUpdate
) -> SavedSearchRead:
    """Give it another name, or say whether you want to hear of it."""
    return _read(await actions.change_search(session, search_id, given))


@router.delete(
    "/{search_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def forget_saved_search(search_id: UUID, caller: Reader, session: WriteSession) -> None:
    """Remove a saved search."""
    await actions.forget_search(session, search_id)
