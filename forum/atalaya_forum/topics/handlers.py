"""Who hears of what happens in topics: event handlers, each a job in a transaction of the system.

The system reads nothing that is for named people, so about TLP:RED a notice says that there is something, and no
more. Whoever may not read a topic is never told, whatever a text mentions: `notify` asks the access rule again.
"""

from dataclasses import replace
from uuid import UUID

from atalaya_forum.topics.events import AnswerAccepted, PostChanged, PostFlagged, PostPublished
from atalaya_forum.topics.models import Post, Topic
from atalaya_forum.topics.queries.acknowledgements import members_of, teams_asked
from atalaya_forum.topics.queries.notices import moderators_of, post_and_topic
from atalaya_forum.topics.streams import is_named, stream_of
from atalaya_forum.topics.texts import EXCERPT
from atalaya_forum.topics.vocabulary import PostState
from atalaya_platform.access.labelling import readers
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.notifications.notice import Notice
from atalaya_platform.notifications.tell import notify, subscribers
from atalaya_platform.notifications.vocabulary import Level
from atalaya_platform.plugin import Handler
from atalaya_platform.runtime import Runtime
from atalaya_platform.text.markdown import plain

MENTION = "forum.post.mention"
REPLY = "forum.post.reply"
POST = "forum.post.new"
TOPIC = "forum.topic.new"
ASKED = "forum.acknowledgement.asked"
REMINDER = "forum.acknowledgement.reminder"
ACCEPTED = "forum.answer.accepted"
FLAGGED = "forum.post.flagged"
REVIEW = "forum.practice.review"

NOTICES = {
    MENTION: "now",
    REPLY: "now",
    POST: "digest",
    TOPIC: "digest",
    ASKED: "now",
    REMINDER: "now",
    ACCEPTED: "digest",
    FLAGGED: "now",
    REVIEW: "digest",
}
"""The kinds of notification of topics, and when each is mailed unless a person chose otherwise."""


def address(topic_id: UUID, number: int) -> str:
    """Where the web application shows a post."""
    return f"/forum/topics/{topic_id}?post={number}"


def notice_about(topic: Topic, kind: str, *, number: int = 1, excerpt: str = "", direct: bool = False) -> Notice:
    """A notice about a topic that the system may read."""
    return Notice(
        kind=kind,
        place=stream_of(topic.id),
        object_id=topic.id,
        audience=topic.audience,
        label=Label(topic.label),
        title=topic.title,
        url=address(topic.id, number),
        excerpt=excerpt or topic.excerpt,
        direct=direct,
    )


def nameless(topic_id: UUID, audience: str, label: Label, kind: str, number: int) -> Notice:
    """A notice about what the system may not read."""
    return Notice(
        kind=kind,
        place=stream_of(topic_id),
        object_id=topic_id,
        audience=audience,
        label=label,
        title="",
        url=address(topic_id, number),
    )


async def _notice(
    session: WriteSession, event: PostPublished | PostChanged | AnswerAccepted | PostFlagged, kind: str, actor: UUID
) -> tuple[Notice, Topic | None] | None:
    """The notice of an event about a post as both are now, if there is still something to tell."""
    if is_named(event.audience):
        return replace(nameless(event.topic_id, event.audience, event.label, kind, event.number), actor_id=actor), None
    found: tuple[Post, Topic] | None = await post_and_topic(session, event.post_id)
    if found is None or found[0].state != PostState.SHOWN:
        return None
    post, topic = found
    notice = notice_about(topic, kind, number=post.number, excerpt=plain(post.body, limit=EXCERPT))
    return replace(notice, actor_id=actor), topic


async def _named_persons(session: WriteSession, mentioned: tuple[UUID, ...]) -> set[UUID]:
    """The persons among these ids, and the members of the organisations among them."""
    return set(mentioned) | await members_of(session, set(mentioned)) if mentioned else set()


async def tell_of_post(session: WriteSession, event: PostPublished, runtime: Runtime) -> None:
    """Everybody hears of a post once, for the reason that concerns them most.

    Asked to acknowledge, named, answered; else the group's members of a new topic, who chose so of a new post.
    """
    told: set[UUID] = {event.author_id}
    prepared = await _notice(session, event, POST, event.author_id)
    if prepared is None:
        return
    notice, topic = prepared

    async def tell(persons: set[UUID], kind: str, *, direct: bool = False, place: str | None = None) -> None:
        left = persons - told
        told.update(left)
        if left:
            await notify(session, runtime, left, replace(notice, kind=kind, direct=direct, place=place or notice.place))

    if event.asks_acknowledgement:
        await tell(await _asked(session, event, topic), ASKED, direct=True)
    await tell(await _named_persons(session, event.mentioned), MENTION, direct=True)
    if event.answered_id is not None:
        await tell({event.answered_id}, REPLY)
    if event.number == 1:
        audience = event.audience if is_named(event.audience) else f"strict:{event.group_id}"
        await tell(await readers(session, audience), TOPIC, place=f"group:{event.group_id}")
    else:
        levels = await subscribers(session, [stream_of(event.topic_id)])
        await tell({person for person, level in levels.items() if level is Level.ALL}, POST)


async def _asked(session: WriteSession, event: PostPublished, topic: Topic | None) -> set[UUID]:
    if topic is None:
        return await readers(session, event.audience)
    return await members_of(session, await teams_asked(session, topic))


async def tell_of_new_mentions(session: WriteSession, event: PostChanged, runtime: Runtime) -> None:
    """Who is named by an edit hears of it as if the post had named them at once."""
    persons = await _named_persons(session, event.mentioned) - {event.author_id}
    prepared = await _notice(session, event, MENTION, event.author_id) if persons else None
    if prepared is not None:
        await notify(session, runtime, persons, replace(prepared[0], direct=True))


async def tell_of_answer(session: WriteSession, event: AnswerAccepted, runtime: Runtime) -> None:
    """Whose answer was accepted hears of it."""
    prepared = await _notice(session, event, ACCEPTED, event.person_id)
    if prepared is not None:
        await notify(session, runtime, {event.post_author_id}, prepared[0])


async def tell_of_flag(session: WriteSession, event: PostFlagged, runtime: Runtime) -> None:
    """The group's stewards and the platform's moderators hear of a flag, as far as they read the topic.

    Who flagged it is not said.
    """
    prepared = await _notice(session, event, FLAGGED, event.person_id)
    if prepared is not None:
        moderators = await moderators_of(session, event.group_id) - {event.person_id}
        await notify(session, runtime, moderators, replace(prepared[0], actor_id=None))


HANDLERS = (
    Handler("forum.tell_of_post", PostPublished, tell_of_post),
    Handler("forum.tell_of_new_mentions", PostChanged, tell_of_new_mentions),
    Handler("forum.tell_of_answer", AnswerAccepted, tell_of_answer),
    Handler("forum.tell_of_flag", PostFlagged, tell_of_flag),
)
