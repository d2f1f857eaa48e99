"""Publishing: a new topic with its opening post, and replies."""

from collections.abc import Sequence
from uuid import UUID

from atalaya_forum.permissions import ForumPermission
from atalaya_forum.topics.actions.reading import read_up_to
from atalaya_forum.topics.actions.reminding import plan_reminders
from atalaya_forum.topics.errors import NotOnYourSide, TopicLocked
from atalaya_forum.topics.events import PostPublished
from atalaya_forum.topics.models import Post, PostMention, Topic
from atalaya_forum.topics.queries.posts import one_post, posts_of
from atalaya_forum.topics.queries.standing import Standing, standing
from atalaya_forum.topics.queries.topic import Held, held
from atalaya_forum.topics.schemas.post import PostCreate, PostRead
from atalaya_forum.topics.schemas.topic import TopicCreate
from atalaya_forum.topics.streams import shown_post, stream_of, tell_lists, tell_topic
from atalaya_forum.topics.texts import Written, written
from atalaya_forum.topics.vocabulary import TopicKind
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import require_label, require_recipients
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, changed
from atalaya_platform.events.streams import name_recipients, open_stream
from atalaya_platform.files.actions import attach
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound
from atalaya_platform.ids import new_id
from atalaya_platform.notifications.tell import subscribe
from atalaya_platform.notifications.vocabulary import Level
from atalaya_platform.text.languages import detect


def source_of(caller: Caller, where: Standing, wanted: UUID | None) -> UUID | None:
    """The organisation that the caller writes for: the wanted one, else the one through which he is in the group."""
    if wanted is not None:
        if wanted not in caller.organisation_ids:
            raise Invalid(
                "You do not belong to that organisation. Choose one of yours.",
                fields={"organisation_id": "not one of yours"},
            )
        return wanted
    if where.organisations:
        return sorted(where.organisations)[0]
    return min(caller.organisation_ids, default=None)


def require_curator(caller: Caller, steward: bool) -> None:
    """Refuse whoever does not keep the library of best practice."""
    if not steward and not caller.may(ForumPermission.PRACTICE_CURATE):
        raise Forbidden(
            "The library of best practice is kept by the group's stewards and by moderators. "
            "Start a discussion and ask them to take it in."
        )


async def publish_topic(session: WriteSession, caller: Caller, wanted: TopicCreate) -> Topic:
    """Publish a topic and its opening post; tells lists and handlers. Raises NotFound, Forbidden, LabelRefused."""
    where = await standing(session, caller, wanted.group_id)
    if not where.member:
        raise NotOnYourSide("Topics are started by the group's members. Ask its steward to let your team join.")
    if where.group.archived:
        raise NotOnYourSide("This group is archived: it can be read, and nothing new starts there.")
    require_label(where.group, wanted.label)
    if wanted.kind is TopicKind.BEST_PRACTICE:
        require_curator(caller, where.steward)
    text = written(wanted.body, wanted.attachments)
    topic = _topic(session, caller, where, wanted, text)
    if wanted.label is Label.RED:
        named = await require_recipients(session, caller, wanted.group_id, wanted.recipients)
        await name_recipients(session, topic.id, named)
    session.add(topic)
    await session.flush()
    await open_stream(session, stream_of(topic.id), topic.id, topic.audience, Label(topic.label))
    audit(session, caller, "forum.topic.create", "topic", topic.id, label=topic.label, group_id=str(topic.group_id))
    if topic.label != Label.RED:
        changed(session, "topic", topic.id)
    await add_post(session, caller, topic, text, wanted.attachments, organisation=topic.owner_organisation_id)
    if topic.label == Label.RED and topic.kind == TopicKind.ADVISORY:
        await plan_reminders(session, topic)
    return topic


def _topic(session: WriteSession, caller: Caller, where: Standing, wanted: TopicCreate, text: Written) -> Topic:
    now = session.clock.now()
    topic = Topic(
        id=new_id(),
        created_at=now,
        label=wanted.label,
        group_id=wanted.group_id,
        community=where.group.community,
        owner_organisation_id=source_of(caller, where, wanted.organisation_id),
        author_id=caller.person_id,
        published=wanted.published,
        kind=wanted.kind,
        title=wanted.title,
        language=wanted.language or detect(wanted.body) or "",
        tags=wanted.tags,
        last_activity=now,
        excerpt=text.excerpt,
        review_on=wanted.review_on,
    )
    if wanted.advisory is not None:
        topic.sqlmodel_update(advisory_values(wanted))
    return topic


