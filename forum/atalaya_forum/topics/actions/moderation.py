"""Flags and what moderators do about them; nobody moderates what he may not read."""

from uuid import UUID

from sqlalchemy import text

from atalaya_forum.topics.actions.post import post_in_topic, set_state, tell_post
from atalaya_forum.topics.errors import NotOnYourSide, WrongState
from atalaya_forum.topics.events import PostFlagged
from atalaya_forum.topics.models import PostFlag
from atalaya_forum.topics.queries.moderation import own_flag
from atalaya_forum.topics.schemas.post import FlagCreate, Moderation, PostRead
from atalaya_forum.topics.vocabulary import ModerationAct, PostState
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, emit
from atalaya_platform.http.problems import Invalid
from atalaya_platform.ids import new_id

_RESOLVE = text(
    "UPDATE post_flag SET resolved_at = :now, resolved_by = :person, resolution = :act"
    " WHERE post_id = :post AND resolved_at IS NULL"
)


async def flag_post(session: WriteSession, caller: Caller, post_id: UUID, wanted: FlagCreate) -> None:
    """Ask the group's moderators to look at a post; once per person until they have."""
    post, found = await post_in_topic(session, caller, post_id)
    if post.state != PostState.SHOWN:
        raise WrongState("This post is not shown any more; there is nothing left to flag.")
    if await own_flag(session, caller, post_id):
        raise WrongState("You have flagged this post already. The moderators see it in their queue.")
    session.add(
        PostFlag(
            id=new_id(),
            created_at=session.clock.now(),
            post_id=post_id,
            person_id=caller.person_id,
            reason=wanted.reason,
            note=wanted.note,
        )
    )
    post.open_flags += 1
    await session.flush()
    topic = found.topic
    audit(session, caller, "forum.post.flag", "post", post_id, reason=str(wanted.reason))
    if topic.group_id is not None:
        event = PostFlagged(
            topic_id=topic.id,
            post_id=post_id,
            number=post.number,
            person_id=caller.person_id,
            group_id=topic.group_id,
            audience=topic.audience,
            label=Label(topic.label),
        )
        emit(session, event)


async def moderate_post(session: WriteSession, caller: Caller, post_id: UUID, wanted: Moderation) -> PostRead:
    """Hide a post, show it again, or leave it as it is; whatever was flagged about it is settled."""
    post, found = await post_in_topic(session, caller, post_id)
    if not found.moderator:
        raise NotOnYourSide("The group's stewards and moderators decide this. Flag the post, so that they look at it.")
    if post.state in {PostState.DELETED, PostState.MOVED}:
        raise WrongState("This post is gone already; there is nothing to decide.")
    if wanted.act is ModerationAct.HIDE and not wanted.reason:
        raise Invalid("Say why, so that its author understands.", fields={"reason": "needed to hide a post"})
    values = {"now": session.clock.now(), "person": caller.person_id, "act": wanted.act.value, "post": post_id}
    await session.execute(_RESOLVE, values)
    post.open_flags = 0
    if wanted.act is ModerationAct.HIDE:
        await set_state(session, caller, post, found.topic, PostState.HIDDEN, wanted.reason)
    elif wanted.act is ModerationAct.RESTORE:
        await set_state(session, caller, post, found.topic, PostState.SHOWN, "")
    else:
        await session.flush()
        audit(session, caller, "forum.flag.dismiss", "post", post_id, topic_id=str(found.topic.id))
    return await tell_post(session, caller, found.topic, post.id)
