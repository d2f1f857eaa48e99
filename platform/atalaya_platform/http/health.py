"""What operators and load balancers ask: alive, ready (each part named), and figures."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel
from sqlalchemy import text

from atalaya_platform.http.dependencies import runtime_of
from atalaya_platform.runtime import Runtime

router = APIRouter(tags=["operation"])
Probe = Callable[[Runtime], Awaitable[str]]


class Health(BaseModel):
    """`ok`, or what is wrong, for the whole and for each part."""

    status: str
    parts: dict[str, str] = {}


async def _database(runtime: Runtime) -> str:
    async with runtime.database.unit() as session:
        await session.execute(text("SELECT 1"))
    return "ok"


async def _search(runtime: Runtime) -> str:
    engine = runtime.adapters.get("search_engine")
    if engine is None:
        return "not started"
    return "ok" if await engine.healthy() else "does not answer; searching is off, writing goes on"


async def _worker(runtime: Runtime) -> str:
    if not runtime.settings.worker:
        return "ok"
    worker = runtime.adapters.get("worker")
    return "ok" if worker is not None and worker.alive else "not running; jobs wait in the queue"


PROBES: dict[str, Probe] = {"database": _database, "search": _search, "worker": _worker}


@router.get("/healthz", response_model=Health)
async def alive() -> Health:
    """Whether the process answers. Restart it when this fails."""
    return Health(status="ok")


@router.get("/readyz", response_model=Health, responses={503: {"model": Health, "description": "Not ready"}})
async def ready(request: Request, response: Response) -> Health:
    """Whether the process can serve: database, search and worker, each named. Only the database is vital."""
    runtime = runtime_of(request)
    parts: dict[str, str] = {}
    for name, probe in PROBES.items():
        try:
            parts[name] = await probe(runtime)
        except Exception as error:
            parts[name] = f"does not answer ({type(error).__name__})"
    if parts["database"] != "ok":
        response.status_code = 503
        return Health(status="not ready", parts=parts)
    return Health(status="ok" if set(parts.values()) == {"ok"} else "degraded", parts=parts)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics() -> Response:
    """Figures in Prometheus' text format. Keep this address inside: the proxy does not pass it on."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
