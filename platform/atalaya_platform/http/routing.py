"""Routes of all parts in one flat list, found by their number of segments and the literal ones at the beginning.

An included router is asked again at every level above the route that answers, and each question tries the regular
expressions of all its routes: with some two hundred routes that costs more than the answer. So the routes of parts
are declared anew on the application itself, and only those are tried that an address can mean.
"""

import inspect
from collections import defaultdict
from typing import cast

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Match, Route, WebSocketRoute
from starlette.types import Receive, Scope, Send

_DECLARED = frozenset(inspect.signature(FastAPI.add_api_route).parameters) - {"self", "path", "endpoint"}
_ANEW = frozenset({"generate_unique_id_function"})
_BEGINNING = 4
"""Pieces of `/api/v1/topics/…` up to the first name that tells parts apart, the empty one before the slash included."""

Key = tuple[str, int, str]


def _key(method: str, path: str) -> Key:
    return method, path.count("/"), "/".join(path.split("/", _BEGINNING)[:_BEGINNING])


class RouteIndex:
    """The innermost application: asks the few routes that an address can mean, and else the router, as it is.

    What the index does not find (sockets, wrong methods, pages, nothing at all) is the router's to answer. A route
    whose parameter takes slashes, or whose beginning is not literal, is left to it as well. HEAD is asked of whoever
    answers GET, and the server leaves the body out; else the pages would answer HEAD for the API.
    """

    def __init__(self, router: APIRouter) -> None:
        self.router = router
        self.routes: dict[Key, list[APIRoute]] = defaultdict(list)
        self.sockets: list[tuple[str, WebSocketRoute]] = []

    def add(self, route: APIRoute) -> None:
        beginning = "/".join(route.path.split("/", _BEGINNING)[:_BEGINNING])
        if ":path}" in route.path or "{" in beginning:
            return
        for method in route.methods or ():
            self.routes[_key(method, route.path)].append(route)

    def has_socket(self, path: str) -> bool:
        """Whether a WebSocket can be opened at this address."""
        return any(
            path.startswith(prefix) and route.path_regex.match(path.removeprefix(prefix))
            for prefix, route in self.sockets
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope.get("root_path"):
            asked = {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
            for route in self.routes.get(_key(asked["method"], scope["path"]), ()):
                match, found = route.matches(asked)
                if match is Match.FULL:
                    asked["router"] = self.router
                    asked.update(found)
                    scope["route"] = route  # for whoever counts and logs
                    await route.handle(asked, receive, send)
                    return
        await self.router.app(scope, receive, send)


def methods_at(app: FastAPI, path: str) -> list[str]:
    """Which methods an address takes, but for the pages of the web application, which are everywhere."""
    taken = {
        method
        for route in app.routes
        if isinstance(route, Route) and ":path}" not in route.path and route.path_regex.match(path)
        for method in route.methods or ()
    }
    return sorted(taken | {"HEAD"} if "GET" in taken else taken)


def has_socket(app: FastAPI, path: str) -> bool:
    """Whether a WebSocket can be opened at this address of the application."""
    return index_of(app).has_socket(path)


def index_of(app: FastAPI) -> RouteIndex:
    """The application's index, put in front of its router when it is first asked for."""
    index = app.router.middleware_stack
    if not isinstance(index, RouteIndex):
        index = app.router.middleware_stack = RouteIndex(app.router)
    return index


def install_routes(app: FastAPI, router: APIRouter, prefix: str = "") -> None:
    """Declare the routes of `router`, and of those that it includes, on the application; sockets are included."""
    index = index_of(app)
    others = APIRouter()
    for context in iter_route_contexts(router.routes):
        if not isinstance(context.original_route, APIRoute):
            others.routes.append(context.original_route)
            if isinstance(context.original_route, WebSocketRoute) and ":path}" not in context.original_route.path:
                index.sockets.append((prefix, context.original_route))
            continue
        declared = {name: getattr(context, name) for name in _DECLARED - _ANEW if hasattr(context, name)}
        app.add_api_route(prefix + str(context.path), context.original_route.endpoint, **declared)
        index.add(cast(APIRoute, app.router.routes[-1]))
    if others.routes:
        app.include_router(others, prefix=prefix)
