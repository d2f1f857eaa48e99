"""Making and changing channels of sharing groups."""

from uuid import UUID

from sqlalchemy import text

from atalaya_forum.chat.errors import NotYours, ReadingOnly, WrongLabel
from atalaya_forum.chat.events import ChannelChanged, ChannelCreated, ChannelGone
from atalaya_forum.chat.models import Channel
from atalaya_forum.chat.queries.channels import (
    channel_by_id,
    general_channel,
    group_by_id,
    people_of,
    readers_of,
    stewards_group,
)
from atalaya_forum.chat.schemas import ChannelCreate, ChannelUpdate
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import is_source
from atalaya_platform.access.labels import HIDDEN_GROUP_LABELS, Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, emit
from atalaya_platform.events.streams import follow_label, name_recipients, open_stream
from atalaya_platform.http.problems import Conflict, NotFound, map_constraint
from atalaya_platform.http.versions import require_match
from atalaya_platform.identity.models import SharingGroup
from atalaya_platform.ids import new_id

GENERAL = "general"
REDACT = text("SELECT redact_channel_cards(:channel, :former)")
"""Once a channel's audience is another, or the channel is no more: its former readers' lists keep nothing of it."""

map_constraint("uq_channel_general", Conflict("Somebody has just opened this channel. Try again."))


async def open_general(session: WriteSession, caller: Caller, group_id: UUID) -> Channel:
    """The group's first channel, made now if nobody opened it before. Raises NotFound, ReadingOnly for non-members."""
    group = await group_by_id(session, group_id)
    found = await general_channel(session, group.id)
    if found is not None:
        return found
    if not caller.holds(f"strict:{group.id}"):
        raise ReadingOnly()
    return await make_general(session, group, caller)


async def make_general(session: WriteSession, group: SharingGroup, caller: Caller | None) -> Channel:
    """A group's first channel, under the group's own label, in the name of the caller or of who made the group."""
    label = Label(group.default_label)
    author = caller.person_id if caller else group.created_by
    channel = _channel(group, GENERAL, label if label is not Label.RED else Label.AMBER_STRICT, author)
    channel.general = True
    return await _make(session, caller, channel)


def _channel(group: SharingGroup, name: str, label: Label, author_id: UUID) -> Channel:
    return Channel(
        id=new_id(), name=name, label=label, group_id=group.id, community=group.community, author_id=author_id
    )


async def _make(session: WriteSession, caller: Caller | None, channel: Channel) -> Channel:
    session.add(channel)
    await session.flush()
    await open_stream(session, f"channel:{channel.id}", channel.id, channel.audience, Label(channel.label))
    audit(session, caller, "chat.channel.create", "channel", channel.id, label=str(channel.label))
    emit(
        session,
        ChannelCreated(
            id=channel.id,
            name=channel.name,
            group_id=channel.group_id,
            label=channel.label,
            direct=False,
        ),
        await _heard_in(session, channel),
    )
    return channel


async def _heard_in(session: WriteSession, channel: Channel) -> list[str]:
    """The streams of those who may read the channel, so that their lists hear of it."""
    if not channel.audience.startswith("named:"):
        return [channel.audience]
    return [f"person:{person}" for person in await people_of(session, channel.id)]


def _require_fitting(group: SharingGroup, label: Label) -> None:
    if group.visibility == "hidden" and label not in HIDDEN_GROUP_LABELS:
        raise WrongLabel(
            "A hidden group carries TLP:AMBER or stricter: a wider label would betray the group.",
            fields={"label": "TLP:AMBER, TLP:AMBER+STRICT or TLP:RED"},
        )


async def create_channel(session: WriteSession, caller: Caller, group_id: UUID, wanted: ChannelCreate) -> Channel:
    """Make a further channel of a group of which the caller is a member.

    A TLP:RED channel names its readers, all of them readers of the group's TLP:AMBER. Raises NotFound, ReadingOnly,
    WrongLabel.
    """
    group = await group_by_id(session, group_id)
    if not caller.holds(f"strict:{group.id}"):
        raise ReadingOnly()
    label = wanted.label or Label(group.default_label)
    _require_fitting(group, label)
    channel = _channel(group, wanted.name, label, caller.person_id)
    channel.topic = wanted.topic
    channel.owner_organisation_id = next(iter(sorted(caller.organisation_ids)), None)
    if label is Label.RED:
        await _name_readers(session, caller, channel, wanted.recipients)
    elif wanted.recipients:
        raise WrongLabel(
            "Only a TLP:RED channel names its readers. Leave them out, or choose TLP:RED.",
            fields={"recipients": "only with TLP:RED"},
        )
    return await _make(session, caller, channel)


