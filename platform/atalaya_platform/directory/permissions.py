"""What one may do with the directory, who may do it, and the callers that routes ask for."""

from typing import Annotated

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.permissions import Permission
from atalaya_platform.http.dependencies import requires
from atalaya_platform.identity.permissions import IdentityPermission as P
from atalaya_platform.identity.vocabulary import Role


class DirectoryPermission(Permission):
    CONTACT_TEST_RUN = "directory:contact_test:run"
    KEY_MANAGE = "directory:key:manage"
    PLATFORM_ROLE_GRANT = "directory:platform_role:grant"


D = DirectoryPermission
GRANTS = {
    Role.VIEWER: (D.KEY_MANAGE,),
    Role.TEAM_LEAD: (D.CONTACT_TEST_RUN,),
    Role.SECRETARIAT: (D.CONTACT_TEST_RUN, D.KEY_MANAGE, P.MEMBER_MANAGE),
    Role.ADMINISTRATOR: (D.PLATFORM_ROLE_GRANT,),
}

DirectoryReader = Annotated[Caller, requires(P.DIRECTORY_READ)]
OrganisationEditor = Annotated[Caller, requires(P.ORGANISATION_EDIT)]
GroupCreator = Annotated[Caller, requires(P.GROUP_CREATE)]
GroupMemberCaller = Annotated[Caller, requires(P.GROUP_JOIN)]
Inviter = Annotated[Caller, requires(P.MEMBER_INVITE)]
MemberManager = Annotated[Caller, requires(P.MEMBER_MANAGE)]
Suspender = Annotated[Caller, requires(P.PERSON_SUSPEND, passkey=True)]
Endorser = Annotated[Caller, requires(P.ORGANISATION_ENDORSE)]
Vetter = Annotated[Caller, requires(P.ORGANISATION_VET)]
AuditReader = Annotated[Caller, requires(P.AUDIT_READ, passkey=True)]
KeyManager = Annotated[Caller, requires(D.KEY_MANAGE)]
ContactTester = Annotated[Caller, requires(D.CONTACT_TEST_RUN)]
RoleGranter = Annotated[Caller, requires(D.PLATFORM_ROLE_GRANT, passkey=True)]
