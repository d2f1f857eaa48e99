"""HTTP of organisations and countries."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Response

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession as Reading
from atalaya_platform.directory.countries import countries
from atalaya_platform.directory.keys import queries as keys
from atalaya_platform.directory.organisations import actions, queries
from atalaya_platform.directory.organisations.export import as_csv
from atalaya_platform.directory.organisations.schemas import (
    CountryRead,
    ExportedKey,
    Iso3,
    OrganisationCard,
    OrganisationExport,
    OrganisationRead,
    OrganisationUpdate,
    Rfc2350,
)
from atalaya_platform.directory.paging import Span
from atalaya_platform.directory.permissions import DirectoryReader, OrganisationEditor
from atalaya_platform.http.dependencies import Public, ReadSession, WriteSession
from atalaya_platform.http.pages import After, Before, Limit, Page
from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    PreconditionFailed,
    PreconditionRequired,
    Unauthenticated,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.http.versions import IfMatch, set_etag
from atalaya_platform.identity.models import Organisation
from atalaya_platform.identity.vocabulary import Community, OrganisationKind

router = Router(tags=["directory"])

CountryFilter = Annotated[Iso3 | None, Query(description="Only of this member state.")]
KindFilter = Annotated[OrganisationKind | None, Query(description="Only of this kind.")]
CommunityFilter = Annotated[Community | None, Query(description="Only of this community.")]
UnconfirmedFilter = Annotated[bool, Query(description="Only those whose entry nobody vouches for now.")]
TextFilter = Annotated[
    str,
    Query(
        max_length=100,
        description="Words of name, acronym, constituency, mailbox or website, or a country; accents do not matter.",
    ),
]


@router.get("/countries", response_model=list[CountryRead])
async def list_countries(caller: Public, session: ReadSession) -> list[CountryRead]:
    """The 35 member states of the OAS with their names in four languages, and how many teams you see in each."""
    figures = await queries.figures(session)
    return [
        CountryRead(
            iso3=one.iso3,
            names=one.names,
            subregion=one.subregion,
            languages=list(one.languages),
            teams=figures.get(one.iso3, (0, 0))[0],
            organisations=figures.get(one.iso3, (0, 0))[1],
        )
        for one in countries().values()
    ]


@router.get("/organisations", response_model=Page[OrganisationCard], responses=responses(Unauthenticated, Forbidden))
async def list_organisations(
    caller: DirectoryReader,
    session: ReadSession,
    country: CountryFilter = None,
    kind: KindFilter = None,
    community: CommunityFilter = None,
    q: TextFilter = "",
    needs_confirmation: UnconfirmedFilter = False,
    limit: Limit = 50,
    after: After = None,
    before: Before = None,
) -> Page[OrganisationCard]:
    """Organisations of your communities, by acronym, or by name where there is none."""
    today = session.clock.now().date()
    wanted = queries.filtered(
        caller,
        country=country,
        kind=kind,
        community=community,
        text=q,
        unconfirmed_on=today if needs_confirmation else None,
    )
    page = await queries.organisations(session, wanted, Span(limit, after, before))
    belong = await queries.communities(session, caller, [row[0].id for row in page.rows])
    parents = await queries.seen_parents(session, [row[0] for row in page.rows])
    items = [queries.card(row[0], row.people, belong[row[0].id], parents, today) for row in page.rows]
    return Page(items=items, next=page.next, previous=page.previous)


async def _export(
    caller: Caller,
    session: Reading,
    country: str | None,
    kind: OrganisationKind | None,
    community: str | None,
    q: str,
    needs_confirmation: bool,
) -> list[OrganisationExport]:
    today = session.clock.now().date() if needs_confirmation else None
    wanted = queries.filtered(caller, country=country, kind=kind, community=community, text=q, unconfirmed_on=today)
    rows = await queries.every(session, wanted)
    published = await keys.keys_by_organisation(session, [row.id for row in rows])
    parents = await queries.seen_parents(session, rows)
    return [
        OrganisationExport(
            **row.model_dump(include=OrganisationExport.model_fields.keys() - {"rfc2350", "parent_id"}),
            parent_id=row.parent_id if row.parent_id in parents else None,
            keys=[
                ExportedKey(fingerprint=one.fingerprint, expires_at=one.expires_at) for one in published.get(row.id, [])
            ],
            rfc2350=Rfc2350.model_validate(row.rfc2350),
        )
        for row in rows
    ]


@router.get(
    "/organisations.csv",
    response_class=Response,
    response_model=None,
    responses={**responses(Unauthenticated, Forbidden), 200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
)
async def export_organisations_csv(
    caller: DirectoryReader,
    session: ReadSession,
    country: CountryFilter = None,
    kind: KindFilter = None,
    community: CommunityFilter = None,
    q: TextFilter = "",
    needs_confirmation: UnconfirmedFilter = False,
) -> Response:
    """The same organisations as a table in CSV (UTF-8, RFC 4180), with everything that their pages say of them."""
    rows = await _export(caller, session, country, kind, community, q, needs_confirmation)
    disposition = {"Content-Disposition": 'attachment; filename="organisations.csv"'}
    return Response(as_csv(rows), media_type="text/csv; charset=utf-8", headers=disposition)


@router.get(
    "/organisations.json", response_model=list[OrganisationExport], responses=responses(Unauthenticated, Forbidden)
)
async def export_organisations_json(
    caller: DirectoryReader,
    session: ReadSession,
    country: CountryFilter = None,
    kind: KindFilter = None,
    community: CommunityFilter = None,
    q: TextFilter = "",
    needs_confirmation: UnconfirmedFilter = False,
) -> list[OrganisationExport]:
    """The same organisations as JSON."""
    return await _export(caller, session, country, kind, community, q, needs_confirmation)


async def page_about(session: Reading, caller: Caller, row: Organisation) -> OrganisationRead:
    """Everything about it that the caller may see."""
    now = session.clock.now()
    belong = await queries.communities(session, caller, [row.id])
    members = await queries.members(session, row.id)
    return OrganisationRead(
        **queries.card(
            row, len(members), belong[row.id], await queries.seen_parents(session, [row]), now.date()
        ).model_dump(),
        telephone=row.telephone,
        emergency_telephone=row.emergency_telephone,
        constituency=row.constituency,
        established_year=row.established_year,
        rfc2350=Rfc2350.model_validate(row.rfc2350),
        keys=[keys.read(key, now) for key in await keys.keys_of(session, organisation_id=row.id)],
        parent=await queries.parent(session, row) if row.parent_id else None,
        constituents=await queries.constituents(session, row.id),
        members=members,
        listed_as=row.listed_as,
        source_url=row.source_url,
        confidence=row.confidence,
        version=row.version,
        may_edit=actions.may_edit(caller, row.id),
    )


@router.get(
    "/organisations/{organisation_id}",
    response_model=OrganisationRead,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def get_organisation(
    organisation_id: UUID, caller: DirectoryReader, session: ReadSession, response: Response
) -> OrganisationRead:
    """One organisation: contacts, constituency, RFC 2350 page, keys, people and constituents. Has an ETag."""
    row = await queries.organisation(session, caller, organisation_id)
    set_etag(response, row.version)
    return await page_about(session, caller, row)


@router.patch(
    "/organisations/{organisation_id}",
    response_model=OrganisationRead,
    responses=responses(
        Unauthenticated, Forbidden, NotFound, Conflict, PreconditionFailed, PreconditionRequired, Invalid
    ),
)
async def update_organisation(
    organisation_id: UUID,
    given: OrganisationUpdate,
    caller: OrganisationEditor,
    session: WriteSession,
    response: Response,
    if_match: IfMatch = None,
) -> OrganisationRead:
    """Change an organisation's entry, as its team lead or the Secretariat. Needs `If-Match`."""
    row = await actions.update_organisation(session, caller, organisation_id, given, if_match)
    set_etag(response, row.version)
    return await page_about(session, caller, row)


@router.post(
    "/organisations/{organisation_id}/confirm",
    response_model=OrganisationRead,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def confirm_organisation(
    organisation_id: UUID, caller: OrganisationEditor, session: WriteSession, response: Response
) -> OrganisationRead:
    """Say that the entry is right. It is asked again in four months."""
    row = await actions.confirm_organisation(session, caller, organisation_id)
    set_etag(response, row.version)
    return await page_about(session, caller, row)
