"""Sessions, passkeys, recovery codes and API tokens: only hashes of what opens a door."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, LargeBinary, String, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped

Moment = DateTime(timezone=True)


class SignInSession(Table, Identified, Timestamped, table=True):
    """A browser's session. `state` is signed_in, second_factor or enrol; only the first opens anything else.

    `confirmed_at` is when the person last proved who they are, which sensitive changes ask for; `failures` counts
    wrong second factors.
    """

    __tablename__ = "sign_in_session"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True))
    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    state: str = Field(default="signed_in", sa_type=String(16))
    strong: bool = False
    seen_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    address: str = Field(default="", sa_type=Text)
    user_agent: str = Field(default="", sa_type=Text)
    confirmed_at: datetime | None = Field(default=None, sa_type=Moment)
    failures: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class Passkey(Table, Identified, Timestamped, table=True):
    """A WebAuthn credential of a person."""

    __tablename__ = "passkey"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True))
    credential_id: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    public_key: bytes = Field(sa_type=LargeBinary)
    sign_count: int = 0
    name: str = Field(default="", sa_type=Text)
    transports: list[str] = Field(default_factory=list, sa_column=Column(ARRAY(Text), nullable=False))
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class RecoveryCode(Table, Identified, table=True):
    """The hash of a single-use code that stands in for a lost second factor."""

    __tablename__ = "recovery_code"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True))
    code_hash: bytes = Field(sa_type=LargeBinary)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class ApiToken(Table, Identified, Timestamped, table=True):
    """A person's token for machines, never wider than its scopes."""

    __tablename__ = "api_token"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True))
    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    name: str = Field(sa_type=Text)
    scopes: list[str] = Field(sa_column=Column(ARRAY(Text), nullable=False))
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
