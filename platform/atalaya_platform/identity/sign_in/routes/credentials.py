"""One's own credentials: password, authenticator, passkeys, recovery codes."""

from uuid import UUID

from fastapi import Request, Response

from atalaya_platform.http.dependencies import ReadSession, RuntimeOf, WriteSession
from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    NotFound,
    TooManyRequests,
    Unauthenticated,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.sign_in import queries, schemas, views
from atalaya_platform.identity.sign_in.actions import factors, passkeys, password
from atalaya_platform.identity.sign_in.callers import EnrollingCaller, InBrowser
from atalaya_platform.identity.sign_in.problems import recorded
from atalaya_platform.identity.sign_in.visitor import VisitorOf

router = Router(tags=["me"])
SENSITIVE = responses(Unauthenticated, Forbidden, NotFound, Conflict)


@router.post(
    "/me/password", status_code=204, responses=responses(Unauthenticated, Forbidden, NotFound, TooManyRequests)
)
@recorded
async def change_my_password(
    request: Request,
    body: schemas.PasswordChange,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: InBrowser,
) -> None:
    """Change the password after the current one. Every other session ends."""
    await password.change_password(session, runtime, visitor, caller.person_id, current=body.current, new=body.new)


@router.post("/me/totp", response_model=schemas.TotpEnrolment, responses=SENSITIVE)
async def start_totp(session: WriteSession, runtime: RuntimeOf, caller: EnrollingCaller) -> schemas.TotpEnrolment:
    """A new secret for an authenticator application, as text and picture. It counts once a code confirms it."""
    return await factors.enrol_totp(session, runtime, caller)


@router.post("/me/totp/confirm", response_model=schemas.RecoveryCodes, responses=SENSITIVE)
async def confirm_totp(
    response: Response,
    body: schemas.CodeSignIn,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: EnrollingCaller,
) -> schemas.RecoveryCodes:
    """Take the new authenticator into use. A sign-in that waited for a first second factor is complete then."""
    codes = await factors.confirm_totp(session, runtime, response, visitor, caller, body.code)
    return schemas.RecoveryCodes(recovery_codes=codes)


@router.delete("/me/totp", status_code=204, responses=SENSITIVE)
async def remove_totp(session: WriteSession, visitor: VisitorOf, caller: InBrowser) -> None:
    """Remove the authenticator; a member of the network needs a passkey first."""
    await factors.remove_totp(session, visitor, caller.person_id)


@router.post("/me/recovery-codes", response_model=schemas.RecoveryCodes, responses=SENSITIVE)
async def make_recovery_codes(session: WriteSession, visitor: VisitorOf, caller: InBrowser) -> schemas.RecoveryCodes:
    """Ten new recovery codes, shown once. The earlier ones stop working."""
    return schemas.RecoveryCodes(recovery_codes=await factors.make_recovery_codes(session, visitor, caller.person_id))


@router.get("/me/passkeys", response_model=schemas.Passkeys, responses=responses(Unauthenticated, Forbidden))
async def list_my_passkeys(session: ReadSession, caller: InBrowser) -> schemas.Passkeys:
    """One's passkeys."""
    rows = await queries.own_passkeys(session, caller.person_id)
    return schemas.Passkeys(items=[views.passkey_read(row) for row in rows])


@router.post("/me/passkeys/options", response_model=schemas.PasskeyOptions, responses=SENSITIVE)
async def get_passkey_creation_options(
    request: Request, session: WriteSession, runtime: RuntimeOf, visitor: VisitorOf, caller: EnrollingCaller
) -> schemas.PasskeyOptions:
    """A challenge for navigator.credentials.create."""
    options = await passkeys.options_to_register(session, runtime, request, visitor, caller)
    return schemas.PasskeyOptions(options=options)


@router.post("/me/passkeys", status_code=201, response_model=schemas.PasskeyCreated, responses=SENSITIVE)
@recorded
async def add_passkey(
    request: Request,
    response: Response,
    body: schemas.PasskeyCreate,
    session: WriteSession,
    runtime: RuntimeOf,
    visitor: VisitorOf,
    caller: EnrollingCaller,
) -> schemas.PasskeyCreated:
    """Store a new passkey. A sign-in that waited for a first second factor is complete then."""
    row, codes = await passkeys.register_passkey(
        session, runtime, request, response, visitor, caller, name=body.name, credential=body.credential
    )
    return schemas.PasskeyCreated(passkey=views.passkey_read(row), recovery_codes=codes)


@router.delete("/me/passkeys/{passkey_id}", status_code=204, responses=SENSITIVE)
async def remove_passkey(passkey_id: UUID, session: WriteSession, visitor: VisitorOf, caller: InBrowser) -> None:
    """Remove a passkey; a member of the network keeps at least one second factor."""
    await passkeys.remove_passkey(session, visitor, caller.person_id, passkey_id)
