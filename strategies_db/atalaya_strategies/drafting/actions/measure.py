"""Keeping with each section which elements its text covers, so that lists need not read texts."""

import asyncio

from atalaya_platform.database.session import WriteSession
from atalaya_strategies.concepts.recognising import release
from atalaya_strategies.drafting.measuring import covers
from atalaya_strategies.drafting.models import DraftSection, StrategyDraft
from atalaya_strategies.drafting.queries.covered import any_outdated, outdated

AT_ONCE = 500
"""Sections of one run: about a second of work."""


async def measure(session: WriteSession, draft: StrategyDraft, *sections: DraftSection) -> None:
    """Measure these sections, and those of the draft that never were, or with another release of the thesaurus."""
    for section in {one.id: one for one in (*sections, *await outdated(session, draft.id))}.values():
        await _measure(section, draft)


async def measure_late(session: WriteSession) -> None:
    """Measure what no save has measured with this release; texts of TLP:RED wait for their draft's next save."""
    for section, draft in await any_outdated(session, AT_ONCE):
        await _measure(section, draft)


async def _measure(section: DraftSection, draft: StrategyDraft) -> None:
    section.covers = await asyncio.to_thread(covers, section.body, draft.language, draft.vocabulary)
    section.measured_with = release()
