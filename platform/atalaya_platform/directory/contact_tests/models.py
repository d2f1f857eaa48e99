"""Contact tests and the mailboxes that they asked."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, Text
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped

Moment = DateTime(timezone=True)


class ContactTest(Table, Identified, Timestamped, table=True):
    """A campaign: teams were asked at the same time to show that their mailbox is read."""

    __tablename__ = "contact_test"

    started_by: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True)
    )
    note: str = Field(default="", sa_type=Text)
    closes_at: datetime = Field(sa_type=Moment)


class ContactTestTarget(Table, Identified, table=True):
    """One mailbox of a campaign. Only the hash of the mailed secret is kept."""

    __tablename__ = "contact_test_target"
    __table_args__ = (Index("uq_contact_test_target", "test_id", "organisation_id", unique=True),)

    test_id: UUID = Field(sa_column=Column(ForeignKey("contact_test.id", ondelete="CASCADE"), nullable=False))
    organisation_id: UUID = Field(
        sa_column=Column(ForeignKey("organisation.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    email: str = Field(sa_type=Text)
    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    sent_at: datetime = Field(sa_type=Moment)
    answered_at: datetime | None = Field(default=None, sa_type=Moment)
