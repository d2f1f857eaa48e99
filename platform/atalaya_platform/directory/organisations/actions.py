"""Changes of an organisation's entry: editing, and standing by it."""

import calendar
from datetime import date
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.directory.organisations import queries
from atalaya_platform.directory.organisations.events import OrganisationChanged
from atalaya_platform.directory.organisations.schemas import SECRETARIAT_ONLY, OrganisationUpdate
from atalaya_platform.events.ledger import audit, changed, emit, revoke
from atalaya_platform.http.problems import Forbidden, Invalid
from atalaya_platform.http.versions import require_match
from atalaya_platform.http.wording import said
from atalaya_platform.identity.models import Organisation, OrganisationCommunity
from atalaya_platform.identity.sign_in.actions.duty import demand_factor, free_of_factors
from atalaya_platform.identity.vocabulary import MEMBERSHIP_ROLES, Role

CONFIRMATION_MONTHS = 4
_REQUIRED = frozenset({"name", "kind", "status", "communities"})
_TEXTS = frozenset({"acronym", "website", "email", "telephone", "emergency_telephone", "constituency"})


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def leads(caller: Caller, organisation_id: UUID) -> bool:
    """Whether the caller is team lead, or national contact point, in this organisation."""
    role = caller.organisation_roles.get(organisation_id)
    return role is not None and MEMBERSHIP_ROLES.index(role) >= MEMBERSHIP_ROLES.index(Role.TEAM_LEAD)


def may_edit(caller: Caller, organisation_id: UUID) -> bool:
    return Role.SECRETARIAT in caller.roles or leads(caller, organisation_id)


def require_editor(caller: Caller, organisation_id: UUID) -> None:
    if not may_edit(caller, organisation_id):
        raise Forbidden("Only this organisation's team leads and the Secretariat do this. Ask one of them.")


async def update_organisation(
    session: WriteSession, caller: Caller, organisation_id: UUID, given: OrganisationUpdate, if_match: str | None
) -> Organisation:
    """Change what was given, under the ETag. A team lead changes contacts and description, the Secretariat all."""
    row = await queries.locked(session, caller, organisation_id)
    require_editor(caller, organisation_id)
    require_match(if_match, row.version)
    values = given.model_dump(exclude_unset=True)
    if Role.SECRETARIAT not in caller.roles and SECRETARIAT_ONLY & values.keys():
        refused = sorted(SECRETARIAT_ONLY & values.keys())
        raise Forbidden(
            said(
                "Only the Secretariat changes {names}. Write to it, and leave them out here.", names=", ".join(refused)
            ),
            fields=dict.fromkeys(refused, "changed by the Secretariat only"),
        )
    empty = sorted(name for name in _REQUIRED if name in values and values[name] is None)
    if empty:
        raise Invalid(
            "Some fields cannot be empty. Fill them in, or leave them as they were.",
            fields=dict.fromkeys(empty, "cannot be empty"),
        )
    if values.get("parent_id") is not None:
        await _check_parent(session, caller, row, values["parent_id"])
    wanted_communities = values.pop("communities", None)
    for name, value in values.items():
        setattr(
            row, name, "" if value is None and name in _TEXTS else {} if value is None and name == "rfc2350" else value
        )
    row.version += 1
    await session.flush()
    if wanted_communities is not None:
        await _set_communities(session, row, set(wanted_communities))
    if SECRETARIAT_ONLY & given.model_fields_set:
        # Elevated: who reads through an organisation may be nobody that the Secretariat sees, least of all afterwards.
        async with elevated(session):
            revoke(session, persons=await queries.reading_through(session, row.id))
    audit(
        session, caller, "directory.organisation.update", "organisation", row.id, fields=sorted(given.model_fields_set)
    )
    _tell(session, caller, row.id)
    return row


async def _check_parent(session: WriteSession, caller: Caller, row: Organisation, parent_id: UUID) -> None:
    parent = await queries.organisation(session, caller, parent_id)
    if parent.kind not in queries.TEAMS:
        raise Invalid(
            "Only a CSIRT has constituents. Choose a national or sectoral CSIRT.",
            fields={"parent_id": "give a national or sectoral CSIRT"},
        )
    if row.id in await queries.ancestors(session, parent_id):
        raise Invalid(
            "An organisation cannot stand above itself. Choose one that is not below it.",
            fields={"parent_id": "is below this organisation"},
        )


async def _set_communities(session: WriteSession, row: Organisation, wanted: set[str]) -> None:
    # Elevated: the row-level rule sees an organisation through its communities, and here they change.
    async with elevated(session):
        free = await free_of_factors(session, await queries.reading_through(session, row.id))
        present = {link.community: link for link in await queries.community_rows(session, row.id)}
        for community in wanted - present.keys():
            session.add(OrganisationCommunity(organisation_id=row.id, community=community))
        for community in present.keys() - wanted:
            await session.delete(present[community])
        await session.flush()
        await demand_factor(session, free)


async def confirm_organisation(session: WriteSession, caller: Caller, organisation_id: UUID) -> Organisation:
    """Stand by the entry as it is: the next confirmation is due in four months."""
    row = await queries.locked(session, caller, organisation_id)
    require_editor(caller, organisation_id)
    now = session.clock.now()
    row.confirmed_at = now
    row.confirm_by = months_after(now.date(), CONFIRMATION_MONTHS)
    row.version += 1
    await session.flush()
    audit(session, caller, "directory.organisation.confirm", "organisation", row.id, confirm_by=str(row.confirm_by))
    _tell(session, caller, row.id)
    return row


def _tell(session: WriteSession, caller: Caller, organisation_id: UUID) -> None:
    emit(session, OrganisationChanged(organisation_id=organisation_id), [f"person:{caller.person_id}"])
    changed(session, "organisation", organisation_id)
