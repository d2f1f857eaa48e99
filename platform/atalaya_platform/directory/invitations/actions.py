"""Inviting people into an organisation, and their coming in."""

from datetime import datetime, timedelta
from uuid import UUID

from fastapi import Request, Response

from atalaya_platform.access.caller import Caller
from atalaya_platform.credentials.secrets import SecretKind, new_secret, well_formed
from atalaya_platform.database.session import ReadSession, WriteSession, elevated
from atalaya_platform.directory import letters
from atalaya_platform.directory.invitations import queries
from atalaya_platform.directory.invitations.errors import (
    AlreadyInOrganisation,
    HasAccount,
    InvitationOver,
    RoleAboveOwn,
    SignedInAsSomebodyElse,
)
from atalaya_platform.directory.invitations.models import Invitation
from atalaya_platform.directory.invitations.schemas import (
    Accepted,
    InvitationAccept,
    InvitationCreate,
    InvitationOffer,
    InvitationState,
)
from atalaya_platform.directory.members.rights import may_give
from atalaya_platform.directory.organisations.events import MembersChanged
from atalaya_platform.directory.organisations.queries import organisation
from atalaya_platform.events.ledger import audit, changed, emit, revoke, seal
from atalaya_platform.http.dependencies import hashed
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound, TooManyRequests
from atalaya_platform.http.wording import said
from atalaya_platform.identity.models import Credential, Membership, Organisation, Person, PlatformRoleGrant
from atalaya_platform.identity.sign_in.actions.duty import demand_factor, free_of_factors
from atalaya_platform.identity.sign_in.actions.password import hash_password
from atalaya_platform.identity.sign_in.actions.sessions import begin_session
from atalaya_platform.identity.sign_in.vocabulary import State
from atalaya_platform.identity.vocabulary import OrganisationStatus, PersonStatus, Role
from atalaya_platform.runtime import Runtime

LIVES = timedelta(days=7)
A_DAY = timedelta(days=1)
MOST_A_DAY = 50
"""Invitations that one person sends in 24 hours at most."""


def state_of(row: Invitation, now: datetime) -> InvitationState:
    """Where an invitation stands at that moment."""
    if row.accepted_at is not None:
        return InvitationState.ACCEPTED
    if row.revoked_at is not None:
        return InvitationState.REVOKED
    return InvitationState.EXPIRED if row.expires_at <= now else InvitationState.OPEN


async def invite_person(session: WriteSession, caller: Caller, given: InvitationCreate) -> Invitation:
    """Invite a mailbox into an organisation, in a role not above one's own. An earlier open invitation is replaced."""
    place = await organisation(session, caller, given.organisation_id)
    if not await may_give(session, caller, place, given.role):
        raise RoleAboveOwn(
            "You invite into organisations that you lead, up to your own role. Ask its team lead or the Secretariat.",
            fields={"role": "is above what you can give here"},
        )
    since = session.clock.now() - A_DAY
    if await queries.sent_since(session, caller.person_id, since) >= MOST_A_DAY:
        raise TooManyRequests(
            3600, said("You have sent {most} invitations in a day. Send the others tomorrow.", most=MOST_A_DAY)
        )
    member = await queries.person_with(session, given.email)
    if member is not None and await queries.membership(session, member.id, place.id):
        raise AlreadyInOrganisation("Somebody with this mailbox is a member. Change their role in the member list.")
    row = await issue(
        session, place, given.email, given.role, locale=given.locale, inviter=caller.name, invited_by=caller.person_id
    )
    audit(
        session,
        caller,
        "directory.invitation.create",
        "invitation",
        row.id,
        organisation_id=str(place.id),
        role=given.role,
    )
    return row


async def issue(
    session: WriteSession,
    place: Organisation,
    email: str,
    role: Role | str,
    *,
    locale: str,
    inviter: str,
    invited_by: UUID | None,
    platform_role: str | None = None,
    secret: str | None = None,
) -> Invitation:
    """Make the invitation and queue its letter; whoever calls has decided that it may be made."""
    now = session.clock.now()
    earlier = await queries.open_for(session, email, place.id)
    if earlier is not None:
        earlier.revoked_at = now
        await session.flush()
    secret = secret or new_secret(SecretKind.INVITATION)
    row = Invitation(
        email=email,
        organisation_id=place.id,
        role=role,
        platform_role=platform_role,
        locale=locale,
        invited_by=invited_by,
        token_hash=hashed(secret),
        expires_at=now + LIVES,
        created_at=now,
    )
    session.add(row)
    await session.flush()
    letters.send(
        session,
        letters.Letter.INVITATION,
        email,
        locale,
        organisation=place.name,
        inviter=inviter or "Atalaya",
        role=str(role),
        path=f"/invitation#{secret}",
        expires_at=row.expires_at.isoformat(),
    )
    return row


