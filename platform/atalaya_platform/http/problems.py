"""RFC 9457 problem documents: the one dialect in which Atalaya says no."""

from http import HTTPStatus
from typing import Any, ClassVar, cast

import psycopg
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException as RoutingError

from atalaya_platform.http.routing import has_socket, methods_at

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A refusal. Subclasses state status, title and slug; the detail tells the person what to do next.

    `fields` maps the dotted path of an input to what is wrong with it. `headers` are added to the answer.
    """

    status: ClassVar[int] = 400
    title: ClassVar[str] = "The request cannot be carried out"
    slug: ClassVar[str] = "bad-request"

    def __init__(
        self,
        detail: str,
        *,
        fields: dict[str, str] | None = None,
        headers: dict[str, str] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(detail)
        self.detail = detail
        self.fields = fields or {}
        self.headers = headers or {}
        self.extra = extra


class NotFound(Problem):
    status = 404
    title = "Not found"
    slug = "not-found"

    def __init__(self, what: str = "page") -> None:
        super().__init__(f"There is no such {what}, or it is not shared with you. Check the link, or ask its author.")


class Unauthenticated(Problem):
    status = 401
    title = "Sign in first"
    slug = "unauthenticated"

    def __init__(self, detail: str = "You are not signed in, or your session has ended. Sign in, then repeat.") -> None:
        super().__init__(detail, headers={"WWW-Authenticate": "Bearer"})


class Forbidden(Problem):
    status = 403
    title = "Not allowed"
    slug = "forbidden"


class PasskeyNeeded(Forbidden):
    """What a stolen password and code must not open: TLP:RED, and an administrator's acts."""

    title = "Sign in with a passkey first"
    slug = "passkey-needed"


class Conflict(Problem):
    status = 409
    title = "This has changed meanwhile"
    slug = "conflict"


class Invalid(Problem):
    status = 422
    title = "Some of what was sent needs correcting"
    slug = "invalid"


class PreconditionFailed(Problem):
    status = 412
    title = "Somebody else changed this first"
    slug = "precondition-failed"


class PreconditionRequired(Problem):
    status = 428
    title = "Say which version you edit"
    slug = "precondition-required"


class TooManyRequests(Problem):
    status = 429
    title = "Too many requests"
    slug = "too-many-requests"

    def __init__(self, seconds: int, detail: str | None = None) -> None:
        super().__init__(
            detail or f"Wait {seconds} seconds and try again.", headers={"Retry-After": str(max(1, seconds))}
        )


class Unavailable(Problem):
    status = 503
    title = "Not available right now"
    slug = "unavailable"


class ProblemDocument(BaseModel):
    """What every error answer looks like (RFC 9457), with the request id to quote when asking for help."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="A stable name: /problems/<slug>.")
    title: str
    status: int
    detail: str = Field(description="What happened and what to do.")
    request_id: str | None = Field(None, description="Quote this when asking for help.")
    fields: dict[str, str] = Field(default_factory=dict, description="Input path to what is wrong with it.")


def responses(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route: the problems that it states, besides those that every route can give."""
    stated: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        stated[kind.status] = {
            "model": ProblemDocument,
            "description": HTTPStatus(kind.status).phrase,
            "content": {MEDIA_TYPE: {}},
        }
    return stated


def document(request: Request, problem: Problem) -> JSONResponse:
    """The problem as an answer."""
    body = {
        "type": f"/problems/{problem.slug}",
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "request_id": request.scope.get("request_id"),
        "fields": problem.fields,
        **problem.extra,
    }
    return JSONResponse(body, problem.status, headers=problem.headers, media_type=MEDIA_TYPE)


_constraint_problems: dict[str, Problem] = {}


def map_constraint(name: str, problem: Problem) -> None:
    """Answer a violation of the named database constraint with this problem."""
    _constraint_problems[name] = problem


def problem_for(error: DBAPIError) -> Problem:
    """The problem that a database error stands for; an unmapped integrity error is a plain conflict."""
    diagnostics = getattr(error.orig, "diag", None)
    constraint = getattr(diagnostics, "constraint_name", None)
    if constraint in _constraint_problems:
        return _constraint_problems[constraint]
    if isinstance(error, IntegrityError):
        log.warning("integrity error without a problem of its own", constraint=constraint)
        return Conflict("What you sent clashes with something that is already there. Reload and try again.")
    sqlstate = getattr(error.orig, "sqlstate", None) or ""
    if sqlstate == "42501":  # refused by row-level security: the object does not exist for this person
        return NotFound("object")
    if sqlstate in {"22021", "22P05"} or "NUL" in str(error.orig):  # the driver refuses NUL itself, without a state
        return Invalid("The text holds a character that cannot be stored (such as NUL). Remove it and send again.")
    if isinstance(error, DataError):
        return Invalid("A value that you sent is too large, or not what this address takes. Correct it and send again.")
    if sqlstate in {"53100", "53200"}:
        return _StorageFull("The server's storage is full. What you typed is kept in your browser; try again later.")
    return Unavailable(
        "The database does not answer right now. Nothing was lost; try again in a few seconds.",
        headers={"Retry-After": "2"},
    )


