"""What an import compares a table with, as the system sees it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import exists, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition, EditionChange, Supersession
from atalaya_strategies.catalogue.vocabulary import ChangeAct

Linked = dict[UUID, dict[UUID, Supersession]]
"""The links of each edition to those that it supersedes, by their ids."""


async def known(session: ReadSession) -> Sequence[Edition]:
    """Every edition, locked."""
    return (await session.execute(select(Edition).with_for_update())).scalars().all()


async def empty(session: ReadSession) -> bool:
    """Whether there is no edition at all."""
    return not (await session.execute(select(exists().select_from(Edition)))).scalar_one()


async def changed_by_people(session: ReadSession) -> set[UUID]:
    """Editions of which anything but an import is known."""
    found = select(col(EditionChange.edition_id)).where(col(EditionChange.act) != ChangeAct.IMPORTED).distinct()
    return set((await session.execute(found)).scalars())


async def supersessions(session: ReadSession) -> Linked:
    """Which edition supersedes which."""
    found: Linked = {}
    for row in (await session.execute(select(Supersession))).scalars():
        found.setdefault(row.edition_id, {})[row.superseded_id] = row
    return found
