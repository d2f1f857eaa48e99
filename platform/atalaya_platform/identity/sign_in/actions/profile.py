"""What people say about themselves."""

from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession
from atalaya_platform.events.ledger import audit, revoke
from atalaya_platform.http.problems import NotFound
from atalaya_platform.identity.models import Person
from atalaya_platform.identity.sign_in import queries
from atalaya_platform.identity.sign_in.schemas import ProfileUpdate


async def change_profile(session: WriteSession, caller: Caller, person_id: UUID, changes: ProfileUpdate) -> Person:
    """Change the fields that were given; a null leaves its field alone too."""
    person = await queries.person(session, person_id)
    if person is None:
        raise NotFound("person")
    given = changes.model_dump(exclude_unset=True, exclude_none=True)
    changed = {name: value for name, value in given.items() if getattr(person, name) != value}
    for name, value in changed.items():
        setattr(person, name, value)
    if changed:
        audit(session, caller, "identity.profile.change", "person", person_id, fields=sorted(changed))
        await session.flush()
    if "show_presence" in changed:
        revoke(session, persons=[person_id])
    return person
