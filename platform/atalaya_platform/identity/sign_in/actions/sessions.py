"""Sessions: begun, moved to their next state with a new token each time, and ended with their sockets."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from atalaya_platform.credentials.secrets import SecretKind, new_secret
from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.events.ledger import defer, revoke, seal
from atalaya_platform.http.dependencies import cookie_name, hashed
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Person, SignInSession
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.problems import ConfirmFirst, NotPending
from atalaya_platform.identity.sign_in.visitor import Visitor, remember_device, set_cookie, visitor_of
from atalaya_platform.identity.sign_in.vocabulary import Letter, State
from atalaya_platform.runtime import Runtime

PENDING_FOR = {State.SECOND_FACTOR: timedelta(minutes=10), State.ENROL: timedelta(minutes=30)}
RECENT = timedelta(minutes=15)
TOUCHED_EVERY = timedelta(minutes=1)


def record(session: WriteSession, person_id: UUID | None, act: str, visitor: Visitor, **detail: Any) -> None:
    """An audit entry of signing in; the person may be unknown."""
    seal(session, person_id, act, "person", person_id or "", {"address": visitor.address, **detail})


def tell(session: WriteSession, person: Person, letter: Letter, **values: str) -> None:
    """Queue a security notice by mail; demonstration accounts have no mailbox."""
    if not person.demonstration:
        at = session.clock.now().isoformat()
        defer(
            session, "send_sign_in_letter", person_id=str(person.id), letter=letter.value, at_moment=at, values=values
        )


async def begin_session(
    session: WriteSession,
    runtime: Runtime,
    request: Request,
    response: Response,
    person: Person,
    *,
    means: str,
    factor_proved: bool = False,
    strong: bool = False,
) -> State:
    """Start a session for somebody who has just proved who they are, and set its cookie on the response.

    `means` says how, for the audit log. Unless `factor_proved`, a person who has a second factor is asked for it
    next, and a network member without one has to enrol. Whatever session the browser had ends.
    """
    async with elevated(session):
        visitor = visitor_of(request, runtime, None)
        await _replace(session, runtime, request)
        state = State.SIGNED_IN
        if not factor_proved:
            factors = await queries.factors(session, person.id)
            if factors.second:
                state = State.SECOND_FACTOR
            elif factors.required:
                state = State.ENROL
        now = session.clock.now()
        row = SignInSession(
            person_id=person.id,
            token_hash=b"",
            state=state,
            strong=strong,
            seen_at=now,
            expires_at=now,
            address=visitor.address,
            user_agent=visitor.user_agent,
        )
        if state is State.SIGNED_IN:
            await _welcome(session, runtime, response, visitor, person, row, means)
        else:
            row.expires_at = now + PENDING_FOR[state]
            record(session, person.id, f"sign_in.{state}", visitor, means=means)
        _new_token(runtime, response, row, now)
        session.add(row)
        await session.flush()
    return state


async def _replace(session: WriteSession, runtime: Runtime, request: Request) -> None:
    cookie = request.cookies.get(cookie_name(runtime))
    if cookie:
        await end_sessions(session, await queries.session_ids_of_token(session, hashed(cookie)))


def _new_token(runtime: Runtime, response: Response, row: SignInSession, now: datetime) -> None:
    token = new_secret(SecretKind.SESSION)
    row.token_hash = hashed(token)
    set_cookie(response, runtime, cookie_name(runtime), token, row.expires_at - now)


async def _welcome(
    session: WriteSession,
    runtime: Runtime,
    response: Response,
    visitor: Visitor,
    person: Person,
    row: SignInSession,
    means: str,
) -> None:
    """A sign-in is complete: the session's full length begins, and a new device is told about by mail."""
    now = session.clock.now()
    row.state, row.seen_at = State.SIGNED_IN, now
    row.confirmed_at = now if await _confirms(session, person, row, means) else now - RECENT
    row.expires_at = now + timedelta(hours=runtime.settings.session_hours)
    known = visitor.device.knows(person.id, now)
    if not known and await queries.has_signed_in(session, person.id):
        tell(session, person, Letter.NEW_DEVICE, address=visitor.address, browser=visitor.user_agent)
    remember_device(response, runtime, visitor.device, person.id)
    record(session, person.id, "sign_in.completed", visitor, means=means, strong=row.strong, known_device=known)


