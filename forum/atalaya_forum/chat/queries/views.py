"""Channels and messages as the API shows them, put together with a fixed number of questions."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import RowMapping

from atalaya_forum.chat.models import Message
from atalaya_forum.chat.queries.channels import names_of
from atalaya_forum.chat.queries.messages import reactions_of, reply_counts
from atalaya_forum.chat.schemas import ChannelRead, MessageRead, PersonRef, Preview, Reaction
from atalaya_forum.permissions import ForumPermission
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.files.queries import attachments_of
from atalaya_platform.text.markdown import plain


async def message_reads(session: ReadSession, messages: Sequence[Message]) -> list[MessageRead]:
    """Messages with their authors' names, reactions, attachments and numbers of replies."""
    ids = [message.id for message in messages]
    names = await names_of(session, {message.author_id for message in messages})
    reactions = await reactions_of(session, ids)
    replies = await reply_counts(session, [message.id for message in messages if message.thread_root is None])
    files = await attachments_of(session, ids)
    return [
        MessageRead(
            id=message.id,
            channel_id=message.channel_id,
            seq=message.seq,
            author=PersonRef(id=message.author_id, name=names.get(message.author_id, "")),
            body=message.body,
            html=message.html,
            reply_to=message.reply_to,
            thread_root=message.thread_root,
            replies=replies.get(message.id, 0),
            mentioned=message.mentioned,
            mentions_all=message.mentions_all,
            reactions=[Reaction(emoji=emoji, people=people) for emoji, people in reactions.get(message.id, [])],
            attachments=[] if message.deleted_at else files.get(message.id, []),
            created_at=message.created_at,
            edited_at=message.edited_at,
            deleted=message.deleted_at is not None,
            deleted_at=message.deleted_at,
            deleted_by=message.deleted_by,
            pinned_at=message.pinned_at,
            pinned_by=message.pinned_by,
            topic_id=message.topic_id,
            version=message.version,
        )
        for message in messages
    ]


async def channel_reads(session: ReadSession, caller: Caller, rows: Sequence[RowMapping]) -> list[ChannelRead]:
    """Listed channels with the names of their people and last authors.

    A TLP:RED channel is in no list without a passkey, so that its preview goes to nobody else either.
    """
    people: set[UUID] = {person for row in rows for person in row["people"]}
    people |= {row["last_author"] for row in rows if row["last_author"]}
    names = await names_of(session, people)
    return [_channel_read(caller, row, names) for row in rows]


def _channel_read(caller: Caller, row: RowMapping, names: dict[UUID, str]) -> ChannelRead:
    direct = row["group_id"] is None
    member = not direct and caller.holds(f"strict:{row['group_id']}")
    last = None
    if row["last_id"]:
        last = Preview(
            id=row["last_id"],
            seq=row["last_seq"],
            author=PersonRef(id=row["last_author"], name=names.get(row["last_author"], "")),
            excerpt=plain(row["last_body"], limit=120),
            created_at=row["last_at"],
        )
    return ChannelRead(
        id=row["id"],
        name=row["name"],
        topic=row["topic"],
        label=Label(row["label"]),
        group_id=row["group_id"],
        community=row["community"],
        general=row["general"],
        direct=direct,
        people=[PersonRef(id=person, name=names.get(person, "")) for person in sorted(row["people"])],
        archived=row["archived"],
        may_write=not row["archived"] and (direct or member),
        may_change=row["steward"] or (row["own"] and member),
        may_clear=row["steward"] or caller.may(ForumPermission.CHAT_MODERATE),
        muted=row["muted"],
        level=row["level"] or ("all" if direct else "mentions"),
        read_seq=row["read_seq"],
        unread=row["unread"],
        mentions=row["mentions"],
        last_message=last,
        created_at=row["created_at"],
        version=row["version"],
    )
