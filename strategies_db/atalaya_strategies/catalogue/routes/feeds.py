"""HTTP for feed readers and search engines; whoever asks again with the ETag gets 304 while nothing changed."""

import hashlib
from typing import Any

from fastapi import Request, Response

from atalaya_platform.directory.paging import Span
from atalaya_platform.http.dependencies import Public, ReadSession, RuntimeOf
from atalaya_platform.http.problems import Forbidden, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.catalogue.export.xml import MOST_ADDRESSES, as_atom, as_sitemap
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.queries.editions import EditionSort, editions
from atalaya_strategies.catalogue.queries.export import public_pages, public_places
from atalaya_strategies.catalogue.routes.wanted import Wanted
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies", tags=["strategies"])
root_router = Router(tags=["strategies"])
ENTRIES = 50
ATOM, XML, TEXT = "application/atom+xml", "application/xml", "text/plain"
FIVE_MINUTES = "public, max-age=300"


def _answers(media_type: str) -> dict[int | str, dict[str, Any]]:
    return {
        **responses(Unauthenticated, Forbidden),
        200: {"content": {media_type: {"schema": {"type": "string"}}}},
        304: {"description": "Not Modified"},
    }


def _unless_known(request: Request, body: bytes, media_type: str, *, public: bool) -> Response:
    """The body, or 304 to whoever names its ETag; only what was asked without an account may be kept by others."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": FIVE_MINUTES if public else "private, no-cache"}
    known = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in known:
        return Response(status_code=304, headers=headers)
    return Response(body, media_type=media_type, headers=headers)


@router.get("/feed.atom", response_class=Response, response_model=None, responses=_answers(ATOM))
async def get_edition_feed(
    caller: CatalogueReader, session: ReadSession, wanted: Wanted, runtime: RuntimeOf, request: Request
) -> Response:
    """The 50 editions that came into the catalogue last, as an Atom feed; filters make a feed of one's own."""
    page = await editions(session, wanted, EditionSort.PUBLISHED, Span(ENTRIES))
    settings = runtime.settings
    query = f"?{request.url.query}" if request.url.query else ""
    body = as_atom(
        [row[0] for row in page.rows],
        name=settings.name,
        address=settings.address,
        own=f"{settings.address}/api/v1/strategies/feed.atom{query}",
    )
    return _unless_known(request, body, ATOM, public=caller is None)


@root_router.get("/sitemap.xml", response_class=Response, response_model=None, responses=_answers(XML))
async def get_sitemap(caller: CatalogueReader, session: ReadSession, runtime: RuntimeOf, request: Request) -> Response:
    """The public pages of the catalogue, for search engines."""
    has_edition = await public_places(session)
    codes = [one.code for one in places().values() if one.member or one.code in has_edition]
    body = as_sitemap(await public_pages(session, MOST_ADDRESSES), codes, runtime.settings.address)
    return _unless_known(request, body, XML, public=caller is None)


@root_router.get(
    "/robots.txt",
    response_class=Response,
    response_model=None,
    responses={200: {"content": {TEXT: {"schema": {"type": "string"}}}}},
)
async def get_robots(caller: Public, runtime: RuntimeOf) -> Response:
    """What programs may read: the public pages of the catalogue, and nothing else (RFC 9309)."""
    if runtime.settings.public_catalogue:
        allowed = ["Allow: /strategies", "Allow: /assets/", "Allow: /api/v1/strategies/"]
        lines = ["User-agent: *", *allowed, "Disallow: /", "", f"Sitemap: {runtime.settings.address}/sitemap.xml"]
    else:
        lines = ["User-agent: *", "Disallow: /"]
    return Response("\n".join(lines) + "\n", media_type=TEXT)
