"""`GET /presence`: who is here, for a page that has just been opened; changes come over the stream."""

from typing import Annotated, Literal
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.http.dependencies import RuntimeOf, requires
from atalaya_platform.http.problems import Forbidden, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.http.schema import Schema
from atalaya_platform.identity.permissions import IdentityPermission

router = Router(prefix="/api/v1", tags=["live"])
Reader = Annotated[Caller, requires(IdentityPermission.DIRECTORY_READ)]


class PresentPerson(Schema):
    person: UUID
    state: Literal["active", "away"]


@router.get("/presence", response_model=list[PresentPerson], responses=responses(Unauthenticated, Forbidden))
async def list_presence(runtime: RuntimeOf, caller: Reader) -> list[PresentPerson]:
    """The people of my communities who are here now; whoever is not listed is offline, or does not want to be seen."""
    found = runtime.hub.presence.of(caller.communities)
    return [PresentPerson(person=person, state=state) for person, state in found.items()]
