"""Changing posts over HTTP: edit, delete, react, flag, moderate; and how a text will look."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from atalaya_forum.permissions import Flagger, PostWriter, Reader
from atalaya_forum.topics.actions.moderation import flag_post, moderate_post
from atalaya_forum.topics.actions.post import delete_post as delete
from atalaya_forum.topics.actions.post import edit_post, react
from atalaya_forum.topics.queries.moderation import queue
from atalaya_forum.topics.queries.posts import revisions
from atalaya_forum.topics.schemas.post import (
    FlagCreate,
    FlaggedPost,
    MentionRead,
    Moderation,
    PostRead,
    PostUpdate,
    ReactionUpdate,
    RevisionRead,
    TextPreview,
    TextRendered,
)
from atalaya_forum.topics.texts import preview
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import After, Limit, Page
from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag

router = Router(tags=["posts"])

PLAIN = responses(Unauthenticated, Forbidden, NotFound)
STATE = responses(Unauthenticated, Forbidden, NotFound, Conflict)


@router.patch(
    "/posts/{post_id}",
    response_model=PostRead,
    responses=responses(Unauthenticated, Forbidden, NotFound, Conflict, PreconditionFailed, PreconditionRequired),
)
async def update_post(
    post_id: UUID,
    response: Response,
    caller: PostWriter,
    session: WriteSession,
    wanted: PostUpdate,
    if_match: IfMatch = None,
) -> PostRead:
    """Change the text of your post; what it said before stays in its history."""
    post = await edit_post(session, caller, post_id, wanted, if_match)
    set_etag(response, post.version)
    return post


@router.delete("/posts/{post_id}", response_model=PostRead, responses=STATE)
async def delete_post(
    post_id: UUID, caller: Reader, session: WriteSession, reason: Annotated[str, Query(max_length=500)] = ""
) -> PostRead:
    """Take a post away, as its author or as moderator; its number stays, with who did it and when."""
    return await delete(session, caller, post_id, reason)


@router.get("/posts/{post_id}/revisions", response_model=list[RevisionRead], responses=PLAIN)
async def list_revisions(post_id: UUID, caller: Reader, session: ReadSession) -> list[RevisionRead]:
    """Every version of a post, oldest first."""
    return await revisions(session, caller, post_id)


@router.put("/posts/{post_id}/reactions", response_model=PostRead, responses=STATE)
async def set_reaction(post_id: UUID, caller: PostWriter, session: WriteSession, wanted: ReactionUpdate) -> PostRead:
    """React to a post, or take it back."""
    return await react(session, caller, post_id, wanted)


@router.post("/posts/{post_id}/flags", status_code=201, response_model=None, responses=STATE, dependencies=[Idempotent])
@idempotent()
async def create_flag(
    post_id: UUID, request: Request, caller: Flagger, session: WriteSession, wanted: FlagCreate
) -> None:
    """Ask the group's moderators to look at a post. They see who asked; nobody else does."""
    await flag_post(session, caller, post_id, wanted)


@router.post("/posts/{post_id}/moderation", response_model=PostRead, responses=STATE)
async def set_moderation(post_id: UUID, caller: Reader, session: WriteSession, wanted: Moderation) -> PostRead:
    """Hide a post, show it again or dismiss what was flagged, as a moderator or steward of its group."""
    return await moderate_post(session, caller, post_id, wanted)


@router.get("/moderation", response_model=Page[FlaggedPost], responses=responses(Unauthenticated, Forbidden))
async def list_flagged(
    caller: Reader, session: ReadSession, after: After = None, limit: Limit = 30
) -> Page[FlaggedPost]:
    """Flagged posts that wait for you as moderator or steward, oldest first; empty for everybody else."""
    return await queue(session, caller, after=after, limit=limit)


@router.post("/text/preview", response_model=TextRendered, responses=responses(Unauthenticated, Forbidden))
async def preview_text(caller: Reader, wanted: TextPreview) -> TextRendered:
    """How Markdown will look once it is sent, and whom it names. Nothing is kept."""
    html, named = preview(wanted.markdown, wanted.attachments)
    return TextRendered(html=html, mentions=[MentionRead(kind=one.kind, id=one.id, name=one.name) for one in named])
