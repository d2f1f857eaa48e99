"""Who may give whom which role in an organisation: never one above one's own."""

from atalaya_platform.identity.models import Organisation
from atalaya_platform.identity.vocabulary import MEMBERSHIP_ROLES, OrganisationStatus, Role


def rank(role: Role | str) -> int:
    """0 (viewer) to 3 (national contact point)."""
    return MEMBERSHIP_ROLES.index(Role(role))


def highest_grant(
    organisation: Organisation, *, secretariat: bool, own: Role | None, contact_point: bool
) -> Role | None:
    """The highest role that somebody may give or take in this organisation; None for no role at all.

    The Secretariat gives every role. A team lead gives roles in the own organisation up to the own one (`own`). A
    national contact point of its country (`contact_point`) gives up to team lead there. Nobody else gives any, an
    administrator neither: whoever runs the system does not let people in.
    """
    if organisation.status != OrganisationStatus.ACTIVE:
        return None
    found: list[Role] = []
    if secretariat:
        found.append(Role.NATIONAL_CONTACT_POINT)
    if own is not None and rank(own) >= rank(Role.TEAM_LEAD):
        found.append(own)
    if contact_point:
        found.append(Role.TEAM_LEAD)
    return max(found, key=rank, default=None)