async def _confirms(session: WriteSession, person: Person, row: SignInSession, means: str) -> bool:
    """Whether this sign-in lets credentials be changed for a while.

    Of whoever holds a passkey only one with it, or with a recovery code where it was lost: whatever else a relay gets
    at, it must not make a passkey of its own.
    """
    if row.strong or person.demonstration or means.endswith(("+recovery", "+enrol_totp", "+enrol_passkey")):
        return True
    return (await queries.factors(session, person.id)).passkeys == 0


async def advance(
    session: WriteSession,
    runtime: Runtime,
    response: Response,
    visitor: Visitor,
    row: SignInSession,
    person: Person,
    *,
    means: str,
    strong: bool = False,
) -> None:
    """Complete a pending session, or confirm or strengthen a signed-in one, under a new token.

    Sockets of the session end when it becomes stronger, and come back with what it may now read.
    """
    row.strong = row.strong or strong
    row.failures = 0
    if row.state == State.SIGNED_IN:
        row.confirmed_at = row.seen_at = session.clock.now()
        record(session, person.id, "sign_in.confirmed", visitor, means=means, strong=row.strong)
    else:
        await _welcome(session, runtime, response, visitor, person, row, means)
    if strong:
        revoke(session, sessions=[row.id])
    _new_token(runtime, response, row, session.clock.now())
    await session.flush()


async def end_sessions(session: WriteSession, ids: Collection[UUID]) -> None:
    """End sessions and, after the commit, their sockets."""
    if ids:
        await queries.end_sessions(session, list(ids), session.clock.now())
        revoke(session, sessions=ids)


async def end_all_sessions(session: WriteSession, person_id: UUID, *, but: UUID | None = None) -> int:
    """End every session of a person, except one; how many. For suspension, resets and the person's own wish."""
    async with elevated(session):
        ids = [one for one in await queries.unended_session_ids(session, person_id) if one != but]
        await end_sessions(session, ids)
    return len(ids)


async def sign_out(session: WriteSession, runtime: Runtime, response: Response, visitor: Visitor) -> None:
    """End the browser's session, finished or not."""
    if visitor.session_id is not None:
        async with elevated(session):
            row = await queries.sign_in_session(session, visitor.session_id)
            await end_sessions(session, [visitor.session_id])
            record(session, row.person_id if row else None, "sign_in.signed_out", visitor)
    response.delete_cookie(
        cookie_name(runtime), path="/", httponly=True, samesite="strict", secure=runtime.settings.https
    )


async def end_own_session(session: WriteSession, visitor: Visitor, person_id: UUID, wanted: UUID) -> None:
    """End one session of one's own. Raises NotFound."""
    row = await queries.sign_in_session(session, wanted)
    if row is None or row.person_id != person_id or row.ended_at is not None:
        raise NotFound("session")
    await end_sessions(session, [wanted])
    record(session, person_id, "sign_in.session.ended", visitor, ended=str(wanted))


async def touch(session: WriteSession, visitor: Visitor) -> SignInSession:
    """Say that somebody is there; written at most once a minute."""
    row = await own_session(session, visitor.session_id)
    now = session.clock.now()
    if row.seen_at <= now - TOUCHED_EVERY:
        row.seen_at = now
        await session.flush()
    return row


async def own_session(session: WriteSession, session_id: UUID | None) -> SignInSession:
    row = await queries.sign_in_session(session, session_id) if session_id else None
    if row is None:
        raise NotPending
    return row


async def require_recent(session: WriteSession, session_id: UUID | None) -> None:
    """Refuse a sensitive change unless the person proved who they are a short while ago. Raises ConfirmFirst."""
    row = await own_session(session, session_id)
    if row.state == State.SIGNED_IN and (row.confirmed_at is None or row.confirmed_at <= session.clock.now() - RECENT):
        raise ConfirmFirst
