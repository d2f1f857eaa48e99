"""Sending, editing and deleting messages."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import LargeBinary, Text, Uuid

from atalaya_forum.chat.errors import (
    ChannelArchived,
    MessageDeleted,
    MessageIdTaken,
    NotYours,
    ReadingOnly,
    ReplyGone,
)
from atalaya_forum.chat.events import MessageConcerns, MessageEdited, MessageRemoved, MessageSent
from atalaya_forum.chat.models import Channel, Message, MessageRevision
from atalaya_forum.chat.queries.channels import channel_by_id, stewards_group
from atalaya_forum.chat.queries.messages import message_of, reply_counts
from atalaya_forum.chat.queries.views import message_reads
from atalaya_forum.chat.schemas import MessageCreate, MessageRead, PersonRef
from atalaya_forum.permissions import ForumPermission
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, changed, emit
from atalaya_platform.events.streams import next_number
from atalaya_platform.files.actions import attach
from atalaya_platform.files.queries import file_read
from atalaya_platform.http.problems import NotFound, Problem, map_constraint
from atalaya_platform.http.versions import require_match
from atalaya_platform.ids import new_id
from atalaya_platform.search.text import words
from atalaya_platform.text.markdown import MentionKind, mentions, plain, render

_SEND = text("SELECT send_chat_message(:message, :mentioned, :words, :sent_hash)").bindparams(
    bindparam("message", type_=JSONB),
    bindparam("mentioned", type_=ARRAY(Uuid)),
    bindparam("words", type_=ARRAY(Text)),
    bindparam("sent_hash", type_=LargeBinary),
)
_WORDS = text("UPDATE message SET words = array_to_tsvector(:words) WHERE id = :id").bindparams(
    bindparam("words", type_=ARRAY(Text))
)
_SCRUB = text("SELECT scrub_chat_message(:id)")
_EVERYONE = re.compile(r"(?<![\w@])@(?:channel|canal)\b")
_PLAIN = re.compile(r"[^\W_]+(?:[ ,.!?][^\W_]+)*[.!?]?")
"""Words and commas only: what Markdown would leave as it is, one paragraph."""
_REFUSED: dict[str, Callable[[], Problem]] = {
    "archived": ChannelArchived,
    "reading": ReadingOnly,
    "reply": ReplyGone,
    "unknown": lambda: NotFound("channel"),
}

map_constraint("pk_message", MessageIdTaken())


@dataclass(frozen=True)
class Written:
    """What a message's Markdown comes to."""

    html: str
    persons: list[UUID]
    organisations: list[UUID]
    everyone: bool
    words: list[str]

    @property
    def mentioned(self) -> list[UUID]:
        return self.persons + self.organisations


def written(body: str, attachments: list[UUID]) -> Written:
    """Render a body once: to HTML, to whom it mentions, to the words under which it is found."""
    if _PLAIN.fullmatch(body):
        return Written(f"<p>{body}</p>\n", [], [], False, sorted(set(words(body))))
    found = mentions(body)
    return Written(
        html=render(body, attachments=attachments),
        persons=[mention.id for mention in found if mention.kind is MentionKind.PERSON],
        organisations=[mention.id for mention in found if mention.kind is MentionKind.ORGANISATION],
        everyone=_EVERYONE.search(body) is not None,
        words=sorted(set(words(plain(body)))),
    )


def _hash(sent: MessageCreate) -> bytes:
    return hashlib.sha256(sent.model_dump_json(include={"body", "reply_to", "attachments"}).encode()).digest()


async def send_message(
    session: WriteSession, caller: Caller, channel_id: UUID, message_id: UUID, sent: MessageCreate
) -> MessageRead:
    """Send a message under an id that its sender made; sent again, the same message answers and nothing happens.

    Takes the channel's next number under the stream's row lock, held until the commit. Raises NotFound,
    ChannelArchived, ReadingOnly, ReplyGone, and MessageIdTaken for another message under the same id.
    """
    text_of = written(sent.body, sent.attachments)
    now = session.clock.now()
    values: dict[str, Any] = {
        "id": str(message_id),
        "channel_id": str(channel_id),
        "body": sent.body,
        "html": text_of.html,
        "mentions_all": text_of.everyone,
        "at": now.isoformat(),
    }
    if sent.reply_to is not None:
        values["reply_to"] = str(sent.reply_to)
    parameters = {
        "message": values, "mentioned": text_of.mentioned, "words": text_of.words, "sent_hash": _hash(sent),
    }
    found: dict[str, Any] = (await session.execute(_SEND, parameters)).scalar_one()
    if "repeated" in found:
        if not found["same"]:
            raise MessageIdTaken()
        return (await message_reads(session, [await message_of(session, channel_id, message_id)]))[0]
    if "refused" in found:
        raise _REFUSED[found["refused"]]()
    return await _sent(session, caller, channel_id, message_id, sent, text_of, now, found)


