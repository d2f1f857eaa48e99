"""What people send to propose, correct and curate editions."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from atalaya_platform.http.schema import Input
from atalaya_strategies.catalogue.schemas.facts import (
    Address,
    Facts,
    LanguageCode,
    Line,
    Note,
    PartialDate,
    PlaceCode,
    Title,
)
from atalaya_strategies.catalogue.vocabulary import Confidence, EditionKind, EditionStatus

Editions = Annotated[list[UUID], Field(max_length=20, description="Ids of the editions that it takes the place of.")]
Reason = Annotated[
    str,
    Field(
        max_length=1000,
        pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$",
        description="Kept with the change, and read by whoever reads the edition.",
    ),
]


class EditionCreate(Facts):
    """A proposal for the catalogue."""

    supersedes: Editions = []
    reason: Reason = ""


class EditionUpdate(Input):
    """What to correct; what is left out stays."""

    place: PlaceCode | None = None
    title_original: Line | None = None
    title_en: Title | None = None
    adopted: PartialDate | None = None
    period_start: PartialDate | None = None
    period_end: PartialDate | None = None
    status: EditionStatus | None = None
    kind: EditionKind | None = None
    language: LanguageCode | None = None
    issuing_body: Line | None = None
    document_url: Address | None = None
    source_url: Address | None = None
    confidence: Confidence | None = None
    note: Note | None = None
    supersedes: Editions | None = None
    reason: Reason = ""


class Curation(Input):
    """Why it is reviewed, published or confirmed, where that needs saying."""

    reason: Reason = ""


class Refusal(Input):
    """Why it is declined."""

    reason: Annotated[Reason, Field(min_length=3)]
