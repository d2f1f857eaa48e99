"""HTTP of exports: a comparison as a workbook or a PDF."""

import asyncio
from typing import Annotated

from fastapi import Query, Response

from atalaya_platform.http.dependencies import ReadSession, RuntimeOf
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.comparing.export.content import exported
from atalaya_strategies.comparing.export.pdf import to_pdf
from atalaya_strategies.comparing.export.workbook import to_xlsx
from atalaya_strategies.comparing.queries import texts
from atalaya_strategies.comparing.routes.asked import InVocabulary, Wanted
from atalaya_strategies.comparing.routes.files import ANSWER, FileForm, file_answer
from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.finding.routes import Locale
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies/comparison", tags=["strategies"])


@router.get(
    "/export",
    response_class=Response,
    response_model=None,
    responses={**responses(Unauthenticated, Forbidden, NotFound, Invalid), 200: ANSWER},
)
async def export_comparison(
    caller: CatalogueReader,
    session: ReadSession,
    runtime: RuntimeOf,
    wanted: Wanted,
    form: Annotated[FileForm, Query(alias="format", description="A workbook, or a PDF.")] = FileForm.XLSX,
    vocabulary: InVocabulary = VocabularyId.NCS_GUIDE,
    locale: Locale = "en",
) -> Response:
    """The same comparison to take along, with the pages of its cells and the source of every text; TLP:CLEAR.

    One text gives its profile; two of one state or body also what changed from the earlier to the later.
    """
    columns = await texts.chosen(session, wanted)
    if not all(column.public for column in columns):
        raise Invalid("Only published texts are exported, since the file says TLP:CLEAR. Take the others away.")
    found = await exported(session, columns, vocabulary, locale, str(runtime.settings.address))
    made = await asyncio.to_thread(to_xlsx if form is FileForm.XLSX else to_pdf, found)
    return file_answer(made, form, "profile" if len(columns) == 1 else "comparison")
