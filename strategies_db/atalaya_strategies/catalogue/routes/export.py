"""HTTP of exports: the editions that a list shows, as CSV, JSON, BibTeX and RIS."""

from collections.abc import Sequence
from typing import Any

from fastapi import Response

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession as Reading
from atalaya_platform.http.dependencies import ReadSession
from atalaya_platform.http.problems import Forbidden, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.catalogue.export.references import as_bibtex, as_ris
from atalaya_strategies.catalogue.export.table import as_csv
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.queries.editions import Filters, every
from atalaya_strategies.catalogue.queries.export import superseded_by
from atalaya_strategies.catalogue.routes.wanted import Wanted
from atalaya_strategies.catalogue.schemas.export import EditionExport
from atalaya_strategies.catalogue.vocabulary import CurationState
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies", tags=["strategies"])
MOST_EXPORTED = 5_000
CSV, BIBTEX, RIS = "text/csv", "application/x-bibtex", "application/x-research-info-systems"


def _answers(media_type: str) -> dict[int | str, dict[str, Any]]:
    return {
        **responses(Unauthenticated, Forbidden),
        200: {"content": {media_type: {"schema": {"type": "string"}}}},
    }


def _file(text: str, media_type: str, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"{media_type}; charset=utf-8", headers=disposition)


async def _rows(session: Reading, wanted: Filters) -> Sequence[Edition]:
    return await every(session, wanted, MOST_EXPORTED)


@router.get("/editions.csv", response_class=Response, response_model=None, responses=_answers(CSV))
async def export_editions_csv(caller: CatalogueReader, session: ReadSession, wanted: Wanted) -> Response:
    """The same editions as a table in CSV (UTF-8, RFC 4180), which can be imported again."""
    rows = await _rows(session, wanted)
    earlier = await superseded_by(session, [row.id for row in rows])
    titles = {edition_id: [one.title_en for one in found] for edition_id, found in earlier.items()}
    return _file(as_csv(rows, titles), CSV, "strategies.csv")


@router.get("/editions.json", response_model=list[EditionExport], responses=responses(Unauthenticated, Forbidden))
async def export_editions_json(caller: CatalogueReader, session: ReadSession, wanted: Wanted) -> list[EditionExport]:
    """The same editions as JSON, with everything but the history."""
    rows = await _rows(session, wanted)
    earlier = await superseded_by(session, [row.id for row in rows])
    return [
        EditionExport(
            **row.model_dump(include=set(EditionExport.model_fields)),
            place_name=places()[row.place].names["en"],
            supersedes=[one.id for one in earlier.get(row.id, ())],
            label=Label.CLEAR if row.state == CurationState.PUBLISHED else None,
        )
        for row in rows
    ]


@router.get("/editions.bib", response_class=Response, response_model=None, responses=_answers(BIBTEX))
async def export_editions_bibtex(caller: CatalogueReader, session: ReadSession, wanted: Wanted) -> Response:
    """The same editions as BibTeX in UTF-8."""
    return _file(as_bibtex(await _rows(session, wanted)), BIBTEX, "strategies.bib")


@router.get("/editions.ris", response_class=Response, response_model=None, responses=_answers(RIS))
async def export_editions_ris(caller: CatalogueReader, session: ReadSession, wanted: Wanted) -> Response:
    """The same editions as RIS."""
    return _file(as_ris(await _rows(session, wanted)), RIS, "strategies.ris")
