"""What is one's own over HTTP: how far one has read, drafts, and what the Today page shows."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from atalaya_forum.permissions import Reader
from atalaya_forum.topics.actions.draft import drop_draft, keep_draft
from atalaya_forum.topics.actions.reading import read_everything, read_up_to
from atalaya_forum.topics.queries.drafts import drafts
from atalaya_forum.topics.queries.standing import standing
from atalaya_forum.topics.queries.today import today, unread_topics
from atalaya_forum.topics.queries.topic import held
from atalaya_forum.topics.schemas.draft import PLACE, DraftRead, DraftUpdate
from atalaya_forum.topics.schemas.post import ReadEverything, ReadState, ReadUpTo
from atalaya_forum.topics.schemas.today import ForumToday, ForumUnread
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.problems import Conflict, Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router

router = Router(tags=["reading"])

Place = Annotated[str, Path(pattern=PLACE, max_length=80, description="Where it will be sent, e.g. topic:<id>:reply.")]


@router.put(
    "/topics/{topic_id}/read", response_model=ReadState, responses=responses(Unauthenticated, Forbidden, NotFound)
)
async def set_read(topic_id: UUID, caller: Reader, session: WriteSession, wanted: ReadUpTo) -> ReadState:
    """Say how far you have read. It never goes back, unless `exactly` is set ("unread from here")."""
    topic = (await held(session, caller, topic_id)).topic
    number = min(wanted.number, topic.last_number)
    reached = await read_up_to(session, caller, topic_id, number, exactly=wanted.exactly)
    return ReadState(topic_id=topic_id, last_read=reached, unread=max(0, topic.last_number - reached))


@router.post("/topics/read", status_code=204, response_model=None, responses=responses(Unauthenticated, NotFound))
async def read_all(caller: Reader, session: WriteSession, wanted: ReadEverything) -> None:
    """Mark everything in a group, or everywhere, as read."""
    if wanted.group_id is not None:
        await standing(session, caller, wanted.group_id)
    await read_everything(session, caller, wanted.group_id)


@router.get("/drafts", response_model=list[DraftRead], responses=responses(Unauthenticated, Forbidden))
async def list_drafts(caller: Reader, session: ReadSession) -> list[DraftRead]:
    """Everything that you have begun to write and not sent, newest first."""
    return await drafts(session, caller)


@router.get("/drafts/{place}", response_model=DraftRead, responses=responses(Unauthenticated, Forbidden, NotFound))
async def get_draft(place: Place, caller: Reader, session: ReadSession) -> DraftRead:
    """What you have begun to write at a place."""
    found = await drafts(session, caller, place)
    if not found:
        raise NotFound("draft")
    return found[0]


@router.put("/drafts/{place}", response_model=DraftRead, responses=responses(Unauthenticated, Forbidden, Conflict))
async def set_draft(place: Place, caller: Reader, session: WriteSession, wanted: DraftUpdate) -> DraftRead:
    """Keep what you are writing. The newest by your clock is kept, and answered, whichever arrives last."""
    await keep_draft(session, caller, place, wanted)
    return (await drafts(session, caller, place))[0]


@router.delete("/drafts/{place}", status_code=204, response_model=None, responses=responses(Unauthenticated, Forbidden))
async def delete_draft(place: Place, caller: Reader, session: WriteSession) -> None:
    """Forget what you have begun to write at a place."""
    await drop_draft(session, caller, place)


@router.get("/today/forum", response_model=ForumToday, responses=responses(Unauthenticated, Forbidden))
async def get_forum_today(caller: Reader, session: ReadSession) -> ForumToday:
    """What is new for you in the forum and what waits for you."""
    return await today(session, caller)


@router.get("/forum/unread", response_model=ForumUnread, responses=responses(Unauthenticated, Forbidden))
async def get_unread_forum(caller: Reader, session: ReadSession) -> ForumUnread:
    """How much is unread in the forum and in each group, and what happened last there."""
    return await unread_topics(session, caller)
