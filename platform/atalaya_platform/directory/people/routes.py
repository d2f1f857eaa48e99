"""HTTP of people."""

from typing import Annotated
from uuid import UUID

from fastapi import Query

from atalaya_platform.directory.organisations.schemas import Iso3
from atalaya_platform.directory.paging import Span
from atalaya_platform.directory.people import queries
from atalaya_platform.directory.people.schemas import PersonCard, PersonRead
from atalaya_platform.directory.permissions import DirectoryReader
from atalaya_platform.http.dependencies import ReadSession
from atalaya_platform.http.pages import After, Before, Limit, Page
from atalaya_platform.http.problems import Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.vocabulary import Community

router = Router(prefix="/people", tags=["directory"])


@router.get("", response_model=Page[PersonCard], responses=responses(Unauthenticated, Forbidden))
async def list_people(
    caller: DirectoryReader,
    session: ReadSession,
    q: Annotated[str, Query(max_length=100, description="Beginning of words of a name, organisation or country.")] = "",
    country: Annotated[Iso3 | None, Query(description="Only of this member state.")] = None,
    organisation_id: Annotated[UUID | None, Query(description="Only of this organisation.")] = None,
    community: Annotated[Community | None, Query(description="Only of this community.")] = None,
    limit: Limit = 50,
    after: After = None,
    before: Before = None,
) -> Page[PersonCard]:
    """Search the people whom you share a community with, by name; accents and case do not matter."""
    page = await queries.people(
        session,
        caller,
        Span(limit, after, before),
        text=q,
        country=country,
        organisation_id=organisation_id,
        community=community,
    )
    cards = await queries.cards(session, [row.id for row in page.rows])
    return Page(items=list(cards.values()), next=page.next, previous=page.previous)


@router.get("/{person_id}", response_model=PersonRead, responses=responses(Unauthenticated, Forbidden, NotFound))
async def get_person(person_id: UUID, caller: DirectoryReader, session: ReadSession) -> PersonRead:
    """One person's page: organisations, roles, mailbox, public key."""
    return await queries.person(session, person_id)
