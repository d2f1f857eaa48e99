"""API tokens, access tokens, the public keys, and the way back in by mail."""

from uuid import UUID

from fastapi import Response

from atalaya_platform.credentials.tokens import LIFETIME
from atalaya_platform.http.dependencies import Public, ReadSession, RuntimeOf, SignedIn, WriteSession
from atalaya_platform.http.problems import Conflict, Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.sign_in import queries, schemas, views
from atalaya_platform.identity.sign_in.actions import api_tokens, reset
from atalaya_platform.identity.sign_in.callers import InBrowser
from atalaya_platform.identity.sign_in.keys import keys_of
from atalaya_platform.identity.sign_in.problems import ResetRefused
from atalaya_platform.identity.sign_in.visitor import VisitorOf

router = Router(tags=["tokens"])
root_router = Router(tags=["tokens"])


@router.get("/me/api-tokens", response_model=schemas.ApiTokens, responses=responses(Unauthenticated, Forbidden))
async def list_my_api_tokens(session: ReadSession, caller: InBrowser) -> schemas.ApiTokens:
    """One's API tokens, the newest first; never their secrets."""
    rows = await queries.own_api_tokens(session, caller.person_id)
    return schemas.ApiTokens(items=[views.api_token_read(row) for row in rows])


@router.post(
    "/me/api-tokens",
    status_code=201,
    response_model=schemas.ApiTokenCreated,
    responses=responses(Unauthenticated, Forbidden, Conflict),
)
async def make_api_token(
    body: schemas.ApiTokenCreate, session: WriteSession, visitor: VisitorOf, caller: InBrowser
) -> schemas.ApiTokenCreated:
    """A token for a machine, with some of one's own permissions, for at most a year. Its secret is shown once."""
    row, secret = await api_tokens.make_api_token(
        session, visitor, caller, name=body.name, scopes=body.scopes, days=body.expires_in_days
    )
    return schemas.ApiTokenCreated(**views.api_token_read(row).model_dump(), token=secret)


@router.delete("/me/api-tokens/{token_id}", status_code=204, responses=responses(Unauthenticated, Forbidden, NotFound))
async def end_api_token(token_id: UUID, session: WriteSession, caller: InBrowser) -> None:
    """End a token at once."""
    await api_tokens.end_api_token(session, caller, token_id)


@router.post("/token", response_model=schemas.AccessToken, responses=responses(Unauthenticated, Forbidden))
async def exchange_token(
    body: schemas.AccessTokenRequest, session: WriteSession, runtime: RuntimeOf, caller: SignedIn
) -> schemas.AccessToken:
    """A five-minute ES256 access token, from a session or an API token. Any service verifies it by the JWK set."""
    token, scopes = await api_tokens.exchange(session, runtime, caller, body.scopes)
    return schemas.AccessToken(access_token=token, expires_in=int(LIFETIME.total_seconds()), scopes=scopes)


@root_router.get("/.well-known/jwks.json", response_model=schemas.JwkSet)
async def get_jwks(response: Response, runtime: RuntimeOf) -> dict[str, list[dict[str, str]]]:
    """The public keys of our access tokens (RFC 7517), also those that are about to sign."""
    response.headers["Cache-Control"] = "public, max-age=300"
    return keys_of(runtime).ring.jwks()


@router.post("/password-reset", status_code=202)
async def request_password_reset(
    body: schemas.ResetRequest, session: WriteSession, runtime: RuntimeOf, visitor: VisitorOf, caller: Public
) -> None:
    """Mail a link for choosing a new password. The answer is the same whether or not there is such an account."""
    await reset.request_reset(session, runtime, visitor, body.email)


@router.post("/password-reset/confirm", status_code=204, responses=responses(ResetRefused))
async def confirm_password_reset(
    response: Response,
    body: schemas.ResetConfirm,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: Public,
) -> None:
    """Choose a new password with the mailed token. Every session ends; second factors stay."""
    await reset.confirm_reset(session, runtime, response, visitor, token=body.token, password=body.password)
