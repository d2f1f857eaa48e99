"""A draft as it is taken along, now or as it was frozen."""

from datetime import UTC

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_strategies.drafting.export.document import Chapter, Cited, Exported
from atalaya_strategies.drafting.models import StrategyDraft
from atalaya_strategies.drafting.queries.phases import snapshot
from atalaya_strategies.drafting.queries.sections import sections
from atalaya_strategies.drafting.queries.sources import sources


async def exported(session: ReadSession, draft: StrategyDraft, number: int | None) -> Exported:
    """The text of a draft that was asked for before; of its snapshot `number`, if that is given. Raises NotFound."""
    if number is None:
        now = [row.model_dump(include={"level", "title", "body"}) for row in await sections(session, draft.id)]
        cited = [row.model_dump(include=_CITED) for row in await sources(session, draft.id)]
        title, phase, at, digest = draft.title, draft.phase, session.clock.now(), ""
    else:
        row = await snapshot(session, draft.id, number)
        now, cited = row.content["sections"], row.content["sources"]
        title, phase, at, digest = row.title, row.phase, row.taken_at, bytes(row.sha256).hex()
    return Exported(
        title=title,
        place=draft.place,
        language=draft.language,
        phase=phase,
        label=Label(draft.label),
        at=at.astimezone(UTC),
        snapshot=number,
        sha256=digest,
        chapters=tuple(Chapter(one["level"], one["title"], one["body"]) for one in now),
        sources=tuple(Cited(**{name: one[name] for name in _CITED}) for one in cited),
    )


_CITED = {"number", "citation", "quote", "address"}
