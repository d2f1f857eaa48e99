"""Making a topic of messages: what was said is carried over, with links both ways."""

import re
from uuid import UUID

from atalaya_forum.chat.actions.messages import writable_channel
from atalaya_forum.chat.errors import FixedPeople, ReplyGone
from atalaya_forum.chat.events import MessagesCarried
from atalaya_forum.chat.models import Message
from atalaya_forum.chat.queries.channels import names_of, people_of
from atalaya_forum.chat.queries.messages import messages_of
from atalaya_forum.chat.schemas import TopicFromMessages
from atalaya_forum.topics.actions.publish import publish_topic
from atalaya_forum.topics.models import Topic
from atalaya_forum.topics.schemas.topic import TopicCreate
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, emit

_MENTION = re.compile(r"([@#])\[([^\[\]\n]{1,200})\]\((?:person|organisation|topic):[^)]*\)")


def quoted(message: Message, author: str) -> str:
    """A message as a quotation with its author, its time and the way back to it. Mentions become plain names."""
    body = _MENTION.sub(r"\1\2", message.body)
    when = message.created_at.strftime("%Y-%m-%d %H:%M UTC")
    link = f"[{when}](/chat/{message.channel_id}?message={message.id})"
    lines = "\n".join(f"> {line}" for line in body.splitlines())
    return f"**{re.sub(r'([][*_`<>])', '', author)}** · {link}\n\n{lines}"


async def make_topic(session: WriteSession, caller: Caller, channel_id: UUID, wanted: TopicFromMessages) -> Topic:
    """Publish a topic in the channel's group, under the channel's label, from these messages in their order.

    The messages stay and say which topic they went to. Raises NotFound, ReadingOnly, FixedPeople for a conversation,
    ReplyGone when one of the messages is gone, and what publishing raises.
    """
    channel = await writable_channel(session, caller, channel_id)
    if channel.group_id is None:
        raise FixedPeople("A conversation belongs to its people, not to a group. Start a topic in a group yourself.")
    messages = await messages_of(session, channel.id, wanted.messages)
    if len(messages) != len(set(wanted.messages)) or any(message.deleted_at for message in messages):
        raise ReplyGone()
    names = await names_of(session, {message.author_id for message in messages})
    label = Label(channel.label)
    others = [person for person in await people_of(session, channel.id) if person != caller.person_id]
    topic = await publish_topic(session, caller, TopicCreate(
        group_id=channel.group_id,
        title=wanted.title,
        body="\n\n".join(quoted(message, names.get(message.author_id, "")) for message in messages),
        label=label,
        recipients=others if label is Label.RED else [],
    ))
    for message in messages:
        message.topic_id = topic.id
    await session.flush()
    audit(session, caller, "chat.message.carry", "topic", topic.id, channel_id=str(channel.id), messages=len(messages))
    emit(session, MessagesCarried(ids=[message.id for message in messages], topic_id=topic.id),
         [f"channel:{channel.id}"])
    return topic
