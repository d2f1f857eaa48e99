"""Passkeys: registered, proved as the whole sign-in or as its second factor, and removed."""

import ipaddress
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import structlog
from fastapi import Request, Response

from atalaya_platform.credentials import passkeys as webauthn
from atalaya_platform.credentials.passkeys import Ceremony, PasskeyRefused, RelyingParty
from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.http.problems import Conflict, NotFound, map_constraint
from atalaya_platform.http.wording import said
from atalaya_platform.identity.models import Passkey, Person
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.actions.factors import (
    factor_throttle,
    first_factor_added,
    pending_sign_in,
    refuse_factor,
)
from atalaya_platform.identity.sign_in.actions.password import Outcome, may_enter
from atalaya_platform.identity.sign_in.actions.sessions import (
    advance,
    begin_session,
    own_session,
    record,
    require_recent,
    tell,
)
from atalaya_platform.identity.sign_in.callers import Enrolling
from atalaya_platform.identity.sign_in.models import PasskeyCeremony
from atalaya_platform.identity.sign_in.problems import FactorRefused, LastFactor, Throttled
from atalaya_platform.identity.sign_in.throttle import Throttle, key
from atalaya_platform.identity.sign_in.visitor import Visitor
from atalaya_platform.identity.sign_in.vocabulary import Letter, State
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)

CEREMONIES = 60
"""How many unanswered challenges one address may hold at a time."""
LIVES = timedelta(milliseconds=webauthn.TIMEOUT_MS)

map_constraint("uq_passkey_credential_id", Conflict("This passkey is registered already. Choose another one."))


class NamelessAddress(Conflict):
    title = "Passkeys need a name in the address"
    slug = "passkeys-need-a-name"


def relying_party(runtime: Runtime, request: Request) -> RelyingParty:
    """The domain that passkeys are bound to: that of the page, if it is one of ours.

    Raises NamelessAddress for a bare IP address, to which no browser binds a passkey.
    """
    origins = runtime.settings.origins
    scheme = urlsplit(runtime.settings.address).scheme
    asked = (request.headers.get("origin"), f"{scheme}://{request.headers.get('host', '')}")
    origin = next((one for one in asked if one in origins), runtime.settings.address)
    host = urlsplit(origin or "").hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        ours = tuple(sorted(one for one in origins if urlsplit(one).hostname == host))
        return RelyingParty(id=host, name=runtime.settings.name, origins=ours)
    named = f"http://localhost:{runtime.settings.port}"
    raise NamelessAddress(said("Open Atalaya by a name, such as {address}, to use passkeys.", address=named))


def _stored(row: Passkey) -> webauthn.Passkey:
    return webauthn.Passkey(row.credential_id, row.public_key, row.sign_count, tuple(row.transports))


async def _keep(session: WriteSession, visitor: Visitor, purpose: str, ceremony: Ceremony) -> dict[str, Any]:
    now, address = session.clock.now(), key("address", visitor.address)
    if await queries.open_ceremonies(session, address, now) >= CEREMONIES:
        raise Throttled(60)
    session.add(
        PasskeyCeremony(
            challenge=ceremony.challenge,
            purpose=purpose,
            session_id=visitor.session_id,
            address_key=address,
            expires_at=now + LIVES,
        )
    )
    await session.flush()
    return ceremony.options


async def _challenge(session: WriteSession, visitor: Visitor, purpose: str, credential: dict[str, Any]) -> bytes:
    """The challenge of ours that this answers, which is used up now. Raises PasskeyRefused."""
    challenge = webauthn.claimed_challenge(credential)
    taken = await queries.take_ceremony(session, challenge, purpose, session.clock.now())
    if taken is None:
        raise PasskeyRefused("no such challenge is open")
    if taken != (visitor.session_id,):
        raise PasskeyRefused("the challenge was given to another session")
    return challenge


async def options_to_prove(
    session: WriteSession, runtime: Runtime, request: Request, visitor: Visitor
) -> dict[str, Any]:
    """Options for proving a passkey; only a sign-in or session that has a person lists that person's keys."""
    party = relying_party(runtime, request)
    async with elevated(session):
        allowed: list[webauthn.Passkey] = []
        if visitor.session_id is not None:
            row = await own_session(session, visitor.session_id)
            allowed = [_stored(one) for one in await queries.own_passkeys(session, row.person_id)]
        return await _keep(session, visitor, "prove", webauthn.authentication_options(party, allowed=allowed))


async def _prove(
    session: WriteSession, runtime: Runtime, request: Request, visitor: Visitor, credential: dict[str, Any]
) -> Person:
    """The person whose passkey this proves, and nobody else. Raises PasskeyRefused."""
    party = relying_party(runtime, request)
    challenge = await _challenge(session, visitor, "prove", credential)
    stored = await queries.passkey_of(session, webauthn.claimed_credential(credential))
    person = await queries.person(session, stored.person_id) if stored else None
    if stored is None or person is None or not may_enter(runtime, person):
        raise PasskeyRefused("unknown passkey, or its account is shut")
    handle = (await queries.credential(session, person.id)).webauthn_user_handle or b""
    used = webauthn.verify_authentication(
        party, challenge=challenge, credential=credential, passkey=_stored(stored), user_handle=handle
    )
    stored.sign_count, stored.used_at = used.sign_count, session.clock.now()
    await session.flush()
    return person