async def revoke_invitation(session: WriteSession, caller: Caller, invitation_id: UUID) -> None:
    """Take an open invitation back. Raises NotFound when it is not the caller's to take back, or over."""
    row = await queries.invitation(session, invitation_id)
    place = await organisation(session, caller, row.organisation_id)
    if state_of(row, session.clock.now()) not in (InvitationState.OPEN, InvitationState.EXPIRED):
        raise NotFound("open invitation")
    if not await may_give(session, caller, place, row.role):
        raise Forbidden("This invitation is above what you can give. Ask who sent it, or the Secretariat.")
    row.revoked_at = session.clock.now()
    audit(session, caller, "directory.invitation.revoke", "invitation", row.id, organisation_id=str(place.id))


async def revoke_all_of(
    session: WriteSession, person_id: UUID, *, organisation_id: UUID | None = None, country: str | None = None
) -> None:
    """Take back what somebody has open who may no longer invite: there and in that country, or everywhere."""
    # Elevated: whoever takes a right away need not see what was done with it.
    async with elevated(session):
        for row in await queries.open_by(session, person_id, organisation_id=organisation_id, country=country):
            row.revoked_at = session.clock.now()
            detail = {"organisation_id": str(row.organisation_id)}
            seal(session, None, "directory.invitation.revoke", "invitation", row.id, detail)


async def offer(session: ReadSession, secret: str) -> InvitationOffer:
    """What an invitation offers to whoever holds its secret. Raises NotFound or InvitationOver."""
    # Elevated: whoever opens the link is nobody yet; the secret is what lets them see this one row.
    async with elevated(session):
        row, place, inviter = await _open(session, secret)
        account = await queries.person_with(session, row.email)
    return InvitationOffer(
        email=row.email,
        organisation=place.name,
        country=place.country,
        role=row.role,
        invited_by=inviter.name if inviter else "",
        expires_at=row.expires_at,
        has_account=account is not None,
    )


async def _open(
    session: ReadSession, secret: str, *, lock: bool = False
) -> tuple[Invitation, Organisation, Person | None]:
    found = None
    if well_formed(secret, SecretKind.INVITATION):
        found = await queries.by_secret(session, hashed(secret), lock=lock)
    if found is None:
        raise NotFound("invitation")
    row, place, inviter = found
    if state_of(row, session.clock.now()) != InvitationState.OPEN or place.status != OrganisationStatus.ACTIVE:
        raise InvitationOver
    return row, place, inviter


async def accept_invitation(
    session: WriteSession,
    runtime: Runtime,
    request: Request,
    response: Response,
    caller: Caller | None,
    given: InvitationAccept,
) -> Accepted:
    """Come in: as the signed-in person with that mailbox, or with a new account, whose session then begins."""
    # Elevated: somebody who is nobody yet makes an account and a membership, by the right of the mailed secret.
    async with elevated(session):
        row, place, _ = await _open(session, given.token, lock=True)
        person = await queries.person_with(session, row.email)
        if caller is not None:
            if person is None or person.id != caller.person_id:
                raise SignedInAsSomebodyElse(
                    said("This invitation is for {email}. Sign out, then open the link again.", email=row.email)
                )
        elif person is not None:
            raise HasAccount("Sign in with that mailbox's account, then open the link again to join.")
        else:
            person = await _new_person(session, runtime, row, place, given)
        free = await free_of_factors(session, [person.id])
        await _join(session, row, person)
        due = await demand_factor(session, free, here=caller.session_id) if caller is not None else set()
    state = State.ENROL if due else State.SIGNED_IN
    if caller is None:
        state = await begin_session(session, runtime, request, response, person, means="invitation")
    return Accepted(person_id=person.id, organisation_id=place.id, state=state)


async def _new_person(
    session: WriteSession, runtime: Runtime, row: Invitation, place: Organisation, given: InvitationAccept
) -> Person:
    missing = {name: "is needed for a new account" for name in ("name", "password") if not getattr(given, name)}
    if missing:
        raise Invalid("Tell us your name and choose a password.", fields=missing)
    person = Person(name=given.name or "", email=row.email, status=PersonStatus.ACTIVE, locale=given.locale)
    credential = Credential(person_id=person.id)
    credential.password_hash = await hash_password(runtime, person, given.password or "", [place.name])
    session.add(person)
    await session.flush()
    session.add(credential)
    await session.flush()
    return person


async def _join(session: WriteSession, row: Invitation, person: Person) -> None:
    if await queries.membership(session, person.id, row.organisation_id):
        raise AlreadyInOrganisation("You are a member of this organisation already.")
    session.add(Membership(person_id=person.id, organisation_id=row.organisation_id, role=row.role))
    if row.platform_role:
        session.add(PlatformRoleGrant(person_id=person.id, role=row.platform_role))
    row.accepted_at, row.person_id = session.clock.now(), person.id
    await session.flush()
    emit(session, MembersChanged(organisation_id=row.organisation_id), [f"person:{person.id}"])
    detail = {"organisation_id": str(row.organisation_id), "role": row.role}
    seal(session, person.id, "directory.invitation.accept", "invitation", row.id, detail)
    changed(session, "person", person.id)
    revoke(session, persons=[person.id])
