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
from atalaya_platform.http.validation import wrong
from atalaya_platform.http.wording import Said, Wording, language_of, said, wording_of

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
MOST_NAMED = 100
"""Inputs that one refusal names: nobody corrects more at once, and the answer stays smaller than what was sent."""


class Problem(Exception):
    """A refusal. Subclasses state status, title and slug; the detail tells the person what to do next.

    `fields` maps the dotted path of an input to what is wrong with it. `headers` are added to the answer.

    Title, detail and what fields say stand in English in the code, as literals or made by `said`, and are translated
    when the answer is written.
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
        super().__init__(
            said(
                "There is no {such}, or it is not shared with you. Check the link, or ask its author.",
                such=Said(f"such {what}", {}),
            )
        )


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
            detail or said("Wait {seconds} seconds and try again.", seconds=seconds),
            headers={"Retry-After": str(max(1, seconds))},
        )


class Unavailable(Problem):
    status = 503
    title = "Not available right now"
    slug = "unavailable"


SCHEMA: dict[str, Any] = {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
"""How the OpenAPI document says that an answer is a ProblemDocument."""


class ProblemDocument(BaseModel):
    """What every error answer looks like (RFC 9457), with the request id to quote when asking for help."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="A stable name: /problems/<slug>.")
    title: str = Field(description="The kind of refusal, in the language that Content-Language names.")
    status: int
    detail: str = Field(description="What happened and what to do, in the language that Content-Language names.")
    request_id: str | None = Field(None, description="Quote this when asking for help.")
    fields: dict[str, str] = Field(
        default_factory=dict,
        description="Input path to what is wrong with it, in the language that Content-Language names.",
    )


def responses(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """The `responses=` of a route: the problems that it states, besides those that every route can give.

    They are named and not given as a model: FastAPI would make an adapter of its own for each answer of each route,
    which is a third of the time that it takes to declare one.
    """
    stated: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        stated[kind.status] = {"description": HTTPStatus(kind.status).phrase, "content": {MEDIA_TYPE: SCHEMA}}
    return stated


def document(request: Request, problem: Problem) -> JSONResponse:
    """The problem as an answer, in the language that the request asks for."""
    wording, language = wording_of(request.scope), language_of(request)
    body = {
        "type": f"/problems/{problem.slug}",
        "title": wording.say(problem.title, language),
        "status": problem.status,
        "detail": wording.say(problem.detail, language),
        "request_id": request.scope.get("request_id"),
        "fields": {path: wording.say(text, language) for path, text in problem.fields.items()},
        **problem.extra,
    }
    headers = {**problem.headers, "Content-Language": language, "Vary": "Accept-Language"}
    return JSONResponse(body, problem.status, headers=headers, media_type=MEDIA_TYPE)


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


class _Unreadable(Problem):
    slug = "bad-request"


class _MethodNotAllowed(Problem):
    status = 405
    title = "Method Not Allowed"
    slug = "method-not-allowed"


class _TooLarge(Problem):
    status = 413
    title = "Request Entity Too Large"
    slug = "request-entity-too-large"


class _UpgradeRequired(Problem):
    status = 426
    title = "Upgrade Required"
    slug = "upgrade-required"

    def __init__(self) -> None:
        super().__init__(
            "Live updates come over a WebSocket, and this request asks for none. If your browser sent it, the proxy in "
            "between does not pass `Upgrade` and `Connection` on: let it.",
            headers={"Upgrade": "websocket", "Connection": "Upgrade"},
        )


def _routing_problem(request: Request, error: RoutingError) -> Problem:
    headers = dict(error.headers or {})
    path = request.scope["path"]
    if has_socket(request.app, path):
        return _UpgradeRequired()
    if error.status_code in (404, 405):
        pages = "" if path.startswith("/api/") else headers.get("Allow", "")
        taken = ", ".join(methods_at(request.app, path)) or pages
        if not taken or request.method in taken:
            return NotFound()
        detail = said(
            "This address takes {taken}, and not {method}. See /api/openapi.json.", taken=taken, method=request.method
        )
        return _MethodNotAllowed(detail, headers={**headers, "Allow": taken})
    if error.status_code == 413:
        return _TooLarge("What you sent is larger than this address takes. Send less at once.", headers=headers)
    return _Unreadable("What you sent could not be read. See /api/openapi.json for what this address takes.")


def install(app: FastAPI, wording: Wording) -> None:
    """Answer every error of this application with a problem document; what nobody foresaw is the middleware's."""
    app.state.wording = wording

    @app.exception_handler(Problem)
    async def _problem(request: Request, error: Problem) -> JSONResponse:
        return document(request, error)

    @app.exception_handler(RoutingError)
    async def _routing(request: Request, error: RoutingError) -> JSONResponse:
        return document(request, _routing_problem(request, error))

    @app.exception_handler(RequestValidationError)
    async def _validation(request: Request, error: RequestValidationError) -> JSONResponse:
        fields = dict(wrong(item) for item in error.errors()[:MOST_NAMED])
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
