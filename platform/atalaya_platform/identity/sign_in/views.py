"""What the sign-in API shows, put together from what the queries find."""

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession, elevated
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import ApiToken, Passkey, Person, SignInSession
from atalaya_platform.identity.sign_in import queries, schemas
from atalaya_platform.identity.sign_in.visitor import Visitor
from atalaya_platform.identity.sign_in.vocabulary import State
from atalaya_platform.identity.vocabulary import PLATFORM_ROLES
from atalaya_platform.runtime import Runtime


async def sign_in_options(
    session: ReadSession, runtime: Runtime, visitor: Visitor, demonstrates: bool
) -> schemas.SignInOptions:
    """Nobody is signed in yet: the few facts shown here are read as the system."""
    people: list[schemas.DemonstrationPerson] = []
    factors: list[str] = []
    async with elevated(session):
        if demonstrates:
            people = [
                schemas.DemonstrationPerson(
                    person_id=person.id,
                    name=person.name,
                    organisation=organisation.name if organisation else None,
                    country=organisation.country if organisation else None,
                    role=role,
                )
                for person, organisation, role in await queries.demonstration_persons(session)
            ]
        if visitor.pending == State.SECOND_FACTOR and visitor.pending_person_id is not None:
            factors = (await queries.factors(session, visitor.pending_person_id)).names
    return schemas.SignInOptions(
        name=runtime.settings.name,
        demonstration=people,
        oidc=[schemas.Provider(id=one.id, name=one.name) for one in runtime.settings.oidc],
        state=State(visitor.pending) if visitor.pending else None,
        factors=factors,
    )


def person_read(person: Person) -> schemas.PersonRead:
    return schemas.PersonRead.model_validate(person, from_attributes=True)


async def me(session: ReadSession, caller: Caller) -> schemas.Me:
    """The caller's own page."""
    person = await queries.person(session, caller.person_id)
    if person is None:
        raise NotFound("person")
    factors = await queries.factors(session, caller.person_id)
    return schemas.Me(
        person=person_read(person),
        organisations=[
            schemas.OwnOrganisation(
                id=one.id, name=one.name, acronym=one.acronym, country=one.country, kind=one.kind, role=role
            )
            for one, role in await queries.own_organisations(session, caller.person_id)
        ],
        communities=sorted(caller.communities),
        platform_roles=sorted(caller.roles & set(PLATFORM_ROLES)),
        permissions=sorted(caller.permissions),
        streams=sorted(caller.tokens - {"public"}),
        strong=caller.strong,
        demonstration=caller.demonstration,
        passkeys=factors.passkeys,
        totp=factors.totp,
        recovery_codes=factors.recovery_codes,
    )


def session_read(row: SignInSession, current: Caller) -> schemas.SessionRead:
    return schemas.SessionRead(
        id=row.id,
        created_at=row.created_at,
        seen_at=row.seen_at,
        expires_at=row.expires_at,
        address=row.address,
        user_agent=row.user_agent,
        strong=row.strong,
        current=row.id == current.session_id,
    )


def passkey_read(row: Passkey) -> schemas.PasskeyRead:
    return schemas.PasskeyRead(id=row.id, name=row.name, created_at=row.created_at, used_at=row.used_at)


def api_token_read(row: ApiToken) -> schemas.ApiTokenRead:
    return schemas.ApiTokenRead(
        id=row.id,
        name=row.name,
        scopes=list(row.scopes),
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
    )
