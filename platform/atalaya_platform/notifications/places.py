"""The names of places, as the parts that own them describe them to whoever asks."""

from collections.abc import Collection
from uuid import UUID

from atalaya_platform.database.session import ReadSession
from atalaya_platform.plugin import Registry


async def names_of(session: ReadSession, registry: Registry, places: Collection[str]) -> dict[str, str]:
    """The name of each place that the actor may still read; a place of a kind that is not searchable has none.

    One question for each kind of place, asked of its search source, which answers under row-level security.
    """
    by_kind: dict[str, list[UUID]] = {}
    for place in places:
        kind, _, id_ = place.partition(":")
        by_kind.setdefault(kind, []).append(UUID(id_))
    found: dict[str, str] = {}
    for kind, ids in by_kind.items():
        source = registry.sources.get(kind)
        if source is not None:
            found |= {f"{kind}:{id_}": card.title for id_, card in (await source.describe(session, ids)).items()}
    return found
