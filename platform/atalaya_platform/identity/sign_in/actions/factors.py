"""Authenticator codes and recovery codes: proved when signing in, enrolled, replaced and removed."""

from uuid import UUID

from fastapi import Response

from atalaya_platform.credentials import recovery, totp
from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.http.problems import Conflict, Invalid, NotFound
from atalaya_platform.http.wording import said
from atalaya_platform.identity.models import Credential, Person, RecoveryCode, SignInSession
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.actions.password import Outcome, may_enter, verify_password
from atalaya_platform.identity.sign_in.actions.sessions import (
    advance,
    end_sessions,
    own_session,
    record,
    require_recent,
    tell,
)
from atalaya_platform.identity.sign_in.callers import Enrolling
from atalaya_platform.identity.sign_in.problems import (
    ConfirmationRefused,
    FactorRefused,
    LastFactor,
    NothingToStandIn,
    NotPending,
)
from atalaya_platform.identity.sign_in.schemas import TotpEnrolment
from atalaya_platform.identity.sign_in.throttle import Throttle
from atalaya_platform.identity.sign_in.visitor import Visitor
from atalaya_platform.identity.sign_in.vocabulary import Letter, State
from atalaya_platform.runtime import Runtime

FAILURES = 5
"""Wrong second factors after which a sign-in starts again with the password."""


async def pending_sign_in(session: WriteSession, runtime: Runtime, visitor: Visitor) -> tuple[SignInSession, Person]:
    """The sign-in of this browser that waits for its second factor, as the system. Raises NotPending."""
    row = await own_session(session, visitor.session_id)
    person = await queries.person(session, row.person_id)
    if row.state != State.SECOND_FACTOR or person is None or not may_enter(runtime, person):
        raise NotPending
    return row, person


async def refuse_factor(
    session: WriteSession, visitor: Visitor, row: SignInSession, person: Person, throttle: Throttle, means: str
) -> FactorRefused:
    """Count a wrong second factor; the last one allowed ends the sign-in and warns the person by mail."""
    await throttle.failed()
    row.failures += 1
    record(session, person.id, f"sign_in.{means}.refused", visitor, failures=row.failures)
    refusal = FactorRefused()
    if row.failures >= FAILURES:
        await end_sessions(session, [row.id])
        tell(session, person, Letter.FACTOR_FAILURES, address=visitor.address)
        refusal = FactorRefused("That was the last attempt of this sign-in. Start again with your password.")
    await session.flush()
    return refusal


def factor_throttle(session: WriteSession, visitor: Visitor, person: Person) -> Throttle:
    return Throttle.of(session, f"factor:{person.id}", visitor, person.id)


def _accept_code(session: WriteSession, credential: Credential, code: str) -> bool:
    """Whether this is a fresh code of the confirmed authenticator; it is not accepted a second time."""
    if credential.totp_secret is None or credential.totp_confirmed_at is None:
        return False
    step = totp.verify(credential.totp_secret, code, now=session.clock.now(), last_step=credential.totp_last_step)
    if step is not None:
        credential.totp_last_step = step
    return step is not None


async def sign_in_with_code(
    session: WriteSession, runtime: Runtime, response: Response, visitor: Visitor, code: str
) -> Outcome:
    """Complete a sign-in with an authenticator's code. Raises NotPending, FactorRefused or Throttled."""
    async with elevated(session):
        row, person = await pending_sign_in(session, runtime, visitor)
        throttle = factor_throttle(session, visitor, person)
        await throttle.check()
        credential = await queries.credential(session, person.id)
        if not _accept_code(session, credential, code):
            raise await refuse_factor(session, visitor, row, person, throttle, "totp")
        await throttle.passed()
        await advance(session, runtime, response, visitor, row, person, means="password+totp")
    return Outcome(State.SIGNED_IN)


async def sign_in_with_recovery_code(
    session: WriteSession, runtime: Runtime, response: Response, visitor: Visitor, code: str
) -> Outcome:
    """Complete a sign-in with a recovery code, which is then used up; the person is told by mail."""
    async with elevated(session):
        row, person = await pending_sign_in(session, runtime, visitor)
        throttle = factor_throttle(session, visitor, person)
        await throttle.check()
        codes = await queries.unused_recovery_codes(session, person.id)
        index = recovery.verify(code, [one.code_hash.hex() for one in codes])
        if index is None:
            raise await refuse_factor(session, visitor, row, person, throttle, "recovery")
        codes[index].used_at = session.clock.now()
        await throttle.passed()
        tell(session, person, Letter.RECOVERY_CODE_USED, address=visitor.address, left=str(len(codes) - 1))
        await advance(session, runtime, response, visitor, row, person, means="password+recovery")
    return Outcome(State.SIGNED_IN)


