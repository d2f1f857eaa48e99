"""One topic: as a row to change, and as the API says it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, bindparam, func, select, text
from sqlmodel import col

from atalaya_forum.permissions import ForumPermission
from atalaya_forum.topics.models import Topic
from atalaya_forum.topics.queries.columns import card_values, cards
from atalaya_forum.topics.queries.standing import ME, stewarded, who
from atalaya_forum.topics.schemas.brief import PersonBrief
from atalaya_forum.topics.schemas.topic import TopicRead, TopicRights
from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labelling import is_source
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Person
from atalaya_platform.notifications.models import Subscription

_RECIPIENTS = text("SELECT recipients_of(:object)")

WHOLE: tuple[Any, ...] = (
    col(Topic.version),
    col(Topic.edited_at),
    col(Topic.promoted_from_id),
    col(Topic.published),
    col(Topic.cvss_vector),
    col(Topic.products),
    col(Topic.cves),
    col(Topic.indicators),
    col(Topic.audience),
    col(Topic.community),
    col(Subscription.level).label("subscription"),
)


_WHOLE = (
    cards(*WHOLE, stewarded(col(Topic.group_id)).label("steward"))
    .outerjoin(
        Subscription,
        and_(
            col(Subscription.person_id) == ME,
            col(Subscription.place) == func.concat("topic:", col(Topic.id)),
        ),
    )
    .where(col(Topic.id) == bindparam("topic"))
)


@dataclass(frozen=True)
class Held:
    """A topic's row, locked if it was asked for, and what the caller is to it."""

    topic: Topic
    author: bool
    source: bool
    steward: bool
    moderator: bool
    writer: bool


async def held(session: ReadSession, caller: Caller, topic_id: UUID, *, lock: bool = False) -> Held:
    """The topic as a row, with the caller's standing; `lock` keeps it until the transaction ends. Raises NotFound."""
    statement = select(Topic, stewarded(col(Topic.group_id))).where(col(Topic.id) == topic_id)
    if lock:
        # Its id never changes: rows that point to it, such as how far somebody has read, need not wait.
        statement = statement.with_for_update(of=Topic, key_share=True)
    found = (await session.execute(statement, who(caller))).one_or_none()
    if found is None:
        raise NotFound("topic")
    topic, steward = found
    return Held(
        topic=topic,
        author=topic.author_id == caller.person_id,
        source=is_source(caller, topic.author_id, topic.owner_organisation_id),
        steward=bool(steward),
        moderator=bool(steward) or caller.may(ForumPermission.POST_MODERATE),
        writer=may_write(caller, topic.audience, topic.group_id, topic.community),
    )


def may_write(caller: Caller, audience: str, group_id: UUID | None, community: str) -> bool:
    """Whether one who reads the topic belongs to those who discuss it.

    Named recipients do, and who is of the group, its constituents or its community; not who reads TLP:CLEAR from
    across the wall.
    """
    return (
        audience.startswith("named:")
        or caller.holds(f"amber:{group_id}")
        or caller.holds(f"strict:{group_id}")
        or caller.holds(f"community:{community}")
    )


async def topic_read(session: ReadSession, caller: Caller, topic_id: UUID) -> TopicRead:
    """The topic for whoever asks, in one statement (two for TLP:RED, to name its recipients). Raises NotFound."""
    row = (await session.execute(_WHOLE, {**who(caller), "topic": topic_id})).one_or_none()
    if row is None:
        raise NotFound("topic")
    named = row.audience.startswith("named:")
    return TopicRead(
        **card_values(row),
        version=row.version,
        edited_at=row.edited_at,
        accepted_post_id=row.accepted_post_id,
        promoted_from_id=row.promoted_from_id,
        published=row.published,
        cvss_vector=row.cvss_vector,
        products=row.products,
        cves=row.cves,
        indicators=row.indicators,
        subscription=row.subscription,
        recipients=await recipients(session, topic_id) if named else [],
        rights=_rights(row, caller),
    )


def _rights(row: Any, caller: Caller) -> TopicRights:
    writer = may_write(caller, row.audience, row.group_id, row.community)
    moderator = row.steward or caller.may(ForumPermission.POST_MODERATE)
    source = is_source(caller, row.author_id, row.owner_organisation_id)
    author = row.author_id == caller.person_id
    writes = caller.may(ForumPermission.POST_WRITE)
    return TopicRights(
        reply=writes and writer and (moderator or not row.locked),
        edit=caller.may(ForumPermission.TOPIC_WRITE) and (author or moderator),
        relabel=caller.may(ForumPermission.TOPIC_WRITE) and source,
        moderate=moderator,
        move=caller.may(ForumPermission.TOPIC_WRITE) and (author or row.steward),
        curate=row.steward or caller.may(ForumPermission.PRACTICE_CURATE),
        accept=row.kind == "question" and writes and (author or moderator),
        acknowledge=row.kind == "advisory" and writes and bool(caller.organisation_ids),
        export=row.label != Label.RED,
    )


async def recipients(session: ReadSession, topic_id: UUID) -> list[PersonBrief]:
    """Who is named on a topic, asked as one of them."""
    named = list((await session.execute(_RECIPIENTS, {"object": topic_id})).scalars())
    statement = select(col(Person.id), col(Person.name)).where(col(Person.id).in_(named)).order_by(col(Person.name))
    return [PersonBrief(id=row.id, name=row.name) for row in (await session.execute(statement)).all()]


async def promoted(session: ReadSession, post_id: UUID) -> bool:
    """Whether a post is in the library of best practice already, as far as the actor may know."""
    statement = select(col(Topic.id)).where(col(Topic.promoted_from_id) == post_id)
    return (await session.execute(statement)).first() is not None
