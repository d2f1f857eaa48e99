"""Changing posts: edit with history, delete with trace, react, accept as the answer."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from atalaya_forum.topics.actions.publish import require_open
from atalaya_forum.topics.errors import NotOnYourSide, WrongState
from atalaya_forum.topics.events import AnswerAccepted, PostChanged, PostReacted, TopicChanged
from atalaya_forum.topics.models import Post, PostMention, PostRevision, Topic
from atalaya_forum.topics.queries.posts import held_post, named_in, one_post
from atalaya_forum.topics.queries.topic import Held, held
from atalaya_forum.topics.schemas.post import PostRead, PostUpdate, ReactionUpdate
from atalaya_forum.topics.streams import shown_post, tell_lists, tell_topic
from atalaya_forum.topics.texts import written
from atalaya_forum.topics.vocabulary import PostState, TopicKind
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, changed
from atalaya_platform.files.actions import attach, discard
from atalaya_platform.files.queries import attachments_of, file_by_id
from atalaya_platform.http.problems import NotFound
from atalaya_platform.http.versions import require_match
from atalaya_platform.ids import new_id

_REACT = text(
    "INSERT INTO post_reaction (post_id, emoji, person_id) VALUES (:post, :emoji, :person) ON CONFLICT DO NOTHING"
)
_UNNAME = text("DELETE FROM post_mention WHERE post_id = :post AND named_id = :named")
_UNREACT = text("DELETE FROM post_reaction WHERE post_id = :post AND emoji = :emoji AND person_id = :person")


async def post_in_topic(session: WriteSession, caller: Caller, post_id: UUID) -> tuple[Post, Held]:
    """A post with its topic, which is locked until the transaction ends. Raises NotFound."""
    topic_id = (await held_post(session, post_id)).topic_id
    found = await held(session, caller, topic_id, lock=True)
    return await held_post(session, post_id, fresh=True), found


async def tell_post(
    session: WriteSession, caller: Caller, topic: Topic, post_id: UUID, mentioned: tuple[UUID, ...] = ()
) -> PostRead:
    """Tell those who have the topic open how the post is now, and the index."""
    read = await one_post(session, caller, post_id)
    event = PostChanged(
        topic_id=topic.id,
        post_id=post_id,
        number=read.number,
        author_id=caller.person_id,
        audience=topic.audience,
        label=Label(topic.label),
        mentioned=mentioned,
        shown=shown_post(read, topic.audience),
    )
    tell_topic(session, topic.id, event)
    if topic.label != Label.RED:
        changed(session, "post", post_id)
    return read


async def _files_of(session: WriteSession, post: Post) -> list[UUID]:
    return [file.id for file in (await attachments_of(session, [post.id])).get(post.id, [])]


async def _discard(session: WriteSession, files: Sequence[UUID]) -> None:
    """Take files away for good, also from whoever kept their address."""
    for file_id in dict.fromkeys(files):
        await discard(session, await file_by_id(session, file_id))


def require_shown(post: Post) -> None:
    """Refuse acts upon what is not there any more."""
    if post.state != PostState.SHOWN:
        raise WrongState("This post is not shown any more. Reload the topic.")


async def edit_post(
    session: WriteSession, caller: Caller, post_id: UUID, wanted: PostUpdate, if_match: str | None
) -> PostRead:
    """Change one's own text; what it said before is kept as a revision. Who is newly mentioned hears of it."""
    post, found = await post_in_topic(session, caller, post_id)
    if post.author_id != caller.person_id:
        raise NotOnYourSide("Only its author changes a post. Reply to it, or flag it for the moderators.")
    require_open(found)
    require_shown(post)
    require_match(if_match, post.version)
    topic, now = found.topic, session.clock.now()
    files = await _files_of(session, post)
    if not set(wanted.detached) <= set(files):
        raise NotFound("file of this post")
    kept = [file for file in files if file not in wanted.detached]
    everything = list(dict.fromkeys([*kept, *wanted.attachments]))
    text_now = written(wanted.body, everything)
    await _discard(session, wanted.detached)
    if wanted.attachments:
        await attach(
            session,
            caller,
            wanted.attachments,
            object_id=topic.id,
            post_id=post.id,
            audience=topic.audience,
            label=Label(topic.label),
        )
    session.add(
        PostRevision(
            id=new_id(),
            post_id=post.id,
            version=post.version,
            body=post.body,
            html=post.html,
            person_id=post.author_id,
            written_at=post.edited_at or post.created_at,
        )
    )
    before = await named_in(session, post.id)
    newly = tuple(one for one in text_now.mentioned if one not in before)
    session.add_all(PostMention(named_id=named, post_id=post.id) for named in newly)
    for named in before - set(text_now.mentioned):
        await session.execute(_UNNAME, {"post": post.id, "named": named})
    post.body, post.html = text_now.body, text_now.html
    post.attachments = len(everything)
    post.version += 1
    post.edited_at = now
    if post.number == 1:
        topic.excerpt = text_now.excerpt
    await session.flush()
    audit(session, caller, "forum.post.edit", "post", post.id, topic_id=str(topic.id), version=post.version)
    read = await tell_post(session, caller, topic, post.id, newly)
    if post.number == 1:
        if topic.label != Label.RED:
            changed(session, "topic", topic.id)
        await tell_lists(session, caller, topic)
    return read


