"""What signing in asks the database. Run as the system where a person is not known yet."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from atalaya_platform.database.session import ReadSession, WriteSession
from atalaya_platform.identity.models import (
    ApiToken,
    Credential,
    Membership,
    Organisation,
    OrganisationCommunity,
    Passkey,
    Person,
    PlatformRoleGrant,
    RecoveryCode,
    SignInSession,
)
from atalaya_platform.identity.sign_in.models import OidcLink, PasskeyCeremony, PasswordReset, SignInAttempt, SigningKey

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 71))")
_TRY_LOCK = text("SELECT pg_try_advisory_xact_lock(hashtextextended(:name, 71))")


async def lock(session: ReadSession, name: str) -> None:
    """Wait for the others that do the named thing, until this transaction ends."""
    await session.execute(_LOCK, {"name": name})


async def try_lock(session: ReadSession, name: bytes) -> bool:
    """Whether nobody else is at it right now."""
    return bool((await session.execute(_TRY_LOCK, {"name": name.hex()})).scalar_one())


async def signing_keys(session: ReadSession) -> list[SigningKey]:
    return list((await session.execute(select(SigningKey).order_by(col(SigningKey.id)))).scalars())


async def attempts(session: ReadSession, names: list[bytes]) -> list[SignInAttempt]:
    rows = await session.execute(
        select(SignInAttempt).where(col(SignInAttempt.key).in_(names)).execution_options(populate_existing=True)
    )
    return list(rows.scalars())


async def count_failure(session: WriteSession, kind: str, name: bytes, now: datetime, forgotten: datetime) -> int:
    """One failure more; a count that was silent since `forgotten` starts again. The new count."""
    fresh = insert(SignInAttempt).values(kind=kind, key=name, failures=1, last_at=now)
    counted = fresh.on_conflict_do_update(
        index_elements=["kind", "key"],
        set_={
            "failures": case((col(SignInAttempt.last_at) < forgotten, 1), else_=col(SignInAttempt.failures) + 1),
            "last_at": now,
        },
    ).returning(col(SignInAttempt.failures))
    return int((await session.execute(counted)).scalar_one())


async def block(session: WriteSession, kind: str, name: bytes, until: datetime) -> None:
    found = (col(SignInAttempt.kind) == kind, col(SignInAttempt.key) == name)
    await session.execute(update(SignInAttempt).where(*found).values(blocked_until=until))


async def forget_attempts(session: WriteSession, names: list[bytes]) -> None:
    await session.execute(delete(SignInAttempt).where(col(SignInAttempt.key).in_(names)))


@dataclass(frozen=True, slots=True)
class Factors:
    """What a person can prove themselves with, besides a password, and whether they must."""

    totp: bool
    passkeys: int
    recovery_codes: int
    required: bool

    @property
    def second(self) -> bool:
        """Whether a second factor is enrolled; recovery codes alone are none."""
        return self.totp or self.passkeys > 0

    @property
    def names(self) -> list[str]:
        present = (("passkey", self.passkeys), ("totp", self.totp), ("recovery", self.recovery_codes))
        return [name for name, have in present if have] if self.second else []


async def factors(session: ReadSession, person_id: UUID) -> Factors:
    """A person's factors. Members of the network and holders of a platform role must have a second one."""
    network = (
        select(col(Membership.person_id))
        .join(OrganisationCommunity, col(OrganisationCommunity.organisation_id) == col(Membership.organisation_id))
        .where(col(Membership.person_id) == person_id, col(OrganisationCommunity.community) == "network")
    )
    platform = select(col(PlatformRoleGrant.person_id)).where(col(PlatformRoleGrant.person_id) == person_id)
    row = (
        await session.execute(
            select(
                select(col(Credential.person_id))
                .where(col(Credential.person_id) == person_id, col(Credential.totp_confirmed_at).is_not(None))
                .exists(),
                select(func.count()).select_from(Passkey).where(col(Passkey.person_id) == person_id).scalar_subquery(),
                select(func.count())
                .select_from(RecoveryCode)
                .where(col(RecoveryCode.person_id) == person_id, col(RecoveryCode.used_at).is_(None))
                .scalar_subquery(),
                network.exists() | platform.exists(),
            )
        )
    ).one()
    return Factors(bool(row[0]), int(row[1]), int(row[2]), bool(row[3]))


async def account(session: ReadSession, email: str) -> tuple[Person, Credential | None] | None:
    """The person with that address, and their secrets."""
    found = (
        await session.execute(
            select(Person, Credential)
            .outerjoin(Credential, col(Credential.person_id) == col(Person.id))
            .where(func.lower(col(Person.email)) == email.strip().lower())
        )
    ).first()
    return (found[0], found[1]) if found else None


async def person(session: ReadSession, person_id: UUID) -> Person | None:
    return (await session.execute(select(Person).where(col(Person.id) == person_id))).scalar_one_or_none()


