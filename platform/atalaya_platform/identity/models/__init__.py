"""Tables of identity: who people are, where they belong, how they sign in."""

from atalaya_platform.identity.models.groups import GroupMember, SharingGroup
from atalaya_platform.identity.models.organisations import Membership, Organisation, OrganisationCommunity
from atalaya_platform.identity.models.people import Credential, Person, PlatformRoleGrant
from atalaya_platform.identity.models.sign_in import ApiToken, Passkey, RecoveryCode, SignInSession

__all__ = [
    "ApiToken",
    "Credential",
    "GroupMember",
    "Membership",
    "Organisation",
    "OrganisationCommunity",
    "Passkey",
    "Person",
    "PlatformRoleGrant",
    "RecoveryCode",
    "SharingGroup",
    "SignInSession",
]
