"""Tables of signing in beside sessions and credentials: throttling, ceremonies, resets, keys, provider links."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, LargeBinary, String, Text
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped

Moment = DateTime(timezone=True)


class SignInAttempt(Table, table=True):
    """Consecutive failures of one kind under one key; the key is a hash, so that no list of addresses is kept."""

    __tablename__ = "sign_in_attempt"

    kind: str = Field(sa_column=Column(String(16), primary_key=True))
    key: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    failures: int = 0
    last_at: datetime = Field(sa_type=Moment)
    blocked_until: datetime | None = Field(default=None, sa_type=Moment)


class PasskeyCeremony(Table, Timestamped, table=True):
    """A challenge that waits for its one answer. Bound to a session where there is one."""

    __tablename__ = "passkey_ceremony"

    challenge: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    purpose: str = Field(sa_type=String(16))
    session_id: UUID | None = Field(
        default=None, sa_column=Column(ForeignKey("sign_in_session.id", ondelete="CASCADE"), index=True)
    )
    address_key: bytes = Field(sa_type=LargeBinary)
    expires_at: datetime = Field(sa_column=Column(Moment, nullable=False, index=True))


class PasswordReset(Table, Identified, Timestamped, table=True):
    """A mailed link for choosing a new password; only the hash of its token is kept."""

    __tablename__ = "password_reset"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True))
    token_hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False, unique=True))
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class SigningKey(Table, Identified, Timestamped, table=True):
    """A private key of the installation: `token` (ES256, PEM) signs access tokens, `cookie` (hex) our own cookies.

    A key is published before `signs_from` and verifies for a while after a newer one took over.
    """

    __tablename__ = "signing_key"

    purpose: str = Field(sa_type=String(8))
    private: str = Field(sa_type=Text)
    signs_from: datetime = Field(sa_type=Moment)


class OidcLink(Table, Timestamped, table=True):
    """That a subject at an identity provider is this person."""

    __tablename__ = "oidc_link"

    issuer: str = Field(sa_column=Column(Text, primary_key=True))
    subject: str = Field(sa_column=Column(Text, primary_key=True))
    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True))
