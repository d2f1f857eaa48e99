"""Finding files; row-level security decides which exist for the actor."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.files.models import File
from atalaya_platform.files.schemas import INLINE, FileRead
from atalaya_platform.http.problems import NotFound
from atalaya_platform.runtime import Runtime

_KNOWN = text("SELECT id FROM files_known(:wanted) AS known(id)")


def file_read(file: File) -> FileRead:
    """The file as the API says it."""
    return FileRead(
        id=file.id,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=bytes(file.sha256).hex(),
        label=Label(file.label),
        scanned=file.scanned,
        inline=file.media_type in INLINE,
        url=f"/api/v1/files/{file.id}/content",
        attached=file.attached_at is not None,
        author_id=file.author_id,
        created_at=file.created_at,
    )


async def file_by_id(session: ReadSession, file_id: UUID) -> File:
    """One file. Raises NotFound, also for a TLP:RED file when the actor came without a passkey."""
    found = (await session.execute(select(File).where(col(File.id) == file_id))).scalar_one_or_none()
    if found is None:
        raise NotFound("file")
    return found


async def served_file(session: ReadSession, runtime: Runtime, caller: Caller | None, file_id: UUID) -> File:
    """One file that nothing withholds from the caller, such as a post that was hidden. Raises NotFound."""
    file = await file_by_id(session, file_id)
    if file.post_id is not None:
        for withholds in runtime.registry.withholding:
            if await withholds(session, caller, file.post_id):
                raise NotFound("file")
    return file


async def own_files(session: ReadSession, author_id: UUID, file_ids: Collection[UUID]) -> dict[UUID, File]:
    """Those of the files that this person uploaded, locked until the transaction ends so that one post gets them."""
    statement = select(File).where(col(File.id).in_(file_ids), col(File.author_id) == author_id).with_for_update()
    return {file.id: file for file in (await session.execute(statement)).scalars()}


async def forgotten_files(session: ReadSession, before: datetime, limit: int) -> list[File]:
    """Uploads from before a moment that were never attached; those that another transaction holds are left alone."""
    statement = (
        select(File)
        .where(col(File.attached_at).is_(None), col(File.created_at) < before)
        .order_by(col(File.created_at))
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list((await session.execute(statement)).scalars())


async def known_among(session: ReadSession, file_ids: Collection[UUID]) -> set[UUID]:
    """Those of the ids that belong to a file, readable or not: what is not among them may be thrown away."""
    return set((await session.execute(_KNOWN, {"wanted": list(file_ids)})).scalars())


async def attachments_of(session: ReadSession, post_ids: Collection[UUID]) -> dict[UUID, list[FileRead]]:
    """The files of each post or message, in the order in which they were uploaded; one query for all."""
    if not post_ids:
        return {}
    statement = select(File).where(col(File.post_id).in_(post_ids)).order_by(col(File.id))
    found: dict[UUID, list[FileRead]] = {}
    for file in (await session.execute(statement)).scalars():
        if file.post_id is not None:
            found.setdefault(file.post_id, []).append(file_read(file))
    return found
