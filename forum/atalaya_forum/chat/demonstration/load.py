"""Playing the demonstration's channels: each act is done by its person, as it would be through the API."""

import re
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from atalaya_forum.chat.actions.channels import REDACT, create_channel, open_general
from atalaya_forum.chat.actions.conversations import open_conversation
from atalaya_forum.chat.actions.marks import pin, react
from atalaya_forum.chat.actions.messages import send_message
from atalaya_forum.chat.demonstration.script import SCENES, Line, Scene
from atalaya_forum.chat.models import Channel
from atalaya_forum.chat.queries.demonstration import indexed_of, sent, told_of
from atalaya_forum.chat.schemas import ChannelCreate, ConversationCreate, MessageCreate
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.demonstration.cast import PLAYERS, demonstration_id, group_id, person_id
from atalaya_platform.directory.demonstration.queries import persons
from atalaya_platform.directory.demonstration.stage import Stage, forget
from atalaya_platform.events.ledger import changed
from atalaya_platform.runtime import Runtime

_MENTION = re.compile(r"@\[\{([\w.-]+)\}\]")
_NAMES = {player.key: player.name for player in PLAYERS}
_GROUPS = "SELECT id FROM sharing_group WHERE created_by = :person"
_CHANNELS = f"SELECT id FROM channel WHERE author_id = :person OR group_id IN ({_GROUPS})"
_FORGET = [
    text(f"DELETE FROM stream WHERE object_id IN ({_CHANNELS})"),
    text(f"DELETE FROM channel WHERE id IN ({_CHANNELS})"),
    text("DELETE FROM message WHERE author_id = :person"),
    text("UPDATE message SET deleted_by = NULL WHERE deleted_by = :person"),
    text("UPDATE message SET pinned_by = NULL WHERE pinned_by = :person"),
]


def message_id(scene: Scene, number: int) -> UUID:
    """The id of a line, the same in every installation, so that it is never said twice."""
    return demonstration_id("message", f"{scene.key}:{number}")


def _body(line: Line) -> str:
    return _MENTION.sub(lambda found: f"@[{_NAMES[found[1]]}](person:{person_id(found[1])})", line.body)


class Channels(Stage):
    """The stage on which channels are played."""

    async def play(self, scene: Scene) -> None:
        """Everything that is said in a channel, in order."""
        at = self.now - timedelta(hours=scene.hours)
        channel = (await self._channel(scene, await self.enter(scene.lines[0].by, at))).id
        for number, line in enumerate(scene.lines):
            at += timedelta(minutes=line.minutes)
            caller = await self.enter(line.by, at)
            answered = None if line.answers is None else message_id(scene, line.answers)
            said = MessageCreate(body=_body(line), reply_to=answered)
            own = message_id(scene, number)
            await send_message(self.session, caller, channel, own, said)
            if line.pinned:
                await pin(self.session, caller, channel, own, on=True)
            for key, emoji in line.reactions:
                await react(self.session, await self.enter(key, at), channel, own, emoji, on=True)

    async def _channel(self, scene: Scene, caller: Caller) -> Channel:
        if scene.people:
            others = [person_id(key) for key in scene.people if person_id(key) != caller.person_id]
            return (await open_conversation(self.session, caller, ConversationCreate(people=others)))[0]
        if scene.name:
            wanted = ChannelCreate(name=scene.name, topic=scene.topic)
            return await create_channel(self.session, caller, group_id(scene.group), wanted)
        return await open_general(self.session, caller, group_id(scene.group))


async def load(session: WriteSession, runtime: Runtime) -> None:
    """Play every scene, once: nothing happens where the demonstration is there already."""
    if await sent(session, message_id(SCENES[0], 0)):
        return
    async with Channels(session, runtime) as stage:
        for scene in SCENES:
            await stage.play(scene)


async def remove(session: WriteSession, runtime: Runtime) -> None:
    """Take away what the demonstration's people wrote, and the channels of their groups and conversations.

    The streams of communities stay: what they say of these channels is emptied, so that no number is missing.
    """
    people = await persons(session)
    for one in await indexed_of(session, people):
        changed(session, "message", one)
    told = await told_of(session, people)
    await forget(session, _FORGET)
    for channel, audience in told:
        await session.execute(REDACT, {"channel": channel, "former": audience})
