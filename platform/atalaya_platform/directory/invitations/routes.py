"""HTTP of invitations of people."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response

from atalaya_platform.database.session import ReadSession as Reading
from atalaya_platform.directory.invitations import actions, queries
from atalaya_platform.directory.invitations.errors import InvitationOver
from atalaya_platform.directory.invitations.models import Invitation
from atalaya_platform.directory.invitations.schemas import (
    Accepted,
    InvitationAccept,
    InvitationCreate,
    InvitationOffer,
    InvitationRead,
    Token,
)
from atalaya_platform.directory.organisations.queries import organisation, ref
from atalaya_platform.directory.paging import Span
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.directory.permissions import Inviter
from atalaya_platform.http.dependencies import Public, ReadSession, RuntimeOf, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import After, Before, Limit, Page
from atalaya_platform.http.problems import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    TooManyRequests,
    Unauthenticated,
    responses,
)
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.models import Organisation

router = Router(prefix="/invitations", tags=["people"])


async def _read(session: Reading, rows: list[tuple[Invitation, Organisation]]) -> list[InvitationRead]:
    people = await cards(session, [row.invited_by for row, _ in rows if row.invited_by])
    return [
        InvitationRead(
            **row.model_dump(include={"id", "email", "role", "created_at", "expires_at", "accepted_at"}),
            organisation=ref(place),
            invited_by=people.get(row.invited_by) if row.invited_by else None,
            state=actions.state_of(row, session.clock.now()),
        )
        for row, place in rows
    ]


@router.post(
    "",
    status_code=201,
    response_model=InvitationRead,
    dependencies=[Idempotent],
    responses=responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid, TooManyRequests),
)
@idempotent()
async def invite_person(
    given: InvitationCreate, caller: Inviter, session: WriteSession, request: Request
) -> InvitationRead:
    """Invite somebody by mail into an organisation, in a role not above your own. The link works once, seven days."""
    row = await actions.invite_person(session, caller, given)
    place = await organisation(session, caller, row.organisation_id)
    return (await _read(session, [(row, place)]))[0]


@router.get("", response_model=Page[InvitationRead], responses=responses(Unauthenticated, Forbidden))
async def list_invitations(
    caller: Inviter,
    session: ReadSession,
    organisation_id: Annotated[UUID | None, Query(description="Only into this organisation.")] = None,
    limit: Limit = 50,
    after: After = None,
    before: Before = None,
) -> Page[InvitationRead]:
    """Invitations into organisations that you lead (the Secretariat: into all), the newest first."""
    page = await queries.invitations(session, Span(limit, after, before), organisation_id=organisation_id)
    items = await _read(session, [(row.Invitation, row.Organisation) for row in page.rows])
    return Page(items=items, next=page.next, previous=page.previous)


@router.delete(
    "/{invitation_id}",
    status_code=204,
    response_model=None,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def revoke_invitation(invitation_id: UUID, caller: Inviter, session: WriteSession) -> None:
    """Take an open invitation back: its link stops working."""
    await actions.revoke_invitation(session, caller, invitation_id)


@router.get("/{token}", response_model=InvitationOffer, responses=responses(NotFound, InvitationOver))
async def get_invitation_offer(token: Token, caller: Public, session: ReadSession) -> InvitationOffer:
    """What the invitation behind a mailed link offers. Looking at it does not use it up."""
    return await actions.offer(session, token)


@router.post(
    "/accept",
    status_code=201,
    response_model=Accepted,
    responses=responses(NotFound, InvitationOver, Conflict, Invalid),
)
async def accept_invitation(
    given: InvitationAccept,
    caller: Public,
    session: WriteSession,
    runtime: RuntimeOf,
    request: Request,
    response: Response,
) -> Accepted:
    """Accept an invitation with a new account, or as the signed-in person with that mailbox."""
    return await actions.accept_invitation(session, runtime, request, response, caller, given)
