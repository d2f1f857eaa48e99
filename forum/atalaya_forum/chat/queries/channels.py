"""Channels and conversations: which there are for the actor, who reads them, what is unread."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, text
from sqlmodel import col, select

from atalaya_forum.chat.models import Channel, ChannelReading
from atalaya_forum.topics.queries.standing import stewarded, who
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Person, SharingGroup

UNREAD_LIMIT = 200
"""Counting unread messages stops here: nobody reads "1,734" otherwise than "many"."""


def _unread(most: str) -> str:
    """SQL that counts what is new to the actor in channel `c`, of which `r` is read, and no more than `most`."""
    return f"""
       SELECT count(*) AS unread,
              count(*) FILTER (WHERE x.mentions_all OR x.mentioned && CAST(:names AS uuid[])) AS mentions
         FROM (SELECT m.mentions_all, m.mentioned FROM message m
                WHERE m.channel_id = c.id AND m.seq > coalesce(r.read_seq, 0) AND m.author_id <> :person
                  AND m.deleted_at IS NULL
                ORDER BY m.seq DESC LIMIT {most}) x"""


_LISTED = f"""
SELECT c.id, c.name, c.topic, c.label, c.group_id, c.community, c.general, c.archived, c.created_at, c.version,
       c.audience, coalesce(r.read_seq, 0) AS read_seq, coalesce(r.muted, false) AS muted, s.level,
       n.unread, n.mentions, l.id AS last_id, l.seq AS last_seq, l.author_id AS last_author, l.body AS last_body,
       l.created_at AS last_at,
       CASE WHEN c.group_id IS NULL THEN ARRAY(SELECT recipients_of(c.id)) ELSE ARRAY[]::uuid[] END AS people,
       c.author_id = :person AS own,
       EXISTS (SELECT 1 FROM group_member g WHERE g.group_id = c.group_id AND g.steward
                  AND (g.person_id = :person OR g.organisation_id = ANY(CAST(:led AS uuid[])))) AS steward
  FROM channel c
  LEFT JOIN channel_reading r ON r.channel_id = c.id AND r.person_id = :person
  LEFT JOIN subscription s ON s.place = 'channel:' || c.id AND s.person_id = :person
 CROSS JOIN LATERAL ({_unread(":most")}) n
  LEFT JOIN LATERAL (
       SELECT m.id, m.seq, m.author_id, left(m.body, 400) AS body, m.created_at FROM message m
        WHERE m.channel_id = c.id AND m.deleted_at IS NULL ORDER BY m.seq DESC LIMIT 1) l ON true
 WHERE {{}}
 ORDER BY c.id LIMIT :limit
"""
_OWN = "(c.group_id IS NULL OR 'amber:' || c.group_id = ANY (actor_tokens())) AND c.id > :after"
_MINE = text(_LISTED.format(f"{_OWN} AND NOT c.archived"))
_MINE_AND_ARCHIVED = text(_LISTED.format(_OWN))
_OF_GROUP = text(_LISTED.format("c.group_id = :group AND c.id > :after"))
_ONE = text(_LISTED.format("c.id = :channel"))
_CALLING = text(f"""
SELECT coalesce(sum(n.mentions) FILTER (WHERE c.group_id IS NOT NULL), 0) AS mentions,
       count(*) FILTER (WHERE c.group_id IS NULL AND n.unread > 0) AS conversations
  FROM channel c
  LEFT JOIN channel_reading r ON r.channel_id = c.id AND r.person_id = :person
 CROSS JOIN LATERAL ({_unread("CASE WHEN c.group_id IS NULL THEN 1 ELSE :most END")}) n
 WHERE (c.group_id IS NULL OR 'amber:' || c.group_id = ANY (actor_tokens())) AND NOT c.archived
   AND NOT coalesce(r.muted, false)
""")
_HEAD = text("SELECT head FROM stream WHERE name = :name")
_RECIPIENTS = text("SELECT recipients_of(:object)")
_READERSHIP = text("SELECT people, organisations, countries FROM readership(:audience)")
_READERS = text("SELECT readers_of(:audience)")
_COMMON = text(
    "SELECT oc.community FROM membership m JOIN organisation_community oc ON oc.organisation_id = m.organisation_id"
    " WHERE m.person_id = ANY (:people) GROUP BY oc.community"
    " HAVING count(DISTINCT m.person_id) = :people_count ORDER BY oc.community"
)


def _values(caller: Caller, **values: Any) -> dict[str, Any]:
    names = [caller.person_id, *caller.organisation_ids]
    led = who(caller)["led"]
    return {"person": caller.person_id, "names": names, "led": led, "most": UNREAD_LIMIT, **values}


async def my_channels(
    session: ReadSession, caller: Caller, *, after: UUID, limit: int, archived: bool
) -> Sequence[RowMapping]:
    """The channels of the actor's groups and the actor's conversations, with what is unread in them."""
    statement = _MINE_AND_ARCHIVED if archived else _MINE
    return (await session.execute(statement, _values(caller, after=after, limit=limit))).mappings().all()


async def calling(session: ReadSession, caller: Caller) -> RowMapping:
    """How many messages mention the actor, and how many conversations hold something new; muted ones left out."""
    return (await session.execute(_CALLING, _values(caller))).mappings().one()


async def channels_of_group(
    session: ReadSession, caller: Caller, group_id: UUID, *, after: UUID, limit: int
) -> Sequence[RowMapping]:
    """A group's channels that the actor may read. Raises NotFound for a group that does not exist for the actor."""
    await group_by_id(session, group_id)
    values = _values(caller, group=group_id, after=after, limit=limit)
    return (await session.execute(_OF_GROUP, values)).mappings().all()


