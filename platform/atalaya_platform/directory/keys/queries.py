"""Public keys that the actor sees: those of visible organisations and known people."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.keys.models import OpenPgpKey
from atalaya_platform.directory.organisations.schemas import KeyRead
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Organisation, Person
from atalaya_platform.identity.vocabulary import PersonStatus


def read(key: OpenPgpKey, now: datetime) -> KeyRead:
    return KeyRead(
        id=key.id,
        fingerprint=key.fingerprint,
        user_ids=key.user_ids,
        can_encrypt=key.can_encrypt,
        expires_at=key.expires_at,
        expired=key.expires_at is not None and key.expires_at <= now,
        created_at=key.created_at,
    )


async def keys_of(
    session: ReadSession, *, organisation_id: UUID | None = None, person_id: UUID | None = None
) -> list[OpenPgpKey]:
    """An organisation's or a person's keys, the newest first."""
    found = select(OpenPgpKey).order_by(col(OpenPgpKey.created_at).desc(), col(OpenPgpKey.id))
    if organisation_id is not None:
        found = found.where(col(OpenPgpKey.organisation_id) == organisation_id)
    else:
        found = found.where(col(OpenPgpKey.person_id) == person_id)
    return list((await session.execute(found)).scalars())


async def keys_by_organisation(session: ReadSession, ids: Sequence[UUID]) -> dict[UUID, list[OpenPgpKey]]:
    """The keys of each of these organisations that has any, the newest first; one question for all."""
    found: dict[UUID, list[OpenPgpKey]] = {}
    wanted = select(OpenPgpKey).where(col(OpenPgpKey.organisation_id).in_(ids))
    for key in (
        await session.execute(wanted.order_by(col(OpenPgpKey.created_at).desc(), col(OpenPgpKey.id)))
    ).scalars():
        if key.organisation_id is not None:
            found.setdefault(key.organisation_id, []).append(key)
    return found


async def key_of(
    session: ReadSession, key_id: UUID, *, organisation_id: UUID | None = None, person_id: UUID | None = None
) -> OpenPgpKey:
    """One key through its owner. Raises NotFound."""
    for key in await keys_of(session, organisation_id=organisation_id, person_id=person_id):
        if key.id == key_id:
            return key
    raise NotFound("key")


async def owner(session: ReadSession, person_id: UUID) -> Person:
    """The person whose keys they are, locked."""
    return (
        await session.execute(select(Person).where(col(Person.id) == person_id).with_for_update(key_share=True))
    ).scalar_one()


async def expiring(session: ReadSession, until: datetime) -> Sequence[tuple[OpenPgpKey, str]]:
    """Keys that expire until then, with their owners' names. As the system."""
    found = (
        select(OpenPgpKey, func.coalesce(col(Organisation.name), col(Person.name)))
        .outerjoin(Organisation, col(Organisation.id) == col(OpenPgpKey.organisation_id))
        .outerjoin(Person, col(Person.id) == col(OpenPgpKey.person_id))
        .where(col(OpenPgpKey.expires_at) <= until)
        .order_by(col(OpenPgpKey.id))
    )
    return [(row[0], row[1]) for row in await session.execute(found)]


async def own_mailbox(session: ReadSession, person_id: UUID | None) -> Sequence[tuple[UUID, str]]:
    """Id and locale of an active person with a mailbox. As the system."""
    found = select(col(Person.id), col(Person.locale)).where(
        col(Person.id) == person_id, col(Person.status) == PersonStatus.ACTIVE, col(Person.demonstration).is_(False)
    )
    return [(row[0], row[1]) for row in await session.execute(found)]
