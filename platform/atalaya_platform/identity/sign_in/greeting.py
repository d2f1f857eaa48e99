"""What the terminal says of the demonstration accounts once the server is up."""

import re

from atalaya_platform.database.session import WriteSession
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.runtime import Runtime

FEW = 6


async def greeting(session: WriteSession, runtime: Runtime) -> list[str]:
    """One account of each kind ("Analyst, Jamaica" and "Analyst, Peru" are one kind), those of a state first."""
    if not runtime.settings.demonstration:
        return []
    people = await queries.demonstration_persons(session)
    kinds: dict[str, str] = {}
    for person, organisation, _ in sorted(people, key=lambda one: one[1] is None or one[1].country is None):
        kind = re.split(r"[,(]", person.name)[0]
        kinds.setdefault(kind, f"  {person.name:<42} {organisation.name if organisation else ''}".rstrip())
    if not kinds:
        return []
    shown = list(kinds.values())[:FEW]
    return [f"Enter with one press on the sign-in page, as any of {len(people)} invented people:", *shown]
