"""Search over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Query as Parameter

from atalaya_platform.http.dependencies import ReadSession, RuntimeOf
from atalaya_platform.http.problems import Forbidden, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.search.errors import SearchUnavailable
from atalaya_platform.search.finding import audiences, find
from atalaya_platform.search.indexing import engine_of, lag
from atalaya_platform.search.permissions import Operator, Searcher
from atalaya_platform.search.port import Query, Sort
from atalaya_platform.search.schemas import SearchAnswer, SearchStatus

router = Router(tags=["search"])
PROBLEMS = responses(Unauthenticated, Forbidden, SearchUnavailable)
FACETS = ("kind", "language", "country", "tag")


@router.get("/search", response_model=SearchAnswer, responses=PROBLEMS)
async def search(
    caller: Searcher,
    session: ReadSession,
    runtime: RuntimeOf,
    q: Annotated[str, Parameter(max_length=400, description='Words, "phrases", -exclusions.')] = "",
    kind: Annotated[list[str] | None, Parameter(max_length=10, description="Only these kinds of objects.")] = None,
    language: Annotated[list[str] | None, Parameter(max_length=4)] = None,
    group: UUID | None = None,
    country: Annotated[str | None, Parameter(pattern="^[A-Z]{3}$")] = None,
    tag: Annotated[str | None, Parameter(max_length=60)] = None,
    sort: Sort = Sort.RELEVANCE,
    limit: Annotated[int, Parameter(ge=1, le=50)] = 20,
    offset: Annotated[int, Parameter(ge=0, le=1000)] = 0,
    facets: Annotated[bool, Parameter(description="Whether to count by kind, language, country and tag.")] = False,
) -> SearchAnswer:
    """Search everything that you may see: as you type, forgiving typos, in four languages."""
    chosen = {"group": str(group) if group else "", "country": country or "", "tag": tag or ""}
    known = [one for one in kind or () if one in runtime.registry.sources]
    query = Query(
        text=q,
        audiences=audiences(caller),
        kinds=known or (["none"] if kind else []),
        languages=language or (),
        filters={name: [value] for name, value in chosen.items() if value},
        facets=FACETS if facets else (),
        sort=sort,
        limit=limit,
        offset=offset,
    )
    return await find(runtime.registry, engine_of(runtime), session, caller, query)


@router.get("/search/status", response_model=SearchStatus, responses=PROBLEMS)
async def read_search_status(caller: Operator, session: ReadSession, runtime: RuntimeOf) -> SearchStatus:
    """How far search is behind the database, for administrators."""
    engine = engine_of(runtime)
    behind = await lag(session)
    healthy = await engine.healthy()
    return SearchStatus(
        engine=engine.name,
        healthy=healthy,
        documents=await engine.count() if healthy else 0,
        waiting=behind.waiting,
        oldest_seconds=behind.seconds,
        needs_rebuild=engine.needs_rebuild,
        checked_at=runtime.clock.now(),
    )
