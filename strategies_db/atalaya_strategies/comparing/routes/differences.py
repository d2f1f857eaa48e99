"""HTTP of what changed from one edition of a state or body to a later one."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from atalaya_platform.http.dependencies import ReadSession
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.http.wording import said
from atalaya_strategies.comparing import changes
from atalaya_strategies.comparing.queries import texts
from atalaya_strategies.comparing.routes.asked import InVocabulary
from atalaya_strategies.comparing.schemas import Differences
from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.finding.routes import Locale
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies/differences", tags=["strategies"])
Former = Annotated[UUID, Query(description="The earlier edition.")]
Later = Annotated[UUID, Query(description="The later edition of the same state or body.")]


@router.get("", response_model=Differences, responses=responses(Unauthenticated, Forbidden, NotFound, Invalid))
async def compare_editions(
    caller: CatalogueReader,
    session: ReadSession,
    former: Former,
    later: Later,
    vocabulary: InVocabulary = VocabularyId.NCS_GUIDE,
    locale: Locale = "en",
) -> Differences:
    """Which elements and concepts a later edition gained and lost, and which it covers more strongly or less."""
    found = await texts.by_edition(session, [former, later])
    if len(found) < 2 or found[0].place != found[1].place:
        text = said("Choose two editions of the same state or body.")
        raise Invalid(text, fields={"later": text})
    return await changes.differences(session, found[0], found[1], vocabulary, locale)
