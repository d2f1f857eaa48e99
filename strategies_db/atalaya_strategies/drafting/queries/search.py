"""What the index is made of, what of it a person may read, and the search in what no index holds."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, cast, func, or_, select
from sqlalchemy.dialects.postgresql import REGCONFIG
from sqlmodel import col

from atalaya_platform.access.models import Recipient
from atalaya_platform.database.session import ReadSession
from atalaya_platform.text.languages import TEXT_SEARCH
from atalaya_strategies.drafting.models import DraftSection, StrategyDraft

_NOT_NAMED = col(StrategyDraft.audience).not_like("named:%")
_AT_WORK = col(StrategyDraft.archived_at).is_(None)


async def to_index(session: ReadSession, ids: Sequence[UUID]) -> list[tuple[StrategyDraft, list[DraftSection]]]:
    """Drafts with the sections that stand in them; nothing that is for named people, or that was set aside."""
    indexed = select(StrategyDraft).where(col(StrategyDraft.id).in_(ids), _NOT_NAMED, _AT_WORK)
    drafts = (await session.execute(indexed)).scalars().all()
    found = (
        select(DraftSection)
        .where(
            col(DraftSection.draft_id).in_([one.id for one in drafts]),
            col(DraftSection.removed_at).is_(None),
        )
        .order_by(col(DraftSection.position))
    )
    by_draft: dict[UUID, list[DraftSection]] = {one.id: [] for one in drafts}
    for section in (await session.execute(found)).scalars():
        by_draft[section.draft_id].append(section)
    return [(one, by_draft[one.id]) for one in drafts]


async def ids_after(session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
    """The next drafts' ids in ascending order."""
    found: Select[UUID] = select(col(StrategyDraft.id)).order_by(col(StrategyDraft.id)).limit(limit)
    if after is not None:
        found = found.where(col(StrategyDraft.id) > after)
    return list((await session.execute(found)).scalars())


async def readable(session: ReadSession, ids: Sequence[UUID]) -> Sequence[StrategyDraft]:
    """Those of the drafts that the actor may read and that nobody set aside."""
    found = select(StrategyDraft).where(col(StrategyDraft.id).in_(ids), _AT_WORK)
    return (await session.execute(found)).scalars().all()


async def described(session: ReadSession, ids: Sequence[UUID]) -> Sequence[StrategyDraft]:
    """Those of the drafts that the actor may read, set aside or not."""
    return (await session.execute(select(StrategyDraft).where(col(StrategyDraft.id).in_(ids)))).scalars().all()


async def named(session: ReadSession, words: str, limit: int) -> list[UUID]:
    """Drafts for named people, the actor among them, whose title or texts match in the draft's own language.

    A person's recipient rows are few, so that no index of their texts is needed, nor kept anywhere.
    """

    def matches(text: Any) -> Any:
        return or_(
            *(
                and_(
                    col(StrategyDraft.language) == language,
                    func.to_tsvector(cast(name, REGCONFIG), text).op("@@")(
                        func.websearch_to_tsquery(cast(name, REGCONFIG), words)
                    ),
                )
                for language, name in TEXT_SEARCH.items()
            )
        )

    said = (
        select(col(DraftSection.id))
        .where(
            col(DraftSection.draft_id) == col(StrategyDraft.id),
            col(DraftSection.removed_at).is_(None),
            matches(func.concat(col(DraftSection.title), " ", col(DraftSection.body))),
        )
        .correlate(StrategyDraft)
        .exists()
    )
    found = (
        select(col(StrategyDraft.id))
        .join(Recipient, col(Recipient.object_id) == col(StrategyDraft.id))
        .where(col(StrategyDraft.audience).like("named:%"), _AT_WORK, or_(matches(col(StrategyDraft.title)), said))
        .order_by(col(StrategyDraft.touched_at).desc())
        .limit(limit)
    )
    return list(dict.fromkeys((await session.execute(found)).scalars()))
