"""Conversations between people: direct, and in small groups that people join and leave."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from atalaya_forum.chat.errors import FixedPeople, NoCommonCommunity, WrongLabel
from atalaya_forum.chat.events import ChannelCreated, PeopleChanged
from atalaya_forum.chat.models import Channel
from atalaya_forum.chat.queries.channels import (
    active_people,
    channel_by_id,
    common_communities,
    conversation_of,
    people_of,
    stream_head,
)
from atalaya_forum.chat.schemas import ConversationCreate
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, emit
from atalaya_platform.events.streams import drop_recipients, name_recipients, open_stream
from atalaya_platform.http.problems import NotFound
from atalaya_platform.http.wording import said
from atalaya_platform.ids import new_id

MOST_PEOPLE = 20


def people_key(people: Collection[UUID], label: Label) -> str:
    """What names the conversation of exactly these people; TLP:RED is a conversation of its own."""
    kind = "red" if label is Label.RED else "usual"
    return hashlib.sha256("\n".join([kind, *sorted(map(str, people))]).encode()).hexdigest()


async def open_conversation(session: WriteSession, caller: Caller, wanted: ConversationCreate) -> tuple[Channel, bool]:
    """The conversation of the caller and these people, and whether it was made just now.

    The same people find the same conversation. All share a community, so that nobody talks across the wall. Raises
    NotFound for somebody unknown to the caller, NoCommonCommunity, WrongLabel.
    """
    people = {caller.person_id, *wanted.people}
    if len(people) < 2:
        raise FixedPeople("A conversation has at least one other person in it. Choose whom to write to.")
    if wanted.label not in (Label.AMBER, Label.AMBER_STRICT, Label.RED):
        raise WrongLabel(
            "A conversation is for its people only: choose TLP:AMBER, TLP:AMBER+STRICT or TLP:RED.",
            fields={"label": "TLP:AMBER or stricter"},
        )
    if wanted.label is Label.RED and not caller.strong:
        raise WrongLabel(
            "TLP:RED is read and written only after signing in with a passkey. Do that first.",
            fields={"label": "needs a passkey"},
        )
    key = people_key(people, wanted.label)
    found = await conversation_of(session, key)
    if found is not None:
        return found, False
    community = await _community(session, people)
    channel = Channel(
        id=new_id(),
        name="",
        label=wanted.label,
        community=community,
        author_id=caller.person_id,
        named_only=True,
        people_key=key,
        owner_organisation_id=next(iter(sorted(caller.organisation_ids)), None),
    )
    try:
        async with session.begin_nested():
            await name_recipients(session, channel.id, sorted(people))
            session.add(channel)
            await session.flush()
    except IntegrityError:
        found = await conversation_of(session, key)  # one of the others was a moment faster
        if found is None:
            raise
        return found, False
    await session.refresh(channel)
    await open_stream(session, f"channel:{channel.id}", channel.id, channel.audience, wanted.label)
    audit(session, caller, "chat.conversation.create", "channel", channel.id, people=len(people))
    emit(
        session,
        ChannelCreated(id=channel.id, name="", group_id=None, label=channel.label, direct=True),
        [f"person:{person}" for person in sorted(people)],
    )
    return channel, True


async def _community(session: WriteSession, people: set[UUID]) -> str:
    if await active_people(session, people) != people:
        raise NotFound("person")
    shared = await common_communities(session, people)
    if not shared:
        raise NoCommonCommunity()
    return shared[0]


async def _conversation(session: WriteSession, channel_id: UUID) -> tuple[Channel, set[UUID]]:
    channel = await channel_by_id(session, channel_id, lock=True)
    if channel.group_id is not None:
        raise FixedPeople("This channel is read by its sharing group. Change who is in the group instead.")
    people = set(await people_of(session, channel.id))
    if len(people) < 3:
        raise FixedPeople("A conversation of two stays between the two. Start a new one with more people.")
    return channel, people


async def add_people(session: WriteSession, caller: Caller, channel_id: UUID, added: list[UUID]) -> Channel:
    """Bring people into a small-group conversation; they can read what was said before.

    Not into one under TLP:RED: what was said there is for those whom its authors named.
    """
    channel, people = await _conversation(session, channel_id)
    if channel.label == Label.RED:
        raise FixedPeople(
            "What was said under TLP:RED is for the people whom it was said to. Start another "
            "conversation with everybody, and say there what they may know."
        )
    together = people | set(added)
    if len(together) > MOST_PEOPLE:
        raise FixedPeople(
            said("A conversation takes {most} people. Ask for a sharing group, or a channel in one.", most=MOST_PEOPLE)
        )
    if together == people:
        return channel
    if channel.community not in await _communities(session, together):
        raise NoCommonCommunity()
    await name_recipients(session, channel.id, sorted(together - people))
    await _people_changed(session, caller, channel, together, people, "chat.conversation.add")
    return channel


async def _communities(session: WriteSession, people: set[UUID]) -> list[str]:
    if await active_people(session, people) != people:
        raise NotFound("person")
    return await common_communities(session, people)


async def leave_conversation(session: WriteSession, caller: Caller, channel_id: UUID) -> None:
    """Leave a small-group conversation: it ceases to exist for whoever left, and goes on for the others."""
    channel, people = await _conversation(session, channel_id)
    left = people - {caller.person_id}
    await _people_changed(session, caller, channel, left, people, "chat.conversation.leave")
    await session.flush()
    await drop_recipients(session, channel.id, [caller.person_id])


async def _people_changed(
    session: WriteSession, caller: Caller, channel: Channel, people: set[UUID], before: set[UUID], act: str
) -> None:
    """Who is in it now is a new set of people; when that set has a conversation of its own already, this one just
    goes on without being found by its people."""
    channel.people_key = None
    channel.version += 1
    await session.flush()
    try:
        async with session.begin_nested():
            channel.people_key = people_key(people, Label(channel.label))
            await session.flush()
    except IntegrityError:
        await session.refresh(channel)
    audit(session, caller, act, "channel", channel.id, people=len(people))
    emit(
        session,
        PeopleChanged(
            id=channel.id,
            people=sorted(people),
            added=sorted(people - before),
            head=await stream_head(session, channel.id),
        ),
        [f"channel:{channel.id}", *[f"person:{person}" for person in sorted(people | before)]],
    )
