"""Playing the demonstration threads: each act is done by its person, as it would be through the API."""

import re
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from atalaya_forum.topics.actions.acknowledgement import acknowledge
from atalaya_forum.topics.actions.post import accept_answer, react
from atalaya_forum.topics.actions.publish import publish_topic, reply
from atalaya_forum.topics.actions.reading import read_up_to
from atalaya_forum.topics.actions.split import promote_answer
from atalaya_forum.topics.actions.topic import place_topic
from atalaya_forum.topics.demonstration.advisories import ADVISORIES, GATEWAY
from atalaya_forum.topics.demonstration.discussions import DISCUSSIONS
from atalaya_forum.topics.demonstration.script import Say, Thread
from atalaya_forum.topics.queries.demonstration import titled, told_of, written_by
from atalaya_forum.topics.schemas.acknowledgement import AcknowledgementCreate
from atalaya_forum.topics.schemas.post import PostCreate, ReactionUpdate
from atalaya_forum.topics.schemas.topic import Promotion, TopicCreate, TopicStanding
from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.demonstration.cast import PLAYERS, group_id, person_id
from atalaya_platform.directory.demonstration.queries import persons
from atalaya_platform.directory.demonstration.stage import Stage, forget
from atalaya_platform.events.ledger import changed
from atalaya_platform.runtime import Runtime

_MENTION = re.compile(r"\{person:([\w.-]+)\}")
_NAMES = {player.key: player.name for player in PLAYERS}
_GROUPS = "SELECT id FROM sharing_group WHERE created_by = :person"
_TOPICS = f"author_id = :person OR group_id IN ({_GROUPS})"
_REDACT = text("SELECT redact_topic_cards(:topic, :former)")
_FORGET = [
    text(f"DELETE FROM stream WHERE object_id IN (SELECT id FROM topic WHERE {_TOPICS})"),
    text(f"DELETE FROM topic WHERE {_TOPICS}"),
    text("DELETE FROM post WHERE author_id = :person"),
    text("DELETE FROM acknowledgement WHERE person_id = :person"),
    text("DELETE FROM post_flag WHERE person_id = :person"),
    text("UPDATE post SET state_by = NULL WHERE state_by = :person"),
    text("UPDATE topic SET last_author_id = NULL WHERE last_author_id = :person"),
]


def _mentioned(body: str) -> str:
    """The text with its mentions as people write them."""
    return _MENTION.sub(lambda found: f"@[{_NAMES[found[1]]}](person:{person_id(found[1])})", body)


class Threads(Stage):
    """The stage on which threads are played."""

    async def play(self, thread: Thread) -> None:
        """Everything that happened in a thread, in order."""
        at = self.now - timedelta(days=thread.days)
        author = await self.enter(thread.by, at)
        topic = await publish_topic(self.session, author, self._topic(thread))
        posts: dict[int, UUID] = {}
        for number, say in enumerate(thread.replies, 2):
            at += timedelta(hours=say.hours)
            posts[number] = await self._reply(topic.id, say, at, posts)
        for key, status, note in thread.acknowledged:
            caller = await self.enter(key, at)
            await acknowledge(self.session, caller, topic.id, AcknowledgementCreate(status=status, note=note))
        if thread.accepted and thread.accepted_by:
            caller = await self.enter(thread.accepted_by, at)
            await accept_answer(self.session, caller, topic.id, posts[thread.accepted])
            await self._promote(thread, posts[thread.accepted], at)
        if thread.pinned_by:
            caller = await self.enter(thread.pinned_by, at)
            await place_topic(self.session, caller, topic.id, TopicStanding(pinned=True))
        for key in thread.read_by:
            await read_up_to(self.session, await self.enter(key, at), topic.id, 2)

    def _topic(self, thread: Thread) -> TopicCreate:
        today = self.now.date()
        advisory = thread.advisory
        if advisory is not None and thread.acknowledge_in is not None:
            advisory = advisory.model_copy(update={"acknowledge_by": today + timedelta(days=thread.acknowledge_in)})
        practice = thread.kind.value == "best_practice" and thread.review_in is not None
        return TopicCreate.model_construct(
            group_id=group_id(thread.group),
            kind=thread.kind,
            title=thread.title,
            body=_mentioned(thread.body),
            label=thread.label,
            tags=list(thread.tags),
            language="",
            advisory=advisory,
            review_on=today + timedelta(days=thread.review_in or 0) if practice else None,
            recipients=[person_id(key) for key in thread.recipients],
            organisation_id=None,
            published=thread.published,
            attachments=[],
        )

    async def _reply(self, topic_id: UUID, say: Say, at: datetime, posts: dict[int, UUID]) -> UUID:
        caller = await self.enter(say.by, at)
        wanted = PostCreate(body=_mentioned(say.body), reply_to_id=posts.get(say.answers or 0))
        post = await reply(self.session, caller, topic_id, wanted)
        for key, emoji in say.reactions:
            await react(self.session, await self.enter(key, at), post.id, ReactionUpdate(emoji=emoji))
        return post.id

    async def _promote(self, thread: Thread, post_id: UUID, at: datetime) -> None:
        if thread.promoted_by is None:
            return
        review_on = self.now.date() + timedelta(days=thread.review_in or 365)
        caller = await self.enter(thread.promoted_by, at)
        wanted = Promotion(title=thread.promoted_title, review_on=review_on, tags=list(thread.tags))
        await promote_answer(self.session, self.runtime, caller, post_id, wanted)


async def load(session: WriteSession, runtime: Runtime) -> None:
    """Play every thread, once: nothing happens where the demonstration is there already."""
    if await titled(session, group_id(GATEWAY.group), GATEWAY.title):
        return
    async with Threads(session, runtime) as stage:
        for thread in sorted((*ADVISORIES, *DISCUSSIONS), key=lambda thread: -thread.days):
            await stage.play(thread)


async def remove(session: WriteSession, runtime: Runtime) -> None:
    """Take away what the demonstration's people wrote, and everything in their groups.

    The streams of communities stay: their cards are emptied, so that no number is missing.
    """
    people = await persons(session)
    for kind, found in (await written_by(session, people)).items():
        for one in found:
            changed(session, kind, one)
    told = await told_of(session, people)
    await forget(session, _FORGET)
    for topic, audience in told:
        await session.execute(_REDACT, {"topic": topic, "former": audience})
