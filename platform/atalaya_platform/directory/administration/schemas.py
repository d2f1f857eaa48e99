"""What the API takes and gives to administrators."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.http.schema import Input, Schema
from atalaya_platform.identity.vocabulary import Role

PlatformRole = Literal[Role.SECRETARIAT, Role.MODERATOR, Role.ADMINISTRATOR]


class AuditActor(Schema):
    """Who acted."""

    id: UUID
    name: str


class AuditRead(Schema):
    """One entry of the audit log. Details hold ids and settings, never labelled content."""

    chain: int
    seq: int = Field(description="Gapless within its chain.")
    at: datetime
    actor: AuditActor | None = Field(description="Null for the system and for visitors.")
    act: str
    object_type: str
    object_id: str
    request_id: str
    detail: dict[str, Any]


class RoleGrant(Input):
    role: PlatformRole


class RoleHolder(Schema):
    """Who holds a role on the platform, since when."""

    person: PersonCard
    role: Role
    since: datetime
