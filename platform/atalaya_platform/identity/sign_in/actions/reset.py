"""Choosing a new password by mail."""

from datetime import timedelta

from fastapi import Response

from atalaya_platform.credentials.secrets import SecretKind, new_secret, well_formed
from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.events.ledger import defer
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.identity.models import Person
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.actions.password import hash_password, may_enter
from atalaya_platform.identity.sign_in.actions.sessions import end_all_sessions, record, tell
from atalaya_platform.identity.sign_in.models import PasswordReset
from atalaya_platform.identity.sign_in.problems import ResetRefused
from atalaya_platform.identity.sign_in.throttle import key
from atalaya_platform.identity.sign_in.visitor import Visitor, remember_device
from atalaya_platform.identity.sign_in.vocabulary import Letter
from atalaya_platform.runtime import Runtime

LIVES = timedelta(minutes=30)
WINDOW = timedelta(hours=1)
PER_WINDOW = 2
"""Mails per account and requests per address in an hour, so that nobody's mailbox is flooded."""


async def request_reset(session: WriteSession, runtime: Runtime, visitor: Visitor, email: str) -> None:
    """Queue the mail with the link. Says and costs the same whether the account exists or the limit is reached.

    The token is made by the job that mails it, so that it lies in no queue.
    """
    account = email.strip().lower()
    async with elevated(session):
        allowed = await _slot(session, "reset-address", visitor.network)
        # Only then the account's, or a network that asked too often could still use up the mails of others.
        allowed = allowed and await _slot(session, "reset-account", account)
        found = await queries.account(session, account)
        person = found[0] if found and may_enter(runtime, found[0]) and not found[0].demonstration else None
        record(session, person.id if person else None, "sign_in.reset.requested", visitor, allowed=allowed)
        if person is not None and allowed:
            values = {"address": visitor.address, "browser": visitor.user_agent}
            defer(session, "send_password_reset", person_id=str(person.id), values=values)


async def _slot(session: WriteSession, kind: str, name: str) -> bool:
    now = session.clock.now()
    return await queries.take_slot(session, kind, key(kind, name), now, now - WINDOW, PER_WINDOW)


async def new_reset_token(session: WriteSession, person: Person) -> str:
    """A fresh token for the mail; its hash is stored with its end."""
    token = new_secret(SecretKind.RESET)
    session.add(PasswordReset(person_id=person.id, token_hash=hashed(token), expires_at=session.clock.now() + LIVES))
    await session.flush()
    return token


async def confirm_reset(
    session: WriteSession, runtime: Runtime, response: Response, visitor: Visitor, *, token: str, password: str
) -> None:
    """Set the new password: the link and all others of the person are used up, every session ends.

    Second factors stay, and are asked for at the next sign-in. Raises ResetRefused or Invalid.
    """
    if not well_formed(token, SecretKind.RESET):
        raise ResetRefused
    async with elevated(session):
        now = session.clock.now()
        reset = await queries.open_reset(session, hashed(token), now)
        person = await queries.person(session, reset.person_id) if reset else None
        if person is None or not may_enter(runtime, person):
            raise ResetRefused
        credential = await queries.credential(session, person.id)
        organisations = [one.name for one, _ in await queries.own_organisations(session, person.id)]
        credential.password_hash = await hash_password(runtime, person, password, organisations)
        await queries.use_resets(session, person.id, now)
        await queries.forget_attempts(session, [key("account", person.email.lower())])
        await end_all_sessions(session, person.id)
        record(session, person.id, "sign_in.password.reset", visitor)
        tell(session, person, Letter.PASSWORD_CHANGED, address=visitor.address)
        remember_device(response, runtime, visitor.device, person.id)
