"""Topics over HTTP: publish, list, read."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from atalaya_forum.permissions import Reader, TopicWriter
from atalaya_forum.topics.actions.publish import publish_topic
from atalaya_forum.topics.queries.feed import Filters, topic_values
from atalaya_forum.topics.queries.topic import topic_read
from atalaya_forum.topics.schemas.topic import TopicCard, TopicCreate, TopicRead
from atalaya_forum.topics.vocabulary import TopicKind
from atalaya_platform.access.labelling import LabelRefused
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import After, Before, Limit, Page
from atalaya_platform.http.plain import plain_answer
from atalaya_platform.http.problems import Conflict, Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import set_etag

router = Router(tags=["topics"])

Tag = Annotated[str | None, Query(max_length=40)]


@router.get("/topics", response_model=Page[TopicCard], responses=responses(Unauthenticated, Forbidden))
async def list_topics(
    caller: Reader,
    session: ReadSession,
    group: UUID | None = None,
    kind: TopicKind | None = None,
    tag: Tag = None,
    author: UUID | None = None,
    unread: bool | None = None,
    awaiting: bool | None = None,
    flagged: bool | None = None,
    pinned: bool | None = None,
    answered: bool | None = None,
    after: After = None,
    before: Before = None,
    limit: Limit = 30,
) -> Response:
    """Every topic that you may read, newest activity first.

    `awaiting` are advisories that your team is asked to acknowledge; `flagged` have posts that wait for you as
    moderator.
    """
    filters = Filters(group, kind, tag.lower() if tag else None, author, unread, awaiting, flagged, pinned, answered)
    found = await topic_values(session, caller, filters, after=after, before=before, limit=limit)
    return plain_answer(Page[TopicCard], found)


@router.get("/best-practices", response_model=Page[TopicCard], responses=responses(Unauthenticated, Forbidden))
async def list_best_practices(
    caller: Reader,
    session: ReadSession,
    group: UUID | None = None,
    tag: Tag = None,
    due: bool = False,
    after: After = None,
    before: Before = None,
    limit: Limit = 30,
) -> Response:
    """The library of best practice, as far as you may read it. `due` are those whose review date has come."""
    today = session.clock.now().date() if due else None
    filters = Filters(group, TopicKind.BEST_PRACTICE, tag.lower() if tag else None, review_due=today)
    found = await topic_values(session, caller, filters, after=after, before=before, limit=limit)
    return plain_answer(Page[TopicCard], found)


@router.post(
    "/topics",
    status_code=201,
    response_model=TopicRead,
    responses=responses(Unauthenticated, Forbidden, NotFound, Conflict, LabelRefused),
    dependencies=[Idempotent],
)
@idempotent()
async def create_topic(
    request: Request, response: Response, caller: TopicWriter, session: WriteSession, wanted: TopicCreate
) -> TopicRead:
    """Publish a topic with its opening post in a group that you are a member of."""
    topic = await publish_topic(session, caller, wanted)
    set_etag(response, topic.version)
    return await topic_read(session, caller, topic.id)


@router.get("/topics/{topic_id}", response_model=TopicRead, responses=responses(Unauthenticated, Forbidden, NotFound))
async def get_topic(topic_id: UUID, response: Response, caller: Reader, session: ReadSession) -> TopicRead:
    """A topic with what you may do in it. Its posts have an address of their own."""
    topic = await topic_read(session, caller, topic_id)
    set_etag(response, topic.version)
    return topic
