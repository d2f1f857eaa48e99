"""Sending, editing and deleting messages."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

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
from atalaya_platform.database.session import WriteSession, open_person, record
from atalaya_platform.events.ledger import audit, changed, emit
from atalaya_platform.events.streams import next_number
from atalaya_platform.files.actions import attach, discard
from atalaya_platform.files.queries import attachments_of, file_by_id, file_read
from atalaya_platform.files.schemas import FileRead
from atalaya_platform.http.problems import NotFound, Problem, map_constraint
from atalaya_platform.http.versions import require_match
from atalaya_platform.ids import new_id
from atalaya_platform.search.text import words
from atalaya_platform.text.markdown import MentionKind, mentions, render

_SEND = b"SELECT send_chat_message(%s, %s::uuid[], %s::text[], %s, %s)"
_WORDS = text("UPDATE message SET words = array_to_tsvector(:words) WHERE id = :id").bindparams(
    bindparam("words", type_=ARRAY(Text))
)
_SCRUB = text("SELECT scrub_chat_message(:id)")
_TAG = re.compile(r"<[^>]*>")
_EVERYONE = re.compile(r"(?<![\w@])@(?:channel|canal)\b")
_PLAIN = re.compile(r"(?!\d+[.)](?:\s|$))(?:[^\W_]|[ .,;:!?()'/%@$€-](?<!^-)(?<!^ ))+")
"""One line without anything that means something in Markdown: most of what is said. It is its own paragraph."""
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
    everyone = _EVERYONE.search(body) is not None
    if _PLAIN.fullmatch(body):
        return Written(f"<p>{body}</p>\n", [], [], everyone, sorted(set(words(body))))
    html = render(body, attachments=attachments)
    found = mentions(body) if "](" in body else []
    return Written(
        html=html,
        persons=[mention.id for mention in found if mention.kind is MentionKind.PERSON],
        organisations=[mention.id for mention in found if mention.kind is MentionKind.ORGANISATION],
        everyone=everyone,
        words=sorted(set(words(unescape(_TAG.sub(" ", html))))),
    )


def _hash(sent: MessageCreate) -> bytes:
    return hashlib.sha256(sent.model_dump_json(include={"body", "reply_to", "attachments"}).encode()).digest()


async def send_message(
    session: WriteSession,
    caller: Caller,
    channel_id: UUID,
    message_id: UUID,
    sent: MessageCreate,
    *,
    alone: bool = False,
) -> MessageRead:
    """Send a message under an id that its sender made; sent again, the same message answers and nothing happens.

    Takes the channel's next number under the stream's row lock, held until the commit. `alone` says that sending
    is all that the transaction does: it is then committed with it. Raises NotFound, ChannelArchived, ReadingOnly,
    ReplyGone, and MessageIdTaken for another message under the same id.
    """
    text_of = written(sent.body, sent.attachments)
    files = await _attached(session, caller, channel_id, message_id, sent.attachments)
    read = MessageRead(
        id=message_id,
        channel_id=channel_id,
        seq=0,
        author=PersonRef(id=caller.person_id, name=caller.name),
        body=sent.body,
        html=text_of.html,
        reply_to=sent.reply_to,
        thread_root=None,
        replies=0,
        mentioned=text_of.mentioned,
        mentions_all=text_of.everyone,
        reactions=[],
        attachments=files,
        created_at=session.clock.now(),
        edited_at=None,
        deleted=False,
        deleted_at=None,
        deleted_by=None,
        pinned_at=None,
        pinned_by=None,
        topic_id=None,
        version=1,
    )
    await record(session)  # whatever else this transaction did, so that the ledger holds this act only
    _note(session, caller, read, text_of)
    row: dict[str, Any] = {
        "id": str(message_id),
        "channel_id": str(channel_id),
        "body": sent.body,
        "html": text_of.html,
        "mentions_all": text_of.everyone,
        "concerns": bool(text_of.mentioned) or text_of.everyone,
        "at": read.created_at.isoformat(),
    }
    if sent.reply_to is not None:
        row["reply_to"] = str(sent.reply_to)
    act = session.ledger.payload()
    call = session.last_call if alone and not files else session.call
    facts: dict[str, Any] = await call(_SEND, Jsonb(row), text_of.mentioned, text_of.words, _hash(sent), Jsonb(act))
    if "refused" in facts:
        session.ledger.forget()
        raise _REFUSED[facts["refused"]]()
    if "repeated" in facts:
        if not facts["same"]:
            raise MessageIdTaken()
        session.ledger.forget()
        await open_person(session, caller.person_id, strong=caller.strong, reading=False)
        return (await message_reads(session, [await message_of(session, channel_id, message_id)]))[0]
    if not facts.pop("told"):
        session.ledger.jobs = []
    session.ledger.written([facts["seq"]], facts)
    read.seq = facts["seq"]
    read.thread_root = UUID(facts["thread_root"]) if facts["thread_root"] else None
    return read


def _note(session: WriteSession, caller: Caller, read: MessageRead, text_of: Written) -> None:
    """What sending leaves in the ledger, the same for every channel: the database leaves out what does not apply."""
    audit(session, caller, "chat.message.send", "message", read.id, channel_id=str(read.channel_id))
    emit(session, MessageSent(message=read.model_dump(mode="json")), [f"channel:{read.channel_id}"])
    changed(session, "message", read.id)
    emit(
        session,
        MessageConcerns(
            id=read.id,
            channel_id=read.channel_id,
            seq=0,
            author_id=caller.person_id,
            author_name=caller.name,
            label="",
            persons=text_of.persons,
            organisations=text_of.organisations,
            everyone=text_of.everyone,
            direct=False,
            watched=False,
        ),
    )


async def _attached(
    session: WriteSession, caller: Caller, channel_id: UUID, message_id: UUID, files: list[UUID]
) -> list[FileRead]:
    """The caller's uploads, given to the message before it is sent, so that its event tells of them."""
    if not files:
        return []
    channel = await writable_channel(session, caller, channel_id)
    attached = await attach(
        session,
        caller,
        files,
        object_id=channel.id,
        post_id=message_id,
        audience=channel.audience,
        label=Label(channel.label),
    )
    return [file_read(file) for file in attached]


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
    session.add(
        MessageRevision(
            id=new_id(),
            message_id=message.id,
            version=message.version,
            body=message.body,
            html=message.html,
            written_at=message.edited_at or message.created_at,
        )
    )
    added = [person for person in text_of.persons if person not in message.mentioned]
    teams = [team for team in text_of.organisations if team not in message.mentioned]
    message.body, message.html = body, text_of.html
    message.mentioned, message.mentions_all = text_of.mentioned, text_of.everyone
    message.edited_at = session.clock.now()
    message.version += 1
    await session.flush()
    await session.execute(_WORDS, {"words": text_of.words, "id": message.id})
    audit(session, caller, "chat.message.edit", "message", message.id, channel_id=str(channel.id))
    emit(
        session,
        MessageEdited(
            id=message.id,
            body=body,
            html=message.html,
            mentioned=message.mentioned,
            mentions_all=message.mentions_all,
            edited_at=message.edited_at,
            version=message.version,
        ),
        [f"channel:{channel.id}"],
    )
    if not channel.audience.startswith("named:"):
        changed(session, "message", message.id)
    if added or teams:
        emit(
            session,
            MessageConcerns(
                id=message.id,
                channel_id=channel.id,
                seq=message.seq,
                author_id=caller.person_id,
                author_name=caller.name,
                label=channel.label,
                persons=added,
                organisations=teams,
                everyone=False,
                direct=False,
                watched=False,
            ),
        )


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
    for attachment in (await attachments_of(session, [message.id])).get(message.id, []):
        await discard(session, await file_by_id(session, attachment.id))
    for statement in [*_FORGET, _SCRUB]:
        await session.execute(statement, {"id": message.id})
    replies = None
    if message.thread_root is not None:
        replies = (await reply_counts(session, [message.thread_root])).get(message.thread_root, 0)
    audit(session, caller, "chat.message.delete", "message", message.id, channel_id=str(channel.id))
    emit(
        session,
        MessageRemoved(
            id=message.id,
            deleted_at=message.deleted_at,
            deleted_by=caller.person_id,
            version=message.version,
            thread_root=message.thread_root,
            thread_replies=replies,
        ),
        [stream],
        seq=seq,
    )
    if not channel.audience.startswith("named:"):
        changed(session, "message", message.id)
