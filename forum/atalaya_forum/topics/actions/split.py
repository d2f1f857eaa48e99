"""Making a topic out of posts that are there: split off, or taken into the library of best practice."""

from typing import Any
from uuid import UUID

from sqlalchemy import text

from atalaya_forum.topics.actions.post import require_shown, tell_post, tell_unanswered
from atalaya_forum.topics.actions.publish import add_post, require_curator
from atalaya_forum.topics.errors import NotOnYourSide, WrongState
from atalaya_forum.topics.models import Post, Topic
from atalaya_forum.topics.queries.posts import held_post, posts_of, replies_to
from atalaya_forum.topics.queries.topic import Held, held, promoted, recipients
from atalaya_forum.topics.schemas.topic import Promotion, Split
from atalaya_forum.topics.streams import stream_of, tell_lists
from atalaya_forum.topics.texts import written
from atalaya_forum.topics.vocabulary import PostState, TopicKind
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, changed
from atalaya_platform.events.streams import name_recipients, open_stream
from atalaya_platform.files.copying import copy_files, pointed_to_copies
from atalaya_platform.files.queries import attachments_of
from atalaya_platform.http.problems import Invalid, NotFound
from atalaya_platform.ids import new_id
from atalaya_platform.runtime import Runtime

_FILES = text("UPDATE file SET object_id = :topic, audience = :audience WHERE post_id = ANY (:posts)")


async def _open_like(session: WriteSession, caller: Caller, origin: Topic, topic: Topic) -> None:
    """Store a topic with the readers of another: the same group, label and, for TLP:RED, the same people."""
    if origin.label == Label.RED:
        await name_recipients(session, topic.id, [person.id for person in await recipients(session, origin.id)])
    session.add(topic)
    await session.flush()
    await open_stream(session, stream_of(topic.id), topic.id, topic.audience, Label(topic.label))
    if topic.label != Label.RED:
        changed(session, "topic", topic.id)


def _like(session: WriteSession, origin: Topic, first: Post, **values: Any) -> Topic:
    """A topic whose source is the author of its first post, under the label of where that was written."""
    now = session.clock.now()
    return Topic(
        id=new_id(),
        created_at=now,
        last_activity=now,
        label=origin.label,
        group_id=origin.group_id,
        community=origin.community,
        owner_organisation_id=first.organisation_id,
        author_id=first.author_id,
        published=origin.published,
        language=origin.language,
        **values,
    )


async def _require_splittable(session: WriteSession, found: Held, post_ids: list[UUID]) -> list[Post]:
    if not found.moderator:
        raise NotOnYourSide("The group's stewards and moderators split topics. Ask one of them.")
    posts = await posts_of(session, found.topic.id, post_ids)
    if len(posts) != len(set(post_ids)):
        raise NotFound("post in this topic")
    if posts[0].number == 1:
        raise Invalid("The opening post stays. Move the whole topic instead.", fields={"post_ids": "without post 1"})
    for post in posts:
        require_shown(post)
    return posts


async def split_topic(session: WriteSession, caller: Caller, topic_id: UUID, wanted: Split) -> Topic:
    """Move posts into a topic of their own. Their ids, and so their links, stay; a trace keeps each old number."""
    if wanted.kind not in {TopicKind.DISCUSSION, TopicKind.QUESTION}:
        raise Invalid(
            "Split posts become a discussion or a question. Choose one of these.",
            fields={"kind": "discussion or question"},
        )
    found = await held(session, caller, topic_id, lock=True)
    posts = await _require_splittable(session, found, wanted.post_ids)
    origin, now = found.topic, session.clock.now()
    topic = _like(
        session,
        origin,
        posts[0],
        kind=wanted.kind,
        title=wanted.title,
        tags=list(origin.tags),
        excerpt=written(posts[0].body).excerpt,
        last_number=len(posts),
        last_author_id=posts[-1].author_id,
    )
    await _open_like(session, caller, origin, topic)
    traces = []
    unanswered = origin.accepted_post_id in {post.id for post in posts}
    if unanswered:
        origin.accepted_post_id = None
    for number, post in enumerate(posts, 1):
        traces.append(
            Post(
                id=new_id(),
                created_at=post.created_at,
                topic_id=origin.id,
                number=post.number,
                author_id=post.author_id,
                organisation_id=post.organisation_id,
                body="",
                html="",
                state=PostState.MOVED,
                state_by=caller.person_id,
                state_at=now,
                moved_to_id=topic.id,
            )
        )
        post.topic_id, post.number = topic.id, number
    await session.flush()
    session.add_all(traces)
    await session.flush()
    await session.execute(_FILES, {"topic": topic.id, "audience": topic.audience, "posts": [post.id for post in posts]})
    audit(session, caller, "forum.topic.split", "topic", origin.id, into=str(topic.id), posts=len(posts))
    for trace in traces:
        await tell_post(session, caller, origin, trace.id)
    for reply_id in await replies_to(session, origin.id, [post.id for post in posts]):
        await tell_post(session, caller, origin, reply_id)
    for post in posts:
        if topic.label != Label.RED:
            changed(session, "post", post.id)
    await tell_lists(session, caller, topic)
    await (tell_unanswered if unanswered else tell_lists)(session, caller, origin)
    return topic


async def promote_answer(
    session: WriteSession, runtime: Runtime, caller: Caller, post_id: UUID, wanted: Promotion
) -> Topic:
    """Take an accepted answer into the library: a best practice under the same label, in its author's name.

    The answer keeps its files; the best practice gets copies, read by those who read it.
    """
    post = await held_post(session, post_id)
    found = await held(session, caller, post.topic_id, lock=True)
    origin = found.topic
    require_curator(caller, found.steward)
    if origin.accepted_post_id != post_id:
        raise WrongState("Only an accepted answer becomes a best practice. Let who asked accept it first.")
    if await promoted(session, post_id):
        raise WrongState("This answer is in the library already. Look for it under best practices.")
    topic = _like(
        session,
        origin,
        post,
        kind=TopicKind.BEST_PRACTICE,
        title=wanted.title,
        tags=wanted.tags,
        review_on=wanted.review_on,
        promoted_from_id=post_id,
    )
    files = (await attachments_of(session, [post_id])).get(post_id, [])
    copies = await copy_files(session, runtime, caller, files)
    body = pointed_to_copies(post.body, copies)
    text_now = written(f"{body}\n\n#[{_linkable(origin.title)}](topic:{origin.id})", list(copies.values()))
    topic.excerpt = text_now.excerpt
    await _open_like(session, caller, origin, topic)
    await add_post(
        session,
        caller,
        topic,
        text_now,
        list(copies.values()),
        organisation=post.organisation_id,
        author_id=post.author_id,
    )
    audit(session, caller, "forum.practice.promote", "topic", topic.id, post_id=str(post_id))
    return topic


def _linkable(title: str) -> str:
    return title.replace("[", "(").replace("]", ")")
