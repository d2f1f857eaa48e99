"""Which editions are asked for: the query parameters that lists and exports share."""

from typing import Annotated

from fastapi import Depends, Query

from atalaya_strategies.catalogue.dates import EARLIEST, LATEST
from atalaya_strategies.catalogue.places import SUBREGIONS
from atalaya_strategies.catalogue.queries.editions import Filters
from atalaya_strategies.catalogue.schemas.facts import LanguageCode, PlaceCode
from atalaya_strategies.catalogue.vocabulary import CurationState, EditionKind, EditionStatus

MANY = 50
PlaceFilter = Annotated[
    tuple[PlaceCode, ...],
    Query(max_length=MANY, description="States by ISO 3166-1 alpha-3 code, or bodies by abbreviation; any of them."),
]
SubregionFilter = Annotated[
    tuple[Annotated[str, Query(pattern=f"^({'|'.join(SUBREGIONS)})$")], ...],
    Query(max_length=MANY, description=f"Any of {', '.join(SUBREGIONS)}; the last are the bodies."),
]
KindFilter = Annotated[tuple[EditionKind, ...], Query(max_length=MANY, description="Any of these kinds.")]
StatusFilter = Annotated[tuple[EditionStatus, ...], Query(max_length=MANY, description="Any of these.")]
LanguageFilter = Annotated[tuple[LanguageCode, ...], Query(max_length=MANY, description="Written in any of these.")]
StateFilter = Annotated[
    tuple[CurationState, ...],
    Query(max_length=4, description="What is not published is read by curators, its proposer and contact points."),
]
YearFilter = Annotated[int | None, Query(ge=EARLIEST, le=LATEST, description="Of the adoption.")]
TextFilter = Annotated[
    str,
    Query(
        max_length=100,
        pattern=r"^[^\x00]*$",
        description="Words of a title or the issuing body, or a state or body by name; accents do not matter.",
    ),
]
ConfirmedFilter = Annotated[bool | None, Query(description="Confirmed by its state's national contact point, or not.")]
BrokenFilter = Annotated[bool, Query(description="Only those of which an address does not answer.")]


async def _wanted(
    place: PlaceFilter = (),
    subregion: SubregionFilter = (),
    kind: KindFilter = (),
    status: StatusFilter = (),
    language: LanguageFilter = (),
    state: StateFilter = (CurationState.PUBLISHED,),
    year_from: YearFilter = None,
    year_to: YearFilter = None,
    q: TextFilter = "",
    confirmed: ConfirmedFilter = None,
    broken: BrokenFilter = False,
) -> Filters:
    return Filters(
        place=place,
        subregion=subregion,
        kind=kind,
        status=status,
        language=language,
        state=state or (CurationState.PUBLISHED,),
        year_from=year_from,
        year_to=year_to,
        text=q,
        confirmed=confirmed,
        broken=broken,
    )


Wanted = Annotated[Filters, Depends(_wanted)]
"""Which editions; all published ones when nothing is asked."""
