"""Asking the web for addresses of the catalogue: politely, and never inside a private network."""

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import cast

import httpx2

from atalaya_platform.runtime import Runtime

ADAPTER = "strategies_web"
MOST_REDIRECTS = 5
SECONDS = 20.0
"""For one address with all its redirects."""

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Awaitable[list[str]]]
"""The IP addresses of a host; raises OSError when it has none."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class NotPublic(httpx2.TransportError):
    """The address leads into a private network, or nowhere that the web reaches."""


def _within(address: ipaddress.IPv6Address) -> Address | None:
    """The IPv4 address that an IPv6 address stands for, if it does."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)


def is_public(text: str) -> bool:
    """Whether an IP address is one of the public Internet, also where it stands for another one."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address) and (inner := _within(address)) is not None:
        address = inner
    return address.is_global and not address.is_multicast


async def resolved(host: str, port: int) -> list[str]:
    """What the machine's own resolver says."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


class PublicTransport(httpx2.AsyncBaseTransport):
    """Looks a host up once, refuses it if any of its addresses is not public, and connects to what was looked up.

    So no name can mean another address by the time of connecting. The certificate is checked against the name.
    """

    def __init__(self, resolve: Resolve, permitted: Callable[[str], bool]) -> None:
        self._inner = httpx2.AsyncHTTPTransport(trust_env=False)
        self._resolve = resolve
        self._permitted = permitted

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        host = request.url.raw_host.decode()
        port = request.url.port or (443 if request.url.scheme == "https" else 80)
        try:
            addresses = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpx2.ConnectError(str(error), request=request) from error
        if not addresses or not all(map(self._permitted, addresses)):
            raise NotPublic(f"{host} is not an address of the public Internet", request=request)
        pinned = httpx2.Request(
            request.method,
            request.url.copy_with(host=addresses[0]),
            headers=request.headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return await self._inner.handle_async_request(pinned)

    async def aclose(self) -> None:
        await self._inner.aclose()


class Web:
    """Where HTTP clients come from. Tests put one in its place that looks names up elsewhere."""

    def __init__(
        self,
        agent: str,
        *,
        resolve: Resolve = resolved,
        permitted: Callable[[str], bool] = is_public,
        seconds: float = SECONDS,
    ) -> None:
        self.agent = agent
        self.seconds = seconds
        self._resolve = resolve
        self._permitted = permitted

    def client(self) -> httpx2.AsyncClient:
        """A client that says who asks, follows few redirects, and checks each of them."""
        return httpx2.AsyncClient(
            transport=PublicTransport(self._resolve, self._permitted),
            headers={"User-Agent": self.agent},
            timeout=self.seconds / 2,
            follow_redirects=True,
            max_redirects=MOST_REDIRECTS,
            trust_env=False,
        )


def web_of(runtime: Runtime) -> Web:
    """The web of this process."""
    return cast(Web, runtime.adapters[ADAPTER])


@asynccontextmanager
async def lifespan(runtime: Runtime) -> AsyncIterator[None]:
    """Say to whoever is asked where the question comes from."""
    settings = runtime.settings
    runtime.adapters[ADAPTER] = Web(f"Atalaya/1 (+{settings.address}/strategies)")
    yield
