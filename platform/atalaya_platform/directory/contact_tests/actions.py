"""Starting a contact test, and answering it with the mailed secret."""

from datetime import timedelta

from atalaya_platform.access.caller import Caller
from atalaya_platform.credentials.secrets import SecretKind, new_secret, well_formed
from atalaya_platform.database.session import ReadSession, WriteSession, elevated
from atalaya_platform.directory import letters
from atalaya_platform.directory.contact_tests import queries
from atalaya_platform.directory.contact_tests.events import ContactTestAnswered
from atalaya_platform.directory.contact_tests.models import ContactTest, ContactTestTarget
from atalaya_platform.directory.contact_tests.schemas import ContactTestAsked, ContactTestCreate
from atalaya_platform.directory.countries import countries
from atalaya_platform.directory.organisations.actions import leads
from atalaya_platform.events.ledger import audit, emit
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, NotFound
from atalaya_platform.http.wording import said
from atalaya_platform.identity.vocabulary import LOCALES, Role


class TestRunning(Conflict):
    title = "A test is running there"
    slug = "contact-test-running"


class TestClosed(Conflict):
    title = "This contact test is closed"
    slug = "contact-test-closed"


def language_of(country: str | None) -> str:
    """The language in which an organisation is written to when no person of it has chosen one."""
    state = countries().get(country or "")
    return next((one for one in state.languages if one in LOCALES), "en") if state else "en"


async def start_test(session: WriteSession, caller: Caller, given: ContactTestCreate) -> ContactTest:
    """Write to the mailboxes; the Secretariat to any, a team lead to the own organisation's."""
    if Role.SECRETARIAT not in caller.roles and not (
        given.organisation_ids and all(leads(caller, one) for one in given.organisation_ids)
    ):
        raise Forbidden("You test the mailbox of organisations that you lead: name them in organisation_ids.")
    places = await queries.reachable(session, given.organisation_ids)
    missing = set(given.organisation_ids or ()) - {place.id for place in places}
    if missing or not places:
        without = said("no mailbox: {ids}", ids=", ".join(map(str, missing))) if missing else said("no mailbox at all")
        raise Invalid("Give organisations that have a mailbox in the directory.", fields={"organisation_ids": without})
    now = session.clock.now()
    running = await queries.open_for(session, [place.id for place in places], now)
    if running:
        raise TestRunning(
            "Some were asked and have not answered yet. Wait until that test closes, or leave them out.",
            organisation_ids=sorted(map(str, running)),
        )
    row = ContactTest(
        started_by=caller.person_id, note=given.note, created_at=now, closes_at=now + timedelta(days=given.open_days)
    )
    session.add(row)
    await session.flush()
    for place in places:
        secret = new_secret(SecretKind.CONFIRMATION)
        target = ContactTestTarget(
            test_id=row.id, organisation_id=place.id, email=place.email, token_hash=hashed(secret), sent_at=now
        )
        session.add(target)
        letters.send(
            session,
            letters.Letter.CONTACT_TEST,
            place.email,
            language_of(place.country),
            organisation=place.name,
            reference=str(row.id)[-8:],
            path=f"/contact-test#{secret}",
        )
    await session.flush()
    audit(session, caller, "directory.contact_test.start", "contact_test", row.id, asked=len(places))
    return row


async def asked(session: ReadSession, secret: str) -> ContactTestAsked:
    """What a mailed link is about. Looking answers nothing, so that a mail scanner's visit is no answer."""
    if not well_formed(secret, SecretKind.CONFIRMATION):
        raise NotFound("contact test")
    # Elevated: whoever reads that mailbox need not have an account; the secret shows this one row.
    async with elevated(session):
        target, place, test = await queries.by_secret(session, hashed(secret))
    return ContactTestAsked(
        organisation=place.name,
        sent_at=target.sent_at,
        answered_at=target.answered_at,
        closed=test.closes_at <= session.clock.now(),
    )


async def answer(session: WriteSession, secret: str) -> ContactTestAsked:
    """Answer. A second answer changes nothing; one after the end is refused."""
    if not well_formed(secret, SecretKind.CONFIRMATION):
        raise NotFound("contact test")
    now = session.clock.now()
    async with elevated(session):
        target, place, test = await queries.by_secret(session, hashed(secret), lock=True)
        if target.answered_at is None:
            if test.closes_at <= now:
                raise TestClosed("It closed before you answered. Tell the Secretariat that your mailbox works.")
            target.answered_at = now
            streams = [f"person:{test.started_by}"] if test.started_by else []
            emit(session, ContactTestAnswered(test_id=test.id, organisation_id=place.id), streams)
            audit(
                session, None, "directory.contact_test.answer", "contact_test", test.id, organisation_id=str(place.id)
            )
    return ContactTestAsked(
        organisation=place.name, sent_at=target.sent_at, answered_at=target.answered_at, closed=test.closes_at <= now
    )
