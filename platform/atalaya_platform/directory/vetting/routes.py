"""HTTP of applications: public to send, then for contact points and the Secretariat."""

from collections.abc import Sequence
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Query, Request

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession as Reading
from atalaya_platform.directory.invitations.schemas import Token
from atalaya_platform.directory.paging import Span
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.directory.permissions import DirectoryReader, Endorser, Vetter
from atalaya_platform.directory.vetting import actions, queries
from atalaya_platform.directory.vetting.deadline import clock
from atalaya_platform.directory.vetting.models import Application
from atalaya_platform.directory.vetting.process import FINAL, Act, Status
from atalaya_platform.directory.vetting.schemas import (
    ApplicationCard,
    ApplicationCreate,
    ApplicationRead,
    ApplicationReceived,
    ApplicationStatus,
    ApplicationVerify,
    Decision,
    Opinion,
    StepRead,
)
from atalaya_platform.http.dependencies import Public, ReadSession, WriteSession
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
from atalaya_platform.identity.vocabulary import Role

router = Router(prefix="/applications", tags=["vetting"])
CHANGES = responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid)


@router.post("", status_code=202, response_model=ApplicationReceived, responses=responses(Invalid, TooManyRequests))
async def apply_for_membership(
    given: ApplicationCreate, caller: Public, session: WriteSession, request: Request
) -> ApplicationReceived:
    """Apply for your organisation. A letter goes to the contact's mailbox; its link sends the application."""
    await actions.apply(session, given, request.client.host if request.client else "")
    return ApplicationReceived()


@router.post("/verify", response_model=ApplicationStatus, responses=responses(NotFound, Invalid))
async def verify_application(given: ApplicationVerify, caller: Public, session: WriteSession) -> ApplicationStatus:
    """Send the application, with the secret from the letter. From now on a decision is due in 20 working days."""
    await actions.verify(session, given.token)
    return await actions.status_for_applicant(session, given.token)


@router.get("/status/{token}", response_model=ApplicationStatus, responses=responses(NotFound))
async def get_application_status(token: Token, caller: Public, session: ReadSession) -> ApplicationStatus:
    """How your application stands, with the secret from the letter."""
    return await actions.status_for_applicant(session, token)


def _awaits(caller: Caller, row: Application, mine: set[str], has_point: bool) -> bool:
    if row.status == Status.ENDORSEMENT:
        return row.country in mine or (not has_point and Role.SECRETARIAT in caller.roles)
    return row.status == Status.REVIEW and Role.SECRETARIAT in caller.roles


async def _cards(session: Reading, caller: Caller, rows: Sequence[Application]) -> list[ApplicationCard]:
    today = session.clock.now().date()
    mine = await queries.my_countries(session, caller)
    pointed = {one: bool(await queries.contact_points(session, one)) for one in {row.country for row in rows}}
    return [
        ApplicationCard(
            **row.model_dump(
                include={
                    "id",
                    "name",
                    "acronym",
                    "kind",
                    "country",
                    "community",
                    "status",
                    "endorsed",
                    "submitted_at",
                    "decided_at",
                }
            ),
            clock=clock(row.due_on, today) if row.due_on and row.status not in FINAL else None,
            awaits_me=_awaits(caller, row, mine, pointed[row.country]),
        )
        for row in rows
    ]


async def _page(session: Reading, caller: Caller, row: Application) -> ApplicationRead:
    steps = await queries.steps(session, row.id)
    people = await cards(session, [one.person_id for one in steps if one.person_id])
    return ApplicationRead(
        **(await _cards(session, caller, [row]))[0].model_dump(),
        **row.model_dump(include={"website", "contact_name", "contact_email", "reason", "organisation_id"}),
        has_contact_point=bool(await queries.contact_points(session, row.country)),
        steps=[
            StepRead(
                at=one.at,
                person=people.get(one.person_id) if one.person_id else None,
                act=Act(one.act),
                status=Status(one.status),
                reason=one.reason,
            )
            for one in steps
        ],
    )


@router.get("", response_model=Page[ApplicationCard], responses=responses(Unauthenticated, Forbidden))
async def list_applications(
    caller: DirectoryReader,
    session: ReadSession,
    awaiting: Annotated[Literal["me"] | None, Query(description="Only those on which you act next.")] = None,
    status: Annotated[Status | None, Query(description="Only in this status.")] = None,
    limit: Limit = 50,
    after: After = None,
    before: Before = None,
) -> Page[ApplicationCard]:
    """Applications: all for the Secretariat, those of your country for its contact point, none for others."""
    condition = queries.awaiting(caller, await queries.my_countries(session, caller)) if awaiting else None
    page = await queries.applications(session, Span(limit, after, before), status=status, condition=condition)
    items = await _cards(session, caller, [row[0] for row in page.rows])
    return Page(items=items, next=page.next, previous=page.previous)


@router.get(
    "/{application_id}", response_model=ApplicationRead, responses=responses(Unauthenticated, Forbidden, NotFound)
)
async def get_application(application_id: UUID, caller: DirectoryReader, session: ReadSession) -> ApplicationRead:
    """One application with its steps and the time left."""
    return await _page(session, caller, await queries.application(session, application_id))


@router.post("/{application_id}/endorse", response_model=ApplicationRead, responses=CHANGES)
async def endorse_application(
    application_id: UUID, given: Opinion, caller: Endorser, session: WriteSession
) -> ApplicationRead:
    """Endorse, as the national contact point of the applicant's country."""
    row = await actions.give_opinion(session, caller, application_id, Act.ENDORSE, given.reason)
    return await _page(session, caller, row)


@router.post("/{application_id}/object", response_model=ApplicationRead, responses=CHANGES)
async def object_to_application(
    application_id: UUID, given: Opinion, caller: Endorser, session: WriteSession
) -> ApplicationRead:
    """Object, with the reason, as the national contact point of the applicant's country."""
    row = await actions.give_opinion(session, caller, application_id, Act.OBJECT, given.reason)
    return await _page(session, caller, row)


@router.post("/{application_id}/proceed", response_model=ApplicationRead, responses=CHANGES)
async def proceed_with_application(
    application_id: UUID, given: Opinion, caller: Vetter, session: WriteSession
) -> ApplicationRead:
    """Review without endorsement, with the reason: no contact point, or no answer. For the Secretariat."""
    return await _page(session, caller, await actions.proceed(session, caller, application_id, given.reason))


@router.post("/{application_id}/decide", response_model=ApplicationRead, responses=CHANGES)
async def decide_application(
    application_id: UUID, given: Decision, caller: Vetter, session: WriteSession
) -> ApplicationRead:
    """Accept or decline. Acceptance makes the organisation and invites its contact. For the Secretariat."""
    row = await actions.decide(session, caller, application_id, given)
    await session.flush()
    return await _page(session, caller, row)
