"""The application factory: assembles the platform and every plugin, and imports no service by name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI

from atalaya_platform.http import documented, health, problems
from atalaya_platform.http.idempotency import Replayed, answer_replayed
from atalaya_platform.http.middleware import Observe, RefuseForged
from atalaya_platform.http.rates import LimitRates
from atalaya_platform.http.routing import install_routes
from atalaya_platform.http.sizes import LimitBodies
from atalaya_platform.http.web import install_web_application
from atalaya_platform.realtime import routes as realtime
from atalaya_platform.realtime import socket
from atalaya_platform.runtime import Runtime

DESCRIPTION = """The collaboration platform of the CSIRTs of the Americas.

Every error is a problem document (RFC 9457), whose texts are in English, Spanish, Portuguese or French: in the one that
`Accept-Language` asks for, else in English, as `Content-Language` says. Its `type` is the same in all of them. Lists
are paged by cursor (`next`, `previous`). What a caller may not see does not exist for it. Labels are TLP 2.0.
"""


def create_app(runtime: Runtime, *, lifespan: Any = None) -> FastAPI:
    """The ASGI application of this runtime. `lifespan` starts and stops the adapters; tests leave it out."""

    @asynccontextmanager
    async def run(app: FastAPI) -> AsyncIterator[None]:
        if lifespan is None:
            yield
            return
        async with lifespan(runtime):
            yield

    app = FastAPI(
        title="Atalaya",
        version="1",
        description=DESCRIPTION,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=run,
        redirect_slashes=False,
        responses=problems.responses(problems.Invalid, problems.Unavailable),
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.runtime = runtime
    problems.install(app, runtime.registry.wording)
    app.add_exception_handler(Replayed, answer_replayed)
    for router in (health.router, socket.router, realtime.router):
        install_routes(app, router)
    for plugin in runtime.registry.plugins:
        if plugin.router is not None:
            install_routes(app, plugin.router, "/api/v1")
        if plugin.root_router is not None:
            install_routes(app, plugin.root_router)
    install_routes(app, socket.elsewhere)
    install_web_application(app, runtime.settings)
    documented.install(app)
    app.add_middleware(LimitBodies, streamed=("/api/v1/files",))
    app.add_middleware(RefuseForged, origins=runtime.settings.origins)
    app.add_middleware(LimitRates, per_minute=runtime.settings.requests_per_minute)
    app.add_middleware(Observe, https=runtime.settings.https)
    return app
