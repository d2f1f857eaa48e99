"""Routes of all parts in one flat list, each told apart by the literal beginning of its address.

An included router is asked again at every level above the route that answers, and each question tries the regular
expressions of all its routes: with some two hundred routes that costs more than the answer. So the routes of parts
are declared anew on the application itself, and try their expression only on addresses that begin as theirs does.
"""

import inspect
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import Match
from starlette.types import Scope

_DECLARED = frozenset(inspect.signature(FastAPI.add_api_route).parameters) - {"self", "path", "endpoint"}
_ANEW = frozenset({"generate_unique_id_function"})


class StemmedRoute(APIRoute):
    """A route that looks at the beginning of an address, up to its first parameter, before anything else."""

    def __init__(self, path: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(path, *args, **kwargs)
        self.stem = path.partition("{")[0]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] != "http" or not (scope["path"].startswith(self.stem) or scope.get("root_path")):
            return Match.NONE, {}
        return super().matches(scope)


def install_routes(app: FastAPI, router: APIRouter, prefix: str = "") -> None:
    """Declare the routes of `router`, and of those that it includes, on the application; sockets are included."""
    app.router.route_class = StemmedRoute
    others = APIRouter()
    for context in iter_route_contexts(router.routes):
        if not isinstance(context.original_route, APIRoute):
            others.routes.append(context.original_route)
            continue
        declared = {name: getattr(context, name) for name in _DECLARED - _ANEW if hasattr(context, name)}
        app.add_api_route(prefix + str(context.path), context.original_route.endpoint, **declared)
    if others.routes:
        app.include_router(others, prefix=prefix)
