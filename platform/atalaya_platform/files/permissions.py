"""What one may do with files, and who may do it."""

from contextlib import asynccontextmanager
from typing import Annotated, Any

from fastapi import Depends, Request

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.permissions import Permission
from atalaya_platform.http.dependencies import Public, opened, requires
from atalaya_platform.http.problems import Forbidden
from atalaya_platform.identity.vocabulary import Role


class FilePermission(Permission):
    READ = "files:file:read"
    UPLOAD = "files:file:upload"


P = FilePermission
GRANTS = {
    Role.VIEWER: (P.READ,),
    Role.MEMBER: (P.READ, P.UPLOAD),
    Role.SECRETARIAT: (P.READ, P.UPLOAD),
    Role.MODERATOR: (P.READ, P.UPLOAD),
    Role.ADMINISTRATOR: (P.READ,),
}


class _Briefly:
    """The caller with a permission, known by a transaction that ends at once.

    A slow upload must not hold one of the database's few connections while its bytes trickle in.
    """

    def __init__(self, permission: Permission) -> None:
        self.stated_permission = str(permission)
        self._permitted: Any = requires(permission).dependency

    async def __call__(self, request: Request) -> Caller:
        async with asynccontextmanager(opened)(request) as unit:
            caller: Caller = await self._permitted(unit)
            return caller


def briefly(permission: Permission) -> Any:
    """The caller, who must hold this permission, for a route that receives a stream."""
    return Depends(_Briefly(permission), scope="function")


class _MayRead:
    """Anybody, for a file may be published to the public; a token only within its scopes."""

    stated_permission = "public"

    async def __call__(self, caller: Public) -> Caller | None:
        if caller is not None and not caller.may(P.READ):
            raise Forbidden("Your role or this token does not include reading files.", permission=str(P.READ))
        return caller


Uploader = Annotated[Caller, briefly(P.UPLOAD)]
Remover = Annotated[Caller, requires(P.UPLOAD)]
FileReader = Annotated[Caller | None, Depends(_MayRead(), scope="function")]
