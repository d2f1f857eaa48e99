"""Keeping with each section which elements its text covers, so that lists need not read texts."""

import asyncio

from atalaya_platform.database.session import WriteSession
from atalaya_strategies.drafting.measuring import covers
from atalaya_strategies.drafting.models import DraftSection, StrategyDraft
from atalaya_strategies.drafting.queries.covered import unmeasured


async def measure(session: WriteSession, draft: StrategyDraft, *sections: DraftSection) -> None:
    """Measure these sections, and those of the draft that never were."""
    for section in {one.id: one for one in (*sections, *await unmeasured(session, [draft.id]))}.values():
        section.covers = await asyncio.to_thread(covers, section.body, draft.language, draft.vocabulary)
