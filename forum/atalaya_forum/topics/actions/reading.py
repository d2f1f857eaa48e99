"""How far somebody has read, and that who writes somewhere hears of it from then on."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from atalaya_forum.topics.vocabulary import EVERYWHERE
from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import WriteSession

_READ = text(
    "INSERT INTO topic_read (person_id, topic_id, last_number, read_at) VALUES (:person, :topic, :number, :now)"
    " ON CONFLICT (person_id, topic_id) DO UPDATE SET last_number ="
    " CASE WHEN :exactly THEN excluded.last_number ELSE greatest(topic_read.last_number, excluded.last_number) END,"
    " read_at = excluded.read_at RETURNING last_number"
)
_MARK = text(
    "INSERT INTO read_mark (person_id, place, at) VALUES (:person, :place, :now)"
    " ON CONFLICT (person_id, place) DO UPDATE SET at = excluded.at"
)


async def read_up_to(
    session: WriteSession, caller: Caller, topic_id: UUID, number: int, *, exactly: bool = False
) -> int:
    """Mark a readable topic as read up to a post; never back, unless `exactly`. Returns where it stands now."""
    values = {
        "person": caller.person_id,
        "topic": topic_id,
        "number": number,
        "now": session.clock.now(),
        "exactly": exactly,
    }
    return int((await session.execute(_READ, values)).scalar_one())


async def read_everything(session: WriteSession, caller: Caller, group_id: UUID | None) -> datetime:
    """Mark everything written until now as read, in a group or everywhere: one row, however much there is."""
    now = session.clock.now()
    place = f"group:{group_id}" if group_id else EVERYWHERE
    await session.execute(_MARK, {"person": caller.person_id, "place": place, "now": now})
    return now
