"""An edition as it is exported in JSON."""

from datetime import date, datetime
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.http.schema import Schema
from atalaya_strategies.catalogue.vocabulary import Confidence, CurationState, EditionKind, EditionStatus


class EditionExport(Schema):
    """Every fact of an edition, and what it supersedes by id."""

    id: UUID
    place: str
    place_name: str
    title_original: str
    title_en: str
    adopted: str
    period_start: str
    period_end: str
    status: EditionStatus
    kind: EditionKind
    language: str
    issuing_body: str
    supersedes: list[UUID]
    document_url: str
    source_url: str
    confidence: Confidence
    note: str
    last_checked: date | None
    state: CurationState
    label: Label | None
    published_at: datetime | None
    changed_at: datetime
    confirmed_at: datetime | None
    version: int
