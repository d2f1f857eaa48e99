"""Who knocks: the address and browser of a request, and whether that browser is known from an earlier sign-in."""

import ipaddress
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request, Response

from atalaya_platform.http.dependencies import SECURE_COOKIE, OpenedRequest, RuntimeOf
from atalaya_platform.identity.sign_in.keys import keys_of
from atalaya_platform.runtime import Runtime

KNOWN_FOR = timedelta(days=90)
_PERSONS = 8
"""How many people one shared browser remembers."""
_SALT = "device"


@dataclass(frozen=True, slots=True)
class Device:
    """A browser, by a random name in a signed cookie, and when each person last signed in with it."""

    name: str
    persons: dict[UUID, datetime] = field(default_factory=dict)

    def knows(self, person_id: UUID, now: datetime) -> bool:
        at = self.persons.get(person_id)
        return at is not None and at > now - KNOWN_FOR


@dataclass(frozen=True, slots=True)
class Visitor:
    """Everything about a request that signing in looks at. `session_id` is a living session, finished or not."""

    address: str
    user_agent: str
    device: Device
    session_id: UUID | None = None
    pending: str | None = None
    pending_person_id: UUID | None = None

    @property
    def network(self) -> str:
        """The address's neighbourhood: /24 in IPv4, /64 in IPv6, which one customer usually has."""
        try:
            address = ipaddress.ip_address(self.address)
        except ValueError:
            return self.address
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return str(ipaddress.ip_network((address, 24 if address.version == 4 else 64), strict=False))

    @property
    def on_loopback(self) -> bool:
        try:
            return ipaddress.ip_address(self.address).is_loopback
        except ValueError:
            return False


def device_cookie_name(runtime: Runtime) -> str:
    return f"{SECURE_COOKIE}-device" if runtime.settings.https else "atalaya-device"


def _device(request: Request, runtime: Runtime) -> Device:
    value = keys_of(runtime).read_cookie(_SALT, request.cookies.get(device_cookie_name(runtime)))
    try:
        persons = {UUID(key): datetime.fromisoformat(at) for key, at in value["persons"].items()}
        return Device(str(value["name"]), persons)
    except (KeyError, ValueError, TypeError, AttributeError):
        return Device(secrets.token_urlsafe(12))


def remember_device(response: Response, runtime: Runtime, device: Device, person_id: UUID) -> None:
    """Let this browser be known to the person for 90 days more."""
    now = runtime.database.clock.now()
    persons = {**device.persons, person_id: now}
    newest = sorted(persons.items(), key=lambda item: item[1], reverse=True)[:_PERSONS]
    value = {"name": device.name, "persons": {str(key): at.isoformat() for key, at in newest}}
    set_cookie(response, runtime, device_cookie_name(runtime), keys_of(runtime).sign_cookie(_SALT, value), KNOWN_FOR)


def set_cookie(
    response: Response, runtime: Runtime, name: str, value: str, age: timedelta, *, after_leaving: bool = False
) -> None:
    """A cookie that no script reads and no other site sends; `after_leaving` the browser still brings it back."""
    response.set_cookie(
        name,
        value,
        max_age=int(age.total_seconds()),
        path="/",
        httponly=True,
        samesite="lax" if after_leaving else "strict",
        secure=runtime.settings.https,
    )


def visitor_of(request: Request, runtime: Runtime, row: dict[str, Any] | None) -> Visitor:
    """The visitor behind a request; `row` is what its session cookie opened."""
    row = row or {}
    pending_person = row.get("pending_person_id")
    return Visitor(
        address=request.client.host if request.client else "",
        user_agent=request.headers.get("user-agent", "")[:300],
        device=_device(request, runtime),
        session_id=UUID(row["session_id"]) if row.get("session_id") else None,
        pending=row.get("pending"),
        pending_person_id=UUID(pending_person) if pending_person else None,
    )


async def _visitor(request: Request, runtime: RuntimeOf, opened: OpenedRequest) -> Visitor:
    return visitor_of(request, runtime, opened.row)


VisitorOf = Annotated[Visitor, Depends(_visitor, scope="function")]
