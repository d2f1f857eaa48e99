"""What one may do with the strategies database, who may do it, and the callers that routes ask for."""

from typing import Annotated

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.permissions import Permission
from atalaya_platform.http.dependencies import requires
from atalaya_platform.identity.vocabulary import Role


class StrategiesPermission(Permission):
    """Acts on the catalogue. Whose editions one may change is decided by the act besides."""

    EDITION_PROPOSE = "strategies:edition:propose"
    EDITION_CONFIRM = "strategies:edition:confirm"
    EDITION_CURATE = "strategies:edition:curate"


P = StrategiesPermission
GRANTS = {
    Role.MEMBER: (P.EDITION_PROPOSE,),
    Role.NATIONAL_CONTACT_POINT: (P.EDITION_CONFIRM,),
    Role.SECRETARIAT: (P.EDITION_PROPOSE, P.EDITION_CURATE),
}

Proposer = Annotated[Caller, requires(P.EDITION_PROPOSE)]
Confirmer = Annotated[Caller, requires(P.EDITION_CONFIRM)]
Curator = Annotated[Caller, requires(P.EDITION_CURATE)]
