"""A trip to an identity provider, as its client: OpenID Connect with code flow, PKCE, state and nonce.

RFC 9700 is the source of the rules: exact redirect address, S256, the issuer compared, and no token in any address.
Routes load this module when somebody sets out, since most installations have no provider and its libraries are large.
"""

import hmac
import json
import secrets
import ssl
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, cast
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from atalaya_platform.identity.sign_in.provider import FLOW, Flow, Identity, ProviderRefused, redirect_address
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import OidcProvider

SCOPE: Final = "openid email"
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512", "EdDSA")
"""Signatures of ID tokens that are taken: asymmetric ones, whatever the provider says it can."""
LEEWAY: Final = 30
WANTED: Final = {"id_token": dict.fromkeys(("email", "email_verified", "amr", "acr"))}
"""Claims asked for by name where the provider takes that (OpenID Connect Core §5.5); many send `amr` only then."""
FRESH: Final = timedelta(hours=1)
_BROKEN: Final = (httpx2.HTTPError, OAuthError, JoseError, ValueError, KeyError, TypeError, AttributeError)


@lru_cache(maxsize=1)
def _authorities() -> ssl.SSLContext:
    """Whom to trust, read once: it takes 40 ms, for which nobody else would be answered."""
    return httpx2.create_ssl_context()


def _client(runtime: Runtime, provider: OidcProvider) -> AsyncOAuth2Client:
    return AsyncOAuth2Client(
        provider.client_id,
        provider.client_secret.get_secret_value(),
        scope=SCOPE,
        redirect_uri=redirect_address(runtime, provider),
        code_challenge_method="S256",
        timeout=10,
        verify=_authorities(),
        follow_redirects=False,
    )


def _safe(address: Any) -> str:
    """An address that may be called: https, or plain on this machine."""
    parts = urlsplit(str(address))
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")):
        return str(address)
    raise ProviderRefused(f"{address} is not https")


async def _metadata(runtime: Runtime, provider: OidcProvider) -> dict[str, Any]:
    """The provider's own description with its keys, read at most once an hour."""
    known: dict[str, tuple[datetime, dict[str, Any]]] = runtime.adapters.setdefault("oidc_metadata", {})
    now = runtime.database.clock.now()
    if provider.id in known and known[provider.id][0] > now - FRESH:
        return known[provider.id][1]
    async with httpx2.AsyncClient(timeout=10, verify=_authorities()) as client:
        address = provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = cast("dict[str, Any]", (await client.get(_safe(address))).raise_for_status().json())
        if found.get("issuer") != provider.issuer:
            raise ProviderRefused(f"the configuration names another issuer: {found.get('issuer')}")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            _safe(found[name])
        found["keys"] = (await client.get(found["jwks_uri"])).raise_for_status().json()
    known[provider.id] = (now, found)
    return found


async def begin(runtime: Runtime, provider: OidcProvider) -> tuple[str, Flow]:
    """Where to send the browser, and what to remember of it. Raises ProviderRefused."""
    flow = Flow(
        provider.id,
        secrets.token_urlsafe(32),
        secrets.token_urlsafe(32),
        secrets.token_urlsafe(48),
        runtime.database.clock.now(),
    )
    try:
        metadata = await _metadata(runtime, provider)
        extra = {"claims": json.dumps(WANTED)} if metadata.get("claims_parameter_supported") else {}
        async with _client(runtime, provider) as client:
            address, _ = client.create_authorization_url(
                metadata["authorization_endpoint"],
                state=flow.state,
                nonce=flow.nonce,
                code_verifier=flow.verifier,
                **extra,
            )
    except _BROKEN as error:
        raise ProviderRefused(f"{type(error).__name__}: {error}") from error
    return str(address), flow


async def finish(
    runtime: Runtime, provider: OidcProvider, flow: Flow | None, *, code: str, state: str, issuer: str | None
) -> Identity:
    """Trade the code for an identity. Raises ProviderRefused unless every part belongs to this trip."""
    if flow is None or flow.provider != provider.id or not hmac.compare_digest(flow.state.encode(), state.encode()):
        raise ProviderRefused("the answer belongs to no trip of this browser")
    if flow.begun <= runtime.database.clock.now() - FLOW:
        raise ProviderRefused("the trip took too long")
    if issuer is not None and issuer != provider.issuer:
        raise ProviderRefused("the answer names another issuer (RFC 9207)")
    try:
        metadata = await _metadata(runtime, provider)
        async with _client(runtime, provider) as client:
            token = await client.fetch_token(metadata["token_endpoint"], code=code, code_verifier=flow.verifier)
            claims = _id_token(runtime, provider, metadata, flow, token)
            if "email" not in claims and "userinfo_endpoint" in metadata:
                answer = await client.get(_safe(metadata["userinfo_endpoint"]))
                claims = {**_same_subject(answer.raise_for_status().json(), claims["sub"]), **claims}
    except _BROKEN as error:
        raise ProviderRefused(f"{type(error).__name__}: {error}") from error
    amr, acr = claims.get("amr"), claims.get("acr")
    return Identity(
        issuer=provider.issuer,
        subject=str(claims["sub"]),
        email=str(claims.get("email", "")).strip().lower() if claims.get("email_verified") is True else "",
        several_factors=(isinstance(amr, list) and "mfa" in amr) or (isinstance(acr, str) and "mfa" in acr.lower()),
    )


def _id_token(
    runtime: Runtime, provider: OidcProvider, metadata: dict[str, Any], flow: Flow, token: dict[str, Any]
) -> dict[str, Any]:
    """The claims of the ID token, whose signature, issuer, audience, times and nonce are right."""
    decoded = jwt.decode(token["id_token"], KeySet.import_key_set(metadata["keys"]), algorithms=list(ALGORITHMS))
    claims = CodeIDToken(
        decoded.claims,
        decoded.header,
        options={
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
            "nonce": {"essential": True, "value": flow.nonce},
        },
        params={"nonce": flow.nonce, "client_id": provider.client_id, "access_token": token.get("access_token")},
    )
    claims.validate(now=int(runtime.database.clock.now().timestamp()), leeway=LEEWAY)
    return cast("dict[str, Any]", json.loads(json.dumps(dict(claims))))


def _same_subject(userinfo: dict[str, Any], subject: str) -> dict[str, Any]:
    """What userinfo adds; of another subject it is worth nothing (OpenID Connect Core §5.3.2)."""
    if userinfo.get("sub") != subject:
        raise ProviderRefused("userinfo is about another subject")
    return userinfo
