"""Editions, their history and their links as the API gives them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from atalaya_platform.access.labels import Label
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.pages import Page
from atalaya_platform.http.schema import Schema
from atalaya_strategies.catalogue.vocabulary import (
    ChangeAct,
    Confidence,
    CurationState,
    EditionKind,
    EditionStatus,
    LinkField,
    LinkOutcome,
    Precision,
)


class EditionRef(Schema):
    """An edition in one line."""

    id: UUID
    place: str = Field(description="ISO 3166-1 alpha-3 code of its state, or its body's abbreviation.")
    title_original: str
    title_en: str
    adopted: str = Field(description="As exact as is known: 2015, 2015-05, 2015-05-24, or empty.")
    adopted_precision: Precision | None
    status: EditionStatus
    kind: EditionKind


class EditionCard(EditionRef):
    """An edition in a list. `label` is null until it is published: then it is TLP:CLEAR and public."""

    period_start: str
    period_end: str
    language: str
    issuing_body: str
    confidence: Confidence
    state: CurationState
    label: Label | None
    confirmed: bool = Field(description="Its state's national contact point confirmed what it says now.")
    has_document: bool = Field(description="An official address is known.")
    published_at: datetime | None


class FacetCount(Schema):
    """A value to filter by, and how many editions have it."""

    value: str
    count: int


class EditionPage(Page[EditionCard]):
    """A page of editions. The first one also counts: each facet without its own filter, so that one can choose anew."""

    total: int | None = Field(None, description="How many editions match; with the first page only.")
    facets: dict[str, list[FacetCount]] = Field(
        default_factory=dict,
        description="By place, subregion, kind, status, language, year and state.",
    )


class LinkRead(Schema):
    """What asking for one of its addresses last came to."""

    field: LinkField
    url: str
    checked_at: datetime
    outcome: LinkOutcome
    status_code: int | None = Field(description="The HTTP status; null when nothing answered.")
    moved_to: str
    failing_since: datetime | None


class ConfirmationRead(Schema):
    """That its state's national contact point stands by it."""

    at: datetime
    person: PersonCard | None = Field(description="Who, if you know of each other.")
    current: bool = Field(description="False when the edition was changed afterwards.")


class EditionRead(EditionCard):
    """Everything about an edition."""

    document_url: str
    source_url: str
    note: str
    last_checked: date | None = Field(description="When a person last compared it with its source.")
    supersedes: list[EditionRef]
    superseded_by: list[EditionRef]
    confirmation: ConfirmationRead | None
    links: list[LinkRead]
    proposed_by: PersonCard | None
    created_at: datetime
    changed_at: datetime
    version: int
    may: list[ChangeAct] = Field(description="What you may do with it now.")


class FieldChange(Schema):
    """A fact before and after."""

    before: Any
    after: Any


class ChangeRead(Schema):
    """One change of an edition. Whoever reads the edition reads it, with the reason given."""

    version: int
    at: datetime
    act: ChangeAct
    person: PersonCard | None = Field(description="Who, if you know of each other; null for an import.")
    fields: dict[str, FieldChange]
    note: str
