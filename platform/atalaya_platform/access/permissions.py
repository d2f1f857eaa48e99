"""Acting is a second gate: every route states a permission, and roles are granted permissions by the services."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from atalaya_platform.identity.vocabulary import Role


class Permission(StrEnum):
    """Base of every service's enum; values are `service:noun:verb`."""


class Grants:
    """Which role may do what, merged from all plugins; looked up by a caller's set of roles."""

    def __init__(self) -> None:
        self._by_role: dict[Role, set[Permission]] = {role: set() for role in Role}
        self._cache: dict[frozenset[Role], frozenset[Permission]] = {}

    def add(self, grants: Mapping[Role, Iterable[Permission]]) -> None:
        for role, permissions in grants.items():
            self._by_role[role].update(permissions)
        self._cache.clear()

    def of(self, roles: frozenset[Role]) -> frozenset[Permission]:
        """Everything that these roles together permit."""
        found = self._cache.get(roles)
        if found is None:
            found = frozenset(permission for role in roles for permission in self._by_role[role])
            self._cache[roles] = found
        return found
