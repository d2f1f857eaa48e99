"""What a draft cites: kept by number as it was, whatever becomes of the document."""

from collections.abc import Collection
from uuid import UUID

from atalaya_platform.database.session import WriteSession
from atalaya_strategies.drafting.queries import sources as queries


async def bring_back_cited(session: WriteSession, draft_id: UUID, numbers: Collection[int]) -> None:
    """Sources that were taken off the list are on it again when a text cites them."""
    if numbers:
        for row in await queries.numbered(session, draft_id, numbers):
            row.removed_at = None
