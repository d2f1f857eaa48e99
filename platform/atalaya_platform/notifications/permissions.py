"""What one may do with one's own notifications."""

from typing import Annotated

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.permissions import Permission
from atalaya_platform.http.dependencies import requires
from atalaya_platform.identity.vocabulary import Role


class NotificationPermission(Permission):
    READ = "notifications:notification:read"
    MANAGE = "notifications:preference:edit"


P = NotificationPermission
GRANTS = dict.fromkeys(Role, (P.READ, P.MANAGE))

Reader = Annotated[Caller, requires(P.READ)]
Manager = Annotated[Caller, requires(P.MANAGE)]
