"""A problem document from middleware, where no route and no handler of problems has been reached."""

from collections.abc import Iterable

import orjson
from starlette.types import Scope, Send


async def refuse(
    scope: Scope,
    send: Send,
    status: int,
    slug: str,
    title: str,
    detail: str,
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Answer a request at once; `detail` says what to do."""
    body = orjson.dumps(
        {
            "type": f"/problems/{slug}",
            "title": title,
            "status": status,
            "detail": detail,
            "request_id": scope.get("request_id"),
            "fields": {},
        }
    )
    own = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": [*own, *headers]})
    await send({"type": "http.response.body", "body": body})
