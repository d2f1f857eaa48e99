"""Requests that may be sent again: what was answered under an Idempotency-Key."""

from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, SmallInteger, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Column, Field

from atalaya_platform.database.base import Table, Timestamped


class IdempotentRequest(Table, Timestamped, table=True):
    """The answer given to a person's key; a second request with the key gets the same answer."""

    __tablename__ = "idempotent_request"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    key: str = Field(sa_column=Column(Text, primary_key=True))
    fingerprint: bytes = Field(sa_type=LargeBinary)
    status: int = Field(sa_type=SmallInteger)
    body: Any = Field(sa_column=Column(JSONB))