async def sign_in_with_passkey(
    session: WriteSession,
    runtime: Runtime,
    request: Request,
    response: Response,
    visitor: Visitor,
    credential: dict[str, Any],
) -> Outcome:
    """Sign in with a passkey alone, or complete a sign-in that waits for its second factor. The session is strong.

    Raises FactorRefused, or Throttled where a pending sign-in has failed too often.
    """
    async with elevated(session):
        if visitor.pending == State.SECOND_FACTOR:
            row, expected = await pending_sign_in(session, runtime, visitor)
            throttle = factor_throttle(session, visitor, expected)
            await throttle.check()
            try:
                person = await _prove(session, runtime, request, visitor, credential)
                if person.id != expected.id:
                    raise PasskeyRefused("another person's passkey")
            except PasskeyRefused as refused:
                log.info("passkey refused", reason=refused.reason)
                raise await refuse_factor(session, visitor, row, expected, throttle, "passkey") from refused
            await throttle.passed()
            await advance(session, runtime, response, visitor, row, person, means="password+passkey", strong=True)
            return Outcome(State.SIGNED_IN)
        try:
            person = await _prove(session, runtime, request, visitor, credential)
        except PasskeyRefused as refused:
            raise _refused(session, visitor, None, refused) from refused
        known = Throttle.of(session, person.email.lower(), visitor, person.id)
        await known.passed()
        state = await begin_session(
            session, runtime, request, response, person, means="passkey", factor_proved=True, strong=True
        )
    return Outcome(state)


def _refused(session: WriteSession, visitor: Visitor, person_id: UUID | None, refused: PasskeyRefused) -> FactorRefused:
    log.info("passkey refused", reason=refused.reason)
    record(session, person_id, "sign_in.passkey.refused", visitor)
    return FactorRefused("This passkey was not accepted. Try again, or sign in another way.")


async def step_up(
    session: WriteSession,
    runtime: Runtime,
    request: Request,
    response: Response,
    visitor: Visitor,
    person_id: UUID,
    credential: dict[str, Any],
) -> None:
    """Make a signed-in session strong, and confirm that it is the person, with one of their passkeys."""
    async with elevated(session):
        row = await own_session(session, visitor.session_id)
        try:
            person = await _prove(session, runtime, request, visitor, credential)
            if person.id != person_id:
                raise PasskeyRefused("another person's passkey")
        except PasskeyRefused as refused:
            raise _refused(session, visitor, person_id, refused) from refused
        await advance(session, runtime, response, visitor, row, person, means="passkey", strong=True)


async def options_to_register(
    session: WriteSession, runtime: Runtime, request: Request, visitor: Visitor, caller: Enrolling
) -> dict[str, Any]:
    """Options for making a passkey on a device that holds none of this person yet. Raises ConfirmFirst."""
    await require_recent(session, caller.session_id)
    party = relying_party(runtime, request)
    async with elevated(session):
        person = await queries.person(session, caller.person_id)
        if person is None:
            raise NotFound("person")
        credential = await queries.credential(session, person.id)
        if credential.webauthn_user_handle is None:
            credential.webauthn_user_handle = secrets.token_bytes(32)
        ceremony = webauthn.registration_options(
            party,
            user_handle=credential.webauthn_user_handle,
            user_name=person.email,
            display_name=person.name,
            existing=[_stored(one) for one in await queries.own_passkeys(session, person.id)],
        )
        return await _keep(session, visitor, "register", ceremony)


async def register_passkey(
    session: WriteSession,
    runtime: Runtime,
    request: Request,
    response: Response,
    visitor: Visitor,
    caller: Enrolling,
    *,
    name: str,
    credential: dict[str, Any],
) -> tuple[Passkey, list[str]]:
    """Store a new passkey; recovery codes where the person has none left. It makes no session strong by itself."""
    await require_recent(session, caller.session_id)
    party = relying_party(runtime, request)
    async with elevated(session):
        person = await queries.person(session, caller.person_id)
        if person is None:
            raise NotFound("person")
        try:
            challenge = await _challenge(session, visitor, "register", credential)
            made = webauthn.verify_registration(party, challenge=challenge, credential=credential)
        except PasskeyRefused as refused:
            raise _refused(session, visitor, person.id, refused) from refused
        row = Passkey(
            person_id=person.id,
            credential_id=made.credential_id,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name,
            transports=list(made.transports),
            created_at=session.clock.now(),
        )
        session.add(row)
        await session.flush()
        record(session, person.id, "sign_in.passkey.added", visitor, passkey=str(row.id))
        tell(session, person, Letter.PASSKEY_ADDED, address=visitor.address, name=name)
        codes = await first_factor_added(session, runtime, response, visitor, caller, person, "passkey")
    return row, codes


async def remove_passkey(session: WriteSession, visitor: Visitor, person_id: UUID, passkey_id: UUID) -> None:
    """Remove a passkey. Raises NotFound, ConfirmFirst, or LastFactor where a second factor is a duty."""
    await require_recent(session, visitor.session_id)
    person = await queries.person(session, person_id)
    mine = {one.id: one for one in await queries.own_passkeys(session, person_id)}
    if person is None or passkey_id not in mine:
        raise NotFound("passkey")
    factors = await queries.factors(session, person_id)
    if factors.required and factors.passkeys == 1 and not factors.totp:
        raise LastFactor
    await session.delete(mine[passkey_id])
    record(session, person_id, "sign_in.passkey.removed", visitor, passkey=str(passkey_id))
    tell(session, person, Letter.PASSKEY_REMOVED, address=visitor.address, name=mine[passkey_id].name)
    await session.flush()