def advisory_values(wanted: TopicCreate) -> dict[str, object]:
    """The advisory's columns."""
    if wanted.advisory is None:
        return {}
    given = wanted.advisory.model_dump(mode="json", exclude={"acknowledge_by"})
    return {**given, "acknowledge_by": wanted.advisory.acknowledge_by}


async def add_post(
    session: WriteSession,
    caller: Caller,
    topic: Topic,
    text: Written,
    files: Sequence[UUID],
    *,
    organisation: UUID | None,
    answered: Post | None = None,
    author_id: UUID | None = None,
) -> PostRead:
    """The topic's next post, its number taken under the topic's lock (or the topic is new).

    `author_id` is somebody else where the caller only puts that person's words here.
    """
    now = session.clock.now()
    topic.last_number += 1
    topic.last_activity = now
    topic.last_author_id = author_id or caller.person_id
    post = Post(
        id=new_id(),
        created_at=now,
        topic_id=topic.id,
        number=topic.last_number,
        author_id=author_id or caller.person_id,
        organisation_id=organisation,
        body=text.body,
        html=text.html,
        reply_to_id=answered.id if answered else None,
        attachments=len(set(files)),
    )
    session.add(post)
    await session.flush()
    session.add_all(PostMention(named_id=named, post_id=post.id) for named in text.mentioned)
    await session.flush()
    if files:
        await attach(
            session,
            caller,
            files,
            object_id=topic.id,
            post_id=post.id,
            audience=topic.audience,
            label=Label(topic.label),
        )
    await read_up_to(session, caller, topic.id, post.number)
    await subscribe(session, caller.person_id, stream_of(topic.id), Level.ALL, unless_chosen=True)
    if topic.label != Label.RED:
        changed(session, "post", post.id)
    read = await one_post(session, caller, post.id)
    tell_topic(session, topic.id, _published(topic, post, text.mentioned, answered, shown_post(read, topic.audience)))
    await tell_lists(session, caller, topic)
    return read


def _published(
    topic: Topic, post: Post, mentioned: list[UUID], answered: Post | None, shown: dict[str, object]
) -> PostPublished:
    return PostPublished(
        topic_id=topic.id,
        post_id=post.id,
        number=post.number,
        kind=topic.kind,
        group_id=topic.group_id,
        author_id=post.author_id,
        audience=topic.audience,
        label=Label(topic.label),
        mentioned=tuple(mentioned),
        answered_id=answered.author_id if answered else None,
        asks_acknowledgement=post.number == 1 and topic.acknowledge_by is not None,
        shown=shown,
    )


def require_open(topic: Held) -> None:
    """Refuse writing where the caller only reads, or where the topic is locked for him."""
    if not topic.writer:
        raise NotOnYourSide("You read this topic as a guest of the group. Ask the author for a word by mail or chat.")
    if topic.topic.locked and not topic.moderator:
        raise TopicLocked("Nobody writes here any more. Start a new topic and link to this one. Your text is kept.")


async def reply(session: WriteSession, caller: Caller, topic_id: UUID, wanted: PostCreate) -> PostRead:
    """Write a post in a topic. Raises NotFound, NotOnYourSide, TopicLocked, TextRefused."""
    text = written(wanted.body, wanted.attachments)
    found = await held(session, caller, topic_id, lock=True)
    require_open(found)
    answered = None
    if wanted.reply_to_id is not None:
        same = await posts_of(session, topic_id, [wanted.reply_to_id])
        if not same:
            raise NotFound("post in this topic")
        answered = same[0]
    topic = found.topic
    organisation = topic.owner_organisation_id
    if organisation not in caller.organisation_ids:
        organisation = min(caller.organisation_ids, default=None)
    post = await add_post(
        session, caller, topic, text, wanted.attachments, organisation=organisation, answered=answered
    )
    audit(session, caller, "forum.post.create", "post", post.id, topic_id=str(topic.id), number=post.number)
    return post
