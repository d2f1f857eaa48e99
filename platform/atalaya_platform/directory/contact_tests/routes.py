"""HTTP of contact tests."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import Request

from atalaya_platform.database.session import ReadSession as Reading
from atalaya_platform.directory.contact_tests import actions, queries
from atalaya_platform.directory.contact_tests.models import ContactTest, ContactTestTarget
from atalaya_platform.directory.contact_tests.schemas import (
    ContactTestAnswer,
    ContactTestAsked,
    ContactTestCard,
    ContactTestCreate,
    ContactTestRead,
    ContactTestReply,
)
from atalaya_platform.directory.invitations.schemas import Token
from atalaya_platform.directory.organisations.queries import organisation, ref
from atalaya_platform.directory.paging import Span
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.directory.people.schemas import PersonCard
from atalaya_platform.directory.permissions import ContactTester, DirectoryReader
from atalaya_platform.http.dependencies import Public, ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.pages import After, Before, Limit, Page
from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.models import Organisation

router = Router(tags=["directory"])


def _card(row: Any, people: dict[UUID, PersonCard], now: Any) -> ContactTestCard:
    test: ContactTest = row[0]
    return ContactTestCard(
        **test.model_dump(include={"id", "note", "created_at", "closes_at"}),
        started_by=people.get(test.started_by) if test.started_by else None,
        closed=test.closes_at <= now,
        asked=row.asked,
        answered=row.answered,
        answer_rate=round(row.answered / row.asked, 3),
        median_seconds=row.median,
    )


def _answer(target: ContactTestTarget, place: Organisation, closes_at: datetime, now: datetime) -> ContactTestAnswer:
    taken = (target.answered_at - target.sent_at).total_seconds() if target.answered_at else None
    return ContactTestAnswer(
        test_id=target.test_id,
        organisation=ref(place),
        email=target.email,
        sent_at=target.sent_at,
        answered_at=target.answered_at,
        seconds=taken,
        closed=closes_at <= now,
    )


async def _page(session: Reading, test_id: UUID) -> ContactTestRead:
    row = await queries.test(session, test_id)
    people = await cards(session, [row[0].started_by] if row[0].started_by else [])
    now = session.clock.now()
    answers = [_answer(*found, now) for found in await queries.answers(session, test_id=test_id)]
    return ContactTestRead(**_card(row, people, now).model_dump(), answers=answers)


@router.post(
    "/contact-tests",
    status_code=201,
    response_model=ContactTestRead,
    responses=responses(Unauthenticated, Forbidden, Conflict, Invalid),
    dependencies=[Idempotent],
)
@idempotent()
async def start_contact_test(
    given: ContactTestCreate, caller: ContactTester, session: WriteSession, request: Request
) -> ContactTestRead:
    """Test mailboxes: the Secretariat those of all national CSIRTs or of some, a team lead the own one."""
    row = await actions.start_test(session, caller, given)
    return await _page(session, row.id)


@router.get("/contact-tests", response_model=Page[ContactTestCard], responses=responses(Unauthenticated, Forbidden))
async def list_contact_tests(
    caller: DirectoryReader, session: ReadSession, limit: Limit = 50, after: After = None, before: Before = None
) -> Page[ContactTestCard]:
    """Contact tests with their answer rates, the newest first."""
    page = await queries.tests(session, Span(limit, after, before))
    people = await cards(session, [row[0].started_by for row in page.rows if row[0].started_by])
    now = session.clock.now()
    return Page(items=[_card(row, people, now) for row in page.rows], next=page.next, previous=page.previous)


@router.get(
    "/contact-tests/{test_id}",
    response_model=ContactTestRead,
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def get_contact_test(test_id: UUID, caller: DirectoryReader, session: ReadSession) -> ContactTestRead:
    """One contact test: who answered, and how fast."""
    return await _page(session, test_id)


@router.get(
    "/organisations/{organisation_id}/contact-tests",
    response_model=list[ContactTestAnswer],
    responses=responses(Unauthenticated, Forbidden, NotFound),
)
async def list_contact_tests_of_organisation(
    organisation_id: UUID, caller: DirectoryReader, session: ReadSession
) -> list[ContactTestAnswer]:
    """The contact tests of one organisation, the newest first."""
    row = await organisation(session, caller, organisation_id)
    now = session.clock.now()
    return [_answer(*found, now) for found in await queries.answers(session, organisation_id=row.id)]


@router.get("/contact-tests/answer/{token}", response_model=ContactTestAsked, responses=responses(NotFound))
async def get_contact_test_question(token: Token, caller: Public, session: ReadSession) -> ContactTestAsked:
    """What a mailed contact test asks. This answers nothing: a person confirms with POST."""
    return await actions.asked(session, token)


@router.post("/contact-tests/answer", response_model=ContactTestAsked, responses=responses(NotFound, Conflict, Invalid))
async def answer_contact_test(given: ContactTestReply, caller: Public, session: WriteSession) -> ContactTestAsked:
    """Answer a contact test with the secret from the letter; no sign-in is needed."""
    return await actions.answer(session, given.token)
