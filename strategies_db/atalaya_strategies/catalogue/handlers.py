"""Who is told of proposals, of what became of them, and that an edition waits for confirmation."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.vetting.queries import contact_points, secretaries
from atalaya_platform.notifications.notice import Notice
from atalaya_platform.notifications.tell import notify
from atalaya_platform.plugin import Handler
from atalaya_platform.runtime import Runtime
from atalaya_strategies.catalogue.addresses import edition_page
from atalaya_strategies.catalogue.events import EditionDeclined, EditionEvent, EditionProposed, EditionPublished
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.queries.notices import edition_told_of, last_reason
from atalaya_strategies.catalogue.vocabulary import CurationState

PROPOSED: Final = "strategies.edition.proposed"
PUBLISHED: Final = "strategies.edition.published"
DECLINED: Final = "strategies.edition.declined"
CONFIRM: Final = "strategies.edition.confirm"
NOTICES: Final = {PROPOSED: "now", PUBLISHED: "digest", DECLINED: "now", CONFIRM: "now"}


async def _tell(
    session: WriteSession,
    runtime: Runtime,
    persons: Iterable[UUID | None],
    kind: str,
    row: Edition,
    event: EditionEvent,
    excerpt: str = "",
) -> None:
    """Each by name: what is not published is not for everybody."""
    for person in sorted({one for one in persons if one is not None}):
        notice = Notice(
            kind=kind,
            place=f"strategy:{row.id}",
            object_id=row.id,
            audience=f"person:{person}",
            label=Label.CLEAR if row.state == CurationState.PUBLISHED else Label.AMBER,
            title=row.title_en,
            url=edition_page(row.id),
            excerpt=excerpt,
            actor_id=event.person_id,
            direct=True,
        )
        await notify(session, runtime, {person}, notice)


async def edition_proposed(session: WriteSession, event: EditionProposed, runtime: Runtime) -> None:
    """Tell the Secretariat's curators, and the state's contact points, while it still waits."""
    row = await edition_told_of(session, event.edition_id)
    if row is None or row.state != CurationState.PROPOSED:
        return
    persons = await secretaries(session) | await contact_points(session, row.place)
    await _tell(session, runtime, persons, PROPOSED, row, event, await last_reason(session, row.id))


async def edition_published(session: WriteSession, event: EditionPublished, runtime: Runtime) -> None:
    """Tell who proposed it; and ask the state's contact points to confirm it."""
    row = await edition_told_of(session, event.edition_id)
    if row is None or row.state != CurationState.PUBLISHED:
        return
    points = await contact_points(session, row.place)
    await _tell(session, runtime, points, CONFIRM, row, event)
    await _tell(session, runtime, {row.proposed_by} - points, PUBLISHED, row, event)


async def edition_declined(session: WriteSession, event: EditionDeclined, runtime: Runtime) -> None:
    """Tell who proposed it, with the reason."""
    row = await edition_told_of(session, event.edition_id)
    if row is not None and row.state == CurationState.DECLINED:
        reason = await last_reason(session, row.id)
        await _tell(session, runtime, {row.proposed_by}, DECLINED, row, event, reason)


HANDLERS = (
    Handler("strategies.tell_of_proposal", EditionProposed, edition_proposed),
    Handler("strategies.tell_of_publication", EditionPublished, edition_published),
    Handler("strategies.tell_of_refusal", EditionDeclined, edition_declined),
)
