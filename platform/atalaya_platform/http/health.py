"""What operators and load balancers ask: alive, ready (each part named), and figures."""

import asyncio
import math
from collections.abc import Awaitable, Callable

import structlog
from fastapi import Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from sqlalchemy import text

from atalaya_platform.http.dependencies import runtime_of
from atalaya_platform.http.routing import Router
from atalaya_platform.http.schema import Schema
from atalaya_platform.operations.queries import job_state, worker_silence
from atalaya_platform.runtime import Runtime
from atalaya_platform.search.indexing import lag

log = structlog.get_logger(__name__)
router = Router(tags=["operation"])
Probe = Callable[[Runtime], Awaitable[str]]

PROBE_SECONDS = 3.0
"""How long one part may take to answer: who asks seldom waits longer for the whole."""
SILENT_SECONDS = 60.0
"""A worker shows a sign of life every five; after this long it counts as gone."""

SEARCH_WAITING = Gauge("atalaya_search_waiting", "Objects whose search documents are out of date.")
SEARCH_LAG = Gauge("atalaya_search_lag_seconds", "For how long the oldest of them has been.")
JOBS_WAITING = Gauge("atalaya_jobs_waiting", "Background jobs that are due.")
JOBS_FAILED = Gauge("atalaya_jobs_failed", "Background jobs given up after every attempt.")
WORKER_SILENT = Gauge("atalaya_worker_silent_seconds", "Since the last sign of life of any worker.")


class Health(Schema):
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
    if not await engine.healthy():
        return "does not answer; searching is off, writing goes on"
    return "is being rebuilt; not everything is found yet" if engine.needs_rebuild else "ok"


async def _worker(runtime: Runtime) -> str:
    """The worker of this process, or else any other that works on this database."""
    if runtime.settings.worker:
        worker = runtime.adapters.get("worker")
        return "ok" if worker is not None and worker.alive else "not running; jobs wait in the queue"
    async with runtime.database.system() as session:
        silent = await worker_silence(session)
    if silent is None:
        return "no worker runs; jobs wait in the queue"
    return "ok" if silent < SILENT_SECONDS else f"silent for {silent:.0f} s; jobs wait in the queue"


PROBES: dict[str, Probe] = {"database": _database, "search": _search, "worker": _worker}


async def _asked(probe: Probe, runtime: Runtime) -> str:
    try:
        async with asyncio.timeout(PROBE_SECONDS):
            return await probe(runtime)
    except TimeoutError:
        return f"does not answer within {PROBE_SECONDS:g} s"
    except Exception as error:
        return f"does not answer ({type(error).__name__})"


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
        if name == "worker" and parts.get("database") != "ok":
            parts[name] = "cannot be asked without the database"
            continue
        parts[name] = await _asked(probe, runtime)
    if parts["database"] != "ok":
        response.status_code = 503
        return Health(status="not ready", parts=parts)
    return Health(status="ok" if set(parts.values()) == {"ok"} else "degraded", parts=parts)


async def _measure(runtime: Runtime) -> None:
    """What waits in the database, for the whole installation; not a number when the database cannot be asked."""
    waiting = behind = due = failed = silent = math.nan
    try:
        async with asyncio.timeout(PROBE_SECONDS), runtime.database.system() as session:
            search, jobs = await lag(session), await job_state(session)
        waiting, behind = search.waiting, search.seconds
        due, failed = jobs.waiting, sum(jobs.dead.values())
        silent = math.inf if jobs.heartbeat is None else jobs.heartbeat
    except Exception as error:
        log.warning("what waits could not be counted", error=type(error).__name__)
    for gauge, value in (
        (SEARCH_WAITING, waiting),
        (SEARCH_LAG, behind),
        (JOBS_WAITING, due),
        (JOBS_FAILED, failed),
        (WORKER_SILENT, silent),
    ):
        gauge.set(value)


@router.get("/metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}})
async def metrics(request: Request) -> Response:
    """Figures in Prometheus' text format. Keep this address inside: the proxy does not pass it on."""
    await _measure(runtime_of(request))
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
