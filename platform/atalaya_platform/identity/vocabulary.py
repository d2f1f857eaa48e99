"""The closed word lists of identity."""

from enum import StrEnum


class Community(StrEnum):
    """The vetted network, and the stakeholder platform beside it; the wall between them is absolute."""

    NETWORK = "network"
    STAKEHOLDERS = "stakeholders"


class OrganisationKind(StrEnum):
    NATIONAL_CSIRT = "national_csirt"
    SECTORAL_CSIRT = "sectoral_csirt"
    GOVERNMENT = "government"
    SECRETARIAT = "secretariat"
    ACADEMIC = "academic"
    PRIVATE = "private"
    CIVIL_SOCIETY = "civil_society"
    INTERNATIONAL = "international"


class OrganisationStatus(StrEnum):
    APPLIED = "applied"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DECLINED = "declined"


class Role(StrEnum):
    """What a person is, in an organisation or on the platform; each route states a permission, not a role."""

    VIEWER = "viewer"
    MEMBER = "member"
    TEAM_LEAD = "team_lead"
    NATIONAL_CONTACT_POINT = "national_contact_point"
    SECRETARIAT = "secretariat"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


MEMBERSHIP_ROLES = (Role.VIEWER, Role.MEMBER, Role.TEAM_LEAD, Role.NATIONAL_CONTACT_POINT)
PLATFORM_ROLES = (Role.SECRETARIAT, Role.MODERATOR, Role.ADMINISTRATOR)


class PersonStatus(StrEnum):
    INVITED = "invited"
    ACTIVE = "active"
    SUSPENDED = "suspended"


class Visibility(StrEnum):
    """A listed group is found by its whole community; a hidden one leaves no trace outside its members."""

    LISTED = "listed"
    HIDDEN = "hidden"


class Joining(StrEnum):
    INVITATION = "invitation"
    REQUEST = "request"
    OPEN = "open"


LOCALES = ("en", "es", "pt", "fr")
"""The official languages of the OAS."""
