"""Contact tests of organisations that the actor sees."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.contact_tests.models import ContactTest, ContactTestTarget
from atalaya_platform.directory.paging import Rows, Span, page_of
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Organisation
from atalaya_platform.identity.vocabulary import OrganisationKind, OrganisationStatus


def _figures() -> Any:
    seconds = func.extract("epoch", col(ContactTestTarget.answered_at) - col(ContactTestTarget.sent_at))
    return (
        select(
            col(ContactTestTarget.test_id),
            func.count().label("asked"),
            func.count(col(ContactTestTarget.answered_at)).label("answered"),
            func.percentile_cont(0.5).within_group(seconds.asc()).label("median"),
        )
        .group_by(col(ContactTestTarget.test_id))
        .subquery()
    )


async def tests(session: ReadSession, span: Span) -> Rows:
    """A page of campaigns with their figures, the newest first."""
    figures = _figures()
    found = select(ContactTest, figures).join(figures, figures.c.test_id == col(ContactTest.id))
    return await page_of(session, found, [col(ContactTest.created_at), col(ContactTest.id)], span, descending=True)


async def test(session: ReadSession, test_id: UUID) -> Any:
    """One campaign with its figures. Raises NotFound."""
    figures = _figures()
    found = select(ContactTest, figures).join(figures, figures.c.test_id == col(ContactTest.id))
    row = (await session.execute(found.where(col(ContactTest.id) == test_id))).one_or_none()
    if row is None:
        raise NotFound("contact test")
    return row


async def answers(
    session: ReadSession, *, test_id: UUID | None = None, organisation_id: UUID | None = None
) -> Sequence[tuple[ContactTestTarget, Organisation, datetime]]:
    """The mailboxes of a campaign, or an organisation's history, the newest first, each with its campaign's end."""
    found = (
        select(ContactTestTarget, Organisation, col(ContactTest.closes_at))
        .join(Organisation, col(Organisation.id) == col(ContactTestTarget.organisation_id))
        .join(ContactTest, col(ContactTest.id) == col(ContactTestTarget.test_id))
        .order_by(col(ContactTestTarget.sent_at).desc(), func.folded(col(Organisation.name)), col(ContactTestTarget.id))
    )
    if test_id is not None:
        found = found.where(col(ContactTestTarget.test_id) == test_id)
    if organisation_id is not None:
        found = found.where(col(ContactTestTarget.organisation_id) == organisation_id)
    return [(row[0], row[1], row[2]) for row in await session.execute(found.limit(500))]


async def by_secret(session: ReadSession, token_hash: bytes, *, lock: bool = False) -> Any:
    """Mailbox, organisation and campaign behind a mailed secret. As the system. Raises NotFound."""
    found = (
        select(ContactTestTarget, Organisation, ContactTest)
        .join(Organisation, col(Organisation.id) == col(ContactTestTarget.organisation_id))
        .join(ContactTest, col(ContactTest.id) == col(ContactTestTarget.test_id))
        .where(col(ContactTestTarget.token_hash) == token_hash)
    )
    row = (await session.execute(found.with_for_update(of=ContactTestTarget) if lock else found)).one_or_none()
    if row is None:
        raise NotFound("contact test")
    return row


async def reachable(session: ReadSession, ids: Sequence[UUID] | None) -> Sequence[Organisation]:
    """Active organisations with a mailbox: these, or every national CSIRT."""
    found = select(Organisation).where(
        col(Organisation.status) == OrganisationStatus.ACTIVE, col(Organisation.email) != ""
    )
    if ids is None:
        found = found.where(col(Organisation.kind) == OrganisationKind.NATIONAL_CSIRT)
    else:
        found = found.where(col(Organisation.id).in_(ids))
    return (await session.execute(found.order_by(func.folded(col(Organisation.name))))).scalars().all()


async def open_for(session: ReadSession, ids: Sequence[UUID], now: Any) -> set[UUID]:
    """Those of the organisations that a running campaign is asking and that have not answered it."""
    found = (
        select(col(ContactTestTarget.organisation_id))
        .join(ContactTest, col(ContactTest.id) == col(ContactTestTarget.test_id))
        .where(col(ContactTestTarget.organisation_id).in_(ids), col(ContactTestTarget.answered_at).is_(None))
        .where(col(ContactTest.closes_at) > now)
    )
    return set((await session.execute(found)).scalars())