class _StorageFull(Problem):
    status = 507
    title = "Storage is full"
    slug = "storage-full"


def _field_path(location: tuple[int | str, ...]) -> str:
    parts = [str(part) for part in location if part not in ("body", "query", "path", "header")]
    return ".".join(parts) or "body"


def _said(message: str) -> str:
    """What a validator said, without the words that Pydantic puts before an exception's own."""
    return message.removeprefix("Value error, ").removeprefix("Assertion failed, ")


def _wrong(item: dict[str, Any]) -> tuple[str, str]:
    """Where one error of validation is, and what to say of it."""
    location = tuple(item["loc"])
    if item["type"] == "json_invalid":
        return "body", f"not JSON: it breaks off or goes wrong at character {location[-1]}"
    if location == ("body",) and item["type"] in ("model_attributes_type", "model_type", "dict_type"):
        return "body", "send a JSON object, with Content-Type: application/json"
    return _field_path(location), _said(item["msg"])


def _special(status: int, title: str, detail: str, headers: dict[str, str] | None = None) -> Problem:
    """A problem whose status is known only when it happens."""

    class SpecialProblem(Problem):
        pass

    SpecialProblem.status = status
    SpecialProblem.title = title
    SpecialProblem.slug = title.lower().replace(" ", "-")
    return SpecialProblem(detail, headers=headers)


NO_UPGRADE = (
    "Live updates come over a WebSocket, and this request asks for none. If your browser sent it, the proxy in between "
    "does not pass `Upgrade` and `Connection` on: let it."
)


def _routing_problem(request: Request, error: RoutingError) -> Problem:
    status, headers = error.status_code, dict(error.headers or {})
    path = request.scope["path"]
    if has_socket(request.app, path):
        return _special(426, HTTPStatus(426).phrase, NO_UPGRADE, {"Upgrade": "websocket", "Connection": "Upgrade"})
    if status in (404, 405):
        pages = "" if path.startswith("/api/") else headers.get("Allow", "")
        taken = ", ".join(methods_at(request.app, path)) or pages
        if not taken or request.method in taken:
            return NotFound()
        status, headers["Allow"] = 405, taken
        detail = f"This address takes {taken}, and not {request.method}. See /api/openapi.json."
    elif status == 413:
        detail = "What you sent is larger than this address takes. Send less at once."
    else:
        detail = str(error.detail)
    return _special(status, HTTPStatus(status).phrase, detail, headers)


def install(app: FastAPI) -> None:
    """Answer every error of this application with a problem document; what nobody foresaw is the middleware's."""

    @app.exception_handler(Problem)
    async def _problem(request: Request, error: Problem) -> JSONResponse:
        return document(request, error)

    @app.exception_handler(RoutingError)
    async def _routing(request: Request, error: RoutingError) -> JSONResponse:
        return document(request, _routing_problem(request, error))

    @app.exception_handler(RequestValidationError)
    async def _validation(request: Request, error: RequestValidationError) -> JSONResponse:
        fields = dict(_wrong(item) for item in error.errors())
        return document(request, Invalid("Correct the fields named here and send again.", fields=fields))

    @app.exception_handler(DBAPIError)
    async def _database(request: Request, error: DBAPIError) -> JSONResponse:
        problem = problem_for(error)
        if problem.status >= 500 or isinstance(error, OperationalError):
            log.error("database error", error=str(error.orig))
        return document(request, problem)

    @app.exception_handler(psycopg.Error)
    async def _driver(request: Request, error: psycopg.Error) -> JSONResponse:
        return await _database(request, cast(DBAPIError, DBAPIError.instance(None, None, error, psycopg.Error)))

    @app.exception_handler(PoolTimeout)
    async def _busy(request: Request, error: PoolTimeout) -> JSONResponse:
        busy = Unavailable("The server is busy. Try again in a moment.", headers={"Retry-After": "2"})
        return document(request, busy)
