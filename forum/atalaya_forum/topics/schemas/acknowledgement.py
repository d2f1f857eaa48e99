"""What teams answer to an advisory."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from atalaya_forum.topics.schemas.brief import OrganisationBrief, PersonBrief
from atalaya_forum.topics.vocabulary import AcknowledgementStatus
from atalaya_platform.http.schema import Input, Schema


class AcknowledgementCreate(Input):
    """Your team's answer; a later one takes the place of an earlier one."""

    status: AcknowledgementStatus = AcknowledgementStatus.ACKNOWLEDGED
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    organisation_id: UUID | None = None


class TeamAnswer(Schema):
    """A team that was asked, and what it answered; without a status it has not."""

    organisation: OrganisationBrief
    status: AcknowledgementStatus | None
    note: str
    person: PersonBrief | None
    answered_at: datetime | None
    mine: bool


class Acknowledgements(Schema):
    """Who has answered and who has not. Who may not see the group's members sees only the answers."""

    topic_id: UUID
    acknowledge_by: date | None
    asked: int
    answered: int
    teams: list[TeamAnswer]
