"""HTTP of administration: the audit log and the platform's roles."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Query

from atalaya_platform.database.session import elevated
from atalaya_platform.directory.administration import actions, queries
from atalaya_platform.directory.administration.schemas import AuditActor, AuditRead, PlatformRole, RoleGrant, RoleHolder
from atalaya_platform.directory.paging import Span
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.directory.permissions import AuditReader, RoleGranter
from atalaya_platform.http.dependencies import ReadSession, WriteSession
from atalaya_platform.http.pages import After, Before, Limit, Page
from atalaya_platform.http.problems import Conflict, Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.vocabulary import Role

router = Router(tags=["administration"])
CHANGES = responses(Unauthenticated, Forbidden, NotFound, Conflict, Invalid)
Moment = Annotated[datetime | None, Query(description="ISO 8601 with time zone.")]


@router.get("/audit", response_model=Page[AuditRead], responses=responses(Unauthenticated, Forbidden))
async def list_audit_entries(
    caller: AuditReader,
    session: ReadSession,
    person_id: Annotated[UUID | None, Query(description="Only acts of this person.")] = None,
    act: Annotated[str, Query(max_length=100, description="Beginning of the act, such as directory.group.")] = "",
    object_type: Annotated[str, Query(max_length=60, description="Only about this kind of object.")] = "",
    object_id: Annotated[str, Query(max_length=60, description="Only about this object.")] = "",
    since: Moment = None,
    until: Moment = None,
    limit: Limit = 50,
    after: After = None,
    before: Before = None,
) -> Page[AuditRead]:
    """The audit log, the newest first. Who did what to which object; never labelled content."""
    # Elevated: the log is everybody's own by row-level security, and whole for administrators only.
    async with elevated(session):
        page = await queries.entries(
            session,
            Span(limit, after, before),
            person_id=person_id,
            act=act,
            object_type=object_type,
            object_id=object_id,
            since=since,
            until=until,
        )
        rows = [row[0] for row in page.rows]
        names = await queries.names(session, {row.person_id for row in rows if row.person_id})
    items = [
        AuditRead(
            **row.model_dump(exclude={"previous", "hash", "person_id"}),
            actor=AuditActor(id=row.person_id, name=names.get(row.person_id, "")) if row.person_id else None,
        )
        for row in rows
    ]
    return Page(items=items, next=page.next, previous=page.previous)


@router.get("/platform-roles", response_model=list[RoleHolder], responses=responses(Unauthenticated, Forbidden))
async def list_platform_roles(caller: RoleGranter, session: ReadSession) -> list[RoleHolder]:
    """Who of the people that you know is of the Secretariat, a moderator or an administrator."""
    rows = await queries.grants(session)
    people = await cards(session, [row.person_id for row in rows])
    return [
        RoleHolder(person=people[row.person_id], role=Role(row.role), since=row.created_at)
        for row in rows
        if row.person_id in people
    ]


@router.post("/people/{person_id}/platform-roles", status_code=204, response_model=None, responses=CHANGES)
async def grant_platform_role(person_id: UUID, given: RoleGrant, caller: RoleGranter, session: WriteSession) -> None:
    """Give somebody else a role on the platform. Nobody gives one to themselves."""
    await actions.grant_role(session, caller, person_id, Role(given.role))


@router.delete("/people/{person_id}/platform-roles/{role}", status_code=204, response_model=None, responses=CHANGES)
async def withdraw_platform_role(
    person_id: UUID, role: PlatformRole, caller: RoleGranter, session: WriteSession
) -> None:
    """Take somebody else's role on the platform away."""
    await actions.withdraw_role(session, caller, person_id, Role(role))
