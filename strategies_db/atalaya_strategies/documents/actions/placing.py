"""Whose a document is, and of which edition."""

from uuid import UUID

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import Invalid
from atalaya_platform.http.wording import said
from atalaya_strategies.catalogue.queries.editions import edition


async def place_of(session: ReadSession, place: str, edition_id: UUID | None) -> str:
    """The state or body, which is that of the edition if there is one.

    Raises NotFound for an edition, Invalid for one of somebody else, and where neither is said.
    """
    if edition_id is None:
        if not place:
            text = said("Say whose document it is: choose an edition, or a state or body.")
            raise Invalid(text, fields={"place": text})
        return place
    of_edition = (await edition(session, edition_id)).place
    if place and place != of_edition:
        text = said("The edition is of another state or body ({place}). Choose one of the two.", place=of_edition)
        raise Invalid(text, fields={"place": text})
    return of_edition
