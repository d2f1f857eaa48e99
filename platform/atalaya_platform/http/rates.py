"""A ceiling on requests per minute, for each session, token or (when there is neither) address."""

import hashlib

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from atalaya_platform.http.refusing import refuse


class LimitRates:
    """Refuses, with 429 and Retry-After, whoever asks more often than that; counted in this process alone.

    Sign-in has counters of its own in the database. `per_minute` 0 sets no ceiling.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._item = RateLimitItemPerMinute(per_minute) if per_minute else None

    @staticmethod
    def _key(scope: Scope) -> str:
        headers = Headers(scope=scope)
        credential = headers.get("authorization") or headers.get("cookie")
        if credential:
            return hashlib.sha256(credential.encode()).hexdigest()
        client = scope.get("client")
        return client[0] if client else "unknown"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        limited = self._item is not None and scope["type"] == "http" and scope["path"].startswith("/api/")
        if limited and self._item is not None and not self._limiter.hit(self._item, self._key(scope)):
            detail = "You send more requests than this server takes from one person. Wait 10 seconds and try again."
            await refuse(scope, send, 429, "too-many-requests", "Too many requests", detail, [(b"retry-after", b"10")])
            return
        await self.app(scope, receive, send)
