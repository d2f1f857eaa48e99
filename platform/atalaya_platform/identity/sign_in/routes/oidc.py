"""The two addresses between which a browser visits an identity provider."""

from typing import Annotated

import structlog
from fastapi import Query, Request, Response
from fastapi.responses import RedirectResponse

from atalaya_platform.http.dependencies import SECURE_COOKIE, RuntimeOf
from atalaya_platform.http.problems import NotFound, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.sign_in import provider as providers
from atalaya_platform.identity.sign_in.actions.oidc import sign_in_with_provider
from atalaya_platform.identity.sign_in.actions.sessions import record
from atalaya_platform.identity.sign_in.callers import PassingBy
from atalaya_platform.identity.sign_in.keys import keys_of
from atalaya_platform.identity.sign_in.provider import Flow, ProviderRefused
from atalaya_platform.identity.sign_in.visitor import set_cookie, visitor_of
from atalaya_platform.identity.sign_in.vocabulary import State
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import OidcProvider

log = structlog.get_logger(__name__)
router = Router(tags=["sign-in"])
_SALT = "oidc"
_LANDING = {State.SIGNED_IN: "/", State.SECOND_FACTOR: "/sign-in", State.ENROL: "/sign-in"}
Given = Annotated[str | None, Query(max_length=4096)]


def _cookie(runtime: Runtime) -> str:
    return f"{SECURE_COOKIE}-oidc" if runtime.settings.https else "atalaya-oidc"


def _provider(runtime: Runtime, provider_id: str) -> OidcProvider:
    found = providers.provider_of(runtime, provider_id)
    if found is None:
        raise NotFound("identity provider")
    return found


@router.get("/sign-in/oidc/{provider_id}", status_code=303, response_model=None, responses=responses(NotFound))
async def begin_oidc(provider_id: str, runtime: RuntimeOf, caller: PassingBy) -> Response:
    """Send the browser to the identity provider. Follow it as a page, not with fetch."""
    from atalaya_platform.identity.sign_in import trip

    provider = _provider(runtime, provider_id)
    try:
        address, flow = await trip.begin(runtime, provider)
    except ProviderRefused as refused:
        log.warning("identity provider does not answer", provider=provider_id, reason=str(refused))
        return RedirectResponse("/sign-in?problem=oidc-unavailable", 303)
    response = RedirectResponse(address, 303)
    cookie = keys_of(runtime).sign_cookie(_SALT, flow.as_cookie())
    set_cookie(response, runtime, _cookie(runtime), cookie, providers.FLOW, after_leaving=True)
    return response


@router.get("/sign-in/oidc/{provider_id}/callback", status_code=303, response_model=None, responses=responses(NotFound))
async def finish_oidc(
    request: Request,
    provider_id: str,
    runtime: RuntimeOf,
    caller: PassingBy,
    code: Given = None,
    state: Given = None,
    iss: Given = None,
    error: Given = None,
) -> Response:
    """Where the identity provider sends the browser back to; goes on to the application, or says what went wrong.

    A GET by the protocol's design although it signs in: the state in the browser's own cookie makes it safe.
    """
    from atalaya_platform.identity.sign_in import trip

    provider = _provider(runtime, provider_id)
    response = RedirectResponse("/sign-in?problem=oidc-refused", 303)
    flow = Flow.from_cookie(keys_of(runtime).read_cookie(_SALT, request.cookies.get(_cookie(runtime))))
    identity = None
    try:
        if error or not code or not state:
            raise ProviderRefused(f"the provider said {error or 'nothing'}")
        identity = await trip.finish(runtime, provider, flow, code=code, state=state, issuer=iss)
    except ProviderRefused as refused:
        log.warning("sign-in at an identity provider refused", provider=provider_id, reason=str(refused))
    visitor = visitor_of(request, runtime, None)
    async with runtime.database.system() as session:
        session.ledger.request_id = request.scope.get("request_id", "")
        if identity is None:
            record(session, None, "sign_in.oidc.refused", visitor, provider=provider_id)
        else:
            reached = await sign_in_with_provider(session, runtime, request, response, visitor, provider, identity)
            if reached is not None:
                response.headers["location"] = _LANDING[reached]
            else:
                response.headers["location"] = "/sign-in?problem=oidc-no-account"
    response.delete_cookie(_cookie(runtime), path="/", httponly=True, samesite="lax", secure=runtime.settings.https)
    return response
