"""Which editions an edition takes the place of."""

from collections.abc import Iterable
from uuid import UUID

from atalaya_platform.database.session import WriteSession
from atalaya_strategies.catalogue.dates import certainly_after
from atalaya_strategies.catalogue.errors import WrongSuccession
from atalaya_strategies.catalogue.models import Edition, Supersession
from atalaya_strategies.catalogue.queries import succession as queries


async def check(session: WriteSession, row: Edition, wanted: Iterable[UUID]) -> set[UUID]:
    """The ids, if the edition can take the place of them all. Raises WrongSuccession."""
    ids = set(wanted)
    earlier = await queries.editions_by_id(session, ids)
    if len(earlier) < len(ids) or any(one.place != row.place for one in earlier):
        raise WrongSuccession("Choose editions of the same state or body that are in the catalogue.")
    if any(certainly_after(one.adopted, row.adopted) for one in earlier):
        raise WrongSuccession("An edition does not take the place of one that was adopted later. Check both dates.")
    if row.id in ids | await queries.superseded_by_way_of(session, ids):
        raise WrongSuccession(
            "An edition cannot take the place of itself, nor by way of others. Choose an earlier one."
        )
    return ids


async def follow(session: WriteSession, row: Edition, wanted: set[UUID]) -> list[list[str]] | None:
    """Let the links be these; the ids before and after, or None when nothing changed."""
    present = {link.superseded_id: link for link in await queries.links_of(session, row.id)}
    if present.keys() == wanted:
        return None
    for superseded_id in present.keys() - wanted:
        await session.delete(present[superseded_id])
    session.add_all(Supersession(edition_id=row.id, superseded_id=one) for one in sorted(wanted - present.keys()))
    await session.flush()
    return [sorted(map(str, present)), sorted(map(str, wanted))]
