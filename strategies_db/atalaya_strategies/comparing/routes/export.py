"""HTTP of exports: a comparison as a workbook or a PDF."""

import asyncio
from enum import StrEnum
from typing import Annotated

from fastapi import Query, Response

from atalaya_platform.http.dependencies import ReadSession, RuntimeOf
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.comparing.export.content import Exported, exported
from atalaya_strategies.comparing.queries import texts
from atalaya_strategies.comparing.routes.asked import InVocabulary, Wanted
from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.finding.routes import Locale
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies/comparison", tags=["strategies"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


class ComparisonForm(StrEnum):
    """The form of a file."""

    XLSX = "xlsx"
    PDF = "pdf"


def _written(found: Exported, form: ComparisonForm) -> bytes:
    """The file; what writes it is loaded when first asked for, and not with every start."""
    if form is ComparisonForm.XLSX:
        from atalaya_strategies.comparing.export.workbook import to_xlsx

        return to_xlsx(found)
    from atalaya_strategies.comparing.export.pdf import to_pdf

    return to_pdf(found)


@router.get(
    "/export",
    response_class=Response,
    response_model=None,
    responses={
        **responses(Unauthenticated, Forbidden, NotFound, Invalid),
        200: {"content": {XLSX: {}, PDF: {}}, "description": "The comparison as a file"},
    },
)
async def export_comparison(
    caller: CatalogueReader,
    session: ReadSession,
    runtime: RuntimeOf,
    wanted: Wanted,
    form: Annotated[ComparisonForm, Query(alias="format", description="A workbook, or a PDF.")] = ComparisonForm.XLSX,
    vocabulary: InVocabulary = VocabularyId.NCS_GUIDE,
    locale: Locale = "en",
) -> Response:
    """The same comparison to take along, with the pages of its cells and the source of every text; TLP:CLEAR."""
    columns = await texts.chosen(session, wanted)
    if not all(column.public for column in columns):
        raise Invalid("Only published texts are exported, since the file says TLP:CLEAR. Take the others away.")
    found = await exported(session, columns, vocabulary, locale, str(runtime.settings.address))
    made = await asyncio.to_thread(_written, found, form)
    name = {"Content-Disposition": f'attachment; filename="TLP-CLEAR_comparison.{form}"'}
    return Response(made, media_type=XLSX if form is ComparisonForm.XLSX else PDF, headers=name)
