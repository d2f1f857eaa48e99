"""A problem document from middleware, where no route and no handler of problems has been reached."""

from collections.abc import Iterable

import orjson
from starlette.requests import HTTPConnection
from starlette.types import Scope, Send

from atalaya_platform.http.wording import language_of, wording_of


async def refuse(
    scope: Scope,
    send: Send,
    status: int,
    slug: str,
    title: str,
    detail: str,
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> None:
    """Answer a request at once; `detail` says what to do. Both texts are translated as those of a `Problem` are."""
    wording, language = wording_of(scope), language_of(HTTPConnection(scope))
    body = orjson.dumps(
        {
            "type": f"/problems/{slug}",
            "title": wording.say(title, language),
            "status": status,
            "detail": wording.say(detail, language),
            "request_id": scope.get("request_id"),
            "fields": {},
        }
    )
    own = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"content-language", language.encode()),
        (b"vary", b"Accept-Language"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*own, *headers]})
    await send({"type": "http.response.body", "body": body})
