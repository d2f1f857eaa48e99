"""The columns of a topic's card, as one person sees it, and the card made of them."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, any_, case, func, literal, literal_column, select, true
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import aliased
from sqlmodel import col

from atalaya_forum.topics.models import Post, ReadMark, Topic, TopicRead
from atalaya_forum.topics.queries.standing import JOINED, ME, awaited, moderated
from atalaya_forum.topics.schemas.brief import PersonBrief
from atalaya_forum.topics.schemas.topic import TopicCard
from atalaya_forum.topics.vocabulary import EVERYWHERE, FLOOR_DAYS
from atalaya_platform.identity.models import Organisation, Person, SharingGroup

LastAuthor = aliased(Person)


def floor() -> ColumnElement[Any]:
    """The moment until which everything in the topic's group counts as read for this person.

    The later of what was marked as read, for the group or everywhere, and a month before the person joined.
    """
    marked = (
        select(func.max(col(ReadMark.at)))
        .where(
            col(ReadMark.person_id) == ME,
            col(ReadMark.place) == any_(array([literal(EVERYWHERE), func.concat("group:", col(Topic.group_id))])),
        )
        .correlate(Topic)
        .scalar_subquery()
    )
    return func.greatest(marked, JOINED - timedelta(days=FLOOR_DAYS))


def reading() -> Any:
    """The floor of each topic's group as something to join, so that it is asked for once per topic.

    Without its OFFSET the planner would put the question wherever the answer is used.
    """
    return select(floor().label("at")).correlate(Topic).offset(literal_column("0")).lateral("reading")


def last_read(since: Any) -> ColumnElement[Any]:
    """The number of the last post that this person has read; `TopicRead` and `reading` must be joined.

    What lies before the floor is read without a row for it.
    """
    before_floor = (
        select(func.coalesce(func.max(col(Post.number)), 0))
        .where(col(Post.topic_id) == col(Topic.id), col(Post.created_at) <= since.c.at)
        .correlate(Topic, since)
        .scalar_subquery()
    )
    return func.greatest(
        func.coalesce(col(TopicRead.last_number), 0),
        case(
            (col(Topic.last_activity) <= since.c.at, col(Topic.last_number)),
            (col(Topic.created_at) <= since.c.at, before_floor),
            else_=0,
        ),
    )


def open_flags() -> ColumnElement[Any]:
    """How many flagged posts wait in the topic, for those who moderate there; 0 for others."""
    waiting = (
        select(func.count())
        .select_from(Post)
        .where(col(Post.topic_id) == col(Topic.id), col(Post.open_flags) > literal_column("0"))
        .correlate(Topic)
        .scalar_subquery()
    )
    return case((moderated(col(Topic.group_id)), waiting), else_=0)


CARD: tuple[Any, ...] = (
    col(Topic.id),
    col(Topic.kind),
    col(Topic.title),
    col(Topic.label),
    col(Topic.author_id),
    col(Topic.group_id),
    col(Topic.owner_organisation_id),
    col(Topic.language),
    col(Topic.tags),
    col(Topic.pinned),
    col(Topic.locked),
    col(Topic.accepted_post_id),
    col(Topic.severity),
    col(Topic.acknowledge_by),
    col(Topic.review_on),
    col(Topic.excerpt),
    col(Topic.last_number),
    col(Topic.created_at),
    col(Topic.last_activity),
    col(Topic.last_author_id),
    col(Person.name).label("author_name"),
    col(LastAuthor.name).label("last_author_name"),
    col(SharingGroup.name).label("group_name"),
    col(Organisation.name).label("organisation_name"),
    col(Organisation.acronym).label("organisation_acronym"),
    col(Organisation.country).label("organisation_country"),
)


def cards(*more: Any, source: Any = Topic) -> Select[Any]:
    """A card of each topic of `source`, with whom it names as far as the actor may know of them, and `more`."""
    since = reading()
    return (
        select(
            *CARD,
            last_read(since).label("last_read"),
            awaited().label("awaiting"),
            open_flags().label("open_flags"),
            *more,
        )
        .select_from(source)
        .join(since, true())
        .outerjoin(Person, col(Person.id) == col(Topic.author_id))
        .outerjoin(LastAuthor, col(LastAuthor.id) == col(Topic.last_author_id))
        .outerjoin(SharingGroup, col(SharingGroup.id) == col(Topic.group_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Topic.owner_organisation_id))
        .outerjoin(
            TopicRead,
            and_(col(TopicRead.topic_id) == col(Topic.id), col(TopicRead.person_id) == ME),
        )
    )


def person_brief(identity: UUID | None, name: str | None) -> PersonBrief | None:
    return PersonBrief(id=identity, name=name) if identity is not None and name is not None else None


def person_values(identity: UUID | None, name: str | None) -> dict[str, Any] | None:
    """The fields of a `PersonBrief`; None where the reader may not know of somebody."""
    return {"id": identity, "name": name} if identity is not None and name is not None else None


def organisation_values(row: Any, identity: UUID | None) -> dict[str, Any] | None:
    """The fields of an `OrganisationBrief` out of a row with that organisation's columns."""
    if identity is None or row.organisation_name is None:
        return None
    return {
        "id": identity,
        "name": row.organisation_name,
        "acronym": row.organisation_acronym,
        "country": row.organisation_country,
    }


def card_values(row: Any) -> dict[str, Any]:
    """The fields of a `TopicCard` out of a row of `cards`, plain, so that a whole page is validated in one go."""
    return {
        "id": row.id,
        "kind": row.kind,
        "title": row.title,
        "label": row.label,
        "group": {"id": row.group_id, "name": row.group_name} if row.group_name is not None else None,
        "author": person_values(row.author_id, row.author_name),
        "organisation": organisation_values(row, row.owner_organisation_id),
        "language": row.language,
        "tags": row.tags,
        "pinned": row.pinned,
        "locked": row.locked,
        "answered": row.accepted_post_id is not None,
        "severity": row.severity,
        "acknowledge_by": row.acknowledge_by,
        "review_on": row.review_on,
        "excerpt": row.excerpt,
        "posts": row.last_number,
        "created_at": row.created_at,
        "last_activity": row.last_activity,
        "last_author": person_values(row.last_author_id, row.last_author_name),
        "last_read": row.last_read,
        "unread": max(0, row.last_number - row.last_read),
        "awaiting": bool(row.awaiting),
        "open_flags": row.open_flags,
    }


def card(row: Any) -> TopicCard:
    return TopicCard.model_validate(card_values(row))
