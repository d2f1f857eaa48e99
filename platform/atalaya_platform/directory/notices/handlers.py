"""Who is told of invitations into groups, requests to join, their answers, and applications that wait."""

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.groups.admissions import addressed
from atalaya_platform.directory.groups.events import GroupAdmissionClosed, GroupAdmissionOpened
from atalaya_platform.directory.groups.schemas import AdmissionKind, AdmissionStatus
from atalaya_platform.directory.notices import queries
from atalaya_platform.directory.vetting.events import ApplicationMoved
from atalaya_platform.directory.vetting.process import Status
from atalaya_platform.directory.vetting.queries import contact_points, secretaries
from atalaya_platform.notifications.notice import Notice
from atalaya_platform.notifications.tell import notify
from atalaya_platform.plugin import Handler
from atalaya_platform.runtime import Runtime

GROUP_INVITATION: Final = "directory.group.invitation"
GROUP_REQUEST: Final = "directory.group.request"
GROUP_ANSWER: Final = "directory.group.answer"
GROUP_ADMITTED: Final = "directory.group.admitted"
GROUP_REFUSED: Final = "directory.group.refused"
APPLICATION_ENDORSE: Final = "directory.application.endorse"
APPLICATION_REVIEW: Final = "directory.application.review"
NOTICES: Final = {
    GROUP_INVITATION: "now",
    GROUP_REQUEST: "now",
    GROUP_ANSWER: "digest",
    GROUP_ADMITTED: "now",
    GROUP_REFUSED: "now",
    APPLICATION_ENDORSE: "none",  # a letter of its own asks for the endorsement
    APPLICATION_REVIEW: "now",
}


async def _tell(
    session: WriteSession,
    runtime: Runtime,
    persons: Iterable[UUID],
    kind: str,
    place: str,
    object_id: UUID,
    title: str,
    url: str,
    actor_id: UUID | None,
    excerpt: str = "",
) -> None:
    """Each by name: what it is about may be a hidden group, which nobody but the person told may know of."""
    for person in sorted(persons):
        notice = Notice(
            kind=kind,
            place=place,
            object_id=object_id,
            audience=f"person:{person}",
            label=Label.AMBER,
            title=title,
            url=url,
            excerpt=excerpt,
            actor_id=actor_id,
            direct=True,
        )
        await notify(session, runtime, {person}, notice)


async def admission_opened(session: WriteSession, event: GroupAdmissionOpened, runtime: Runtime) -> None:
    """Tell who can answer an invitation or a request, unless it is over by now."""
    found = await queries.admission(session, event.admission_id)
    if found is None or found[0].status != AdmissionStatus.PENDING:
        return
    row, group = found
    invited = row.kind == AdmissionKind.INVITATION
    await _tell(
        session,
        runtime,
        await addressed(session, row),
        GROUP_INVITATION if invited else GROUP_REQUEST,
        f"group:{group.id}",
        row.id,
        group.name,
        "/forum/groups" if invited else f"/forum/groups/{group.id}",
        row.asked_by,
        row.text,
    )


async def admission_closed(session: WriteSession, event: GroupAdmissionClosed, runtime: Runtime) -> None:
    """Tell who invited how it was answered; and who asked to join, with the steward's reason."""
    found = await queries.admission(session, event.admission_id)
    if found is None or event.status == AdmissionStatus.WITHDRAWN:
        return
    row, group = found
    decided = GROUP_ADMITTED if event.status == AdmissionStatus.ACCEPTED else GROUP_REFUSED
    await _tell(
        session,
        runtime,
        {row.asked_by},
        decided if row.kind == AdmissionKind.REQUEST else GROUP_ANSWER,
        f"group:{group.id}",
        row.id,
        group.name,
        f"/forum/groups/{group.id}",
        row.decided_by,
        row.answer,
    )


async def application_moved(session: WriteSession, event: ApplicationMoved, runtime: Runtime) -> None:
    """Tell who acts next on an application: the contact points of its country, or the Secretariat."""
    row = await queries.application(session, event.application_id)
    if row is None or row.status != event.status:
        return
    persons, kind = await secretaries(session), APPLICATION_REVIEW
    if row.status == Status.ENDORSEMENT:
        points = await contact_points(session, row.country)
        persons, kind = (points, APPLICATION_ENDORSE) if points else (persons, kind)
    elif row.status != Status.REVIEW:
        return
    await _tell(
        session,
        runtime,
        persons,
        kind,
        f"application:{row.id}",
        row.id,
        row.name,
        f"/directory/applications/{row.id}",
        None,
    )


HANDLERS = (
    Handler("directory.tell_of_admission", GroupAdmissionOpened, admission_opened),
    Handler("directory.tell_of_answer", GroupAdmissionClosed, admission_closed),
    Handler("directory.tell_of_application", ApplicationMoved, application_moved),
)
