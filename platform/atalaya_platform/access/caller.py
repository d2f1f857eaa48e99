"""The caller of a request: who acts, with which roles, permissions and audience tokens."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from atalaya_platform.access.permissions import Grants, Permission
from atalaya_platform.identity.vocabulary import MEMBERSHIP_ROLES, Role


@dataclass(frozen=True)
class Caller:
    """A signed-in person for the length of one request. `strong` says that a passkey was used to sign in.

    `organisation_roles` maps each organisation to the person's role in it. `scopes` narrows an API token.
    """

    person_id: UUID
    name: str
    email: str
    locale: str
    time_zone: str
    joined_at: datetime
    roles: frozenset[Role]
    organisation_roles: dict[UUID, Role]
    countries: frozenset[str]
    tokens: frozenset[str]
    permissions: frozenset[Permission]
    strong: bool = False
    demonstration: bool = False
    session_id: UUID | None = None
    api_token_id: UUID | None = None
    request_id: str = field(default="", compare=False)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def holds(self, token: str) -> bool:
        """Whether an audience token is held; the database decides what that lets one read."""
        return token in self.tokens

    @property
    def organisation_ids(self) -> frozenset[UUID]:
        return frozenset(self.organisation_roles)

    @property
    def communities(self) -> frozenset[str]:
        return frozenset(token.partition(":")[2] for token in self.tokens if token.startswith("community:"))


def caller_from(row: dict[str, Any], grants: Grants, request_id: str = "") -> Caller:
    """The caller that the database described while it took on the actor's identity."""
    organisation_roles = {UUID(item["organisation_id"]): Role(item["role"]) for item in row["memberships"]}
    roles = frozenset(organisation_roles.values()) | frozenset(Role(name) for name in row["platform_roles"])
    highest = max((MEMBERSHIP_ROLES.index(role) for role in organisation_roles.values()), default=-1)
    roles |= frozenset(MEMBERSHIP_ROLES[: highest + 1])
    permissions = grants.of(roles)
    if "scopes" in row:
        permissions &= frozenset(row["scopes"])
    return Caller(
        person_id=UUID(row["person_id"]),
        name=row["name"],
        email=row["email"],
        locale=row["locale"],
        time_zone=row["time_zone"],
        joined_at=datetime.fromisoformat(row["joined_at"]),
        roles=roles,
        organisation_roles=organisation_roles,
        countries=frozenset(item["country"] for item in row["memberships"] if item["country"]),
        tokens=frozenset(row["tokens"]),
        permissions=permissions,
        strong=bool(row.get("strong")),
        demonstration=bool(row.get("demonstration")),
        session_id=UUID(row["session_id"]) if row.get("session_id") else None,
        api_token_id=UUID(row["api_token_id"]) if row.get("api_token_id") else None,
        request_id=request_id,
    )
