"""Rows of the catalogue as the API gives them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_strategies.catalogue.dates import precision
from atalaya_strategies.catalogue.models import Edition, EditionChange, EditionLink
from atalaya_strategies.catalogue.schemas.edition import (
    ChangeRead,
    ConfirmationRead,
    EditionCard,
    EditionRef,
    FieldChange,
    LinkRead,
)
from atalaya_strategies.catalogue.vocabulary import ChangeAct, CurationState, LinkField, LinkOutcome

_REF = {"id", "place", "title_original", "title_en", "adopted", "status", "kind"}
_CARD = _REF | {"period_start", "period_end", "language", "issuing_body", "confidence", "state", "published_at"}

People = Mapping[UUID, PersonCard]


def ref(row: Edition) -> EditionRef:
    return EditionRef(**row.model_dump(include=_REF), adopted_precision=precision(row.adopted))


def confirmed(row: Edition) -> bool:
    """Whether the row is still what its contact point confirmed."""
    return row.confirmed_version is not None and row.confirmed_version == row.version


def card(row: Edition) -> EditionCard:
    return EditionCard(
        **row.model_dump(include=_CARD),
        adopted_precision=precision(row.adopted),
        label=Label.CLEAR if row.state == CurationState.PUBLISHED else None,
        confirmed=confirmed(row),
        has_document=bool(row.document_url),
    )


def _who(people: People, person_id: UUID | None) -> PersonCard | None:
    return people.get(person_id) if person_id else None


def confirmation(row: Edition, people: People) -> ConfirmationRead | None:
    if row.confirmed_at is None:
        return None
    return ConfirmationRead(at=row.confirmed_at, person=_who(people, row.confirmed_by), current=confirmed(row))


def link(row: EditionLink) -> LinkRead:
    return LinkRead(
        field=LinkField(row.field),
        url=row.url,
        checked_at=row.checked_at,
        outcome=LinkOutcome(row.outcome),
        status_code=row.status_code,
        moved_to=row.moved_to,
        failing_since=row.failing_since,
    )


def change(row: EditionChange, people: People) -> ChangeRead:
    fields: dict[str, list[Any]] = row.fields
    return ChangeRead(
        version=row.version,
        at=row.at,
        act=ChangeAct(row.act),
        person=_who(people, row.person_id),
        fields={name: FieldChange(before=before, after=after) for name, (before, after) in fields.items()},
        note=row.note,
    )
