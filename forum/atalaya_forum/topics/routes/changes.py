"""Changing topics over HTTP: edit, pin, lock, relabel, move, split, accept, promote, acknowledge."""

from uuid import UUID

from fastapi import Request, Response

from atalaya_forum.permissions import PostWriter, Reader, TopicWriter
from atalaya_forum.topics.actions.acknowledgement import acknowledge
from atalaya_forum.topics.actions.post import accept_answer
from atalaya_forum.topics.actions.split import promote_answer
from atalaya_forum.topics.actions.split import split_topic as split
from atalaya_forum.topics.actions.topic import move_topic as move
from atalaya_forum.topics.actions.topic import place_topic as place
from atalaya_forum.topics.actions.topic import relabel_topic as relabel
from atalaya_forum.topics.actions.topic import update_topic as update
from atalaya_forum.topics.queries.acknowledgements import acknowledgements
from atalaya_forum.topics.queries.topic import held, topic_read
from atalaya_forum.topics.schemas.acknowledgement import AcknowledgementCreate, Acknowledgements
from atalaya_forum.topics.schemas.post import Accept
from atalaya_forum.topics.schemas.topic import Move, Promotion, Relabel, Split, TopicRead, TopicStanding, TopicUpdate
from atalaya_platform.access.caller import Caller
from atalaya_platform.http.dependencies import ReadSession, RuntimeOf, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
    Unavailable,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag

router = Router(tags=["topics"])

PLAIN = responses(Unauthenticated, Forbidden, NotFound)
STATE = responses(Unauthenticated, Forbidden, NotFound, Conflict)
VERSIONED = responses(Unauthenticated, Forbidden, NotFound, Conflict, PreconditionFailed, PreconditionRequired)


async def _now(session: WriteSession, caller: Caller, topic_id: UUID, response: Response) -> TopicRead:
    """The topic as it is after the change."""
    await session.flush()
    topic = await topic_read(session, caller, topic_id)
    set_etag(response, topic.version)
    return topic


@router.patch("/topics/{topic_id}", response_model=TopicRead, responses=VERSIONED)
async def update_topic(
    topic_id: UUID,
    response: Response,
    caller: TopicWriter,
    session: WriteSession,
    wanted: TopicUpdate,
    if_match: IfMatch = None,
) -> TopicRead:
    """Change title, tags, advisory fields or review date, as its author or as moderator."""
    await update(session, caller, topic_id, wanted, if_match)
    return await _now(session, caller, topic_id, response)


@router.post("/topics/{topic_id}/standing", response_model=TopicRead, responses=PLAIN)
async def place_topic(
    topic_id: UUID, response: Response, caller: Reader, session: WriteSession, wanted: TopicStanding
) -> TopicRead:
    """Pin or lock a topic, as a moderator or steward."""
    await place(session, caller, topic_id, wanted)
    return await _now(session, caller, topic_id, response)


@router.post("/topics/{topic_id}/label", response_model=TopicRead, responses=VERSIONED)
async def relabel_topic(
    topic_id: UUID,
    response: Response,
    caller: TopicWriter,
    session: WriteSession,
    wanted: Relabel,
    if_match: IfMatch = None,
) -> TopicRead:
    """Give another label, as the source: the author, or the lead of the author's team. It is audited."""
    await relabel(session, caller, topic_id, wanted, if_match)
    return await _now(session, caller, topic_id, response)


@router.post("/topics/{topic_id}/move", response_model=TopicRead, responses=VERSIONED)
async def move_topic(
    topic_id: UUID,
    response: Response,
    caller: TopicWriter,
    session: WriteSession,
    wanted: Move,
    if_match: IfMatch = None,
) -> TopicRead:
    """Move a topic to another group of yours, as its author or as the group's steward."""
    await move(session, caller, topic_id, wanted, if_match)
    return await _now(session, caller, topic_id, response)


@router.post(
    "/topics/{topic_id}/split",
    status_code=201,
    response_model=TopicRead,
    responses=STATE,
    dependencies=[Idempotent],
)
@idempotent()
async def split_topic(
    topic_id: UUID, request: Request, response: Response, caller: PostWriter, session: WriteSession, wanted: Split
) -> TopicRead:
    """Move posts into a new topic, as a moderator or steward. Links to the posts keep leading to them."""
    topic = await split(session, caller, topic_id, wanted)
    return await _now(session, caller, topic.id, response)


@router.put("/topics/{topic_id}/answer", response_model=TopicRead, responses=STATE)
async def set_answer(
    topic_id: UUID, response: Response, caller: PostWriter, session: WriteSession, wanted: Accept
) -> TopicRead:
    """Mark the post that answers your question, or take the mark back."""
    await accept_answer(session, caller, topic_id, wanted.post_id)
    return await _now(session, caller, topic_id, response)


@router.post(
    "/posts/{post_id}/promote",
    status_code=201,
    response_model=TopicRead,
    responses={**STATE, **responses(Unavailable)},
    dependencies=[Idempotent],
)
@idempotent()
async def promote_post(
    post_id: UUID,
    request: Request,
    response: Response,
    caller: Reader,
    session: WriteSession,
    runtime: RuntimeOf,
    wanted: Promotion,
) -> TopicRead:
    """Take an accepted answer into the library of best practice, as a steward or moderator."""
    topic = await promote_answer(session, runtime, caller, post_id, wanted)
    return await _now(session, caller, topic.id, response)


@router.get("/topics/{topic_id}/acknowledgements", response_model=Acknowledgements, responses=PLAIN)
async def list_acknowledgements(topic_id: UUID, caller: Reader, session: ReadSession) -> Acknowledgements:
    """Which teams have answered to an advisory and which have not."""
    topic = (await held(session, caller, topic_id)).topic
    return await acknowledgements(session, caller, topic)


@router.post(
    "/topics/{topic_id}/acknowledgements",
    status_code=201,
    response_model=Acknowledgements,
    responses=STATE,
    dependencies=[Idempotent],
)
@idempotent()
async def create_acknowledgement(
    topic_id: UUID, request: Request, caller: PostWriter, session: WriteSession, wanted: AcknowledgementCreate
) -> Acknowledgements:
    """Answer to an advisory for your team; a later answer takes the place of an earlier one."""
    return await acknowledge(session, caller, topic_id, wanted)
