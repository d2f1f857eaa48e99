"""HTTP of the thesaurus as SKOS."""

from functools import cache

from fastapi import Response

from atalaya_platform.http.dependencies import RuntimeOf
from atalaya_platform.http.problems import Forbidden, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.concepts.skos import JSON_LD_TYPE, TURTLE_TYPE, json_ld, turtle
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies", tags=["strategies"])
BELOW = "/api/v1/strategies/thesaurus/"
"""Where its names lie; they name, and answer nothing by themselves."""


@cache
def _written(form: str, base: str) -> bytes:
    """The whole thesaurus, which changes with the code only."""
    write = turtle if form == TURTLE_TYPE else json_ld
    return write(thesaurus(), base).encode()


def _file(runtime: RuntimeOf, form: str, name: str) -> Response:
    base = runtime.settings.address + BELOW
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_written(form, base), media_type=f"{form}; charset=utf-8", headers=disposition)


@router.get(
    "/thesaurus.ttl",
    response_class=Response,
    response_model=None,
    responses={
        **responses(Unauthenticated, Forbidden),
        200: {"content": {TURTLE_TYPE: {"schema": {"type": "string"}}}},
    },
)
async def get_thesaurus_turtle(caller: CatalogueReader, runtime: RuntimeOf) -> Response:
    """The thesaurus of cyber policy as SKOS in Turtle: concepts, terms in four languages, elements that they touch."""
    return _file(runtime, TURTLE_TYPE, "thesaurus.ttl")


@router.get(
    "/thesaurus.jsonld",
    response_class=Response,
    response_model=None,
    responses={
        **responses(Unauthenticated, Forbidden),
        200: {"content": {JSON_LD_TYPE: {"schema": {"type": "object"}}}},
    },
)
async def get_thesaurus_json_ld(caller: CatalogueReader, runtime: RuntimeOf) -> Response:
    """The same in JSON-LD."""
    return _file(runtime, JSON_LD_TYPE, "thesaurus.jsonld")
