"""What saved searches take and give."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from atalaya_platform.http.schema import Input, Schema
from atalaya_strategies.catalogue.schemas.facts import Line
from atalaya_strategies.finding.wanted import SearchWanted


class SavedSearchCreate(Input):
    """A search to keep."""

    name: Annotated[Line, Field(min_length=1, description="What its owner calls it.")]
    wanted: SearchWanted
    told: bool = Field(default=True, description="Whether to hear of new texts that it finds.")


class SavedSearchUpdate(Input):
    """Another name, or whether to hear of it."""

    name: Annotated[Line, Field(min_length=1)] | None = None
    told: bool | None = None


class SavedSearchRead(Schema):
    """A saved search."""

    id: UUID
    name: str
    wanted: SearchWanted
    told: bool
    created_at: datetime


class SavedSearchList(Schema):
    """One's own saved searches, by name."""

    items: list[SavedSearchRead]
