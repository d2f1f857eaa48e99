"""Where events about a draft go: to those who have it open, and to the lists of its readers.

About a draft for named people each of them hears on the own stream, and only that there is something.
"""

from collections.abc import Iterable

from atalaya_platform.access.labelling import readers
from atalaya_platform.database.session import ReadSession, WriteSession
from atalaya_platform.events.ledger import emit
from atalaya_strategies.drafting.events import DraftEvent, DraftTouched
from atalaya_strategies.drafting.models import StrategyDraft


def stream_of(draft_id: object) -> str:
    return f"draft:{draft_id}"


def is_named(audience: str) -> bool:
    return audience.startswith("named:")


async def list_streams(session: ReadSession, audience: str) -> list[str]:
    """The streams on which lists hear of a draft with this audience."""
    if not is_named(audience):
        return [audience]
    return [f"person:{person}" for person in sorted(await readers(session, audience))]


async def tell(session: WriteSession, draft: StrategyDraft, *events: DraftEvent, lists: bool = True) -> None:
    """Tell those who have the draft open, and the lists that it was touched; handlers get the events."""
    for event in events:
        emit(session, event, [stream_of(draft.id)])
    if lists:
        await tell_lists(session, DraftTouched(draft_id=draft.id), await list_streams(session, draft.audience))


async def tell_lists(session: WriteSession, event: DraftEvent, streams: Iterable[str]) -> None:
    """Tell the lists of these streams."""
    emit(session, event, streams)