async def _sent(
    session: WriteSession,
    caller: Caller,
    channel_id: UUID,
    message_id: UUID,
    sent: MessageCreate,
    text_of: Written,
    now: datetime,
    found: dict[str, Any],
) -> MessageRead:
    files = await attach(
        session, caller, sent.attachments, object_id=channel_id, post_id=message_id, audience=found["audience"],
        label=Label(found["label"]),
    )
    read = MessageRead(
        id=message_id, channel_id=channel_id, seq=found["seq"],
        author=PersonRef(id=caller.person_id, name=caller.name), body=sent.body, html=text_of.html,
        reply_to=sent.reply_to, thread_root=found["thread_root"], replies=0, mentioned=text_of.mentioned,
        mentions_all=text_of.everyone, reactions=[], attachments=[file_read(file) for file in files],
        created_at=now, edited_at=None, deleted=False, deleted_at=None, deleted_by=None, pinned_at=None,
        pinned_by=None, topic_id=None, version=1,
    )
    audit(session, caller, "chat.message.send", "message", message_id, channel_id=str(channel_id))
    event = MessageSent(message=read.model_dump(mode="json"), thread_replies=found["replies"])
    emit(session, event, [f"channel:{channel_id}"], seq=found["seq"])
    if not found["audience"].startswith("named:"):
        changed(session, "message", message_id)
    if text_of.mentioned or text_of.everyone or found["direct"] or found["watched"]:
        emit(session, MessageConcerns(
            id=message_id, channel_id=channel_id, seq=found["seq"], author_id=caller.person_id,
            author_name=caller.name, persons=text_of.persons, organisations=text_of.organisations,
            everyone=text_of.everyone, direct=found["direct"], watched=found["watched"],
        ))
    return read


async def writable_channel(session: WriteSession, caller: Caller, channel_id: UUID) -> Channel:
    """A channel in which the caller may write now. Raises NotFound, ReadingOnly, ChannelArchived."""
    channel = await channel_by_id(session, channel_id)
    if channel.group_id is not None and not caller.holds(f"strict:{channel.group_id}"):
        raise ReadingOnly()
    if channel.archived:
        raise ChannelArchived()
    return channel


async def edit_message(
    session: WriteSession, caller: Caller, channel_id: UUID, message_id: UUID, body: str, if_match: str | None
) -> MessageRead:
    """Change one's own message; what it said before is kept and shown to its readers."""
    channel = await writable_channel(session, caller, channel_id)
    message = await message_of(session, channel_id, message_id, lock=True)
    if message.author_id != caller.person_id:
        raise NotYours("Only its author edits a message. Reply to it instead.")
    if message.deleted_at is not None:
        raise MessageDeleted()
    require_match(if_match, message.version)
    if body != message.body:
        await _rewrite(session, caller, channel, message, body)
    return (await message_reads(session, [message]))[0]


async def _rewrite(session: WriteSession, caller: Caller, channel: Channel, message: Message, body: str) -> None:
    before = (await message_reads(session, [message]))[0]
    text_of = written(body, [file.id for file in before.attachments])
    session.add(MessageRevision(
        id=new_id(), message_id=message.id, version=message.version, body=message.body, html=message.html,
        written_at=message.edited_at or message.created_at,
    ))
    added = [person for person in text_of.persons if person not in message.mentioned]
    teams = [team for team in text_of.organisations if team not in message.mentioned]
    message.body, message.html = body, text_of.html
    message.mentioned, message.mentions_all = text_of.mentioned, text_of.everyone
    message.edited_at = session.clock.now()
    message.version += 1
    await session.flush()
    await session.execute(_WORDS, {"words": text_of.words, "id": message.id})
    audit(session, caller, "chat.message.edit", "message", message.id, channel_id=str(channel.id))
    emit(session, MessageEdited(
        id=message.id, body=body, html=message.html, mentioned=message.mentioned, mentions_all=message.mentions_all,
        edited_at=message.edited_at, version=message.version,
    ), [f"channel:{channel.id}"])
    if not channel.audience.startswith("named:"):
        changed(session, "message", message.id)
    if added or teams:
        emit(session, MessageConcerns(
            id=message.id, channel_id=channel.id, seq=message.seq, author_id=caller.person_id,
            author_name=caller.name, persons=added, organisations=teams, everyone=False, direct=False, watched=False,
        ))


async def delete_message(session: WriteSession, caller: Caller, channel_id: UUID, message_id: UUID) -> MessageRead:
    """Take a message's text away, everywhere it is kept; its place, author and times stay. Deleting twice is fine.

    By its author, by a steward of the channel's group, or by a moderator who can read it.
    """
    channel = await channel_by_id(session, channel_id)
    message = await message_of(session, channel_id, message_id, lock=True)
    own = message.author_id == caller.person_id or caller.may(ForumPermission.CHAT_MODERATE)
    if not own and not (channel.group_id and await stewards_group(session, caller, channel.group_id)):
        raise NotYours("Only its author, the group's stewards and moderators delete a message. Report it to them.")
    if message.deleted_at is None:
        await _bury(session, caller, channel, message)
    return (await message_reads(session, [message]))[0]


_FORGET = [
    text("DELETE FROM message_revision WHERE message_id = :id"),
    text("DELETE FROM message_reaction WHERE message_id = :id"),
    text("DELETE FROM file WHERE post_id = :id"),
    text("UPDATE message SET words = '' WHERE id = :id"),
]


async def _bury(session: WriteSession, caller: Caller, channel: Channel, message: Message) -> None:
    stream = f"channel:{channel.id}"
    seq = await next_number(session, stream)
    message.body = message.html = ""
    message.mentioned, message.mentions_all = [], False
    message.deleted_at, message.deleted_by = session.clock.now(), caller.person_id
    message.pinned_at = message.pinned_by = None
    message.version += 1
    await session.flush()
    for statement in [*_FORGET, _SCRUB]:
        await session.execute(statement, {"id": message.id})
    replies = None
    if message.thread_root is not None:
        replies = (await reply_counts(session, [message.thread_root])).get(message.thread_root, 0)
    audit(session, caller, "chat.message.delete", "message", message.id, channel_id=str(channel.id))
    emit(session, MessageRemoved(
        id=message.id, deleted_at=message.deleted_at, deleted_by=caller.person_id, version=message.version,
        thread_root=message.thread_root, thread_replies=replies,
    ), [stream], seq=seq)
    if not channel.audience.startswith("named:"):
        changed(session, "message", message.id)
