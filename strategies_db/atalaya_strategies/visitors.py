"""People without an account: how often they may ask."""

import ipaddress
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter

from atalaya_platform.http.problems import TooManyRequests
from atalaya_platform.runtime import Runtime

ADAPTER = "strategies_visitors"


class Visitors:
    """Counts the requests of each address, in this process alone; `per_minute` 0 sets no ceiling."""

    def __init__(self, per_minute: int) -> None:
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._item = RateLimitItemPerMinute(per_minute) if per_minute else None

    def admit(self, address: str) -> None:
        """Count one request of this address. Raises TooManyRequests, with the seconds to wait."""
        key = neighbourhood(address)
        if self._item is not None and not self._limiter.hit(self._item, key):
            wait = round(self._limiter.get_window_stats(self._item, key).reset_time - time.time())
            detail = "More is asked from here without an account than is served. Wait a minute, or sign in."
            raise TooManyRequests(min(max(wait, 1), 60), detail)


def neighbourhood(address: str) -> str:
    """The address itself in IPv4; the /64 in IPv6, which one customer has whole."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))


def admit(runtime: Runtime, address: str) -> None:
    """Count one request without an account. Raises TooManyRequests."""
    cast(Visitors, runtime.adapters[ADAPTER]).admit(address)


@asynccontextmanager
async def lifespan(runtime: Runtime) -> AsyncIterator[None]:
    """Each process counts for itself."""
    runtime.adapters[ADAPTER] = Visitors(runtime.settings.visitor_requests_per_minute)
    yield
