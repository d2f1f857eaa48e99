"""What one may do with identity, and who may do it."""

from atalaya_platform.access.permissions import Permission
from atalaya_platform.identity.vocabulary import Role


class IdentityPermission(Permission):
    DIRECTORY_READ = "identity:directory:read"
    GROUP_CREATE = "identity:group:create"
    GROUP_JOIN = "identity:group:join"
    MEMBER_INVITE = "identity:member:invite"
    MEMBER_MANAGE = "identity:member:manage"
    ORGANISATION_EDIT = "identity:organisation:edit"
    ORGANISATION_ENDORSE = "identity:organisation:endorse"
    ORGANISATION_VET = "identity:organisation:vet"
    PERSON_SUSPEND = "identity:person:suspend"
    AUDIT_READ = "identity:audit:read"


P = IdentityPermission
GRANTS = {
    Role.VIEWER: (P.DIRECTORY_READ,),
    Role.MEMBER: (P.DIRECTORY_READ, P.GROUP_JOIN, P.GROUP_CREATE),
    Role.TEAM_LEAD: (P.MEMBER_INVITE, P.MEMBER_MANAGE, P.ORGANISATION_EDIT),
    Role.NATIONAL_CONTACT_POINT: (P.ORGANISATION_ENDORSE,),
    Role.SECRETARIAT: (P.DIRECTORY_READ, P.GROUP_CREATE, P.MEMBER_INVITE, P.ORGANISATION_EDIT, P.ORGANISATION_VET),
    Role.MODERATOR: (P.DIRECTORY_READ,),
    Role.ADMINISTRATOR: (P.DIRECTORY_READ, P.PERSON_SUSPEND, P.AUDIT_READ, P.MEMBER_MANAGE),
}
