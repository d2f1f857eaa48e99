"""Changing a topic: its facts, its place in lists, its label, its group."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import text

from atalaya_forum.topics.actions.publish import require_curator
from atalaya_forum.topics.actions.reminding import plan_reminders
from atalaya_forum.topics.errors import NotOnYourSide, WrongState
from atalaya_forum.topics.events import TopicChanged, TopicGone
from atalaya_forum.topics.models import Topic
from atalaya_forum.topics.queries.posts import post_ids_of
from atalaya_forum.topics.queries.standing import standing
from atalaya_forum.topics.queries.topic import Held, held, recipients
from atalaya_forum.topics.schemas.topic import Move, Relabel, TopicStanding, TopicUpdate
from atalaya_forum.topics.streams import is_named, list_streams, tell_lists, tell_topic
from atalaya_forum.topics.vocabulary import TopicKind
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import readers, require_label, require_recipients
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, changed, emit
from atalaya_platform.events.streams import drop_recipients, follow_label, name_recipients
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.versions import require_match

_REDACT = text("SELECT redact_topic_cards(:topic, :former)")


async def _tell(session: WriteSession, caller: Caller, topic: Topic) -> None:
    await session.flush()
    if topic.kind == TopicKind.ADVISORY:
        await plan_reminders(session, topic)
    shown = await tell_lists(session, caller, topic)
    shown |= {"version": topic.version}
    tell_topic(session, topic.id, TopicChanged(topic_id=topic.id, shown=shown))


async def to_index_again(session: WriteSession, topic: Topic) -> None:
    """Every document of the topic is out of date: the index follows its label, or forgets it."""
    changed(session, "topic", topic.id)
    for post_id in await post_ids_of(session, topic.id):
        changed(session, "post", post_id)


async def update_topic(
    session: WriteSession, caller: Caller, topic_id: UUID, wanted: TopicUpdate, if_match: str | None
) -> None:
    """Change title, tags, advisory or review date: the author or who moderates, each upon the newest version."""
    found = await held(session, caller, topic_id, lock=True)
    topic = found.topic
    if not (found.author or found.moderator):
        raise NotOnYourSide("The author and the group's moderators change it. Propose your change in a reply.")
    require_match(if_match, topic.version)
    given = wanted.model_dump(exclude_none=True, exclude={"advisory"})
    if wanted.advisory is not None:
        if topic.kind != TopicKind.ADVISORY:
            raise Invalid("Only advisories have these fields. Leave them out.", fields={"advisory": "not an advisory"})
        given |= wanted.advisory.model_dump(mode="json", exclude={"acknowledge_by"})
        given["acknowledge_by"] = wanted.advisory.acknowledge_by
    if wanted.review_on is not None:
        if topic.kind != TopicKind.BEST_PRACTICE:
            raise Invalid(
                "Only best practices are reviewed. Leave the review date out.",
                fields={"review_on": "not a best practice"},
            )
        require_curator(caller, found.steward)
    if not given:
        return
    topic.sqlmodel_update(given)
    topic.version += 1
    topic.edited_at = session.clock.now()
    audit(session, caller, "forum.topic.edit", "topic", topic.id, fields=sorted(given))
    if topic.label != Label.RED:
        await to_index_again(session, topic)
    await _tell(session, caller, topic)


async def place_topic(session: WriteSession, caller: Caller, topic_id: UUID, wanted: TopicStanding) -> None:
    """Pin or lock, which moderators of the group do."""
    found = await held(session, caller, topic_id, lock=True)
    if not found.moderator:
        raise NotOnYourSide("The group's stewards and moderators pin and lock topics. Ask one of them.")
    topic = found.topic
    given = wanted.model_dump(exclude_none=True)
    topic.sqlmodel_update(given)
    audit(session, caller, "forum.topic.place", "topic", topic.id, **given)
    await _tell(session, caller, topic)


async def relabel_topic(
    session: WriteSession, caller: Caller, topic_id: UUID, wanted: Relabel, if_match: str | None
) -> None:
    """Give another label, which only the source may (TLP 2.0): the author, or who leads the source's team.

    Streams, files, notifications, sockets and the index follow; what lists of former readers held is emptied.
    """
    found = await held(session, caller, topic_id, lock=True)
    topic = found.topic
    if not found.source:
        raise NotOnYourSide("Only the source gives another label: the author, or the lead of the author's team.")
    require_match(if_match, topic.version)
    if topic.group_id is not None:
        require_label((await standing(session, caller, topic.group_id)).group, wanted.label)
    if wanted.published and wanted.label is not Label.CLEAR:
        raise Invalid(
            "Only TLP:CLEAR can be published. Choose that label, or do not publish it.",
            fields={"published": "needs TLP:CLEAR"},
        )
    named_before = await _recipient_ids(session, topic)
    named: Sequence[UUID] = []
    if wanted.label is Label.RED and topic.group_id is not None:
        named = [*await require_recipients(session, caller, topic.group_id, wanted.recipients), topic.author_id]
        await name_recipients(session, topic.id, list(dict.fromkeys(named)))
    elif wanted.recipients:
        raise Invalid(
            "Only TLP:RED names recipients. Leave them out, or choose TLP:RED.", fields={"recipients": "needs TLP:RED"}
        )
    former, former_label = topic.audience, topic.label
    former_streams = await list_streams(session, former)
    topic.label = wanted.label
    topic.published = wanted.published
    topic.version += 1
    await session.flush()
    audit(session, caller, "forum.topic.relabel", "topic", topic.id, before=former_label, after=str(wanted.label))
    gone = [person for person in named_before if person not in named]
    if gone:
        await drop_recipients(session, topic.id, gone)
    await _follow(session, caller, topic, former, former_streams)


async def _recipient_ids(session: WriteSession, topic: Topic) -> list[UUID]:
    return [person.id for person in await recipients(session, topic.id)] if is_named(topic.audience) else []


async def _follow(session: WriteSession, caller: Caller, topic: Topic, former: str, former_streams: list[str]) -> None:
    """Everything else follows the topic's new readers."""
    if topic.audience != former:
        await follow_label(session, topic.id, topic.audience, Label(topic.label))
        if not is_named(former):
            await session.execute(_REDACT, {"topic": topic.id, "former": former})
        emit(session, TopicGone(topic_id=topic.id), former_streams)
        await to_index_again(session, topic)
    await _tell(session, caller, topic)


