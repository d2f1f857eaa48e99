"""`Idempotency-Key`: a create that is sent again gets the first answer, and nothing is made twice."""

import hashlib
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Annotated, Any, TypeVar, cast

from fastapi import Depends, Header, Request
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse
from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.http.dependencies import OpenedRequest
from atalaya_platform.http.problems import Problem

F = TypeVar("F", bound=Callable[..., Awaitable[Any]])

_CLAIM = text(
    "INSERT INTO idempotent_request (person_id, key, fingerprint, status, body)"
    " VALUES (:person, :key, :fingerprint, 0, NULL) ON CONFLICT (person_id, key) DO NOTHING RETURNING 1"
)
_KEPT = text("SELECT fingerprint, status, body FROM idempotent_request WHERE person_id = :person AND key = :key")
_KEEP = text(
    "UPDATE idempotent_request SET status = :status, body = :body WHERE person_id = :person AND key = :key"
).bindparams(bindparam("body", type_=JSONB))


IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=8,
        max_length=80,
        description="Any unique text; repeat it when you repeat the request, within a day.",
    ),
]


class KeyReused(Problem):
    status = 422
    title = "This Idempotency-Key was used for another request"
    slug = "idempotency-key-reused"


class Replayed(Exception):
    """Ends a request early with the answer that was kept; carries it, with its version, to the error handler."""

    def __init__(self, status: int, body: Any, etag: str | None) -> None:
        self.status = status
        self.body = body
        self.etag = etag


Claim = dict[str, Any]
"""A key that this request claimed for its person."""


async def claim_key(session: WriteSession, caller: Caller, key: str, fingerprint: bytes) -> Claim:
    """Claim a key for a request of this fingerprint, for routes whose body is a stream.

    Raises Replayed with the kept answer when the request was answered before, KeyReused when it was another one.
    """
    values = {"person": caller.person_id, "key": key}
    claimed = await session.execute(_CLAIM, {**values, "fingerprint": fingerprint})
    if claimed.first() is None:
        kept = (await session.execute(_KEPT, values)).one()
        if bytes(kept.fingerprint) != fingerprint:
            raise KeyReused("Use a new key for a new request; the same key repeats the same request only.")
        raise Replayed(kept.status, kept.body["answer"], kept.body["etag"])
    return values


async def keep_answer(session: WriteSession, claim: Claim, status: int, answer: Any, etag: str | None = None) -> None:
    """Keep what was answered under a claimed key, and the `ETag` that went with it."""
    await session.flush()
    body = {"answer": jsonable_encoder(answer), "etag": etag}
    await session.execute(_KEEP, {**claim, "status": status, "body": body})


async def _claim(
    request: Request,
    opened: OpenedRequest,
    idempotency_key: IdempotencyKey = None,
) -> None:
    if idempotency_key is None or opened.caller is None:
        return
    fingerprint = hashlib.sha256(request.url.path.encode() + b"\0" + await request.body()).digest()
    request.state.idempotency = await claim_key(opened.session, opened.caller, idempotency_key, fingerprint)


Idempotent = Depends(_claim, scope="function")
"""Add to a creating route's `dependencies=[Idempotent]`, together with the `@idempotent` decorator."""


def idempotent(status: int = 201) -> Callable[[F], F]:
    """Keep the answer of this endpoint, which takes `request` and `session`, under the request's key.

    With a `response` it also keeps the `ETag` set there.
    """

    def decorate(endpoint: F) -> F:
        @wraps(endpoint)
        async def kept(*args: Any, **kwargs: Any) -> Any:
            answer = await endpoint(*args, **kwargs)
            request: Request = kwargs["request"]
            values = getattr(request.state, "idempotency", None)
            if values is not None:
                headers = kwargs["response"].headers if "response" in kwargs else {}
                await keep_answer(kwargs["session"], values, status, answer, headers.get("etag"))
            return answer

        return cast(F, kept)

    return decorate


async def answer_replayed(request: Request, error: Exception) -> JSONResponse:
    """The kept answer, marked as such."""
    if not isinstance(error, Replayed):
        raise error
    headers = {"Idempotency-Replayed": "true"} | ({"ETag": error.etag} if error.etag else {})
    return JSONResponse(error.body, error.status, headers=headers)
