"""Adding and removing public keys. Mail to a person is encrypted to the newest of their keys."""

from datetime import datetime
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.keys import queries
from atalaya_platform.directory.keys.models import OpenPgpKey
from atalaya_platform.directory.organisations.actions import require_editor
from atalaya_platform.directory.organisations.queries import organisation
from atalaya_platform.events.ledger import audit, changed
from atalaya_platform.http.problems import Conflict, Invalid
from atalaya_platform.http.wording import said, told
from atalaya_platform.mail.pgp import KeyRefused, PublicKey, read_key

MOST = 10
"""Keys of one owner."""


class KeyPresent(Conflict):
    title = "This key is there already"
    slug = "key-present"


def read(armoured: str, now: datetime) -> PublicKey:
    """The key, if mail can be encrypted to it now. Raises Invalid, which says what to do."""
    try:
        key = read_key(armoured)
    except KeyRefused as error:
        raise Invalid("This key cannot be used.", fields={"armoured": told(error)}) from error
    if not key.usable(now):
        if key.revoked:
            why = said("it was revoked: make another, and export it")
        elif key.can_encrypt:
            why = said("it has expired: extend it or make another, and export it anew")
        else:
            why = said("it has no part for encryption: add one or make another, and export it anew")
        raise Invalid("This key cannot be used.", fields={"armoured": why})
    return key


async def _add(session: WriteSession, caller: Caller, armoured: str, present: list[OpenPgpKey]) -> OpenPgpKey:
    key = read(armoured, session.clock.now())
    if any(one.fingerprint == key.fingerprint for one in present):
        raise KeyPresent("Remove the older copy first if you have extended it.")
    if len(present) >= MOST:
        raise Conflict(said("There are {most} keys already. Remove one that is no longer used.", most=MOST))
    return OpenPgpKey(
        armoured=key.armoured,
        fingerprint=key.fingerprint,
        user_ids=list(key.user_ids),
        can_encrypt=key.can_encrypt,
        expires_at=key.expires_at,
        added_by=caller.person_id,
        created_at=session.clock.now(),
    )


async def add_organisation_key(
    session: WriteSession, caller: Caller, organisation_id: UUID, armoured: str
) -> OpenPgpKey:
    """Add a key to an organisation, as its team lead or the Secretariat."""
    place = await organisation(session, caller, organisation_id)
    require_editor(caller, place.id)
    row = await _add(session, caller, armoured, await queries.keys_of(session, organisation_id=place.id))
    row.organisation_id = place.id
    session.add(row)
    await session.flush()
    _recorded(session, caller, "add", "organisation", place.id, row)
    return row


async def remove_organisation_key(session: WriteSession, caller: Caller, organisation_id: UUID, key_id: UUID) -> None:
    """Remove a key of an organisation, as its team lead or the Secretariat."""
    place = await organisation(session, caller, organisation_id)
    require_editor(caller, place.id)
    row = await queries.key_of(session, key_id, organisation_id=place.id)
    await session.delete(row)
    _recorded(session, caller, "remove", "organisation", place.id, row)


async def add_own_key(session: WriteSession, caller: Caller, armoured: str) -> OpenPgpKey:
    """Add a key of one's own; mail is encrypted to it from now on."""
    row = await _add(session, caller, armoured, await queries.keys_of(session, person_id=caller.person_id))
    row.person_id = caller.person_id
    session.add(row)
    await session.flush()
    await _use_newest(session, caller)
    _recorded(session, caller, "add", "person", caller.person_id, row)
    return row


async def remove_own_key(session: WriteSession, caller: Caller, key_id: UUID) -> None:
    """Remove a key of one's own; mail is encrypted to the next newest, or no longer."""
    row = await queries.key_of(session, key_id, person_id=caller.person_id)
    await session.delete(row)
    await session.flush()
    await _use_newest(session, caller)
    _recorded(session, caller, "remove", "person", caller.person_id, row)


async def _use_newest(session: WriteSession, caller: Caller) -> None:
    keys = await queries.keys_of(session, person_id=caller.person_id)
    person = await queries.owner(session, caller.person_id)
    person.openpgp_key = keys[0].armoured if keys else None
    person.openpgp_expires_at = keys[0].expires_at if keys else None
    await session.flush()


def _recorded(session: WriteSession, caller: Caller, act: str, kind: str, owner: UUID, row: OpenPgpKey) -> None:
    audit(session, caller, f"directory.key.{act}", kind, owner, fingerprint=row.fingerprint)
    changed(session, kind, owner)
