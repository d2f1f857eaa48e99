"""ASGI middleware: request ids, structured access logs, metrics, security headers and forged-request refusal."""

import re
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

import structlog
from prometheus_client import Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from atalaya_platform.http.refusing import refuse
from atalaya_platform.http.wording import said
from atalaya_platform.ids import new_id

log = structlog.get_logger("atalaya.http")

REQUESTS = Counter("atalaya_http_requests_total", "HTTP requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "atalaya_http_request_seconds",
    "Time to answer an HTTP request.",
    ["method", "route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_REQUEST_ID = re.compile(r"^[\w.-]{8,64}$")

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; object-src 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}

CLIENT_GONE = 499
FAULT = said("It was recorded. Try again; if it stays, quote the request id to your administrator.")


class Observe:
    """Gives each request an id, logs its answer, counts it, and adds the security headers.

    Whatever is logged meanwhile carries the id. A fault of our own is answered here, so that its problem document is
    sent like any other and the connection goes on.
    """

    def __init__(self, app: ASGIApp, https: bool = False) -> None:
        self.app = app
        self.headers = dict(HEADERS)
        if https:
            self.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if _REQUEST_ID.match(given) else str(new_id())
        scope["request_id"] = request_id
        structlog.contextvars.bind_contextvars(request_id=request_id)  # the server runs each request in its own context
        if scope["type"] == "websocket":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 0

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                headers["X-Request-ID"] = request_id
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if scope["path"].startswith("/api/"):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        try:
            await self.app(scope, receive, answer)
        except ClientDisconnect:
            status = status or CLIENT_GONE
        except Exception as error:
            log.exception("unexpected error", exc_info=error)
            if status:
                raise  # half an answer cannot be taken back: the server cuts the connection, and the client notices
            await refuse(scope, answer, 500, "server-error", "Server error", FAULT)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            seconds = time.perf_counter() - started
            REQUESTS.labels(scope["method"], route, status or 500).inc()
            SECONDS.labels(scope["method"], route).observe(seconds)
            log.info(
                "request",
                method=scope["method"],
                route=route,
                status=status or 500,
                ms=round(seconds * 1000, 1),
                request_id=request_id,
            )


class RefuseForged:
    """Refuses unsafe requests that a browser sent for another site's page (CSRF).

    A request that carries a cookie must come from this origin, by `Sec-Fetch-Site`, or else by `Origin`; one
    without a cookie (an API client) has nothing to forge.
    """

    def __init__(self, app: ASGIApp, origins: Iterable[str]) -> None:
        self.app = app
        self.origins = frozenset(origins)

    def trusted(self, headers: Headers) -> bool:
        origin = headers.get("origin")
        if origin is not None:
            return origin in self.origins or (
                headers.get("sec-fetch-site") == "same-origin" and urlsplit(origin).netloc == headers.get("host")
            )
        return headers.get("sec-fetch-site") in ("same-origin", "none")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE:
            headers = Headers(scope=scope)
            if headers.get("cookie") and not self.trusted(headers):
                detail = said(
                    "This did not come from Atalaya's own pages. Open Atalaya in its own window and try again."
                )
                await refuse(scope, send, 403, "cross-site", "Sent from another site", detail)
                return
        await self.app(scope, receive, send)
