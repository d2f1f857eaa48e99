"""What routes ask for: the caller, with a permission, and the transaction that acts as that caller."""

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, cast

from fastapi import Depends, Request

from atalaya_platform.access.caller import Caller, caller_from
from atalaya_platform.access.permissions import Permission
from atalaya_platform.database.session import (
    ReadSession as _ReadSession,
)
from atalaya_platform.database.session import (
    WriteSession as _WriteSession,
)
from atalaya_platform.database.session import (
    open_api_token,
    open_person,
    open_session,
)
from atalaya_platform.http.problems import Forbidden, PasskeyNeeded, Unauthenticated
from atalaya_platform.runtime import Runtime

STATED = "stated_permission"
READING = frozenset({"GET", "HEAD", "OPTIONS"})
COOKIE = "atalaya"
SECURE_COOKIE = "__Host-atalaya"


def runtime_of(request: Request) -> Runtime:
    return cast(Runtime, request.app.state.runtime)


def cookie_name(runtime: Runtime) -> str:
    """`__Host-` needs https; on plain http, which only loopback uses, the cookie has the bare name."""
    return SECURE_COOKIE if runtime.settings.https else COOKIE


def hashed(token: str) -> bytes:
    """What the database keeps of an opaque token: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()


@dataclass
class Opened:
    """A request's transaction and whoever it acts for; `pending` names an unfinished sign-in's state."""

    session: _WriteSession
    caller: Caller | None
    row: dict[str, Any] | None
    touch: bool = False

    @property
    def pending(self) -> str | None:
        return self.row.get("pending") if self.row else None


async def _identify(request: Request, runtime: Runtime, session: _WriteSession) -> dict[str, Any] | None:
    reading = request.method in READING and runtime.database.refuses_writes_when_reading
    scheme, _, credential = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and credential:
        access_tokens = runtime.adapters.get("access_tokens")
        if access_tokens is not None and credential.count(".") == 2:
            claims = access_tokens.verify(credential)
            row = await open_person(session, claims.person_id, strong=claims.strong, reading=reading)
            return {**row, "scopes": claims.scopes} if row else None
        row = await open_api_token(session, hashed(credential), reading=reading)
        if row is None:
            raise Unauthenticated("This token is unknown, has expired or was revoked. Make a new one in your settings.")
        return cast(dict[str, Any], row)
    cookie = request.cookies.get(cookie_name(runtime))
    if cookie:
        idle = timedelta(minutes=runtime.settings.session_idle_minutes)
        return cast("dict[str, Any] | None", await open_session(session, hashed(cookie), idle, reading=reading))
    await open_person(session, None, strong=False, reading=reading)
    return None


async def opened(request: Request) -> AsyncIterator[Opened]:
    """Open the request's one transaction as its caller; it commits before the answer is sent."""
    runtime = runtime_of(request)
    async with runtime.database.unit() as session:
        request_id = request.scope.get("request_id", "")
        session.ledger.request_id = request_id
        row = await _identify(request, runtime, session)
        caller = None
        if row and "person_id" in row:
            caller = caller_from(row, runtime.registry.grants, request_id)
            request.state.person_id = caller.person_id
            request.state.seen_at = row.get("seen_at")
            request.state.session_id = caller.session_id
        yield Opened(session, caller, row)


OpenedRequest = Annotated[Opened, Depends(opened, scope="function")]


# Dependencies are coroutines even where they await nothing: a plain function would be sent to a thread and back.
async def _session(request: OpenedRequest) -> _WriteSession:
    return request.session


ReadSession = Annotated[_ReadSession, Depends(_session, scope="function")]
WriteSession = Annotated[_WriteSession, Depends(_session, scope="function")]


async def _runtime(request: Request) -> Runtime:
    return runtime_of(request)


RuntimeOf = Annotated[Runtime, Depends(_runtime)]


GUARDED: set[Permission] = set()
"""What a session does only if it was opened with a passkey, and hands on to no token otherwise."""


def guard(caller: Caller) -> None:
    """Refuse a session that was opened without a passkey; a token got its scopes from one that was."""
    if caller.session_id is not None and not caller.strong:
        raise PasskeyNeeded(
            "Administrators act in a session that was opened with a passkey. Sign out, and sign in with yours; if you "
            "have none, add one under Settings, Security."
        )


def requires(permission: Permission, *, passkey: bool = False) -> Any:
    """The caller, who must hold this permission. Use it in a service's `permissions.py` to name caller aliases.

    With `passkey` the session must have been opened with one besides.
    """
    if passkey:
        GUARDED.add(permission)

    async def permitted(request: OpenedRequest) -> Caller:
        if request.caller is None:
            raise Unauthenticated()
        if not request.caller.may(permission):
            raise Forbidden(
                "Your role does not include this action. If it should, ask your team lead or the Secretariat.",
                permission=str(permission),
            )
        if passkey:
            guard(request.caller)
        return request.caller

    setattr(permitted, STATED, str(permission))
    return Depends(permitted, scope="function")


async def _signed_in(request: OpenedRequest) -> Caller:
    if request.caller is None:
        raise Unauthenticated()
    return request.caller


async def _anyone(request: OpenedRequest) -> Caller | None:
    return request.caller


SIGNED_IN: Callable[..., Any] = _signed_in
PUBLIC: Callable[..., Any] = _anyone
SignedIn = Annotated[Caller, Depends(_signed_in, scope="function")]
"""For what every signed-in person may do with what is their own."""
Public = Annotated[Caller | None, Depends(_anyone, scope="function")]
"""For what anyone may call; the caller is None when not signed in."""


def stated_permission(dependency: Callable[..., Any]) -> str | None:
    """The permission that a dependency states: a name, `signed-in`, `public`, or None if it states nothing."""
    if dependency is _signed_in:
        return "signed-in"
    if dependency is _anyone:
        return "public"
    return getattr(dependency, STATED, None)