def _require_mover(found: Held) -> None:
    if not (found.author or found.steward):
        raise NotOnYourSide("It was shared with this group: its author or the group's steward moves it.")


async def move_topic(session: WriteSession, caller: Caller, topic_id: UUID, wanted: Move, if_match: str | None) -> None:
    """Move a topic to another group that the caller is a member of, under a label that is possible there.

    Its source moves it anywhere; who else may (its group's steward) only to where nobody reads it who did not before.
    """
    found = await held(session, caller, topic_id, lock=True)
    topic = found.topic
    _require_mover(found)
    require_match(if_match, topic.version)
    label = wanted.label or Label(topic.label)
    if label.rank < Label(topic.label).rank and not found.source:
        raise NotOnYourSide("Only the source widens the label. Move it under its present label.")
    if (label is Label.RED) != (topic.label == Label.RED):
        raise WrongState("Give or take TLP:RED first, then move it.")
    where = await standing(session, caller, wanted.group_id)
    if not where.member or where.group.archived:
        raise NotOnYourSide("Choose a group that you are a member of and that is not archived.")
    require_label(where.group, label)
    if label is Label.RED:
        named = {person.id for person in await recipients(session, topic.id)}
        if named - await readers(session, f"amber:{wanted.group_id}"):
            raise Invalid(
                "Some of the people named are not of that group. Choose another group, or ask its steward to add them.",
                fields={"group_id": "recipients missing"},
            )
    former, former_group = topic.audience, topic.group_id
    reading = await readers(session, former) if not found.source else set()
    former_streams = await list_streams(session, former)
    topic.group_id = wanted.group_id
    topic.community = where.group.community
    topic.label = label
    topic.published = topic.published and label is Label.CLEAR
    topic.version += 1
    await session.flush()
    if not found.source and await readers(session, topic.audience) - reading:
        raise NotOnYourSide(
            "More people would read it there, which only the source allows: the author, or the lead of the author's "
            "team. Ask them to move it."
        )
    audit(
        session,
        caller,
        "forum.topic.move",
        "topic",
        topic.id,
        before=str(former_group),
        after=str(wanted.group_id),
        label=str(label),
    )
    await _follow(session, caller, topic, former, former_streams)
