"""The steps of an application: sent, verified, endorsed or objected to, decided. Each is recorded and told by mail."""

import hashlib
from datetime import timedelta
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.credentials.secrets import SecretKind, new_secret, well_formed
from atalaya_platform.database.session import ReadSession, WriteSession, elevated
from atalaya_platform.directory import letters
from atalaya_platform.directory.countries import country_name
from atalaya_platform.directory.invitations.actions import issue
from atalaya_platform.directory.organisations.events import OrganisationChanged
from atalaya_platform.directory.organisations.queries import organisation, reading_through
from atalaya_platform.directory.vetting import queries
from atalaya_platform.directory.vetting.deadline import WORKING_DAYS, add_working_days, clock
from atalaya_platform.directory.vetting.errors import AlreadyListed, NotNow
from atalaya_platform.directory.vetting.events import ApplicationMoved
from atalaya_platform.directory.vetting.models import Application, ApplicationStep
from atalaya_platform.directory.vetting.process import FINAL, Act, NoSuchStep, Status, step
from atalaya_platform.directory.vetting.schemas import ApplicationCreate, ApplicationStatus, Decision
from atalaya_platform.events.ledger import audit, changed, emit
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.http.problems import Forbidden, NotFound, TooManyRequests
from atalaya_platform.identity.models import Organisation, OrganisationCommunity
from atalaya_platform.identity.sign_in.actions.duty import demand_factor, free_of_factors
from atalaya_platform.identity.vocabulary import Role

A_DAY = timedelta(days=1)
MOST_PER_MAILBOX, MOST_PER_ADDRESS, MOST_A_DAY = 3, 5, 200
"""Applications in 24 hours: for one mailbox, from one network address, in all."""
VERIFY_WITHIN = timedelta(days=3)


async def apply(session: WriteSession, given: ApplicationCreate, address: str) -> None:
    """Take an application in and write to its contact; it goes nowhere until that mailbox answers."""
    now = session.clock.now()
    address_hash = hashlib.sha256(f"application from {address}".encode()).digest()
    secret = new_secret(SecretKind.CONFIRMATION)
    # Elevated: an applicant is nobody yet, and nobody may look into the applications of others.
    async with elevated(session):
        counts = await queries.made_since(session, now - A_DAY, email=given.contact_email, address_hash=address_hash)
        if any(n >= most for n, most in zip(counts, (MOST_PER_MAILBOX, MOST_PER_ADDRESS, MOST_A_DAY), strict=True)):
            raise TooManyRequests(3600, "There were several applications from you today. Try again tomorrow.")
        row = Application(
            **given.model_dump(),
            status=Status.UNVERIFIED,
            token_hash=hashed(secret),
            address_hash=address_hash,
            created_at=now,
        )
        session.add(row)
    letters.send(
        session,
        letters.Letter.APPLICATION_VERIFY,
        row.contact_email,
        row.locale,
        name=row.contact_name,
        organisation=row.name,
        path=f"/application#{secret}",
    )


async def verify(session: WriteSession, secret: str) -> Application:
    """The contact's mailbox answered: the clock starts, and who acts next is told. Doing it again changes nothing."""
    if not well_formed(secret, SecretKind.CONFIRMATION):
        raise NotFound("application")
    now = session.clock.now()
    # Elevated: the mailed secret stands in for a sign-in.
    async with elevated(session):
        row = await queries.by_secret(session, hashed(secret), lock=True)
        if row.status != Status.UNVERIFIED:
            return row
        if row.created_at < now - VERIFY_WITHIN:
            raise NotFound("application")
        row.submitted_at, row.due_on = now, add_working_days(now.date(), WORKING_DAYS)
        await _move(session, None, row, Act.VERIFY, "")
        letters.send(
            session,
            letters.Letter.APPLICATION_RECEIVED,
            row.contact_email,
            row.locale,
            name=row.contact_name,
            organisation=row.name,
            due_on=str(row.due_on),
            path=f"/application#{secret}",
        )
        if row.status == Status.ENDORSEMENT:
            points = await queries.contact_points(session, row.country)
            for point in await queries.mailboxes(session, points):
                letters.send(
                    session,
                    letters.Letter.ENDORSEMENT_ASKED,
                    point.id,
                    point.locale,
                    organisation=row.name,
                    country=country_name(row.country, point.locale),
                    path=f"/directory/applications/{row.id}",
                    due_on=str(row.due_on),
                )
    return row


