"""Sharing groups: who shares with whom."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped


class SharingGroup(Table, Identified, Timestamped, table=True):
    """A circle of organisations and persons in one community; everything shared belongs to exactly one."""

    __tablename__ = "sharing_group"

    name: str = Field(sa_type=Text)
    description: str = Field(default="", sa_type=Text)
    community: str = Field(sa_type=String(16))
    visibility: str = Field(default="listed", sa_type=String(8))
    joining: str = Field(default="invitation", sa_type=String(12))
    default_label: str = Field(default="TLP:AMBER", sa_type=String(16))
    created_by: UUID = Field(foreign_key="person.id")
    archived: bool = False
    version: int = 1


class GroupMember(Table, Identified, Timestamped, table=True):
    """An organisation or a person in a group; a steward also invites, admits and edits."""

    __tablename__ = "group_member"
    __table_args__ = (
        CheckConstraint("num_nonnulls(organisation_id, person_id) = 1", name="one_kind"),
        Index(
            "uq_group_member_organisation",
            "group_id",
            "organisation_id",
            unique=True,
            postgresql_where=text("organisation_id IS NOT NULL"),
        ),
        Index(
            "uq_group_member_person",
            "group_id",
            "person_id",
            unique=True,
            postgresql_where=text("person_id IS NOT NULL"),
        ),
    )

    group_id: UUID = Field(sa_column=Column(ForeignKey("sharing_group.id", ondelete="CASCADE"), nullable=False))
    organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    steward: bool = False
