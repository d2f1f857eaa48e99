"""Second factors and passkeys: proving them."""

from fastapi import Request, Response

from atalaya_platform.http.dependencies import Public, RuntimeOf, WriteSession
from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, TooManyRequests, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.sign_in import schemas
from atalaya_platform.identity.sign_in.actions import factors, passkeys
from atalaya_platform.identity.sign_in.actions.password import Outcome
from atalaya_platform.identity.sign_in.callers import InBrowser
from atalaya_platform.identity.sign_in.problems import recorded
from atalaya_platform.identity.sign_in.visitor import VisitorOf
from atalaya_platform.identity.sign_in.vocabulary import State

router = Router(tags=["sign-in"])
PROVING = responses(Unauthenticated, TooManyRequests)
WITH_PASSKEY = responses(Unauthenticated, Conflict, TooManyRequests)


@router.post("/sign-in/totp", response_model=schemas.SignInOutcome, responses=PROVING)
@recorded
async def sign_in_with_code(
    request: Request,
    response: Response,
    body: schemas.CodeSignIn,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: Public,
) -> Outcome:
    """Complete a sign-in with an authenticator's code. Each code is accepted once; five wrong ones start over."""
    return await factors.sign_in_with_code(session, runtime, response, visitor, body.code)


@router.post("/sign-in/recovery", response_model=schemas.SignInOutcome, responses=PROVING)
@recorded
async def sign_in_with_recovery_code(
    request: Request,
    response: Response,
    body: schemas.CodeSignIn,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: Public,
) -> Outcome:
    """Complete a sign-in with a recovery code, which is used up."""
    return await factors.sign_in_with_recovery_code(session, runtime, response, visitor, body.code)


@router.post("/sign-in/passkey/options", response_model=schemas.PasskeyOptions, responses=WITH_PASSKEY)
async def get_passkey_options(
    request: Request, session: WriteSession, runtime: RuntimeOf, visitor: VisitorOf, caller: Public
) -> schemas.PasskeyOptions:
    """A challenge for navigator.credentials.get: to sign in, to complete a sign-in, to step up or to confirm.

    It is good for one answer within five minutes, from the session that asked.
    """
    return schemas.PasskeyOptions(options=await passkeys.options_to_prove(session, runtime, request, visitor))


@router.post("/sign-in/passkey", response_model=schemas.SignInOutcome, responses=WITH_PASSKEY)
@recorded
async def sign_in_with_passkey(
    request: Request,
    response: Response,
    body: schemas.CredentialSignIn,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: Public,
) -> Outcome:
    """Sign in with a passkey: alone, or as the second factor of a sign-in that waits for one."""
    return await passkeys.sign_in_with_passkey(session, runtime, request, response, visitor, body.credential)


@router.post(
    "/sign-in/step-up",
    response_model=schemas.SignInOutcome,
    responses=responses(Unauthenticated, Forbidden, Conflict, TooManyRequests),
)
@recorded
async def step_up(
    request: Request,
    response: Response,
    body: schemas.CredentialSignIn,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: InBrowser,
) -> Outcome:
    """Prove a passkey in a signed-in session: from then on it may read TLP:RED that names the person."""
    await passkeys.step_up(session, runtime, request, response, visitor, caller.person_id, body.credential)
    return Outcome(State.SIGNED_IN)


@router.post("/me/confirm", status_code=204, responses=responses(Unauthenticated, Forbidden, Conflict, TooManyRequests))
@recorded
async def confirm_me(
    request: Request,
    response: Response,
    body: schemas.Confirmation,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: InBrowser,
) -> None:
    """Prove again who one is, before a sensitive change: with a passkey; without one, with the password and a code."""
    if body.credential is not None:
        await passkeys.step_up(session, runtime, request, response, visitor, caller.person_id, body.credential)
    elif body.password is not None:
        await factors.confirm_with_password(session, runtime, response, visitor, password=body.password, code=body.code)
    else:
        raise Invalid("Send your password, or a passkey's answer.", fields={"password": "Type your password."})
