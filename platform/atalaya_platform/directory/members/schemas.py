"""What the API takes about members."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from atalaya_platform.directory.invitations.schemas import MembershipRole
from atalaya_platform.http.schema import Input, Schema


class RoleUpdate(Input):
    role: MembershipRole


class Suspension(Input):
    """Why; it goes into the audit log, so name no labelled content."""

    reason: Annotated[str, Field(min_length=3, max_length=500)]


class SuspendedPerson(Schema):
    """An account that is closed: whose it is, and what its suspension says in the audit log."""

    id: UUID
    name: str
    email: str
    suspended_at: datetime | None = Field(description="Null when it was closed before the log begins.")
    suspended_by: str = Field(description="Name of whoever closed it; empty when it was closed from the command line.")
    reason: str
