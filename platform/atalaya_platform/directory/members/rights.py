"""What the caller may give or take in an organisation: the lattice, asked with what the database knows."""

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.members.lattice import highest_grant, rank
from atalaya_platform.directory.members.queries import points_to
from atalaya_platform.identity.models import Organisation
from atalaya_platform.identity.vocabulary import Role


async def is_contact_point(session: ReadSession, caller: Caller, country: str | None) -> bool:
    """Whether the caller is a national contact point in an organisation of that country."""
    return country is not None and Role.NATIONAL_CONTACT_POINT in caller.roles and await points_to(session, country)


async def may_give(session: ReadSession, caller: Caller, organisation: Organisation, role: Role | str) -> bool:
    """Whether the caller may give this role there, or take it away."""
    highest = highest_grant(
        organisation,
        secretariat=Role.SECRETARIAT in caller.roles,
        own=caller.organisation_roles.get(organisation.id),
        contact_point=await is_contact_point(session, caller, organisation.country),
    )
    return highest is not None and rank(role) <= rank(highest)