async def confirm_with_password(
    session: WriteSession, runtime: Runtime, response: Response, visitor: Visitor, *, password: str, code: str | None
) -> None:
    """Prove again who one is: by password, and a code where an authenticator is enrolled.

    Raises ConfirmationRefused, also for whoever holds a passkey, who confirms with that.
    """
    async with elevated(session):
        row = await own_session(session, visitor.session_id)
        person = await queries.person(session, row.person_id)
        if person is None:
            raise NotPending
        if (await queries.factors(session, person.id)).passkeys:
            raise ConfirmationRefused("Use your passkey. If you lost it, sign out, and sign in with a recovery code.")
        throttle = factor_throttle(session, visitor, person)
        await throttle.check()
        credential = await queries.credential(session, person.id)
        right = (await verify_password(runtime, password, credential)).ok
        if right and credential.totp_confirmed_at is not None:
            right = _accept_code(session, credential, code or "")
        if not right:
            await throttle.failed()
            record(session, person.id, "sign_in.confirm.refused", visitor)
            await session.flush()
            raise ConfirmationRefused("Check the password, and use a new code if you have an authenticator.")
        await throttle.passed()
        await advance(session, runtime, response, visitor, row, person, means="password")


async def enrol_totp(session: WriteSession, runtime: Runtime, caller: Enrolling) -> TotpEnrolment:
    """A new secret to scan. It replaces the present one only when a code confirms it."""
    await require_recent(session, caller.session_id)
    person = await queries.person(session, caller.person_id)
    if person is None:
        raise NotFound("person")
    credential = await queries.credential(session, caller.person_id)
    credential.totp_pending = totp.new_totp_secret()
    await session.flush()
    uri = totp.provisioning_uri(credential.totp_pending, account=person.email, issuer=runtime.settings.name)
    return TotpEnrolment(secret=credential.totp_pending, uri=uri, qr_svg=totp.qr_svg(uri))


async def confirm_totp(
    session: WriteSession, runtime: Runtime, response: Response, visitor: Visitor, caller: Enrolling, code: str
) -> list[str]:
    """Take the new secret into use; recovery codes, if the person has none left. Ends an enrolment's waiting."""
    await require_recent(session, caller.session_id)
    async with elevated(session):
        person = await queries.person(session, caller.person_id)
        credential = await queries.credential(session, caller.person_id)
        if person is None or credential.totp_pending is None:
            raise Conflict("Nothing waits to be confirmed. Start setting up the authenticator again.")
        step = totp.verify(credential.totp_pending, code, now=session.clock.now(), last_step=None)
        if step is None:
            advice = said("Check the clock of your phone, then use a new code.")
            raise Invalid("This code does not fit.", fields={"code": advice})
        credential.totp_secret, credential.totp_pending = credential.totp_pending, None
        credential.totp_confirmed_at, credential.totp_last_step = session.clock.now(), step
        record(session, person.id, "sign_in.totp.added", visitor)
        tell(session, person, Letter.TOTP_ADDED, address=visitor.address)
        return await first_factor_added(session, runtime, response, visitor, caller, person, "totp")


async def first_factor_added(
    session: WriteSession,
    runtime: Runtime,
    response: Response,
    visitor: Visitor,
    caller: Enrolling,
    person: Person,
    means: str,
) -> list[str]:
    """Recovery codes where none are left, and the end of an enrolment: the session is signed in, with a new token."""
    codes = []
    if not await queries.unused_recovery_codes(session, person.id):
        codes = await _fresh_recovery_codes(session, person.id)
    if caller.pending:
        row = await own_session(session, caller.session_id)
        await advance(session, runtime, response, visitor, row, person, means=f"password+enrol_{means}")
    await session.flush()
    return codes


async def _fresh_recovery_codes(session: WriteSession, person_id: UUID) -> list[str]:
    await queries.forget_recovery_codes(session, person_id)
    codes = recovery.new_codes()
    for code in codes:
        session.add(RecoveryCode(person_id=person_id, code_hash=bytes.fromhex(recovery.digest(code))))
    await session.flush()
    return codes


async def make_recovery_codes(session: WriteSession, visitor: Visitor, person_id: UUID) -> list[str]:
    """Ten new recovery codes; the earlier ones stop working. Raises ConfirmFirst, or NothingToStandIn."""
    await require_recent(session, visitor.session_id)
    person = await queries.person(session, person_id)
    if person is None or not (await queries.factors(session, person_id)).second:
        raise NothingToStandIn
    codes = await _fresh_recovery_codes(session, person_id)
    record(session, person_id, "sign_in.recovery_codes.made", visitor)
    tell(session, person, Letter.RECOVERY_CODES_MADE, address=visitor.address)
    return codes


async def remove_totp(session: WriteSession, visitor: Visitor, person_id: UUID) -> None:
    """Remove the authenticator. Raises NotFound, ConfirmFirst, or LastFactor where a second factor is a duty."""
    await require_recent(session, visitor.session_id)
    person = await queries.person(session, person_id)
    factors = await queries.factors(session, person_id)
    if person is None or not factors.totp:
        raise NotFound("authenticator")
    if factors.required and factors.passkeys == 0:
        raise LastFactor
    credential = await queries.credential(session, person_id)
    credential.totp_secret = credential.totp_pending = credential.totp_confirmed_at = None
    record(session, person_id, "sign_in.totp.removed", visitor)
    tell(session, person, Letter.TOTP_REMOVED, address=visitor.address)
    await session.flush()