async def credential(session: WriteSession, person_id: UUID) -> Credential:
    """A person's secrets, locked until the transaction ends, so that nothing is accepted twice at once."""
    await session.execute(
        insert(Credential).values(person_id=person_id).on_conflict_do_nothing(index_elements=["person_id"])
    )
    row = await session.execute(
        select(Credential)
        .where(col(Credential.person_id) == person_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return row.scalar_one()


async def sign_in_session(session: ReadSession, session_id: UUID) -> SignInSession | None:
    found = select(SignInSession).where(col(SignInSession.id) == session_id).execution_options(populate_existing=True)
    return (await session.execute(found)).scalar_one_or_none()


async def living_sessions(session: ReadSession, person_id: UUID, idle_since: datetime) -> list[SignInSession]:
    """A person's sessions that still open something, the newest use first."""
    rows = await session.execute(
        select(SignInSession)
        .where(
            col(SignInSession.person_id) == person_id,
            col(SignInSession.ended_at).is_(None),
            col(SignInSession.expires_at) > session.clock.now(),
            col(SignInSession.seen_at) > idle_since,
            col(SignInSession.state) == "signed_in",
        )
        .order_by(col(SignInSession.seen_at).desc(), col(SignInSession.id).desc())
    )
    return list(rows.scalars())


async def unended_session_ids(session: ReadSession, person_id: UUID) -> list[UUID]:
    found = select(col(SignInSession.id)).where(
        col(SignInSession.person_id) == person_id, col(SignInSession.ended_at).is_(None)
    )
    return list((await session.execute(found)).scalars())


async def has_signed_in(session: ReadSession, person_id: UUID) -> bool:
    """Whether this is not the person's first session."""
    found = select(col(SignInSession.id)).where(
        col(SignInSession.person_id) == person_id, col(SignInSession.confirmed_at).is_not(None)
    )
    return (await session.execute(found.limit(1))).first() is not None


async def demonstration_persons(session: ReadSession) -> list[tuple[Person, Organisation | None, str | None]]:
    """The active demonstration accounts, each with one organisation and the role in it."""
    rows = await session.execute(
        select(Person, Organisation, col(Membership.role))
        .outerjoin(Membership, col(Membership.person_id) == col(Person.id))
        .outerjoin(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(col(Person.demonstration).is_(True), col(Person.status) == "active")
        .order_by(col(Person.name), col(Person.id))
    )
    seen: dict[UUID, tuple[Person, Organisation | None, str | None]] = {}
    for row in rows:
        seen.setdefault(row[0].id, (row[0], row[1], row[2]))
    return list(seen.values())


async def own_organisations(session: ReadSession, person_id: UUID) -> list[tuple[Organisation, str]]:
    rows = await session.execute(
        select(Organisation, col(Membership.role))
        .join(Membership, col(Membership.organisation_id) == col(Organisation.id))
        .where(col(Membership.person_id) == person_id)
        .order_by(col(Organisation.name))
    )
    return [(row[0], row[1]) for row in rows]


async def own_api_tokens(session: ReadSession, person_id: UUID) -> list[ApiToken]:
    rows = await session.execute(
        select(ApiToken)
        .where(col(ApiToken.person_id) == person_id, col(ApiToken.ended_at).is_(None))
        .order_by(col(ApiToken.id).desc())
    )
    return list(rows.scalars())


async def own_passkeys(session: ReadSession, person_id: UUID) -> list[Passkey]:
    rows = await session.execute(select(Passkey).where(col(Passkey.person_id) == person_id).order_by(col(Passkey.id)))
    return list(rows.scalars())


async def session_ids_of_token(session: ReadSession, token_hash: bytes) -> list[UUID]:
    found = select(col(SignInSession.id)).where(
        col(SignInSession.token_hash) == token_hash, col(SignInSession.ended_at).is_(None)
    )
    return list((await session.execute(found)).scalars())


async def end_sessions(session: WriteSession, ids: list[UUID], now: datetime) -> None:
    found = col(SignInSession.id).in_(ids), col(SignInSession.ended_at).is_(None)
    await session.execute(update(SignInSession).where(*found).values(ended_at=now))


async def unused_recovery_codes(session: WriteSession, person_id: UUID) -> list[RecoveryCode]:
    """Locked until the transaction ends, so that none is used twice at once."""
    rows = await session.execute(
        select(RecoveryCode)
        .where(col(RecoveryCode.person_id) == person_id, col(RecoveryCode.used_at).is_(None))
        .order_by(col(RecoveryCode.id))
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return list(rows.scalars())


async def forget_recovery_codes(session: WriteSession, person_id: UUID) -> None:
    await session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))


async def forget_factors(session: WriteSession, person_id: UUID) -> None:
    """A person's passkeys, authenticator and recovery codes are no more; the password stays."""
    await session.execute(delete(Passkey).where(col(Passkey.person_id) == person_id))
    await forget_recovery_codes(session, person_id)
    none = {"totp_secret": None, "totp_pending": None, "totp_confirmed_at": None, "totp_last_step": None}
    await session.execute(update(Credential).where(col(Credential.person_id) == person_id).values(**none))


async def passkey_of(session: WriteSession, credential_id: bytes) -> Passkey | None:
    """The passkey of anybody with that credential id, locked while its count is judged."""
    found = select(Passkey).where(col(Passkey.credential_id) == credential_id).with_for_update()
    return (await session.execute(found.execution_options(populate_existing=True))).scalar_one_or_none()


async def open_ceremonies(session: ReadSession, address_key: bytes, now: datetime) -> int:
    found = select(func.count()).where(
        col(PasskeyCeremony.address_key) == address_key, col(PasskeyCeremony.expires_at) > now
    )
    return int((await session.execute(found)).scalar_one())


async def take_ceremony(
    session: WriteSession, challenge: bytes, purpose: str, now: datetime
) -> tuple[UUID | None] | None:
    """Use up an open challenge: the session that it was given to (perhaps none), in a tuple; None if there is none."""
    taken = delete(PasskeyCeremony).where(
        col(PasskeyCeremony.challenge) == challenge,
        col(PasskeyCeremony.purpose) == purpose,
        col(PasskeyCeremony.expires_at) > now,
    )
    row = (await session.execute(taken.returning(col(PasskeyCeremony.session_id)))).first()
    return (row[0],) if row else None


async def end_api_tokens(session: WriteSession, person_id: UUID, now: datetime) -> None:
    found = col(ApiToken.person_id) == person_id, col(ApiToken.ended_at).is_(None)
    await session.execute(update(ApiToken).where(*found).values(ended_at=now))


async def touch_api_token(session: WriteSession, token_id: UUID, now: datetime) -> None:
    await session.execute(update(ApiToken).where(col(ApiToken.id) == token_id).values(used_at=now))


async def take_slot(session: WriteSession, kind: str, name: bytes, now: datetime, window: datetime, limit: int) -> bool:
    """Take one of `limit` slots of a window that began after `window`; False when all are taken."""
    over = col(SignInAttempt.last_at) < window
    slot = (
        insert(SignInAttempt)
        .values(kind=kind, key=name, failures=1, last_at=now)
        .on_conflict_do_update(
            index_elements=["kind", "key"],
            set_={
                "failures": case((over, 1), else_=col(SignInAttempt.failures) + 1),
                "last_at": case((over, now), else_=col(SignInAttempt.last_at)),
            },
            where=over | (col(SignInAttempt.failures) < limit),
        )
    )
    return (await session.execute(slot.returning(col(SignInAttempt.failures)))).first() is not None


async def open_reset(session: WriteSession, token_hash: bytes, now: datetime) -> PasswordReset | None:
    """The reset that this token opens, locked so that it is used once."""
    found = select(PasswordReset).where(
        col(PasswordReset.token_hash) == token_hash,
        col(PasswordReset.used_at).is_(None),
        col(PasswordReset.expires_at) > now,
    )
    return (await session.execute(found.with_for_update())).scalar_one_or_none()


async def use_resets(session: WriteSession, person_id: UUID, now: datetime) -> None:
    """Every link that was mailed to the person stops working."""
    found = col(PasswordReset.person_id) == person_id, col(PasswordReset.used_at).is_(None)
    await session.execute(update(PasswordReset).where(*found).values(used_at=now))


async def sweep(session: WriteSession, now: datetime, old: datetime, ancient: datetime) -> None:
    """Forget what no longer says anything: expired challenges, old resets and counts, ancient sessions."""
    await session.execute(delete(PasskeyCeremony).where(col(PasskeyCeremony.expires_at) < now))
    await session.execute(delete(PasswordReset).where(col(PasswordReset.expires_at) < old))
    await session.execute(delete(SignInAttempt).where(col(SignInAttempt.last_at) < old))
    await session.execute(delete(SignInSession).where(col(SignInSession.expires_at) < ancient))


async def linked_person(session: ReadSession, issuer: str, subject: str) -> Person | None:
    """The person that a provider's subject was linked to."""
    found = (
        select(Person)
        .join(OidcLink, col(OidcLink.person_id) == col(Person.id))
        .where(col(OidcLink.issuer) == issuer, col(OidcLink.subject) == subject)
    )
    return (await session.execute(found)).scalar_one_or_none()


async def linked_subject(session: ReadSession, issuer: str, person_id: UUID) -> str | None:
    """The provider's subject that a person is linked to."""
    found = select(col(OidcLink.subject)).where(col(OidcLink.issuer) == issuer, col(OidcLink.person_id) == person_id)
    return (await session.execute(found)).scalars().first()
