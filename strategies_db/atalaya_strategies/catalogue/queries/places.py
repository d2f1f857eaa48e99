"""What the catalogue has of each state and body."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.organisations import queries as organisations
from atalaya_platform.directory.organisations.schemas import OrganisationRef
from atalaya_platform.identity.permissions import IdentityPermission
from atalaya_platform.identity.vocabulary import OrganisationKind
from atalaya_strategies.catalogue.models import Edition, Supersession
from atalaya_strategies.catalogue.vocabulary import CurationState, EditionKind, EditionStatus, PlaceStanding

_ORDER = (
    (EditionStatus.IN_FORCE, PlaceStanding.IN_FORCE),
    (EditionStatus.NOT_ESTABLISHED, PlaceStanding.NOT_ESTABLISHED),
    (EditionStatus.EXPIRED, PlaceStanding.EXPIRED),
    (EditionStatus.SUPERSEDED, PlaceStanding.EXPIRED),
)
Earlier = aliased(Edition)
_PUBLISHED = col(Edition.state) == CurationState.PUBLISHED


@dataclass
class Figures:
    """What there is of one state or body: how many editions, and its national strategies or drafts of one."""

    editions: int = 0
    strategies: list[Edition] = field(default_factory=list)

    @property
    def standing(self) -> PlaceStanding:
        """What its strategies amount to: one in force before one of unknown status, before one that is over."""
        adopted = {row.status for row in self.strategies if row.kind == EditionKind.STRATEGY}
        for status, standing in _ORDER:
            if status in adopted:
                return standing
        return PlaceStanding.IN_PREPARATION if self.strategies else PlaceStanding.NONE

    @property
    def newest(self) -> Edition | None:
        """The newest national strategy that is no draft."""
        adopted = [
            row for row in self.strategies if row.kind == EditionKind.STRATEGY and row.status != EditionStatus.DRAFT
        ]
        return max(adopted, key=lambda row: (row.adopted or row.period_start, row.id), default=None)


def amounts_to(rows: Iterable[Edition]) -> list[Edition]:
    """Those of the rows that a state's standing depends on: strategies, and plans that are being prepared."""
    return [
        row
        for row in rows
        if row.kind == EditionKind.STRATEGY
        or (row.kind == EditionKind.ACTION_PLAN and row.status == EditionStatus.DRAFT)
    ]


async def figures(session: ReadSession) -> dict[str, Figures]:
    """By code, of every state and body that has a published edition. Two statements."""
    found: dict[str, Figures] = {}
    counts = select(col(Edition.place), func.count()).where(_PUBLISHED).group_by(col(Edition.place))
    for place, count in await session.execute(counts):
        found[place] = Figures(count)
    kinds = [EditionKind.STRATEGY, EditionKind.ACTION_PLAN]
    strategies = select(Edition).where(_PUBLISHED, col(Edition.kind).in_(kinds))
    for row in amounts_to((await session.execute(strategies)).scalars()):
        found[row.place].strategies.append(row)
    return found


async def timeline(session: ReadSession, place: str) -> Sequence[Edition]:
    """Its published editions from the oldest; those of unknown date last."""
    unknown = col(Edition.adopted) == ""
    begun = func.coalesce(func.nullif(col(Edition.adopted), ""), col(Edition.period_start))
    found = select(Edition).where(_PUBLISHED, col(Edition.place) == place)
    ordered = found.order_by(unknown & (col(Edition.period_start) == ""), begun, col(Edition.id))
    return (await session.execute(ordered)).scalars().all()


async def succession(session: ReadSession, place: str) -> Sequence[Any]:
    """Which of its published editions took the place of which."""
    found = (
        select(col(Supersession.edition_id), col(Supersession.superseded_id))
        .join(Edition, col(Edition.id) == col(Supersession.edition_id))
        .join(Earlier, col(Earlier.id) == col(Supersession.superseded_id))
        .where(_PUBLISHED, col(Edition.place) == place, col(Earlier.state) == CurationState.PUBLISHED)
        .order_by(col(Edition.adopted), col(Edition.id), col(Supersession.superseded_id))
    )
    return (await session.execute(found)).all()


def sees_teams(caller: Caller | None) -> bool:
    """Whether the directory is open to the caller."""
    return caller is not None and caller.may(IdentityPermission.DIRECTORY_READ)


async def teams(session: ReadSession, caller: Caller, country: str) -> list[OrganisationRef]:
    """A member state's national CSIRTs, as the directory shows them to the caller."""
    wanted = organisations.filtered(caller, country=country, kind=OrganisationKind.NATIONAL_CSIRT)
    return [organisations.ref(row) for row in await organisations.every(session, wanted)]
