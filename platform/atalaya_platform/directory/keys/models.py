"""OpenPGP public keys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped


class OpenPgpKey(Table, Identified, Timestamped, table=True):
    """A public key of an organisation or of a person."""

    __tablename__ = "openpgp_key"
    __table_args__ = (
        CheckConstraint("num_nonnulls(organisation_id, person_id) = 1", name="one_owner"),
        Index("uq_openpgp_key_organisation", "organisation_id", "fingerprint", unique=True),
        Index("uq_openpgp_key_person", "person_id", "fingerprint", unique=True),
    )

    organisation_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("organisation.id", ondelete="CASCADE"), nullable=True)
    )
    person_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=True)
    )
    armoured: str = Field(sa_type=Text)
    fingerprint: str = Field(sa_type=Text)
    user_ids: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False))
    can_encrypt: bool = True
    expires_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    added_by: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("person.id", ondelete="SET NULL"), nullable=True)
    )
