"""Signing in with an organisation's own identity provider. It never makes an account."""

from fastapi import Request, Response

from atalaya_platform.database.session import WriteSession
from atalaya_platform.identity.models import Person
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.actions.password import may_enter
from atalaya_platform.identity.sign_in.actions.sessions import begin_session, record, tell
from atalaya_platform.identity.sign_in.models import OidcLink
from atalaya_platform.identity.sign_in.provider import Identity
from atalaya_platform.identity.sign_in.visitor import Visitor
from atalaya_platform.identity.sign_in.vocabulary import Letter, State
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import OidcProvider


async def sign_in_with_provider(
    session: WriteSession,
    runtime: Runtime,
    request: Request,
    response: Response,
    visitor: Visitor,
    provider: OidcProvider,
    identity: Identity,
) -> State | None:
    """Start a session for the account that is linked to this identity, or that has its verified mail address.

    None, and an audit entry, when there is no such account or it is shut. Runs in a system transaction. Our own
    second factor is asked for unless the provider says that it used several.
    """
    person = await _person(session, visitor, provider, identity)
    if person is None or not may_enter(runtime, person):
        record(session, person.id if person else None, "sign_in.oidc.refused", visitor, provider=provider.id)
        return None
    return await begin_session(
        session,
        runtime,
        request,
        response,
        person,
        means=f"oidc:{provider.id}",
        factor_proved=identity.several_factors,
    )


async def _person(session: WriteSession, visitor: Visitor, provider: OidcProvider, identity: Identity) -> Person | None:
    linked = await queries.linked_person(session, identity.issuer, identity.subject)
    if linked is not None:
        return linked if provider.speaks_for(linked.email) else None
    if not identity.email or not provider.speaks_for(identity.email):
        return None
    found = await queries.account(session, identity.email)
    if found is None or found[0].status != "active":
        return None
    person = found[0]
    if await queries.linked_subject(session, identity.issuer, person.id) is not None:
        return None  # the address was given to somebody else at the provider
    session.add(OidcLink(issuer=identity.issuer, subject=identity.subject, person_id=person.id))
    await session.flush()
    record(session, person.id, "sign_in.oidc.linked", visitor, provider=provider.id)
    tell(session, person, Letter.PROVIDER_LINKED, address=visitor.address, name=provider.name)
    return person
