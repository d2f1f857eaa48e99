"""Signing in and out."""

from fastapi import Request, Response

from atalaya_platform.http.dependencies import Public, ReadSession, RuntimeOf, WriteSession
from atalaya_platform.http.problems import NotFound, TooManyRequests, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.sign_in import schemas
from atalaya_platform.identity.sign_in.actions import password, sessions
from atalaya_platform.identity.sign_in.problems import recorded
from atalaya_platform.identity.sign_in.views import sign_in_options
from atalaya_platform.identity.sign_in.visitor import VisitorOf

router = Router(tags=["sign-in"])


@router.get("/sign-in/options", response_model=schemas.SignInOptions)
async def get_sign_in_options(
    request: Request, session: ReadSession, runtime: RuntimeOf, visitor: VisitorOf, caller: Public
) -> schemas.SignInOptions:
    """What the sign-in page offers: identity providers, demonstration accounts, and a sign-in that is under way."""
    return await sign_in_options(session, runtime, visitor, password.demonstrates(runtime, request, visitor))


@router.post(
    "/sign-in/password",
    response_model=schemas.SignInOutcome,
    responses=responses(Unauthenticated, TooManyRequests),
)
@recorded
async def sign_in_with_password(
    request: Request,
    response: Response,
    body: schemas.PasswordSignIn,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: Public,
) -> password.Outcome:
    """Sign in with e-mail address and password. An unknown address and a wrong password are told apart by nothing."""
    return await password.sign_in_with_password(
        session, runtime, request, response, visitor, email=body.email, password=body.password
    )


@router.post("/sign-in/demonstration", response_model=schemas.SignInOutcome, responses=responses(NotFound))
async def sign_in_as_demonstration(
    request: Request,
    response: Response,
    body: schemas.DemonstrationSignIn,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: Public,
) -> password.Outcome:
    """Enter as a demonstration account; only in a demonstration on this machine."""
    return await password.sign_in_as_demonstration(session, runtime, request, response, visitor, body.person_id)


@router.post("/sign-out", status_code=204)
async def sign_out(
    response: Response, session: WriteSession, runtime: RuntimeOf, visitor: VisitorOf, caller: Public
) -> None:
    """End this browser's session and its sockets. Does nothing when there is none."""
    await sessions.sign_out(session, runtime, response, visitor)
