"""Invitations of people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, String, Text, text
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped

Moment = DateTime(timezone=True)


class Invitation(Table, Identified, Timestamped, table=True):
    """That somebody with this mailbox may become a member once. Only the hash of the mailed secret is kept.

    `platform_role` is set by the command line only, for an installation's first people.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        Index(
            "uq_invitation_open",
            text("lower(email)"),
            "organisation_id",
            unique=True,
            postgresql_where=text("accepted_at IS NULL AND revoked_at IS NULL"),
        ),
    )

    email: str = Field(sa_type=Text)
    organisation_id: UUID = Field(
        sa_column=Column(ForeignKey("organisation.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    role: str = Field(sa_type=String(24))
    platform_role: str | None = Field(default=None, sa_type=String(24))
    locale: str = Field(default="en", sa_type=String(8))
    invited_by: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True)
    )
    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    expires_at: datetime = Field(sa_type=Moment)
    accepted_at: datetime | None = Field(default=None, sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)
    person_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True)
    )
