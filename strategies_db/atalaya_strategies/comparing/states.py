"""How far the member states are with their strategies, as the API gives it."""

from collections.abc import Mapping, Sequence

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.queries import views as editions
from atalaya_strategies.catalogue.queries.places import Figures, amounts_to
from atalaya_strategies.comparing import views
from atalaya_strategies.comparing.queries import texts
from atalaya_strategies.comparing.schemas import ComparedText, EditionMark, MemberState, Region
from atalaya_strategies.comparing.vocabulary import VocabularyId


def members() -> list[str]:
    """The codes of the member states of the OAS."""
    return [one.code for one in places().values() if one.member]


def _state(code: str, rows: Sequence[Edition], text: ComparedText, this_year: int) -> MemberState:
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


async def region(session: ReadSession, rows: Mapping[str, Sequence[Edition]], vocabulary: VocabularyId) -> Region:
    """The states by whose codes `rows` holds published editions, in that order."""
    compared = {text.place: text for text in await texts.by_place(session, list(rows))}
    covers = await views.covers_of(session, list(compared.values()), vocabulary)
    this_year = session.clock.now().year
    return Region(
        vocabulary=views.vocabulary_read(vocabulary),
        states=[_state(code, rows[code], views.column(compared[code], covers), this_year) for code in rows],
    )
