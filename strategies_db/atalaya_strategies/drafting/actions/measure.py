"""Keeping with each section which elements its text covers, so that lists need not read texts."""

import asyncio

from atalaya_platform.database.session import WriteSession
from atalaya_strategies.drafting.measuring import covers
from atalaya_strategies.drafting.models import DraftSection, StrategyDraft
from atalaya_strategies.drafting.queries.covered import never_measured, unmeasured

AT_ONCE = 500
"""Sections of one run: about a second of work."""


async def measure(session: WriteSession, draft: StrategyDraft, *sections: DraftSection) -> None:
    """Measure these sections, and those of the draft that never were."""
    for section in {one.id: one for one in (*sections, *await unmeasured(session, [draft.id]))}.values():
        section.covers = await asyncio.to_thread(covers, section.body, draft.language, draft.vocabulary)


async def measure_late(session: WriteSession) -> None:
    """Measure texts from before anything was kept of them; those of TLP:RED wait for their draft's next save."""
    for section, draft in await never_measured(session, AT_ONCE):
        section.covers = await asyncio.to_thread(covers, section.body, draft.language, draft.vocabulary)
