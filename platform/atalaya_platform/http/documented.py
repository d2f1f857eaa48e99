"""The OpenAPI document: who signs in how, and refusals as problem documents, also those before any route is asked."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from atalaya_platform.http.dependencies import SECURE_COOKIE, stated_permission
from atalaya_platform.http.problems import MEDIA_TYPE, SCHEMA, ProblemDocument

UNSAFE = frozenset({"post", "put", "patch", "delete"})

ANY = {"401": "Unauthorized", "429": "Too Many Requests"}
"""A bearer token that is none, and the ceiling on requests."""
CHANGING = {"403": "Forbidden", "413": "Request Entity Too Large", "507": "Insufficient Storage"}
"""A request that another site forged, the ceiling on bodies, and a full disk."""
ADDRESSED = {"404": "Not Found"}
"""An id in the path that no address has, such as one with a slash."""

SCHEMES = {
    "APIKeyCookie": {"type": "apiKey", "in": "cookie", "name": SECURE_COOKIE, "description": "The browser's session."},
    "HTTPBearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "An API token, or a five-minute access token.",
    },
}
"""Said here and not as dependencies of the routes, which would be solved again with every request."""


def _stated(dependant: Dependant) -> Iterator[str]:
    for inner in dependant.dependencies:
        if inner.call is not None and (permission := stated_permission(inner.call)) is not None:
            yield permission
        yield from _stated(inner)


def secure(document: dict[str, Any], app: FastAPI) -> dict[str, Any]:
    """Say how one signs in, for every operation whose route asks for a caller."""
    document.setdefault("components", {})["securitySchemes"] = SCHEMES
    for route in app.routes:
        if not isinstance(route, APIRoute) or route.path not in document["paths"]:
            continue
        if set(_stated(route.dependant)) - {"public"}:
            for method in route.methods or ():
                document["paths"][route.path][method.lower()]["security"] = [{name: []} for name in SCHEMES]
    return document


def _refusals(path: str, method: str) -> dict[str, str]:
    stated = dict(ANY) if path.startswith("/api/") else {}
    if method in UNSAFE:
        stated |= CHANGING
    if "{" in path:
        stated |= ADDRESSED
    return stated


def complete(document: dict[str, Any]) -> dict[str, Any]:
    """Add to every operation what the middleware and the router may answer in its place.

    Every problem comes as `application/problem+json`, and its model is told here, once for all.
    """
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["ProblemDocument"] = problem = ProblemDocument.model_json_schema()
    del problem["properties"]["request_id"]["default"]  # FastAPI leaves such a null out everywhere
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            for status, description in _refusals(path, method).items():
                content = {MEDIA_TYPE: SCHEMA}
                operation["responses"].setdefault(status, {"description": description, "content": content})
    return document


def install(app: FastAPI) -> None:
    """Let the application's own document be the completed one."""
    plain = app.openapi

    def completed() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = secure(complete(plain()), app)
        return app.openapi_schema

    app.__dict__["openapi"] = completed