async def _name_readers(session: WriteSession, caller: Caller, channel: Channel, people: list[UUID]) -> None:
    if not caller.strong:
        raise WrongLabel(
            "TLP:RED is read and written only after signing in with a passkey. Do that first.",
            fields={"label": "needs a passkey"},
        )
    if not set(people) <= set(await readers_of(session, f"amber:{channel.group_id}")):
        raise NotFound("person")
    await name_recipients(session, channel.id, sorted({caller.person_id, *people}))


async def _changeable(session: WriteSession, caller: Caller, channel_id: UUID) -> Channel:
    channel = await channel_by_id(session, channel_id, lock=True)
    own = channel.author_id == caller.person_id
    member = channel.group_id is None or caller.holds(f"strict:{channel.group_id}")
    stewards = channel.group_id is not None and await stewards_group(session, caller, channel.group_id)
    if not (own and member) and not stewards:
        raise NotYours("Whoever made a channel and the group's stewards change it. Ask one of them.")
    return channel


async def change_channel(
    session: WriteSession, caller: Caller, channel_id: UUID, wanted: ChannelUpdate, if_match: str | None
) -> Channel:
    """Rename, describe, archive or reopen a channel. A conversation keeps no name of its own and is not archived."""
    channel = await _changeable(session, caller, channel_id)
    require_match(if_match, channel.version)
    given = wanted.model_dump(exclude_none=True)
    if channel.group_id is None and given:
        raise Conflict("A conversation is named after its people and stays open. Mute it if it disturbs you.")
    if any(getattr(channel, name) != value for name, value in given.items()):
        for name, value in given.items():
            setattr(channel, name, value)
        await _changed(session, caller, channel, "chat.channel.change", fields=sorted(given))
    return channel


async def relabel_channel(
    session: WriteSession, caller: Caller, channel_id: UUID, label: Label, if_match: str | None
) -> Channel:
    """Give a channel another label: a wider one only as its source, who made it or leads that person's team.

    A group's first channel is its stewards'. Its messages, files, streams and open sockets follow at once.
    """
    channel = await _changeable(session, caller, channel_id)
    require_match(if_match, channel.version)
    if channel.group_id is None:
        raise WrongLabel("A conversation keeps the label under which its people wrote. Start another one.")
    _require_fitting(await group_by_id(session, channel.group_id), label)
    was = Label(channel.label)
    if label is was:
        return channel
    if Label.RED in (label, was):
        raise WrongLabel("A channel neither becomes nor ceases to be TLP:RED: its readers are named. Make a new one.")
    source = channel.general or is_source(caller, channel.author_id, channel.owner_organisation_id)
    if label.rank < was.rank and not source:
        raise NotYours("Only its source gives a wider label: who made the channel, or the lead of that person's team.")
    former = channel.audience
    channel.label = label
    await session.flush()
    await follow_label(session, channel.id, channel.audience, label)
    if channel.audience != former:
        await session.execute(REDACT, {"channel": channel.id, "former": former})
        emit(session, ChannelGone(id=channel.id), [former])
    await _changed(session, caller, channel, "chat.channel.relabel", before=was.value, after=label.value)
    return channel


async def _changed(session: WriteSession, caller: Caller, channel: Channel, act: str, **detail: object) -> None:
    channel.version += 1
    await session.flush()
    audit(session, caller, act, "channel", channel.id, **detail)
    emit(
        session,
        ChannelChanged(
            id=channel.id,
            name=channel.name,
            topic=channel.topic,
            label=channel.label,
            archived=channel.archived,
            version=channel.version,
        ),
        [f"channel:{channel.id}", *await _heard_in(session, channel)],
    )
