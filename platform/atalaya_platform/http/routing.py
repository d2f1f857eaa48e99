"""Routes of all parts in one flat list, found by their number of segments and the literal ones at the beginning.

An included router is asked again at every level above the route that answers, and each question tries the regular
expressions of all its routes: with some two hundred routes that costs more than the answer. So the routes of parts
stand on the application itself, and only those are tried that an address can mean.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Any, NamedTuple, cast

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.routing import Match, Route, WebSocketRoute, compile_path, get_name
from starlette.types import Receive, Scope, Send

_BEGINNING = 4
"""Pieces of `/api/v1/topics/…` up to the first name that tells parts apart, the empty one before the slash included."""

Key = tuple[str, int, str]


class Declared(NamedTuple):
    """One route as a part wrote it down: below the part's prefix, with its tags and answers."""

    path: str
    endpoint: Callable[..., Any]
    options: dict[str, Any]


class Router(APIRouter):
    """The routes of one part, written down until they are installed.

    To declare a route costs milliseconds, most of them for the models of its answers, and an APIRouter pays them when
    it is told of the route, whoever includes it pays again, and the application a third time: with two hundred routes
    that is a second of each start. Here only the application pays, when the route is asked for the first time.
    """

    def __init__(
        self,
        *,
        prefix: str = "",
        tags: list[str | Enum] | None = None,
        responses: dict[int | str, dict[str, Any]] | None = None,
    ) -> None:
        super().__init__(prefix=prefix, tags=tags, responses=responses)
        self.declared: list[Declared] = []
        self.sockets: list[Declared] = []

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Write a route down: `options` as FastAPI takes them. Both `router.get` and its like come here."""
        self.declared.append(Declared(path, endpoint, options))

    def add_api_websocket_route(
        self, path: str, endpoint: Callable[..., Any], name: str | None = None, **options: Any
    ) -> None:
        """Write a socket's address down."""
        self.sockets.append(Declared(path, endpoint, {"name": name, **options}))

    def include_router(self, router: APIRouter, **options: Any) -> None:
        """Take the routes that a part of this one has by now. Raises TypeError for what could not be taken whole."""
        if not isinstance(router, Router) or options:
            raise TypeError("A router takes another of its kind, which has its prefix and tags already.")
        self.declared += router.routes_below()
        self.sockets += [one._replace(path=router.prefix + one.path) for one in router.sockets]

    def routes_below(self) -> Iterator[Declared]:
        """The routes as whoever includes this router sees them."""
        for path, endpoint, options in self.declared:
            merged = {
                "tags": [*self.tags, *(options.get("tags") or [])],
                "responses": {**self.responses, **(options.get("responses") or {})},
            }
            yield Declared(self.prefix + path, endpoint, options | merged)


class LaterRoute(APIRoute):
    """A route that is declared when it is first asked, or looked at: a start has hundreds, and needs hardly one.

    What finding it takes is there from the beginning.
    """

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        self.path = path
        self.endpoint = endpoint
        self.name = options["name"] or get_name(endpoint)
        self.methods = {method.upper() for method in options["methods"] or ("GET",)}
        self.include_in_schema = options["include_in_schema"]
        self.path_regex, self.path_format, self.param_convertors = compile_path(path)
        self._options = options

    def __getattr__(self, name: str) -> Any:
        options = self.__dict__.pop("_options", None)
        if options is None:
            raise AttributeError(name)
        super().__init__(self.path, self.endpoint, **options)
        return getattr(self, name)


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
        self.sockets: list[WebSocketRoute] = []

    def add(self, route: APIRoute) -> None:
        beginning = "/".join(route.path.split("/", _BEGINNING)[:_BEGINNING])
        if ":path}" in route.path or "{" in beginning:
            return
        for method in route.methods or ():
            self.routes[_key(method, route.path)].append(route)

    def has_socket(self, path: str) -> bool:
        """Whether a WebSocket can be opened at this address."""
        return any(route.path_regex.match(path) for route in self.sockets)

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


def install_routes(app: FastAPI, router: Router, prefix: str = "") -> None:
    """Declare the routes and sockets of `router` on the application, below `prefix`."""
    index = index_of(app)
    for path, endpoint, options in router.routes_below():
        app.router.add_api_route(prefix + path, endpoint, route_class_override=LaterRoute, **options)
        index.add(cast(APIRoute, app.router.routes[-1]))
    for path, endpoint, options in router.sockets:
        app.router.add_api_websocket_route(prefix + router.prefix + path, endpoint, **options)
        socket = cast(WebSocketRoute, app.router.routes[-1])
        if ":path}" not in socket.path:
            index.sockets.append(socket)
