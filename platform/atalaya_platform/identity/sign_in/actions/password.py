"""Signing in with a password, choosing a new one, and entering as a demonstration account."""

from dataclasses import dataclass, field
from uuid import UUID

from fastapi import Request, Response

from atalaya_platform.credentials.passwords import PasswordsBusy, Verification, problems
from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.http.problems import Invalid, NotFound
from atalaya_platform.http.wording import sentences
from atalaya_platform.identity.models import Credential, Person
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.actions.sessions import (
    begin_session,
    end_all_sessions,
    record,
    require_recent,
    tell,
)
from atalaya_platform.identity.sign_in.keys import passwords_of
from atalaya_platform.identity.sign_in.problems import ConfirmationRefused, SignInBusy, SignInRefused
from atalaya_platform.identity.sign_in.throttle import GUARDED, Throttle
from atalaya_platform.identity.sign_in.visitor import Visitor
from atalaya_platform.identity.sign_in.vocabulary import Letter, State
from atalaya_platform.runtime import Runtime


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a sign-in stands, and what can complete it."""

    state: State
    factors: list[str] = field(default_factory=list)


def may_enter(runtime: Runtime, person: Person) -> bool:
    """Whether the account is open at all: active, and not a demonstration account outside a demonstration."""
    return person.status == "active" and (not person.demonstration or runtime.settings.demonstration)


async def verify_password(runtime: Runtime, password: str, credential: Credential | None) -> Verification:
    """Raises SignInBusy instead of queueing without end. Without a credential it takes as long, and refuses."""
    try:
        return await passwords_of(runtime).verify(password, credential.password_hash if credential else None)
    except PasswordsBusy as error:
        raise SignInBusy from error


async def hash_password(runtime: Runtime, person: Person, password: str, organisations: list[str]) -> str:
    """The hash of a new password that passes the policy; raises Invalid with what speaks against it."""
    found = problems(password, context=[person.name, person.email, *organisations])
    if found:
        raise Invalid("Choose another password.", fields={"password": sentences(*(one.text for one in found))})
    try:
        return await passwords_of(runtime).hash(password)
    except PasswordsBusy as error:
        raise SignInBusy from error


async def sign_in_with_password(
    session: WriteSession,
    runtime: Runtime,
    request: Request,
    response: Response,
    visitor: Visitor,
    *,
    email: str,
    password: str,
) -> Outcome:
    """Check address and password. Raises SignInRefused, Throttled, AccountGuarded or SignInBusy.

    An account that does not exist, is suspended or has no password is refused in the same words, after the same
    work and with the same counting.
    """
    async with elevated(session):
        found = await queries.account(session, email)
        person, credential = found or (None, None)
        throttle = Throttle.of(session, email.strip().lower(), visitor, person.id if person else None)
        await throttle.check()
        usable = credential if person is not None and may_enter(runtime, person) else None
        verified = await verify_password(runtime, password, usable)
        if person is None or usable is None or not verified.ok:
            failures = await throttle.failed()
            record(session, person.id if person else None, "sign_in.password.refused", visitor)
            if person is not None and failures == GUARDED:
                tell(session, person, Letter.MANY_FAILURES, address=visitor.address)
            raise SignInRefused
        if verified.needs_rehash:
            usable.password_hash = await passwords_of(runtime).hash(password)
        await throttle.passed()
        state = await begin_session(session, runtime, request, response, person, means="password")
        factors = await queries.factors(session, person.id)
    return Outcome(state, factors.names if state is State.SECOND_FACTOR else [])


async def sign_in_as_demonstration(
    session: WriteSession, runtime: Runtime, request: Request, response: Response, visitor: Visitor, person_id: UUID
) -> Outcome:
    """Enter as a demonstration account, from this machine only; counted as strong so that TLP:RED can be shown.

    Raises NotFound where there is no demonstration, and for every other account.
    """
    if not demonstrates(runtime, request, visitor):
        raise NotFound("demonstration account")
    async with elevated(session):
        person = await queries.person(session, person_id)
        if person is None or not person.demonstration or person.status != "active":
            raise NotFound("demonstration account")
        state = await begin_session(
            session, runtime, request, response, person, means="demonstration", factor_proved=True, strong=True
        )
    return Outcome(state)


def demonstrates(runtime: Runtime, request: Request, visitor: Visitor) -> bool:
    """Whether demonstration accounts are open to this request: switched on, and all of it on this machine.

    The Host header is looked at as well, because a proxy in front would come from loopback too.
    """
    host = request.headers.get("host", "").rsplit(":", 1)[0]
    return (
        runtime.settings.demonstration
        and runtime.settings.on_loopback
        and visitor.on_loopback
        and host in ("127.0.0.1", "localhost", "[::1]")
    )


async def change_password(
    session: WriteSession, runtime: Runtime, visitor: Visitor, person_id: UUID, *, current: str, new: str
) -> None:
    """Set a new password after the current one; other sessions end. Somebody without one needs a recent sign-in."""
    async with elevated(session):
        person = await queries.person(session, person_id)
        if person is None:
            raise NotFound("person")
        credential = await queries.credential(session, person_id)
        if credential.password_hash is None:
            await require_recent(session, visitor.session_id)
        else:
            throttle = Throttle.of(session, person.email.lower(), visitor, person.id)
            await throttle.check()
            if not (await verify_password(runtime, current, credential)).ok:
                await throttle.failed()
                record(session, person_id, "sign_in.password.change_refused", visitor)
                raise ConfirmationRefused("The current password is not right. Check it and try again.")
            await throttle.passed()
        organisations = [one.name for one, _ in await queries.own_organisations(session, person_id)]
        credential.password_hash = await hash_password(runtime, person, new, organisations)
        await end_all_sessions(session, person_id, but=visitor.session_id)
        record(session, person_id, "sign_in.password.changed", visitor)
        tell(session, person, Letter.PASSWORD_CHANGED, address=visitor.address)
