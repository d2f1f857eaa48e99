"""Ways into a sharing group that wait for somebody: invitations and requests."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, String, Text, text
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped


class GroupAdmission(Table, Identified, Timestamped, table=True):
    """An invitation (a steward asks) or a request (a person asks), for an organisation or one person.

    `status` is pending, accepted, declined or withdrawn. At most one of each kind is pending for the same member.
    """

    __tablename__ = "group_admission"
    __table_args__ = (
        CheckConstraint("num_nonnulls(organisation_id, person_id) = 1", name="one_kind"),
        Index(
            "uq_group_admission_pending",
            "group_id",
            text("coalesce(organisation_id, person_id)"),
            unique=True,
            postgresql_where=text("status = 'pending'"),
        ),
    )

    group_id: UUID = Field(sa_column=Column(ForeignKey("sharing_group.id", ondelete="CASCADE"), nullable=False))
    kind: str = Field(sa_type=String(10))
    organisation_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("organisation.id", ondelete="CASCADE"), nullable=True, index=True)
    )
    person_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=True, index=True)
    )
    asked_by: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False))
    text: str = Field(default="", sa_type=Text)
    status: str = Field(default="pending", sa_type=String(10))
    decided_by: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True)
    )
    decided_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    answer: str = Field(default="", sa_type=Text)
