"""Making a topic of messages: what was said is carried over, with links both ways."""

import re
from uuid import UUID

from atalaya_forum.chat.actions.messages import writable_channel
from atalaya_forum.chat.errors import FixedPeople, ReplyGone
from atalaya_forum.chat.events import MessagesCarried
from atalaya_forum.chat.models import Message
from atalaya_forum.chat.queries.channels import channel_by_id, names_of, people_of
from atalaya_forum.chat.queries.messages import messages_of
from atalaya_forum.chat.schemas import TopicFromMessages
from atalaya_forum.topics.actions.publish import publish_topic
from atalaya_forum.topics.models import Topic
from atalaya_forum.topics.schemas.topic import TopicCreate
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, emit
from atalaya_platform.files.copying import copy_files, pointed_to_copies
from atalaya_platform.files.queries import attachments_of
from atalaya_platform.http.problems import Invalid
from atalaya_platform.runtime import Runtime

_MENTION = re.compile(r"([@#])\[([^\[\]\n]{1,200})\]\((?:person|organisation|topic):[^)]*\)")

MOST_TEXT = 65_000
"""Characters of one post, a few less than it may have."""


def quoted(message: Message, author: str) -> str:
    """A message as a quotation with its author, its time and the way back to it. Mentions become plain names."""
    body = _MENTION.sub(r"\1\2", message.body)
    when = message.created_at.strftime("%Y-%m-%d %H:%M UTC")
    link = f"[{when}](/chat/{message.channel_id}?message={message.id})"
    lines = "\n".join(f"> {line}" for line in body.splitlines())
    return f"**{re.sub(r'([][*_`<>])', '', author)}** · {link}\n\n{lines}"


async def make_topic(
    session: WriteSession, runtime: Runtime, caller: Caller, channel_id: UUID, wanted: TopicFromMessages
) -> Topic:
    """Publish a topic in the channel's group, under the channel's label, from these messages in their order.

    The messages stay, with their files, and say which topic they went to; the topic gets copies of the files under
    its own audience, which is the channel's: the channel is locked, so that no other label comes in between. Raises
    NotFound, ReadingOnly, FixedPeople for a conversation, ReplyGone when one of the messages is gone, Invalid for
    more than fits into one post, and what publishing raises.
    """
    await channel_by_id(session, channel_id, lock=True)
    channel = await writable_channel(session, caller, channel_id)
    if channel.group_id is None:
        raise FixedPeople("A conversation belongs to its people, not to a group. Start a topic in a group yourself.")
    messages = await messages_of(session, channel.id, wanted.messages)
    if len(messages) != len(set(wanted.messages)) or any(message.deleted_at for message in messages):
        raise ReplyGone()
    names = await names_of(session, {message.author_id for message in messages})
    label = Label(channel.label)
    others = [person for person in await people_of(session, channel.id) if person != caller.person_id]
    body = "\n\n".join(quoted(message, names.get(message.author_id, "")) for message in messages)
    if len(body) > MOST_TEXT:
        raise Invalid(
            "These messages are longer than one post can be. Choose fewer, and make two topics of them.",
            fields={"messages": "too long together"},
        )
    attached = await attachments_of(session, [message.id for message in messages])
    files = [file for message in messages for file in attached.get(message.id, [])]
    copies = await copy_files(session, runtime, caller, files)
    topic = await publish_topic(
        session,
        caller,
        TopicCreate(
            group_id=channel.group_id,
            title=wanted.title,
            body=pointed_to_copies(body, copies),
            attachments=list(copies.values()),
            label=label,
            recipients=others if label is Label.RED else [],
        ),
    )
    for message in messages:
        message.topic_id = topic.id
    await session.flush()
    audit(
        session,
        caller,
        "chat.message.carry",
        "topic",
        topic.id,
        channel_id=str(channel.id),
        messages=len(messages),
        files=len(copies),
    )
    emit(
        session, MessagesCarried(ids=[message.id for message in messages], topic_id=topic.id), [f"channel:{channel.id}"]
    )
    return topic
