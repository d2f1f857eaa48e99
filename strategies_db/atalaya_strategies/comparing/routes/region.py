"""HTTP of the region: standing, age and coverage of every member state, and its editions in time."""

from atalaya_platform.http.dependencies import ReadSession
from atalaya_platform.http.problems import Forbidden, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.queries import views as editions
from atalaya_strategies.catalogue.queries.places import Figures, amounts_to
from atalaya_strategies.comparing import views
from atalaya_strategies.comparing.queries import region as queries
from atalaya_strategies.comparing.queries import texts
from atalaya_strategies.comparing.routes.asked import InVocabulary
from atalaya_strategies.comparing.schemas import ComparedText, EditionMark, MemberState, Region
from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies/region", tags=["strategies"])


def _state(code: str, rows: list[Edition], text: ComparedText, this_year: int) -> MemberState:
    figures = Figures(len(rows), amounts_to(rows))
    newest = figures.newest
    year = newest.adopted_year if newest else None
    return MemberState(
        code=code,
        subregion=places()[code].subregion,
        standing=figures.standing,
        newest=editions.ref(newest) if newest else None,
        year=year,
        age=max(0, this_year - year) if year else None,
        text=text,
        editions=[
            EditionMark(
                **editions.ref(row).model_dump(),
                period_start=row.period_start,
                period_end=row.period_end,
            )
            for row in rows
        ],
    )


@router.get("", response_model=Region, responses=responses(Unauthenticated, Forbidden))
async def get_region(
    caller: CatalogueReader, session: ReadSession, vocabulary: InVocabulary = VocabularyId.NCS_GUIDE
) -> Region:
    """Every member state of the OAS: how its strategy stands, how old it is, what its text covers, and its editions."""
    codes = [one.code for one in places().values() if one.member]
    rows = await queries.editions(session, codes)
    compared = {text.place: text for text in await texts.by_place(session, codes)}
    covers = await views.covers_of(session, list(compared.values()), vocabulary)
    this_year = session.clock.now().year
    return Region(
        vocabulary=views.vocabulary_read(vocabulary),
        states=[_state(code, rows[code], views.column(compared[code], covers), this_year) for code in codes],
    )
