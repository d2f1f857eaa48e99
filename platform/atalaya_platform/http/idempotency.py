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


class KeyReused(Problem):
    status = 422
    title = "This Idempotency-Key was used for another request"
    slug = "idempotency-key-reused"


class Replayed(Exception):
    """Ends a request early with the answer that was kept; carries it to the error handler."""

    def __init__(self, status: int, body: Any) -> None:
        self.status = status
        self.body = body


async def _claim(
    request: Request,
    opened: OpenedRequest,
    idempotency_key: Annotated[
        str | None,
        Header(min_length=8, max_length=80, description="Any unique text; repeat it when you repeat the request."),
    ] = None,
) -> None:
    if idempotency_key is None or opened.caller is None:
        return
    fingerprint = hashlib.sha256(request.url.path.encode() + b"\0" + await request.body()).digest()
    values = {"person": opened.caller.person_id, "key": idempotency_key}
    claimed = await opened.session.execute(_CLAIM, {**values, "fingerprint": fingerprint})
    if claimed.first() is None:
        kept = (await opened.session.execute(_KEPT, values)).one()
        if bytes(kept.fingerprint) != fingerprint:
            raise KeyReused("Use a new key for a new request; the same key repeats the same request only.")
        raise Replayed(kept.status, kept.body)
    request.state.idempotency = values


Idempotent = Depends(_claim, scope="function")
"""Add to a creating route's `dependencies=[Idempotent]`, together with the `@idempotent` decorator."""


def idempotent(status: int = 201) -> Callable[[F], F]:
    """Keep the answer of this endpoint, which takes `request` and `session`, under the request's key."""

    def decorate(endpoint: F) -> F:
        @wraps(endpoint)
        async def kept(*args: Any, **kwargs: Any) -> Any:
            answer = await endpoint(*args, **kwargs)
            request: Request = kwargs["request"]
            values = getattr(request.state, "idempotency", None)
            if values is not None:
                session = kwargs["session"]
                await session.flush()
                await session.execute(_KEEP, {**values, "status": status, "body": jsonable_encoder(answer)})
            return answer

        return cast(F, kept)

    return decorate


async def answer_replayed(request: Request, error: Exception) -> JSONResponse:
    """The kept answer, marked as such."""
    assert isinstance(error, Replayed)
    return JSONResponse(error.body, error.status, headers={"Idempotency-Replayed": "true"})
