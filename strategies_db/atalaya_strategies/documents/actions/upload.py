"""Keeping a document that a curator brings."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.files.arriving import scanned, stored
from atalaya_platform.files.names import safe_name
from atalaya_platform.files.receiving import Received
from atalaya_platform.http.idempotency import claim_key, keep_answer
from atalaya_platform.http.wording import said
from atalaya_platform.runtime import Runtime
from atalaya_strategies.documents.actions import keeping
from atalaya_strategies.documents.actions.document import wait_to_be_read
from atalaya_strategies.documents.actions.placing import place_of
from atalaya_strategies.documents.errors import AlreadyHere
from atalaya_strategies.documents.events import DocumentAdded
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.queries import documents as queries
from atalaya_strategies.documents.queries.keeping import same_bytes, take_turns
from atalaya_strategies.documents.schemas import DocumentCard
from atalaya_strategies.documents.views import Say, card


@dataclass(frozen=True)
class About:
    """What the curator says of the file; without a place it is that of the edition."""

    place: str = ""
    edition_id: UUID | None = None
    language: str = ""
    title: str = ""
    published: bool = False


async def keep_upload(
    runtime: Runtime, caller: Caller, upload: Received, about: About, idempotency_key: str | None, say: Say
) -> DocumentCard:
    """Store the file and queue its reading; what it is its content tells then.

    Raises AlreadyHere for a file that is
    there, NotFound for an edition, Invalid for one of somebody else.
    """
    verdict = await scanned(
        runtime, caller, upload, act="strategies.document.refuse_infected", about="strategy_document"
    )
    async with (
        stored(runtime, upload) as document_id,
        runtime.database.as_person(caller.person_id, strong=caller.strong) as session,
    ):
        claim = None
        if idempotency_key is not None:
            given = f"{safe_name(upload.name)}\0{about}".encode()
            fingerprint = hashlib.sha256(b"documents\0" + upload.sha256 + given).digest()
            claim = await claim_key(session, caller, idempotency_key, fingerprint)
        row = await _add(session, caller, document_id, upload, about, verdict)
        answer = card(row, say, public=await queries.is_public(session, row))
        if claim is not None:
            await keep_answer(session, claim, 201, answer)
    return answer


async def _add(
    session: WriteSession, caller: Caller, document_id: UUID, upload: Received, about: About, scanned: str
) -> Document:
    await take_turns(session)
    place = await place_of(session, about.place, about.edition_id)
    same = await same_bytes(session, upload.sha256)
    if same:
        raise AlreadyHere(
            said("This file is here already, as {name}. Open that one.", name=same[0].name), document_id=str(same[0].id)
        )
    row = Document(
        id=document_id,
        edition_id=about.edition_id,
        place=place,
        language=about.language,
        title=about.title,
        published=about.published,
        name=safe_name(upload.name),
        size=upload.size,
        sha256=upload.sha256,
        scanned=scanned,
        imported_at=session.clock.now(),
        added_by=caller.person_id,
    )
    session.add(row)
    await session.flush()
    wait_to_be_read(session, row)
    await keeping.told(session, row, DocumentAdded)
    audit(
        session,
        caller,
        "strategies.document.upload",
        "strategy_document",
        row.id,
        size=row.size,
        sha256=row.sha256.hex(),
    )
    return row