async def listed_channel(session: ReadSession, caller: Caller, channel_id: UUID) -> RowMapping:
    """One channel as lists show it. Raises NotFound."""
    values = _values(caller, channel=channel_id, limit=1)
    found = (await session.execute(_ONE, values)).mappings().one_or_none()
    if found is None:
        raise NotFound("channel")
    return found


async def channel_by_id(session: ReadSession, channel_id: UUID, *, lock: bool = False) -> Channel:
    """A readable channel; raises NotFound. `lock` keeps others from changing it until the transaction ends."""
    statement = select(Channel).where(Channel.id == channel_id)
    if lock:
        statement = statement.with_for_update(key_share=True)
    found = (await session.execute(statement)).scalar_one_or_none()
    if found is None:
        raise NotFound("channel")
    return found


async def group_by_id(session: ReadSession, group_id: UUID) -> SharingGroup:
    """A group that exists for the actor; raises NotFound."""
    found = (await session.execute(select(SharingGroup).where(SharingGroup.id == group_id))).scalar_one_or_none()
    if found is None:
        raise NotFound("group")
    return found


async def general_channel(session: ReadSession, group_id: UUID) -> Channel | None:
    """A group's first channel, if it was made already and is readable."""
    statement = select(Channel).where(Channel.group_id == group_id, col(Channel.general))
    return (await session.execute(statement)).scalar_one_or_none()


async def conversation_of(session: ReadSession, people_key: str) -> Channel | None:
    """The conversation of exactly these people, of which the actor must be one."""
    return (await session.execute(select(Channel).where(Channel.people_key == people_key))).scalar_one_or_none()


async def stewards_group(session: ReadSession, caller: Caller, group_id: UUID) -> bool:
    """Whether the actor is a steward of the group: by name, or as the lead of a team that is one."""
    return bool((await session.execute(select(stewarded(group_id)), who(caller))).scalar_one())


async def people_of(session: ReadSession, channel_id: UUID) -> list[UUID]:
    """Who is in a conversation; empty for whoever is not (recipients know each other)."""
    return list((await session.execute(_RECIPIENTS, {"object": channel_id})).scalars())


async def common_communities(session: ReadSession, people: Collection[UUID]) -> list[str]:
    """The communities that hold every one of these people, as far as the actor can see."""
    values = {"people": list(people), "people_count": len(set(people))}
    return list((await session.execute(_COMMON, values)).scalars())


async def names_of(session: ReadSession, people: Collection[UUID]) -> dict[UUID, str]:
    """The names of those of the people whom the actor knows."""
    if not people:
        return {}
    statement = select(Person.id, Person.name).where(col(Person.id).in_(set(people)))
    return {row.id: row.name for row in await session.execute(statement)}


async def active_people(session: ReadSession, people: Collection[UUID]) -> set[UUID]:
    """Those of the people who are active and known to the actor."""
    statement = select(Person.id).where(col(Person.id).in_(people), Person.status == "active")
    return set((await session.execute(statement)).scalars())


async def stream_head(session: ReadSession, channel_id: UUID) -> int:
    """The number of the channel's last event; subscribe to its stream after it."""
    return int((await session.execute(_HEAD, {"name": f"channel:{channel_id}"})).scalar_one())


async def reading_of(session: ReadSession, person_id: UUID, channel_id: UUID) -> ChannelReading | None:
    statement = select(ChannelReading).where(
        ChannelReading.person_id == person_id, ChannelReading.channel_id == channel_id
    )
    return (await session.execute(statement)).scalar_one_or_none()


async def readership(session: ReadSession, audience: str) -> tuple[int, int, int]:
    """How many people, organisations and countries an audience has, known to the actor or not."""
    row = (await session.execute(_READERSHIP, {"audience": audience})).one()
    return row.people, row.organisations, row.countries


async def readers_of(session: ReadSession, audience: str) -> list[UUID]:
    """Everybody who may read an audience, by the access rule itself."""
    return list((await session.execute(_READERS, {"audience": audience})).scalars())
