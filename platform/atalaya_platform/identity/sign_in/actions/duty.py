"""Who comes to need a second factor: joining the network, given a role on the platform, or having lost every one.

Read who does not need one yet, do the act, and demand it then: what was opened without one ends.
"""

from collections.abc import Collection
from uuid import UUID

from atalaya_platform.database.session import WriteSession, elevated
from atalaya_platform.events.ledger import revoke, seal
from atalaya_platform.identity.models import Person
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.actions.sessions import PENDING_FOR, end_all_sessions, own_session, tell
from atalaya_platform.identity.sign_in.vocabulary import Letter, State


async def free_of_factors(session: WriteSession, persons: Collection[UUID]) -> set[UUID]:
    """Those of whom no second factor is asked so far; of demonstration accounts none ever is."""
    found = set()
    async with elevated(session):
        for person_id in persons:
            person = await queries.person(session, person_id)
            if person is None or person.demonstration or (await queries.factors(session, person_id)).required:
                continue
            found.add(person_id)
    return found


async def demand_factor(session: WriteSession, persons: Collection[UUID], *, here: UUID | None = None) -> set[UUID]:
    """Of people who were free of it, those who need a second factor now and have none: all their sessions and tokens
    end. Only `here`, the session in which the act is done, waits for the enrolment instead.
    """
    due = set()
    async with elevated(session):
        now = session.clock.now()
        for person_id in persons:
            factors = await queries.factors(session, person_id)
            if factors.second or not factors.required:
                continue
            due.add(person_id)
            await end_all_sessions(session, person_id, but=here)
            await queries.end_api_tokens(session, person_id, now)
            if here is not None:
                row = await own_session(session, here)
                row.state, row.expires_at = State.ENROL, min(row.expires_at, now + PENDING_FOR[State.ENROL])
                revoke(session, sessions=[here])
            seal(session, person_id, "sign_in.factor_due", "person", person_id, {})
            await session.flush()
    return due


async def forget_factors(session: WriteSession, person: Person) -> None:
    """Take away every second factor of somebody who lost them all: the next sign-in with the password enrols anew.

    As the system, for whoever runs the installation and has made sure who is asking. The person is told by mail.
    """
    await queries.forget_factors(session, person.id)
    await end_all_sessions(session, person.id)
    await queries.end_api_tokens(session, person.id, session.clock.now())
    seal(session, None, "sign_in.factors.forgotten", "person", person.id, {"by": "command line"})
    tell(session, person, Letter.FACTORS_FORGOTTEN)
