"""Which teams an advisory asks, and what they answered."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, and_, select, text
from sqlmodel import col

from atalaya_forum.topics.models import Acknowledgement, Topic
from atalaya_forum.topics.queries.columns import person_brief
from atalaya_forum.topics.schemas.acknowledgement import Acknowledgements, TeamAnswer
from atalaya_forum.topics.schemas.brief import OrganisationBrief
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.identity.models import GroupMember, Membership, Organisation, Person

_RECIPIENTS = text("SELECT recipients_of(:object)")


def _teams_of_group(group_id: UUID) -> CompoundSelect[Any]:
    """Organisations that are members, and those of persons who are."""
    return (
        select(col(GroupMember.organisation_id))
        .where(col(GroupMember.group_id) == group_id, col(GroupMember.organisation_id).is_not(None))
        .union(
            select(col(Membership.organisation_id))
            .join(GroupMember, col(GroupMember.person_id) == col(Membership.person_id))
            .where(col(GroupMember.group_id) == group_id)
        )
    )


async def teams_asked(session: ReadSession, topic: Topic) -> set[UUID]:
    """The organisations that the advisory asks: the group's, or those of its named recipients; not the source."""
    if topic.audience.startswith("named:"):
        named = list((await session.execute(_RECIPIENTS, {"object": topic.id})).scalars())
        statement = select(col(Membership.organisation_id)).where(col(Membership.person_id).in_(named))
        found = set((await session.execute(statement)).scalars())
    elif topic.group_id is not None:
        found = set((await session.execute(_teams_of_group(topic.group_id))).scalars())
    else:
        found = set()
    return found - {topic.owner_organisation_id}


async def acknowledgements(session: ReadSession, caller: Caller, topic: Topic) -> Acknowledgements:
    """Every team asked, with its answer: those that have not answered first, then by name."""
    asked = await teams_asked(session, topic)
    statement = (
        select(Organisation, Acknowledgement, col(Person.name))
        .outerjoin(
            Acknowledgement,
            and_(
                col(Acknowledgement.organisation_id) == col(Organisation.id),
                col(Acknowledgement.topic_id) == topic.id,
            ),
        )
        .outerjoin(Person, col(Person.id) == col(Acknowledgement.person_id))
        .where(col(Organisation.id).in_(asked) | col(Acknowledgement.topic_id).is_not(None))
    )
    teams = [
        TeamAnswer(
            organisation=OrganisationBrief(id=team.id, name=team.name, acronym=team.acronym, country=team.country),
            status=given.status if given else None,
            note=given.note if given else "",
            person=person_brief(given.person_id, name) if given else None,
            answered_at=given.created_at if given else None,
            mine=team.id in caller.organisation_ids,
        )
        for team, given, name in (await session.execute(statement)).all()
    ]
    teams.sort(key=lambda team: (team.status is not None, team.organisation.name.casefold()))
    return Acknowledgements(
        topic_id=topic.id,
        acknowledge_by=topic.acknowledge_by,
        asked=len(asked),
        answered=sum(team.status is not None for team in teams),
        teams=teams,
    )


async def answered_by(session: ReadSession, topic_ids: Sequence[UUID]) -> dict[UUID, set[UUID]]:
    """The teams that have answered to each of these advisories."""
    statement = select(col(Acknowledgement.topic_id), col(Acknowledgement.organisation_id)).where(
        col(Acknowledgement.topic_id).in_(topic_ids)
    )
    found: dict[UUID, set[UUID]] = {}
    for topic_id, organisation_id in (await session.execute(statement)).all():
        found.setdefault(topic_id, set()).add(organisation_id)
    return found


async def members_of(session: ReadSession, organisation_ids: set[UUID]) -> set[UUID]:
    """Everybody who belongs to one of these organisations."""
    statement = select(col(Membership.person_id)).where(col(Membership.organisation_id).in_(organisation_ids))
    return set((await session.execute(statement)).scalars())
