"""Persons and their roles on the platform."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import DateTime, ForeignKey, Index, LargeBinary, String, Text, text
from sqlmodel import Column, Field

from atalaya_platform.database.base import Identified, Table, Timestamped


class Person(Table, Identified, Timestamped, table=True):
    """Somebody with an account."""

    __tablename__ = "person"
    __table_args__ = (Index("uq_person_email_lower", text("lower(email)"), unique=True),)

    name: str = Field(sa_type=Text)
    email: str = Field(sa_type=Text)
    status: str = Field(default="invited", sa_type=String(16))
    locale: str = Field(default="en", sa_type=String(8))
    time_zone: str = Field(default="UTC", sa_type=Text)
    theme: str = Field(default="system", sa_type=String(8))
    title: str = Field(default="", sa_type=Text)
    show_presence: bool = True
    openpgp_key: str | None = Field(default=None, sa_type=Text)
    openpgp_expires_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    demonstration: bool = False


class Credential(Table, table=True):
    """A person's secrets, apart from the person so that no list of people can carry them.

    `totp_pending` is a secret that was shown but not yet confirmed by a code; `totp_secret` is the one that counts.
    `totp_last_step` is the last time step whose code was accepted, so that no code is accepted twice.
    """

    __tablename__ = "credential"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    password_hash: str | None = Field(default=None, sa_type=Text)
    totp_secret: str | None = Field(default=None, sa_type=Text)
    totp_pending: str | None = Field(default=None, sa_type=Text)
    totp_confirmed_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    totp_last_step: int | None = None
    webauthn_user_handle: bytes | None = Field(default=None, sa_type=LargeBinary)


class PlatformRoleGrant(Table, Timestamped, table=True):
    """That a person is of the secretariat, a moderator or an administrator."""

    __tablename__ = "platform_role"

    person_id: UUID = Field(sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True))
    role: str = Field(primary_key=True, max_length=24)
