"""What the handlers ask, as the system: it reads everything but what is for named people."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from atalaya_forum.chat.models import Channel, Message
from atalaya_platform.database.session import ReadSession, WriteSession
from atalaya_platform.identity.models import Membership, SharingGroup

_HEAD = text("SELECT head FROM stream_heads(ARRAY[:name])")
_UNTOLD = text(
    "SELECT person FROM unnest(CAST(:people AS uuid[])) person WHERE NOT EXISTS (SELECT 1 FROM channel_reading r"
    " WHERE r.person_id = person AND r.channel_id = :channel AND (r.told_seq > r.read_seq OR r.muted))"
)
_NOTE = text(
    "INSERT INTO channel_reading (person_id, channel_id, read_seq, told_seq, muted)"
    " SELECT person, :channel, 0, :seq, false FROM unnest(CAST(:people AS uuid[])) person"
    " ON CONFLICT (person_id, channel_id) DO UPDATE SET told_seq = excluded.told_seq"
)
_BEGIN = text(
    "INSERT INTO channel_reading (person_id, channel_id, read_seq, told_seq, muted)"
    " SELECT person, :channel, :seq, 0, false FROM unnest(CAST(:people AS uuid[])) person"
    " ON CONFLICT (person_id, channel_id) DO UPDATE"
    " SET read_seq = greatest(channel_reading.read_seq, excluded.read_seq)"
)
_NEWCOMERS = """
INSERT INTO channel_reading (person_id, channel_id, read_seq, told_seq, muted)
SELECT n.person_id, c.id, max(l.seq), 0, false
  FROM (SELECT g.group_id, coalesce(g.person_id, m.person_id) AS person_id,
               greatest(g.created_at, coalesce(m.created_at, g.created_at)) AS joined_at
          FROM group_member g LEFT JOIN membership m ON m.organisation_id = g.organisation_id
         WHERE {}) n
  JOIN channel c ON c.group_id = n.group_id AND c.created_at < n.joined_at
 CROSS JOIN LATERAL (SELECT x.seq FROM message x WHERE x.channel_id = c.id AND x.created_at <= n.joined_at
                      ORDER BY x.seq DESC LIMIT 1) l
 WHERE n.person_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM channel_reading r WHERE r.channel_id = c.id AND r.person_id = n.person_id)
 GROUP BY n.person_id, c.id
ON CONFLICT (person_id, channel_id) DO NOTHING
"""
_NEW_IN_GROUP = text(
    _NEWCOMERS.format(
        "g.group_id = :group"
        " AND (g.person_id = CAST(:person AS uuid) OR g.organisation_id = CAST(:organisation AS uuid))"
    )
)
_NEW_IN_ORGANISATION = text(_NEWCOMERS.format("g.organisation_id = :organisation"))


async def channel_and_message(
    session: ReadSession, channel_id: UUID, message_id: UUID
) -> tuple[Channel, Message] | None:
    """A message with its channel; None for a named channel, which the system does not read."""
    statement = (
        select(Channel, Message)
        .join(Message, col(Message.channel_id) == col(Channel.id))
        .where(col(Channel.id) == channel_id, col(Message.id) == message_id)
    )
    found = (await session.execute(statement)).one_or_none()
    return None if found is None else (found[0], found[1])


async def group_with_lock(session: ReadSession, group_id: UUID) -> SharingGroup | None:
    """The group, locked until the transaction ends so that its first channel is made once."""
    statement = select(SharingGroup).where(col(SharingGroup.id) == group_id).with_for_update(key_share=True)
    return (await session.execute(statement)).scalar_one_or_none()


async def members_of(session: ReadSession, organisations: Collection[UUID]) -> set[UUID]:
    """The members of these organisations."""
    if not organisations:
        return set()
    statement = select(Membership.person_id).where(col(Membership.organisation_id).in_(organisations))
    return set((await session.execute(statement)).scalars())


async def head_of(session: ReadSession, channel_id: UUID) -> int:
    """The number of the last event in a channel, also of one that the system does not read."""
    return int((await session.execute(_HEAD, {"name": f"channel:{channel_id}"})).scalar_one())


async def untold(session: ReadSession, channel_id: UUID, people: Collection[UUID]) -> set[UUID]:
    """Those who have read up to what they were told of last, and have not muted the conversation."""
    values = {"people": list(people), "channel": channel_id}
    return set((await session.execute(_UNTOLD, values)).scalars())


async def note_told(session: WriteSession, channel_id: UUID, people: Collection[UUID], seq: int) -> None:
    """Remember that these people were told of a conversation up to this number."""
    if people:
        await session.execute(_NOTE, {"people": list(people), "channel": channel_id, "seq": seq})


async def begin_at(session: WriteSession, channel_id: UUID, people: Collection[UUID], seq: int) -> None:
    """Let these people begin reading a channel after this number, unless they have read further."""
    await session.execute(_BEGIN, {"people": list(people), "channel": channel_id, "seq": seq})


async def newcomers_of_group(
    session: WriteSession, group_id: UUID, *, person_id: UUID | None, organisation_id: UUID | None
) -> None:
    """Let whom a new member brings into a group begin reading after what was said before they joined."""
    values = {"group": group_id, "person": person_id, "organisation": organisation_id}
    await session.execute(_NEW_IN_GROUP, values)


async def newcomers_of_organisation(session: WriteSession, organisation_id: UUID) -> None:
    """The same for an organisation's new people, in all of its groups."""
    await session.execute(_NEW_IN_ORGANISATION, {"organisation": organisation_id})
