"""HTTP of the region: standing, age and coverage of every member state, and its editions in time."""

import asyncio
from typing import Annotated

from fastapi import Query, Response

from atalaya_platform.http.dependencies import ReadSession, RuntimeOf
from atalaya_platform.http.problems import Forbidden, Invalid, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.comparing import states
from atalaya_strategies.comparing.export.region.content import exported
from atalaya_strategies.comparing.export.region.pdf import to_pdf
from atalaya_strategies.comparing.export.region.workbook import to_xlsx
from atalaya_strategies.comparing.queries import region as queries
from atalaya_strategies.comparing.routes.asked import InVocabulary
from atalaya_strategies.comparing.routes.files import ANSWER, FileForm, file_answer
from atalaya_strategies.comparing.schemas import Region
from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.finding.routes import Locale
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies/region", tags=["strategies"])


@router.get("", response_model=Region, responses=responses(Unauthenticated, Forbidden))
async def get_region(
    caller: CatalogueReader, session: ReadSession, vocabulary: InVocabulary = VocabularyId.NCS_GUIDE
) -> Region:
    """Every member state of the OAS: how its strategy stands, how old it is, what its text covers, and its editions."""
    return await states.region(session, await queries.editions(session, states.members()), vocabulary)


@router.get(
    "/export",
    response_class=Response,
    response_model=None,
    responses={**responses(Unauthenticated, Forbidden, Invalid), 200: ANSWER},
)
async def export_region(
    caller: CatalogueReader,
    session: ReadSession,
    runtime: RuntimeOf,
    form: Annotated[FileForm, Query(alias="format", description="A workbook, or a PDF.")] = FileForm.XLSX,
    vocabulary: InVocabulary = VocabularyId.NCS_GUIDE,
    locale: Locale = "en",
) -> Response:
    """The region to take along: its states, all their published editions, and the source of every fact; TLP:CLEAR."""
    found = await exported(session, vocabulary, locale, str(runtime.settings.address))
    return file_answer(await asyncio.to_thread(to_xlsx if form is FileForm.XLSX else to_pdf, found), form, "region")
