"""Keeping an upload, attaching it to what is posted, taking it back."""

import asyncio
import hashlib
from collections.abc import Sequence
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, defer
from atalaya_platform.files.arriving import scanned, stored
from atalaya_platform.files.errors import FileNotTaken
from atalaya_platform.files.models import File
from atalaya_platform.files.queries import file_read, own_files
from atalaya_platform.files.receiving import Received
from atalaya_platform.files.schemas import FileRead
from atalaya_platform.files.sniff import FileRefused, Sniffed, sniff
from atalaya_platform.http.idempotency import claim_key, keep_answer
from atalaya_platform.http.problems import Conflict, Invalid, NotFound
from atalaya_platform.http.wording import said, told
from atalaya_platform.runtime import Runtime

MOST_ATTACHMENTS = 20


def loose_file(
    session: WriteSession,
    caller: Caller,
    file_id: UUID,
    *,
    name: str,
    media_type: str,
    size: int,
    sha256: bytes,
    scanned: str,
) -> File:
    """Add the row of a file, `size` bytes long, that is the caller's alone until it is attached to something."""
    file = File(
        id=file_id,
        created_at=session.clock.now(),
        author_id=caller.person_id,
        object_id=caller.person_id,
        audience=f"person:{caller.person_id}",
        name=name,
        media_type=media_type,
        size=size,
        sha256=sha256,
        scanned=scanned,
    )
    session.add(file)
    return file


async def _judged(runtime: Runtime, caller: Caller, upload: Received) -> tuple[Sniffed, str]:
    """What the file is, and what the virus scanner said. Raises FileNotTaken or Unavailable."""
    try:
        sniffed = await asyncio.to_thread(sniff, upload.name, upload.content)
    except FileRefused as error:
        raise FileNotTaken(told(error), reason=str(error.refusal), fields={"file": told(error)}) from error
    return sniffed, await scanned(runtime, caller, upload, act="files.file.refuse_infected", about="file")


async def keep_upload(runtime: Runtime, caller: Caller, upload: Received, idempotency_key: str | None) -> FileRead:
    """Judge, store and record an upload; until it is attached only its author reads it."""
    sniffed, verdict = await _judged(runtime, caller, upload)
    async with (
        stored(runtime, upload) as file_id,
        runtime.database.as_person(caller.person_id, strong=caller.strong) as session,
    ):
        claim = None
        if idempotency_key is not None:
            fingerprint = hashlib.sha256(b"files\0" + upload.sha256 + sniffed.name.encode()).digest()
            claim = await claim_key(session, caller, idempotency_key, fingerprint)
        file = loose_file(
            session,
            caller,
            file_id,
            name=sniffed.name,
            media_type=sniffed.media_type,
            size=upload.size,
            sha256=upload.sha256,
            scanned=verdict,
        )
        audit(session, caller, "files.file.upload", "file", file_id, size=upload.size, sha256=upload.sha256.hex())
        answer = file_read(file)
        if claim is not None:
            await keep_answer(session, claim, 201, answer)
    return answer


async def delete_upload(session: WriteSession, caller: Caller, file_id: UUID) -> None:
    """Take back an own upload that is not attached yet. Raises NotFound for another's, Conflict when attached."""
    file = (await own_files(session, caller.person_id, [file_id])).get(file_id)
    if file is None:
        raise NotFound("file")
    if file.attached_at is not None:
        raise Conflict("This file belongs to a post. Edit or delete the post instead.")
    await discard(session, file)
    audit(session, caller, "files.file.delete", "file", file_id)


async def discard(session: WriteSession, file: File) -> None:
    """Delete the row now, and the bytes once this transaction is durable."""
    await session.delete(file)
    await session.flush()
    defer(session, "files.discard", file_id=str(file.id))


async def record_download(runtime: Runtime, caller: Caller | None, file: File) -> None:
    """Say in the audit log that somebody fetched a file; of strangers, who get only what is public, nothing is said."""
    if caller is None:
        return
    async with runtime.database.as_person(caller.person_id, strong=caller.strong) as session:
        audit(session, caller, "files.file.download", "file", file.id, within=str(file.object_id))


async def attach(
    session: WriteSession,
    caller: Caller,
    file_ids: Sequence[UUID],
    *,
    object_id: UUID,
    post_id: UUID,
    audience: str,
    label: Label,
) -> list[File]:
    """Give the caller's own uploads to a post of a labelled object (flushed: `audience` is generated).

    From here on the object's audience decides who reads them. A file belongs to one post: attaching it there
    again changes nothing, elsewhere it is a Conflict. Raises Invalid for too many, NotFound for another's.
    """
    wanted = list(dict.fromkeys(file_ids))
    if not wanted:
        return []
    if len(wanted) > MOST_ATTACHMENTS:
        raise Invalid(
            said("At most {most} files go with one post. Put the others into a second one.", most=MOST_ATTACHMENTS),
            fields={"files": said("at most {most}", most=MOST_ATTACHMENTS)},
        )
    files = await own_files(session, caller.person_id, wanted)
    attached: list[File] = []
    for file_id in wanted:
        file = files.get(file_id)
        if file is None:
            raise NotFound("file")
        if file.attached_at is not None:
            if file.post_id != post_id:
                raise Conflict("This file already belongs to another post. Upload it again to post it here too.")
            attached.append(file)
            continue
        file.object_id = object_id
        file.post_id = post_id
        file.audience = audience
        file.label = label
        file.attached_at = session.clock.now()
        audit(session, caller, "files.file.attach", "file", file.id, within=str(object_id))
        attached.append(file)
    await session.flush()
    return attached
