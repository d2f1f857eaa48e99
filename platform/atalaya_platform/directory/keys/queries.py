"""Public keys that the actor sees: those of visible organisations and known people."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.keys.models import OpenPgpKey
from atalaya_platform.directory.organisations.schemas import KeyRead
from atalaya_platform.http.problems import NotFound


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


async def key_of(
    session: ReadSession, key_id: UUID, *, organisation_id: UUID | None = None, person_id: UUID | None = None
) -> OpenPgpKey:
    """One key through its owner. Raises NotFound."""
    for key in await keys_of(session, organisation_id=organisation_id, person_id=person_id):
        if key.id == key_id:
            return key
    raise NotFound("key")