async def status_for_applicant(session: ReadSession, secret: str) -> ApplicationStatus:
    """How it stands, for whoever holds the mailed secret. Raises NotFound."""
    if not well_formed(secret, SecretKind.CONFIRMATION):
        raise NotFound("application")
    async with elevated(session):
        row = await queries.by_secret(session, hashed(secret))
        decided = [one.reason for one in await queries.steps(session, row.id) if one.status in FINAL]
    running = row.due_on is not None and row.status not in FINAL
    return ApplicationStatus(
        name=row.name,
        community=row.community,
        status=row.status,
        clock=clock(row.due_on, session.clock.now().date()) if running and row.due_on else None,
        reason=decided[-1] if decided else "",
    )


async def _move(session: WriteSession, caller: Caller | None, row: Application, act: Act, reason: str) -> None:
    try:
        row.status = step(Status(row.status), act, needs_endorsement=queries.needs_endorsement(row))
    except NoSuchStep:
        raise NotNow("Somebody acted on this application already. Reload it to see how it stands.") from None
    await session.flush()
    session.add(
        ApplicationStep(
            application_id=row.id,
            at=session.clock.now(),
            person_id=caller.person_id if caller else None,
            act=act,
            status=row.status,
            reason=reason,
        )
    )
    await session.flush()
    audit(session, caller, f"directory.application.{act}", "application", row.id, status=row.status)
    async with elevated(session):
        told = await queries.secretaries(session)
        told |= await queries.contact_points(session, row.country) if queries.needs_endorsement(row) else set()
    moved = ApplicationMoved(application_id=row.id, status=row.status)
    emit(session, moved, [f"person:{one}" for one in sorted(told, key=str)])


async def give_opinion(
    session: WriteSession, caller: Caller, application_id: UUID, act: Act, reason: str
) -> Application:
    """Endorse or object, as the national contact point of the applicant's country."""
    row = await queries.application(session, application_id, lock=True)
    if row.country is None or row.country not in await queries.my_countries(session, caller):
        raise Forbidden(
            "Only the national contact point of the applicant's country endorses or objects. Tell them what you know."
        )
    row.endorsed = act == Act.ENDORSE
    await _move(session, caller, row, act, reason)
    return row


async def proceed(session: WriteSession, caller: Caller, application_id: UUID, reason: str) -> Application:
    """Take an application into review without endorsement, giving the reason, as the Secretariat."""
    row = await queries.application(session, application_id, lock=True)
    await _move(session, caller, row, Act.PROCEED, reason)
    return row


async def decide(session: WriteSession, caller: Caller, application_id: UUID, given: Decision) -> Application:
    """Accept, which makes the organisation and invites its contact, or decline; as the Secretariat."""
    row = await queries.application(session, application_id, lock=True)
    accepted = given.decision == "accept"
    await _move(session, caller, row, Act.ACCEPT if accepted else Act.DECLINE, given.reason)
    row.decided_at = session.clock.now()
    if accepted:
        place = await _admit(session, caller, row, given.organisation_id)
        row.organisation_id = place.id
        await issue(
            session,
            place,
            row.contact_email,
            Role.TEAM_LEAD,
            locale=row.locale,
            inviter=caller.name,
            invited_by=caller.person_id,
        )
        emit(session, OrganisationChanged(organisation_id=place.id), [f"person:{caller.person_id}"])
        changed(session, "organisation", place.id)
    letters.send(
        session,
        letters.Letter.VETTING_DECISION,
        row.contact_email,
        row.locale,
        name=row.contact_name,
        organisation=row.name,
        accepted=accepted,
        reason=given.reason,
        path="/sign-in",
    )
    return row


async def _admit(session: WriteSession, caller: Caller, row: Application, organisation_id: UUID | None) -> Organisation:
    if organisation_id is not None:
        place = await organisation(session, caller, organisation_id)
        if place.country != row.country:
            raise NotNow("That entry is of another country. Choose the right one, or leave it out to make a new one.")
    # Elevated: a new organisation has no community yet, so nobody would see it being made.
    async with elevated(session):
        if organisation_id is None:
            same = await queries.same_organisation(session, row.country, row.name)
            if same is not None:
                raise AlreadyListed(
                    "Accept again with its organisation_id to admit the listed entry.", organisation_id=str(same.id)
                )
            place = Organisation(
                name=row.name,
                acronym=row.acronym,
                kind=row.kind,
                country=row.country,
                website=row.website,
                email=row.contact_email,
                confirmed_at=session.clock.now(),
            )
            session.add(place)
            await session.flush()
        free = await free_of_factors(session, await reading_through(session, place.id))
        await session.merge(OrganisationCommunity(organisation_id=place.id, community=row.community))
        await session.flush()
        await demand_factor(session, free)
    return place
