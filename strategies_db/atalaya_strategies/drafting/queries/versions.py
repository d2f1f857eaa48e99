"""The versions of a section as the API gives them."""

import asyncio
from datetime import timedelta
from uuid import UUID

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.drafting.comparing import Piece, compare
from atalaya_strategies.drafting.queries import sections as queries
from atalaya_strategies.drafting.queries.views import known, who
from atalaya_strategies.drafting.schemas.versions import Diff, DiffPiece, VersionEntry, VersionRead
from atalaya_strategies.drafting.texts import written
from atalaya_strategies.drafting.vocabulary import Change

TOGETHER = timedelta(minutes=5)
"""What one person saves in such steps is told as one version; each of its texts is kept."""


async def versions(session: ReadSession, section_id: UUID, *, every: bool) -> list[VersionEntry]:
    """The newest first; unless `every` one is wanted, those that one person saved within minutes are one entry."""
    rows = await queries.revisions(session, section_id)
    people = await known(session, [row.person_id for row in rows])
    found: list[VersionEntry] = []
    previous = None
    for row in rows:
        if (
            not every
            and previous is not None
            and previous.person_id == row.person_id
            and previous.restored is None
            and row.version > 1
            and row.restored is None
            and previous.written_at - row.written_at <= TOGETHER
        ):
            found[-1].first = row.version
        else:
            found.append(
                VersionEntry(
                    version=row.version,
                    first=row.version,
                    title=row.title,
                    person=who(people, row.person_id),
                    written_at=row.written_at,
                    characters=row.characters,
                    restored=row.restored,
                )
            )
        previous = row
    return found


async def version_read(session: ReadSession, section_id: UUID, version: int) -> VersionRead:
    """One text that the section had. Raises NotFound."""
    row = await queries.revision(session, section_id, version)
    people = await known(session, [row.person_id])
    return VersionRead(
        **row.model_dump(include={"version", "title", "body", "written_at", "restored"}),
        html=written(row.body).html,
        person=who(people, row.person_id),
    )


def words(pieces: list[Piece], change: Change) -> int:
    """How many words are of this kind."""
    return sum(len(piece.text.split()) for piece in pieces if piece.change is change)


async def diff(session: ReadSession, section_id: UUID, before: int, after: int) -> Diff:
    """What changed from one version to the other, whichever is the newer. Raises NotFound."""
    one = await queries.revision(session, section_id, before)
    two = await queries.revision(session, section_id, after)
    pieces = await asyncio.to_thread(compare, one.body, two.body)
    return Diff(
        before=before,
        after=after,
        title_before=one.title,
        title_after=two.title,
        pieces=[DiffPiece(op=piece.change, text=piece.text) for piece in pieces],
        added=words(pieces, Change.ADDED),
        removed=words(pieces, Change.REMOVED),
    )
