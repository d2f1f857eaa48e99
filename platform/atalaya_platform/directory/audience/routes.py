"""HTTP of "who will read this"."""

from atalaya_platform.directory.audience import actions
from atalaya_platform.directory.audience.schemas import AudienceAsked, AudienceRead
from atalaya_platform.directory.permissions import DirectoryReader
from atalaya_platform.http.dependencies import WriteSession
from atalaya_platform.http.problems import Forbidden, Invalid, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router

router = Router(tags=["groups"])


@router.post(
    "/audience", response_model=AudienceRead, responses=responses(Unauthenticated, Forbidden, NotFound, Invalid)
)
async def compute_audience(given: AudienceAsked, caller: DirectoryReader, session: WriteSession) -> AudienceRead:
    """Who will be able to read what you are about to send, counted by the rule that decides reading."""
    return await actions.audience(session, caller, given)
