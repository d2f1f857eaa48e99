"""Who hears of what happens in chat: event handlers, each a job in a transaction of the system.

The system reads nothing that is for named people, so about a conversation a notice says who wrote, and no more.
Whoever may not read a channel is never told, whomever a text mentions: `notify` asks the access rule again.
"""

from uuid import UUID

from atalaya_forum.chat.actions.channels import make_general
from atalaya_forum.chat.events import MessageConcerns, PeopleChanged
from atalaya_forum.chat.models import Channel, Message
from atalaya_forum.chat.queries.channels import general_channel, names_of, people_of, readers_of
from atalaya_forum.chat.queries.notices import (
    begin_at,
    channel_and_message,
    group_with_lock,
    head_of,
    members_of,
    newcomers_of_group,
    newcomers_of_organisation,
    note_told,
    untold,
)
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.groups.events import GroupCreated, GroupMemberJoined
from atalaya_platform.directory.organisations.events import MembersChanged
from atalaya_platform.notifications.notice import Notice
from atalaya_platform.notifications.tell import notify, subscribers
from atalaya_platform.notifications.vocabulary import Level
from atalaya_platform.plugin import Handler
from atalaya_platform.runtime import Runtime
from atalaya_platform.text.markdown import plain

MENTION = "chat.message.mention"
DIRECT = "chat.message.direct"
MESSAGE = "chat.message.new"
EXCERPT = 200

NOTICES = {MENTION: "now", DIRECT: "now", MESSAGE: "none"}
"""The kinds of notification of chat, and when each is mailed unless a person chose otherwise."""


async def open_first_channel(session: WriteSession, event: GroupCreated, runtime: Runtime) -> None:
    """Give a new group its first channel, unless somebody opened it already."""
    group = await group_with_lock(session, event.group_id)
    if group is not None and await general_channel(session, group.id) is None:
        await make_general(session, group, None)


async def begin_in_group(session: WriteSession, event: GroupMemberJoined, runtime: Runtime) -> None:
    """What was said before somebody joined a group is there to be read, and is not new to them."""
    await newcomers_of_group(session, event.group_id, person_id=event.person_id, organisation_id=event.organisation_id)


async def begin_in_organisation(session: WriteSession, event: MembersChanged, runtime: Runtime) -> None:
    """The same for somebody who joined an organisation, in the channels of all its groups."""
    await newcomers_of_organisation(session, event.organisation_id)


async def begin_in_conversation(session: WriteSession, event: PeopleChanged, runtime: Runtime) -> None:
    """The same for people who were brought into a conversation."""
    await begin_at(session, event.id, event.added, event.head)


async def tell_of_message(session: WriteSession, event: MessageConcerns, runtime: Runtime) -> None:
    """Tell whom a message concerns: those it mentions, the other people of a conversation, who want to hear of all."""
    found = await channel_and_message(session, event.channel_id, event.id)
    if found is None:
        await _tell_people(session, event, runtime)
    elif found[1].deleted_at is None:
        await _tell_readers(session, event, runtime, *found)


async def _tell_people(session: WriteSession, event: MessageConcerns, runtime: Runtime) -> None:
    """In a named channel. One unread conversation makes one notification, however much is written in it."""
    people = set(await people_of(session, event.channel_id)) - {event.author_id}
    mentioned = people if event.everyone else people & set(event.persons)
    fresh = await untold(session, event.channel_id, people) if event.direct else set()
    for kind, told in ((MENTION, mentioned), (DIRECT, fresh - mentioned)):
        await notify(
            session,
            runtime,
            told,
            Notice(
                kind=kind,
                place=f"channel:{event.channel_id}",
                object_id=event.channel_id,
                audience=f"named:{event.channel_id}",
                label=Label(event.label),
                title=event.author_name,
                url=_address(event),
                actor_id=event.author_id,
                direct=True,
            ),
        )
    await note_told(session, event.channel_id, mentioned | fresh, await head_of(session, event.channel_id))


async def _tell_readers(
    session: WriteSession, event: MessageConcerns, runtime: Runtime, channel: Channel, message: Message
) -> None:
    """In a group's channel: by name first; `@channel` and the rest as each reader chose."""
    place = f"channel:{channel.id}"
    author = (await names_of(session, {event.author_id})).get(event.author_id, "")
    named = set(event.persons) | await members_of(session, event.organisations)
    levels = await subscribers(session, [place])
    hearing = {person for person, level in levels.items() if level is Level.ALL} if event.watched else set()
    everyone = set(await readers_of(session, f"strict:{channel.group_id}")) if event.everyone else set()
    everyone -= {person for person, level in levels.items() if level is Level.NOTHING}
    told: set[UUID] = set()
    for kind, persons in ((MENTION, named), (MENTION, everyone), (MESSAGE, hearing)):
        await notify(
            session,
            runtime,
            persons - told,
            Notice(
                kind=kind,
                place=place,
                object_id=channel.id,
                audience=channel.audience,
                label=Label(channel.label),
                title=f"#{channel.name}: {author}",
                url=_address(event),
                excerpt=plain(message.body, limit=EXCERPT),
                actor_id=event.author_id,
                direct=kind == MENTION,
            ),
        )
        told |= persons


def _address(event: MessageConcerns) -> str:
    return f"/chat/{event.channel_id}?message={event.id}"


HANDLERS = (
    Handler("chat.open_first_channel", GroupCreated, open_first_channel),
    Handler("chat.begin_in_group", GroupMemberJoined, begin_in_group),
    Handler("chat.begin_in_organisation", MembersChanged, begin_in_organisation),
    Handler("chat.begin_in_conversation", PeopleChanged, begin_in_conversation),
    Handler("chat.tell_of_message", MessageConcerns, tell_of_message),
)
