"""The audit log: append-only entries in hash chains."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Index, LargeBinary, SmallInteger, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Table


class AuditEntry(Table, table=True):
    """One act. Chain, seq, the previous hash and the hash are given by the database, never by us."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(
            "ix_audit_entry_suspension", "object_id", "at", postgresql_where=text("act = 'directory.person.suspend'")
        ),
    )

    chain: int = Field(sa_column=Column(SmallInteger, primary_key=True, autoincrement=False))
    seq: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    at: datetime = Field(sa_column=Column(DateTime(timezone=True), nullable=False))
    person_id: UUID | None = Field(default=None, index=True)
    act: str = Field(sa_type=Text)
    object_type: str = Field(default="", sa_type=Text)
    object_id: str = Field(default="", sa_type=Text)
    request_id: str = Field(default="", sa_type=Text)
    detail: dict[str, Any] = Field(sa_column=Column(JSONB, nullable=False))
    previous: bytes = Field(sa_type=LargeBinary)
    hash: bytes = Field(sa_type=LargeBinary)


class AuditHead(Table, table=True):
    """The last entry of each chain: what a truncated chain is measured against."""

    __tablename__ = "audit_head"

    chain: int = Field(sa_column=Column(SmallInteger, primary_key=True, autoincrement=False))
    seq: int = Field(sa_type=BigInteger)
    hash: bytes = Field(sa_type=LargeBinary)
