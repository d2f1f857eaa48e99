"""HTTP of states and bodies: the list for maps and menus, and the page of one."""

from typing import Annotated

from fastapi import Path, Query

from atalaya_platform.directory.vetting.queries import contact_points
from atalaya_platform.http.dependencies import ReadSession
from atalaya_platform.http.problems import Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_strategies.catalogue.places import Place, places
from atalaya_strategies.catalogue.queries import places as queries
from atalaya_strategies.catalogue.queries import views
from atalaya_strategies.catalogue.queries.places import Figures
from atalaya_strategies.catalogue.schemas.place import PlacePage, PlaceRead, SuccessionRead
from atalaya_strategies.catalogue.vocabulary import PlaceKind, PlaceStanding
from atalaya_strategies.permissions import CatalogueReader

router = Router(prefix="/strategies/places", tags=["strategies"])
NOT_FOUND_YET = (PlaceStanding.NONE, PlaceStanding.IN_PREPARATION)
All = Annotated[bool, Query(description="Also those of which the catalogue has nothing, to choose from.")]
Code = Annotated[str, Path(pattern="^[A-Z]{2,12}$", description="ISO 3166-1 alpha-3, or a body's abbreviation.")]


def _read(place: Place, found: Figures) -> PlaceRead:
    state = place.kind is PlaceKind.STATE
    return PlaceRead(
        code=place.code,
        kind=place.kind,
        names=place.names,
        subregion=place.subregion,
        member=place.member,
        editions=found.editions,
        standing=found.standing if state else None,
        newest=views.ref(found.newest) if state and found.newest else None,
    )


@router.get("", response_model=list[PlaceRead], responses=responses(Unauthenticated, Forbidden))
async def list_places(caller: CatalogueReader, session: ReadSession, all: All = False) -> list[PlaceRead]:
    """The 35 member states, and the other states and bodies of which there is an edition, with what there is."""
    found = await queries.figures(session)
    return [
        _read(place, found.get(place.code, Figures()))
        for place in places().values()
        if all or place.member or place.code in found
    ]


@router.get("/{code}", response_model=PlacePage, responses=responses(Unauthenticated, Forbidden, NotFound))
async def get_place(code: Code, caller: CatalogueReader, session: ReadSession) -> PlacePage:
    """A state's or body's page: the timeline of its editions; of a state its teams, and if a strategy was found."""
    place = places().get(code)
    if place is None:
        raise NotFound("state or body")
    rows = await queries.timeline(session, code)
    read = _read(place, Figures(len(rows), queries.amounts_to(rows)))
    state = place.kind is PlaceKind.STATE
    teams = await queries.teams(session, caller, code) if caller and state and queries.sees_teams(caller) else []
    return PlacePage(
        **read.model_dump(),
        strategy_found=read.standing not in NOT_FOUND_YET if state else None,
        timeline=[views.card(row) for row in rows],
        succession=[
            SuccessionRead(edition_id=row.edition_id, superseded_id=row.superseded_id)
            for row in await queries.succession(session, code)
        ],
        teams=teams,
        teams_shown=queries.sees_teams(caller),
        has_contact_point=bool(await contact_points(session, code)) if caller and state else None,
    )
