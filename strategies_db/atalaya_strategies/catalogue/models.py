"""Tables of the catalogue: editions, how they follow each other, what was changed, and whether their links work."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Date, DateTime, ForeignKey, Index, Integer, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped

Moment = DateTime(timezone=True)

AUDIENCE = "CASE WHEN state = 'published' THEN 'public' ELSE 'curators' END"
"""A published edition is TLP:CLEAR and public. Nobody holds the other token: the table's policy lets curators, the
proposer and the state's contact points at what is not published."""
ADOPTED_YEAR = "nullif(left(adopted, 4), '')::integer"
PARTIAL_DATE = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?$"


def _person() -> Any:
    """A column that names a person and forgets whoever is deleted."""
    return Field(default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True))


def _edition(*, primary_key: bool = False, index: bool = False) -> Any:
    """A column that names an edition and goes with it."""
    return Field(
        sa_column=Column(
            ForeignKey("strategy_edition.id", ondelete="CASCADE"),
            primary_key=primary_key,
            nullable=False,
            index=index,
        )
    )


class Edition(Table, Identified, Timestamped, table=True):
    """One text of a state or body (`place`: ISO 3166-1 alpha-3, or the body's abbreviation).

    `adopted`, `period_start` and `period_end` are ISO 8601 dates as exact as is known: 2015, 2015-05, 2015-05-24, or
    empty; as text they sort by time. `version` counts changes of the row. `confirmed_version` is the version that the
    state's contact point confirmed: an older one no longer counts. `last_checked` is the day on which a person last
    compared the row with its source.
    """

    __tablename__ = "strategy_edition"
    __mapper_args__ = {"eager_defaults": True}  # an update, too, brings back what is computed from it
    __table_args__ = (
        CheckConstraint(f"adopted ~ '{PARTIAL_DATE}'", name="adopted"),
        CheckConstraint(f"period_start ~ '{PARTIAL_DATE}'", name="period_start"),
        CheckConstraint(f"period_end ~ '{PARTIAL_DATE}'", name="period_end"),
        Index("ix_strategy_edition_audience_adopted", "audience", "adopted", "id"),
        Index("ix_strategy_edition_audience_published_at", "audience", "published_at", "id"),
        Index("ix_strategy_edition_place", "place"),
    )

    place: str = Field(sa_type=String(16))
    title_original: str = Field(default="", sa_type=Text)
    title_en: str = Field(sa_type=Text)
    adopted: str = Field(default="", sa_type=String(10))
    adopted_year: int | None = Field(
        default=None, sa_column=Column(Integer, Computed(ADOPTED_YEAR, persisted=True), nullable=True)
    )
    period_start: str = Field(default="", sa_type=String(10))
    period_end: str = Field(default="", sa_type=String(10))
    status: str = Field(sa_type=String(16))
    kind: str = Field(sa_type=String(32))
    language: str = Field(sa_type=String(8))
    issuing_body: str = Field(default="", sa_type=Text)
    document_url: str = Field(default="", sa_type=Text)
    source_url: str = Field(default="", sa_type=Text)
    confidence: str = Field(sa_type=String(8))
    note: str = Field(default="", sa_type=Text)
    last_checked: date | None = Field(default=None, sa_type=Date)
    state: str = Field(default="proposed", sa_type=String(16))
    version: int = 1
    changed_at: datetime = Field(sa_type=Moment)
    published_at: datetime | None = Field(default=None, sa_type=Moment)
    proposed_by: UUID | None = _person()
    confirmed_by: UUID | None = _person()
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    confirmed_version: int | None = None
    audience: str = Field(
        default=None, sa_column=Column("audience", String, Computed(AUDIENCE, persisted=True), nullable=False)
    )


class Supersession(Table, table=True):
    """That an edition takes the place of an earlier one of the same state or body."""

    __tablename__ = "strategy_supersession"
    __table_args__ = (CheckConstraint("edition_id <> superseded_id", name="not_itself"),)

    edition_id: UUID = _edition(primary_key=True)
    superseded_id: UUID = _edition(primary_key=True, index=True)


class EditionChange(Table, Identified, table=True):
    """One change of an edition: never edited, never removed. `fields` maps what changed to `[before, after]`.

    `note` is the reason that the person gave.
    """

    __tablename__ = "strategy_change"
    __table_args__ = (Index("ix_strategy_change_edition_id_version", "edition_id", "version"),)

    edition_id: UUID = _edition()
    version: int
    at: datetime = Field(sa_type=Moment)
    person_id: UUID | None = _person()
    act: str = Field(sa_type=String(16))
    fields: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    note: str = Field(default="", sa_type=Text)


class EditionLink(Table, table=True):
    """What asking for one of an edition's addresses last came to. `failures` counts since it last answered."""

    __tablename__ = "strategy_link"

    edition_id: UUID = _edition(primary_key=True)
    field: str = Field(sa_column=Column(String(16), primary_key=True))
    url: str = Field(sa_type=Text)
    checked_at: datetime = Field(sa_type=Moment)
    outcome: str = Field(sa_type=String(16))
    status_code: int | None = None
    moved_to: str = Field(default="", sa_type=Text)
    failures: int = 0
    failing_since: datetime | None = Field(default=None, sa_type=Moment)
