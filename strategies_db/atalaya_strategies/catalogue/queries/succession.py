"""Which edition takes the place of which, as far as the actor reads both."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition, Supersession
from atalaya_strategies.catalogue.vocabulary import CurationState

Link = aliased(Supersession)


async def editions_by_id(session: ReadSession, ids: Collection[UUID]) -> Sequence[Edition]:
    """Those of them that the actor may read and that were not declined."""
    found = select(Edition).where(col(Edition.id).in_(ids), col(Edition.state) != CurationState.DECLINED)
    return (await session.execute(found)).scalars().all()


async def superseded_by_way_of(session: ReadSession, ids: Collection[UUID]) -> set[UUID]:
    """Everything that these editions supersede, and what that supersedes, and so on."""
    top = select(col(Supersession.superseded_id)).where(col(Supersession.edition_id).in_(ids)).cte(recursive=True)
    chain = top.union(select(col(Link.superseded_id)).where(col(Link.edition_id) == top.c.superseded_id))
    return set((await session.execute(select(chain.c.superseded_id))).scalars())


async def links_of(session: ReadSession, edition_id: UUID) -> Sequence[Supersession]:
    """The links to those that it supersedes."""
    found = select(Supersession).where(col(Supersession.edition_id) == edition_id)
    return (await session.execute(found)).scalars().all()


async def superseded_published(session: ReadSession, edition_id: UUID) -> Sequence[Edition]:
    """The published editions that it supersedes, locked."""
    found = (
        select(Edition)
        .join(Supersession, col(Supersession.superseded_id) == col(Edition.id))
        .where(col(Supersession.edition_id) == edition_id, col(Edition.state) == CurationState.PUBLISHED)
        .order_by(col(Edition.id))
        .with_for_update(of=Edition)
    )
    return (await session.execute(found)).scalars().all()


async def same_title(session: ReadSession, place: str, folded_title: str, *, but: UUID | None = None) -> Edition | None:
    """The published edition of this state or body with this English title, whatever its case and accents."""
    found = select(Edition).where(
        col(Edition.place) == place,
        col(Edition.state) == CurationState.PUBLISHED,
        func.folded(col(Edition.title_en)) == folded_title,
    )
    if but is not None:
        found = found.where(col(Edition.id) != but)
    return (await session.execute(found.limit(1))).scalar_one_or_none()
