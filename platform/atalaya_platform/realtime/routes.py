"""`GET /presence`: who is here, for a page that has just been opened; changes come over the stream."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter
from pydantic import BaseModel

from atalaya_platform.http.dependencies import RuntimeOf, SignedIn
from atalaya_platform.http.problems import Unauthenticated, responses

router = APIRouter(prefix="/api/v1", tags=["live"])


class PresentPerson(BaseModel):
    person: UUID
    state: Literal["active", "away"]


@router.get("/presence", response_model=list[PresentPerson], responses=responses(Unauthenticated))
async def list_presence(runtime: RuntimeOf, caller: SignedIn) -> list[PresentPerson]:
    """The people of my communities who are here now; whoever is not listed is offline, or does not want to be seen."""
    found = runtime.hub.presence.of(caller.communities)
    return [PresentPerson(person=person, state=state) for person, state in found.items()]
