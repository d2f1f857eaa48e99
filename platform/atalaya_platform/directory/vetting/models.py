"""Applications of organisations, and the steps that each has gone."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, LargeBinary, String, Text
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped

Moment = DateTime(timezone=True)


class Application(Table, Identified, Timestamped, table=True):
    """An organisation asks to be admitted. `status` follows `process.py`; `due_on` is the last day for a decision.

    `token_hash` is of the mailed secret that proves the contact's mailbox and later shows how things stand;
    `address_hash` is of the network address it came from, for limits.
    """

    __tablename__ = "application"

    name: str = Field(sa_type=Text)
    acronym: str = Field(default="", sa_type=Text)
    kind: str = Field(sa_type=String(24))
    country: str | None = Field(default=None, sa_type=String(3))
    community: str = Field(sa_type=String(16))
    website: str = Field(default="", sa_type=Text)
    contact_name: str = Field(sa_type=Text)
    contact_email: str = Field(sa_type=Text, index=True)
    reason: str = Field(sa_type=Text)
    locale: str = Field(default="en", sa_type=String(8))
    status: str = Field(sa_type=String(16), index=True)
    endorsed: bool | None = None
    submitted_at: datetime | None = Field(default=None, sa_type=Moment)
    due_on: date | None = None
    decided_at: datetime | None = Field(default=None, sa_type=Moment)
    organisation_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("organisation.id", ondelete="SET NULL"), nullable=True)
    )
    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    address_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, index=True))


class ApplicationStep(Table, Identified, table=True):
    """One step of an application: who did what, why, and what it led to. `person_id` is empty for the applicant."""

    __tablename__ = "application_step"

    application_id: UUID = Field(
        sa_column=Column(ForeignKey("application.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    at: datetime = Field(sa_type=Moment)
    person_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True)
    )
    act: str = Field(sa_type=String(16))
    status: str = Field(sa_type=String(16))
    reason: str = Field(default="", sa_type=Text)