async def delete_post(session: WriteSession, caller: Caller, post_id: UUID, reason: str = "") -> PostRead:
    """Take a post away; its number stays, with who did it and when. For its author and those who moderate."""
    post, found = await post_in_topic(session, caller, post_id)
    if post.author_id != caller.person_id and not found.moderator:
        raise NotOnYourSide("Its author or a moderator deletes a post. Flag it, so that they look at it.")
    if post.state in {PostState.DELETED, PostState.MOVED}:
        raise WrongState("This post is gone already.")
    await set_state(session, caller, post, found.topic, PostState.DELETED, reason)
    return await tell_post(session, caller, found.topic, post.id)


async def set_state(
    session: WriteSession, caller: Caller, post: Post, topic: Topic, state: PostState, reason: str
) -> None:
    """Show or hide a post, with its trace. What was the accepted answer is one no more when it goes.

    What is deleted cannot be brought back, so its files are gone as well.
    """
    if state is PostState.DELETED and post.attachments:
        await _discard(session, await _files_of(session, post))
        post.attachments = 0
    post.state = state
    post.state_by = None if state is PostState.SHOWN else caller.person_id
    post.state_at = None if state is PostState.SHOWN else session.clock.now()
    post.state_reason = "" if state is PostState.SHOWN else reason
    post.version += 1
    unanswered = state is not PostState.SHOWN and topic.accepted_post_id == post.id
    if unanswered:
        topic.accepted_post_id = None
    if post.number == 1:
        topic.excerpt = written(post.body).excerpt if state is PostState.SHOWN else ""
        if topic.label != Label.RED:
            changed(session, "topic", topic.id)
    await session.flush()
    audit(session, caller, f"forum.post.{state}", "post", post.id, topic_id=str(topic.id))
    if unanswered:
        await tell_unanswered(session, caller, topic)
    elif post.number == 1:
        await tell_lists(session, caller, topic)


async def react(session: WriteSession, caller: Caller, post_id: UUID, wanted: ReactionUpdate) -> PostRead:
    """React to a post, or take it back; doing either twice changes nothing."""
    post = await held_post(session, post_id)
    found = await held(session, caller, post.topic_id)
    require_open(found)
    require_shown(post)
    values = {"post": post_id, "emoji": wanted.emoji.value, "person": caller.person_id}
    await session.execute(_REACT if wanted.on else _UNREACT, values)
    read = await one_post(session, caller, post_id)
    counts = [{"emoji": one.emoji, "count": one.count} for one in read.reactions]
    shown = {"post_id": str(post_id), "number": read.number, "reactions": counts, "emoji": wanted.emoji.value}
    tell_topic(session, post.topic_id, PostReacted(topic_id=post.topic_id, post_id=post_id, shown=shown))
    return read


async def tell_unanswered(session: WriteSession, caller: Caller, topic: Topic) -> None:
    """Tell lists and those who have the topic open that no post answers it any more."""
    shown = await tell_lists(session, caller, topic)
    event = TopicChanged(topic_id=topic.id, shown={**shown, "accepted_post_id": None})
    tell_topic(session, topic.id, event)


async def accept_answer(session: WriteSession, caller: Caller, topic_id: UUID, post_id: UUID | None) -> None:
    """Mark the post that answers a question, or none: who asked, or a moderator, does."""
    found = await held(session, caller, topic_id, lock=True)
    topic = found.topic
    if topic.kind != TopicKind.QUESTION:
        raise WrongState("Only questions have an accepted answer.")
    if not (found.author or found.moderator):
        raise NotOnYourSide("Who asked says which answer helped. React to it to show that it helped you.")
    post = None
    if post_id is not None:
        post = await held_post(session, post_id)
        if post.topic_id != topic_id or post.number == 1:
            raise NotFound("answer in this topic")
        require_shown(post)
    topic.accepted_post_id = post_id
    audit(session, caller, "forum.topic.accept", "topic", topic.id, post_id=str(post_id or ""))
    await session.flush()
    if post is None:
        await tell_unanswered(session, caller, topic)
        return
    shown = await tell_lists(session, caller, topic)
    shown |= {"accepted_post_id": str(post_id)}
    event = AnswerAccepted(
        topic_id=topic.id,
        post_id=post.id,
        number=post.number,
        post_author_id=post.author_id,
        person_id=caller.person_id,
        audience=topic.audience,
        label=Label(topic.label),
        shown=shown,
    )
    tell_topic(session, topic.id, event)
