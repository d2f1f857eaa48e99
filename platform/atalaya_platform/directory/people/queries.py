"""People whom the actor knows: those with whom a community is shared, which the database decides."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, literal, or_, select
from sqlmodel import col

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.countries import countries_like
from atalaya_platform.directory.paging import Rows, Span, page_of
from atalaya_platform.directory.people.schemas import PersonCard, PersonKey, PersonOrganisation, PersonRead
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Membership, Organisation, OrganisationCommunity, Person, PlatformRoleGrant
from atalaya_platform.identity.vocabulary import OrganisationStatus, PersonStatus
from atalaya_platform.search.text import fold

_ACTIVE = col(Person.status) == PersonStatus.ACTIVE


def _starts(column: SQLColumnExpression[str], text: str) -> ColumnElement[bool]:
    """Whether the column, or a word in it, begins like this."""
    folded = func.folded(column)
    return or_(folded.startswith(text, autoescape=True), folded.contains(f" {text}", autoescape=True))


def _belongs(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(
        col(Membership.person_id) == col(Person.id),
        col(Membership.organisation_id) == col(Organisation.id),
        col(Organisation.status) == OrganisationStatus.ACTIVE,
        *conditions,
    )


def _matches(text: str) -> ColumnElement[bool]:
    """Every word begins a word of the person's name, title or organisation, or the whole names a country."""
    each = [
        or_(
            _starts(col(Person.name), word),
            _starts(col(Person.title), word),
            _belongs(or_(_starts(col(Organisation.name), word), _starts(col(Organisation.acronym), word))),
        )
        for word in fold(text).split()[:6]
    ]
    states = countries_like(text) if len(text.strip()) > 2 else []
    return or_(and_(*each), _belongs(col(Organisation.country).in_(states))) if states else and_(*each)


async def people(
    session: ReadSession,
    caller: Caller,
    span: Span,
    *,
    text: str = "",
    country: str | None = None,
    organisation_id: UUID | None = None,
    community: str | None = None,
) -> Rows:
    """Ids of active people whom the actor knows, by name."""
    found = select(col(Person.id)).where(_ACTIVE, _belongs())
    if text.strip():
        found = found.where(_matches(text))
    if country:
        found = found.where(_belongs(col(Organisation.country) == country))
    if organisation_id:
        found = found.where(_belongs(col(Organisation.id) == organisation_id))
    if community:
        found = found.where(
            literal(community in caller.communities),
            _belongs(
                col(OrganisationCommunity.organisation_id) == col(Organisation.id),
                col(OrganisationCommunity.community) == community,
            ),
        )
    return await page_of(session, found, [func.folded(col(Person.name)), col(Person.id)], span)


async def cards(session: ReadSession, ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Cards of those of these people whom the actor knows. Two statements, whatever their number."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return {}
    roles = (
        select(func.array_agg(col(PlatformRoleGrant.role)))
        .where(col(PlatformRoleGrant.person_id) == col(Person.id))
        .scalar_subquery()
    )
    persons = await session.execute(
        select(col(Person.id), col(Person.name), col(Person.title), col(Person.demonstration), roles).where(
            col(Person.id).in_(wanted)
        )
    )
    made = {
        row.id: PersonCard(
            id=row.id,
            name=row.name,
            title=row.title,
            organisations=[],
            platform_roles=sorted(row[4] or []),
            demonstration=row.demonstration,
        )
        for row in persons
    }
    places = await session.execute(
        select(col(Membership.person_id), col(Membership.role), Organisation)
        .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(col(Membership.person_id).in_(wanted), col(Organisation.status) == OrganisationStatus.ACTIVE)
        .order_by(func.folded(col(Organisation.name)))
    )
    for person_id, role, organisation in places:
        if person_id in made:
            made[person_id].organisations.append(
                PersonOrganisation(
                    id=organisation.id,
                    name=organisation.name,
                    acronym=organisation.acronym,
                    kind=organisation.kind,
                    country=organisation.country,
                    role=role,
                )
            )
    return {person_id: made[person_id] for person_id in wanted if person_id in made}


async def person(session: ReadSession, person_id: UUID) -> PersonRead:
    """One person's page. Raises NotFound for whoever the actor does not know, and for accounts not in use."""
    row = (await session.execute(select(Person).where(col(Person.id) == person_id, _ACTIVE))).scalar_one_or_none()
    card = (await cards(session, [person_id])).get(person_id) if row else None
    if row is None or card is None:
        raise NotFound("person")
    key = PersonKey(armoured=row.openpgp_key, expires_at=row.openpgp_expires_at) if row.openpgp_key else None
    return PersonRead(**card.model_dump(), email=row.email, time_zone=row.time_zone, openpgp=key, since=row.created_at)
