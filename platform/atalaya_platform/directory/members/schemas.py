"""What the API takes about members."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from atalaya_platform.directory.invitations.schemas import MembershipRole


class RoleUpdate(BaseModel):
    model_config = ConfigDict(extra="forbid")

    role: MembershipRole


class Suspension(BaseModel):
    """Why; it goes into the audit log, so name no labelled content."""

    model_config = ConfigDict(extra="forbid")

    reason: Annotated[str, Field(min_length=3, max_length=500)]
