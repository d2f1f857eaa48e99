"""Copying what is attached to one text for another, so that each has its own file under its own readers."""

from collections.abc import Sequence
from uuid import UUID

import structlog

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.files.actions import MOST_ATTACHMENTS, loose_file
from atalaya_platform.files.adapter import store_of
from atalaya_platform.files.errors import store_unavailable
from atalaya_platform.files.schemas import FileRead
from atalaya_platform.files.store import FileMissing, StoreUnavailable
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.wording import said
from atalaya_platform.ids import new_id
from atalaya_platform.runtime import Runtime

log = structlog.get_logger(__name__)


async def copy_files(
    session: WriteSession, runtime: Runtime, caller: Caller, files: Sequence[FileRead]
) -> dict[UUID, UUID]:
    """Copy files that the actor reads into uploads of the actor's own; the copies' ids by those of the originals.

    Nobody else reads a copy until it is attached, and then the readers of what it is attached to. Bytes are stored
    before rows; those of a transaction that fails belong to no row and are swept. Raises Invalid for more files than
    one text takes, Unavailable without the store.
    """
    if len(files) > MOST_ATTACHMENTS:
        raise Invalid(
            said(
                "These come with {count} files, and at most {most} go with one post. Choose fewer.",
                count=len(files),
                most=MOST_ATTACHMENTS,
            ),
            fields={"files": said("at most {most}", most=MOST_ATTACHMENTS)},
        )
    copies: dict[UUID, UUID] = {}
    for file in files:
        copy, store = new_id(), store_of(runtime)
        try:
            content = await store.get(file.id)
            await store.put(copy, content.chunks, limit=file.size)
        except (StoreUnavailable, FileMissing) as error:
            log.error("a file could not be copied", file=str(file.id), reason=str(error))
            raise store_unavailable() from error
        loose_file(
            session,
            caller,
            copy,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            sha256=bytes.fromhex(file.sha256),
            scanned=file.scanned,
        )
        audit(session, caller, "files.file.copy", "file", copy, original=str(file.id))
        copies[file.id] = copy
    await session.flush()
    return copies


def pointed_to_copies(body: str, copies: dict[UUID, UUID]) -> str:
    """A text whose links to originals lead to the copies."""
    for original, copy in copies.items():
        body = body.replace(f"attachment:{original}", f"attachment:{copy}")
    return body
