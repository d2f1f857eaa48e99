"""HTTP of OpenPGP public keys."""

from uuid import UUID

from fastapi import Request

from atalaya_platform.database.session import ReadSession as Reading
from atalaya_platform.directory.keys import actions, queries
from atalaya_platform.directory.keys.models import OpenPgpKey
from atalaya_platform.directory.keys.schemas import KeyCreate, KeyDetail
from atalaya_platform.directory.organisations.queries import organisation
from atalaya_platform.directory.people.queries import person
from atalaya_platform.directory.permissions import DirectoryReader, KeyManager, OrganisationEditor
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.idempotency import Idempotent, idempotent
from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router

router = Router(tags=["keys"])
READS = responses(Unauthenticated, Forbidden, NotFound)
CHANGES = responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid)


def _read(session: Reading, key: OpenPgpKey) -> KeyDetail:
    return KeyDetail(**queries.read(key, session.clock.now()).model_dump(), armoured=key.armoured)


@router.get("/organisations/{organisation_id}/keys", response_model=list[KeyDetail], responses=READS)
async def list_organisation_keys(
    organisation_id: UUID, caller: DirectoryReader, session: ReadSession
) -> list[KeyDetail]:
    """An organisation's public keys, the newest first."""
    place = await organisation(session, caller, organisation_id)
    return [_read(session, key) for key in await queries.keys_of(session, organisation_id=place.id)]


@router.post(
    "/organisations/{organisation_id}/keys",
    status_code=201,
    response_model=KeyDetail,
    responses=CHANGES,
    dependencies=[Idempotent],
)
@idempotent()
async def add_organisation_key(
    organisation_id: UUID, given: KeyCreate, caller: OrganisationEditor, session: WriteSession, request: Request
) -> KeyDetail:
    """Add a public key, as a team lead or the Secretariat. Private, expired and revoked keys are refused."""
    return _read(session, await actions.add_organisation_key(session, caller, organisation_id, given.armoured))


@router.delete(
    "/organisations/{organisation_id}/keys/{key_id}", status_code=204, response_model=None, responses=CHANGES
)
async def remove_organisation_key(
    organisation_id: UUID, key_id: UUID, caller: OrganisationEditor, session: WriteSession
) -> None:
    """Remove a public key, as a team lead or the Secretariat."""
    await actions.remove_organisation_key(session, caller, organisation_id, key_id)


@router.get("/people/{person_id}/keys", response_model=list[KeyDetail], responses=READS)
async def list_person_keys(person_id: UUID, caller: DirectoryReader, session: ReadSession) -> list[KeyDetail]:
    """A person's public keys, the newest first."""
    found = await person(session, person_id)
    return [_read(session, key) for key in await queries.keys_of(session, person_id=found.id)]


@router.get("/me/keys", response_model=list[KeyDetail], responses=responses(Unauthenticated, Forbidden))
async def list_own_keys(caller: KeyManager, session: ReadSession) -> list[KeyDetail]:
    """Your own public keys, the newest first."""
    return [_read(session, key) for key in await queries.keys_of(session, person_id=caller.person_id)]


@router.post("/me/keys", status_code=201, response_model=KeyDetail, responses=CHANGES, dependencies=[Idempotent])
@idempotent()
async def add_own_key(given: KeyCreate, caller: KeyManager, session: WriteSession, request: Request) -> KeyDetail:
    """Add a public key of your own: mail to you is encrypted to it from now on."""
    return _read(session, await actions.add_own_key(session, caller, given.armoured))


@router.delete("/me/keys/{key_id}", status_code=204, response_model=None, responses=CHANGES)
async def remove_own_key(key_id: UUID, caller: KeyManager, session: WriteSession) -> None:
    """Remove a public key of your own."""
    await actions.remove_own_key(session, caller, key_id)
