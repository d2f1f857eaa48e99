"""What one may do with the strategies database, who may do it, and the callers that routes ask for."""

from typing import Annotated

from fastapi import Depends, Request

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.permissions import Permission
from atalaya_platform.files.permissions import briefly
from atalaya_platform.http.dependencies import Public, RuntimeOf, requires
from atalaya_platform.http.problems import Forbidden, Unauthenticated
from atalaya_platform.identity.vocabulary import Role
from atalaya_strategies.visitors import admit


class StrategiesPermission(Permission):
    """Acts on the catalogue and on drafts. Whose editions or draft one may change is decided by the act besides."""

    EDITION_READ = "strategies:edition:read"
    EDITION_PROPOSE = "strategies:edition:propose"
    EDITION_CONFIRM = "strategies:edition:confirm"
    EDITION_CURATE = "strategies:edition:curate"
    DRAFT_READ = "strategies:draft:read"
    DRAFT_WRITE = "strategies:draft:write"
    DRAFT_COMMENT = "strategies:draft:comment"


P = StrategiesPermission
GRANTS = {
    Role.VIEWER: (P.EDITION_READ, P.DRAFT_READ),
    Role.MEMBER: (P.EDITION_READ, P.EDITION_PROPOSE, P.DRAFT_READ, P.DRAFT_WRITE, P.DRAFT_COMMENT),
    Role.NATIONAL_CONTACT_POINT: (P.EDITION_CONFIRM,),
    Role.SECRETARIAT: (
        P.EDITION_READ,
        P.EDITION_PROPOSE,
        P.EDITION_CURATE,
        P.DRAFT_READ,
        P.DRAFT_WRITE,
        P.DRAFT_COMMENT,
    ),
    Role.MODERATOR: (P.EDITION_READ, P.DRAFT_READ),
    Role.ADMINISTRATOR: (P.EDITION_READ, P.DRAFT_READ),
}


class _MayRead:
    """Anybody where the catalogue is public, within a visitor's limit; whoever is signed in, a token in its scopes.

    Which editions there are to read is the access rule's to say.
    """

    stated_permission = "public"

    async def __call__(self, caller: Public, request: Request, runtime: RuntimeOf) -> Caller | None:
        if caller is None:
            if not runtime.settings.public_catalogue:
                raise Unauthenticated("The catalogue is for signed-in people here. Sign in, then repeat.")
            admit(runtime, request.client.host if request.client else "")
        elif not caller.may(P.EDITION_READ):
            detail = "Your role or this token does not include reading the catalogue."
            raise Forbidden(detail, permission=str(P.EDITION_READ))
        return caller


CatalogueReader = Annotated[Caller | None, Depends(_MayRead(), scope="function")]
Reader = Annotated[Caller, requires(P.EDITION_READ)]
"""Somebody with an account."""
Proposer = Annotated[Caller, requires(P.EDITION_PROPOSE)]
Confirmer = Annotated[Caller, requires(P.EDITION_CONFIRM)]
Curator = Annotated[Caller, requires(P.EDITION_CURATE)]
DraftReader = Annotated[Caller, requires(P.DRAFT_READ)]
DraftWriter = Annotated[Caller, requires(P.DRAFT_WRITE)]
DraftCommenter = Annotated[Caller, requires(P.DRAFT_COMMENT)]
Uploader = Annotated[Caller, briefly(P.EDITION_CURATE)]
"""A curator whose bytes may trickle in."""
