"""Who may call the routes of one's own account."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import open_person
from atalaya_platform.http.dependencies import STATED, OpenedRequest, SignedIn
from atalaya_platform.http.problems import Unauthenticated
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.problems import BrowserOnly
from atalaya_platform.identity.sign_in.vocabulary import State


async def _in_browser(caller: SignedIn) -> Caller:
    if caller.session_id is None:
        raise BrowserOnly
    return caller


InBrowser = Annotated[Caller, Depends(_in_browser, scope="function")]
"""Signed in with a session: tokens change no credentials and see no sessions."""


async def _passing_by() -> None:
    return None


setattr(_passing_by, STATED, "public")
PassingBy = Annotated[None, Depends(_passing_by)]
"""For anyone, where the route opens its own transaction late: not while it waits for another server."""


@dataclass(frozen=True, slots=True)
class Enrolling:
    """A signed-in person, or one whose sign-in waits for a first second factor."""

    person_id: UUID
    session_id: UUID
    pending: bool


async def _enrolling(opened: OpenedRequest) -> Enrolling:
    if opened.caller is not None:
        if opened.caller.session_id is None:
            raise BrowserOnly
        return Enrolling(opened.caller.person_id, opened.caller.session_id, False)
    row: dict[str, Any] = opened.row or {}
    if opened.pending != State.ENROL:
        raise Unauthenticated
    person_id = UUID(row["pending_person_id"])
    if await open_person(opened.session, person_id, strong=False, reading=False) is None:
        raise Unauthenticated
    if (await queries.factors(opened.session, person_id)).second:
        raise Unauthenticated  # enrolled in another browser meanwhile: this one has not proved it
    return Enrolling(person_id, UUID(row["session_id"]), True)


setattr(_enrolling, STATED, "enrolling")
EnrollingCaller = Annotated[Enrolling, Depends(_enrolling, scope="function")]
