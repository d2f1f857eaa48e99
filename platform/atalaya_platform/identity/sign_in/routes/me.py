"""The signed-in person: profile and sessions."""

from datetime import timedelta
from uuid import UUID

from atalaya_platform.http.dependencies import ReadSession, RuntimeOf, SignedIn, WriteSession
from atalaya_platform.http.problems import Forbidden, NotFound, Unauthenticated, responses
from atalaya_platform.http.routing import Router
from atalaya_platform.identity.sign_in import queries, schemas, views
from atalaya_platform.identity.sign_in.actions import profile, sessions
from atalaya_platform.identity.sign_in.callers import InBrowser
from atalaya_platform.identity.sign_in.visitor import VisitorOf

router = Router(tags=["me"])
OWN = responses(Unauthenticated, Forbidden)


@router.get("/me", response_model=schemas.Me, responses=responses(Unauthenticated))
async def get_me(session: ReadSession, caller: SignedIn) -> schemas.Me:
    """Who is signed in, where they belong, what they may do, and which streams to subscribe to."""
    return await views.me(session, caller)


@router.patch("/me", response_model=schemas.PersonRead, responses=OWN)
async def change_me(body: schemas.ProfileUpdate, session: WriteSession, caller: InBrowser) -> schemas.PersonRead:
    """Change one's own name, language, time zone, look, title, or whether others see that one is there."""
    return views.person_read(await profile.change_profile(session, caller, caller.person_id, body))


@router.get("/me/sessions", response_model=schemas.Sessions, responses=OWN)
async def list_my_sessions(session: ReadSession, runtime: RuntimeOf, caller: InBrowser) -> schemas.Sessions:
    """Where one is signed in, the newest use first."""
    idle_since = session.clock.now() - timedelta(minutes=runtime.settings.session_idle_minutes)
    rows = await queries.living_sessions(session, caller.person_id, idle_since)
    return schemas.Sessions(items=[views.session_read(row, caller) for row in rows])


@router.delete("/me/sessions/{session_id}", status_code=204, responses=responses(Unauthenticated, Forbidden, NotFound))
async def end_my_session(session_id: UUID, session: WriteSession, visitor: VisitorOf, caller: InBrowser) -> None:
    """End one session; its sockets close within two seconds."""
    await sessions.end_own_session(session, visitor, caller.person_id, session_id)


@router.post("/me/sessions/end-others", response_model=schemas.Ended, responses=OWN)
async def end_my_other_sessions(session: WriteSession, visitor: VisitorOf, caller: InBrowser) -> schemas.Ended:
    """End every session but this one."""
    ended = await sessions.end_all_sessions(session, caller.person_id, but=caller.session_id)
    sessions.record(session, caller.person_id, "sign_in.session.others_ended", visitor, ended=ended)
    return schemas.Ended(ended=ended)


@router.post("/me/heartbeat", response_model=schemas.Seen, responses=OWN)
async def keep_me_signed_in(session: WriteSession, visitor: VisitorOf, caller: InBrowser) -> schemas.Seen:
    """Say that somebody is there: an open, visible tab calls this every five minutes."""
    row = await sessions.touch(session, visitor)
    return schemas.Seen(seen_at=row.seen_at, expires_at=row.expires_at)
