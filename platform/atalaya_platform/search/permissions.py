"""What one may do with search, and who may do it."""

from typing import Annotated

from atalaya_platform.access.caller import Caller
from atalaya_platform.access.permissions import Permission
from atalaya_platform.http.dependencies import requires
from atalaya_platform.identity.vocabulary import Role


class SearchPermission(Permission):
    READ = "search:object:read"
    STATUS = "search:engine:read"


GRANTS = {
    Role.VIEWER: (SearchPermission.READ,),
    Role.SECRETARIAT: (SearchPermission.READ,),
    Role.MODERATOR: (SearchPermission.READ,),
    Role.ADMINISTRATOR: (SearchPermission.READ, SearchPermission.STATUS),
}

Searcher = Annotated[Caller, requires(SearchPermission.READ)]
Operator = Annotated[Caller, requires(SearchPermission.STATUS)]
