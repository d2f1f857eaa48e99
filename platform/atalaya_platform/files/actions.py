"""Attaching files to what is posted."""

from collections.abc import Sequence
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit
from atalaya_platform.files.models import File
from atalaya_platform.files.queries import own_files
from atalaya_platform.http.problems import Conflict, Invalid, NotFound

MOST_ATTACHMENTS = 20


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
            f"At most {MOST_ATTACHMENTS} files go with one post. Put the others into a second one.",
            fields={"files": f"at most {MOST_ATTACHMENTS}"},
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
