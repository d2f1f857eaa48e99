"""Organisations, the communities that they belong to, and their members."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped


class Organisation(Table, Identified, Timestamped, table=True):
    """A national or sectoral CSIRT, a government body, the Secretariat, or a stakeholder.

    `parent_id` makes it a constituent of that CSIRT, which matters for TLP:AMBER. `listed_as` is what `source_url`,
    or the work plan, lists it as: a finer word than `kind`.
    """

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("country IS NULL OR country ~ '^[A-Z]{3}$'", name="country_iso3"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
    )

    name: str = Field(sa_type=Text)
    acronym: str = Field(default="", sa_type=Text)
    kind: str = Field(sa_type=String(24))
    status: str = Field(default="active", sa_type=String(16))
    country: str | None = Field(default=None, sa_type=String(3))
    parent_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    website: str = Field(default="", sa_type=Text)
    email: str = Field(default="", sa_type=Text)
    telephone: str = Field(default="", sa_type=Text)
    emergency_telephone: str = Field(default="", sa_type=Text)
    constituency: str = Field(default="", sa_type=Text)
    established_year: int | None = None
    first_member: bool | None = None
    csirtamericas_member: bool | None = None
    rfc2350: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSONB, nullable=False, server_default="{}"))
    listed_as: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=""))
    source_url: str = Field(default="", sa_type=Text)
    confidence: str = Field(default="", sa_type=Text)
    confirmed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    confirm_by: date | None = None
    demonstration: bool = False
    version: int = 1


class OrganisationCommunity(Table, table=True):
    """That an organisation belongs to a community."""

    __tablename__ = "organisation_community"

    organisation_id: UUID = Field(sa_column=Column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True))
    community: str = Field(primary_key=True, max_length=16)


class Membership(Table, Timestamped, table=True):
    """That a person belongs to an organisation, in a role."""

    __tablename__ = "membership"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    organisation_id: UUID = Field(
        sa_column=Column(ForeignKey("organisation.id", ondelete="CASCADE"), primary_key=True, index=True)
    )
    role: str = Field(sa_type=String(24))
