"""Posts over HTTP: read from anywhere in a topic, reply, permanent links."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from atalaya_forum.permissions import PostWriter, Reader
from atalaya_forum.topics.actions.publish import reply
from atalaya_forum.topics.errors import TopicLocked
from atalaya_forum.topics.queries.posts import post_place, post_values
from atalaya_forum.topics.schemas.post import PostCreate, PostPlace, PostRead
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import Limit, Page
from atalaya_platform.http.plain import plain_answer
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import set_etag

router = Router(tags=["posts"])

Number = Annotated[int | None, Query(ge=0, le=2_000_000_000, description="A post's number in its topic.")]


@router.get(
    "/topics/{topic_id}/posts",
    response_model=Page[PostRead],
    responses=responses(Unauthenticated, Forbidden, NotFound, Invalid),
)
async def list_posts(
    topic_id: UUID,
    caller: Reader,
    session: ReadSession,
    after: Number = None,
    before: Number = None,
    around: Number = None,
    limit: Limit = 30,
) -> Response:
    """Posts in order: after a number, before one, or around one; without any, from the first.

    `next` is a number to send as `after`, `previous` one to send as `before`.
    """
    if sum(number is not None for number in (after, before, around)) > 1:
        raise Invalid("Send only one of after, before and around.", fields={"after": "only one of the three"})
    found = await post_values(session, caller, topic_id, after=after, before=before, around=around, limit=limit)
    return plain_answer(Page[PostRead], found)


@router.post(
    "/topics/{topic_id}/posts",
    status_code=201,
    response_model=PostRead,
    responses=responses(Unauthenticated, Forbidden, NotFound, TopicLocked),
    dependencies=[Idempotent],
)
@idempotent()
async def create_post(
    topic_id: UUID,
    request: Request,
    response: Response,
    caller: PostWriter,
    session: WriteSession,
    wanted: PostCreate,
) -> PostRead:
    """Reply in a topic. From then on you hear of what is written there, unless you chose otherwise."""
    post = await reply(session, caller, topic_id, wanted)
    set_etag(response, post.version)
    return post


@router.get("/posts/{post_id}", response_model=PostPlace, responses=responses(Unauthenticated, Forbidden, NotFound))
async def get_post(post_id: UUID, response: Response, caller: Reader, session: ReadSession) -> PostPlace:
    """Where a permanent link leads: the post, its topic and its number there, also after it was moved."""
    place = await post_place(session, caller, post_id)
    set_etag(response, place.post.version)
    return place
