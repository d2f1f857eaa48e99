"""A ceiling on requests per minute, for each session or token, and a higher one for each address."""

import hashlib

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from atalaya_platform.http.refusing import refuse
from atalaya_platform.http.wording import said

SHARED = 10
"""How many times as much an address may ask as one session: a team often has one address together. Without it whoever
invents a new cookie for each request would meet no ceiling at all."""


class LimitRates:
    """Refuses, with 429 and Retry-After, whoever asks more often than that; counted in this process alone.

    Sign-in has counters of its own in the database. `per_minute` 0 sets no ceiling.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._item = RateLimitItemPerMinute(per_minute) if per_minute else None
        self._shared = RateLimitItemPerMinute(per_minute * SHARED) if per_minute else None

    def _within(self, scope: Scope) -> bool:
        """Whether this request is within both ceilings. The address is asked first, so that what it refuses is not
        remembered under ever new credentials."""
        if self._item is None or self._shared is None:
            return True
        client, headers = scope.get("client"), Headers(scope=scope)
        address = client[0] if client else "unknown"
        credential = headers.get("authorization") or headers.get("cookie")
        if not self._limiter.hit(self._shared, f"address {address}"):
            return False
        key = hashlib.sha256(credential.encode()).hexdigest() if credential else address
        return self._limiter.hit(self._item, key)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/api/") and not self._within(scope):
            detail = said(
                "You send more requests than this server takes from one person. Wait 10 seconds and try again."
            )
            await refuse(scope, send, 429, "too-many-requests", "Too many requests", detail, [(b"retry-after", b"10")])
            return
        await self.app(scope, receive, send)
