"""Tokens for machines: long-lived API tokens with scopes, and the five-minute access tokens got with them."""

from datetime import timedelta
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.permissions import Permission
from atalaya_platform.credentials.secrets import SecretKind, new_secret
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.http.dependencies import GUARDED, guard, hashed
from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, NotFound
from atalaya_platform.http.wording import said
from atalaya_platform.identity.models import ApiToken
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.actions.sessions import require_recent, tell
from atalaya_platform.identity.sign_in.keys import access_tokens_of
from atalaya_platform.identity.sign_in.visitor import Visitor
from atalaya_platform.identity.sign_in.vocabulary import Letter
from atalaya_platform.runtime import Runtime

MOST = 50


def _own(caller: Caller) -> frozenset[Permission]:
    """What the caller may hand on to a token: not what a session without a passkey must not do itself."""
    weak = caller.session_id is not None and not caller.strong
    return caller.permissions - GUARDED if weak else caller.permissions


def _scopes(caller: Caller, wanted: list[str]) -> list[str]:
    """The wanted scopes, each of which the caller may hand on; raises Invalid, which names the others."""
    beyond = sorted(set(wanted) - {str(permission) for permission in _own(caller)})
    if beyond and set(beyond) <= {str(permission) for permission in caller.permissions}:
        guard(caller)
    if beyond:
        raise Invalid(
            "A token is never wider than its owner. Leave out the scopes that are not yours.",
            fields={"scopes": said("Not yours: {scopes}", scopes=", ".join(beyond))},
        )
    return sorted(set(wanted))


async def make_api_token(
    session: WriteSession, visitor: Visitor, caller: Caller, *, name: str, scopes: list[str], days: int
) -> tuple[ApiToken, str]:
    """A new token and its secret, which is shown this once. Raises ConfirmFirst, Invalid, Conflict or Forbidden."""
    if caller.demonstration:
        raise Forbidden(
            "Demonstration accounts make no tokens, because these would outlive the demonstration. "
            "Use an account of your own."
        )
    await require_recent(session, visitor.session_id)
    if len(await queries.own_api_tokens(session, caller.person_id)) >= MOST:
        raise Conflict(said("You have {most} tokens. Delete those that nothing uses any more.", most=MOST))
    person = await queries.person(session, caller.person_id)
    if person is None:
        raise NotFound("person")
    now = session.clock.now()
    secret = new_secret(SecretKind.API)
    row = ApiToken(
        person_id=caller.person_id,
        token_hash=hashed(secret),
        name=name,
        scopes=_scopes(caller, scopes),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    session.add(row)
    await session.flush()
    audit(session, caller, "sign_in.api_token.made", "api_token", row.id, scopes=row.scopes, days=days)
    tell(session, person, Letter.API_TOKEN_MADE, address=visitor.address, name=name)
    return row, secret


async def end_api_token(session: WriteSession, caller: Caller, token_id: UUID) -> None:
    """Raises NotFound."""
    mine = {row.id: row for row in await queries.own_api_tokens(session, caller.person_id)}
    if token_id not in mine:
        raise NotFound("token")
    mine[token_id].ended_at = session.clock.now()
    await session.flush()
    audit(session, caller, "sign_in.api_token.ended", "api_token", token_id)


async def exchange(
    session: WriteSession, runtime: Runtime, caller: Caller, wanted: list[str] | None
) -> tuple[str, list[str]]:
    """An access token for the caller's permissions, or fewer; and its scopes.

    Only a session or an API token gives one: an access token cannot prolong itself. Raises Forbidden or Invalid.
    """
    if caller.session_id is None and caller.api_token_id is None:
        raise Forbidden("An access token gets no further one. Use the session or API token that it came from.")
    scopes = _scopes(caller, [str(one) for one in _own(caller)] if wanted is None else wanted)
    if caller.api_token_id is not None:
        await queries.touch_api_token(session, caller.api_token_id, session.clock.now())
    return access_tokens_of(runtime).issue(caller.person_id, frozenset(scopes), caller.session_id), scopes
