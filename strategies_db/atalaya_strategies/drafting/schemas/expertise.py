"""Asking for expertise, as the API takes and says it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.schema import Input, Schema
from atalaya_strategies.drafting.schemas.texts import ElementCode, Reason
from atalaya_strategies.drafting.vocabulary import Expertise, ExpertiseState


class ExpertiseCreate(Input):
    """What help is asked for, on which elements of the draft's vocabulary."""

    elements: Annotated[
        list[ElementCode], Field(min_length=1, max_length=20), AfterValidator(lambda codes: sorted(set(codes)))
    ]
    kind: Expertise
    needed_by: date | None = None
    note: Reason = Field("", description="What whoever is asked should know; it goes out with the request.")


class ExpertiseRead(Schema):
    """What was asked for."""

    id: UUID
    kind: Expertise
    elements: list[str]
    needed_by: date | None
    note: str
    state: ExpertiseState
    asked_by: PersonCard | None
    asked_at: datetime
    closed_by: PersonCard | None
    closed_at: datetime | None
