"""A person's own drafts."""

from sqlalchemy import select
from sqlmodel import col

from atalaya_forum.topics.models import Draft
from atalaya_forum.topics.schemas.draft import DraftRead
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession


async def drafts(session: ReadSession, caller: Caller, place: str | None = None) -> list[DraftRead]:
    """The caller's drafts, newest first; of one place if it is given."""
    statement = select(Draft).where(col(Draft.person_id) == caller.person_id)
    if place is not None:
        statement = statement.where(col(Draft.place) == place)
    rows = (await session.execute(statement.order_by(col(Draft.updated_at).desc()))).scalars()
    return [
        DraftRead(place=row.place, body=row.body, fields=row.fields, client_at=row.client_at, updated_at=row.updated_at)
        for row in rows
    ]
