"""Answering a search: ask the engine with the caller's tokens, then read every hit again through the access rule."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import text

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.plugin import Registry
from atalaya_platform.search.port import Hit, Query, Results, SearchEngine
from atalaya_platform.search.schemas import FacetValue, Found, Piece, SearchAnswer
from atalaya_platform.search.sources import NamedSearch, ResultCard
from atalaya_platform.search.text import marked_pieces

NAMED_LIMIT = 5
OUTDATED_LIMIT = 500
"""With more objects than this waiting to be indexed, only what was read again is counted."""

_OUTDATED = text("SELECT kind, object_id FROM search_change LIMIT :most")


def audiences(caller: Caller | None) -> list[str]:
    """The caller's tokens under which documents are indexed; a visitor has what is public."""
    if caller is None:
        return ["public"]
    return sorted(token for token in caller.tokens if not token.startswith(("person:", "named:")))


def pieces(marked: str) -> list[Piece]:
    """Text with marks as runs of text, so that nobody has to put found text into HTML."""
    return [Piece(run, hit) for run, hit in marked_pieces(marked) if run]


async def _cards(
    registry: Registry, session: ReadSession, wanted: dict[str, list[UUID]]
) -> dict[tuple[str, UUID], ResultCard]:
    cards: dict[tuple[str, UUID], ResultCard] = {}
    for kind, ids in wanted.items():
        source = registry.sources.get(kind)
        if source is not None:
            described = await source.describe(session, ids)
            cards.update({(kind, one): card for one, card in described.items()})
    return cards


def _found(hit: Hit, card: ResultCard) -> Found:
    return Found(
        id=UUID(hit.parent_id),
        kind=hit.kind,
        title=pieces(hit.title_highlighted) or [Piece(card.title)],
        excerpt=pieces(hit.excerpt_highlighted),
        subtitle=card.subtitle,
        url=hit.url or card.url,
        label=card.label,
    )


async def _hidden(registry: Registry, session: ReadSession) -> set[str] | None:
    """The objects waiting to be indexed that the actor may not read: the engine may hold them under a former label.

    None when more are waiting than can be asked about.
    """
    waiting: dict[str, list[UUID]] = defaultdict(list)
    rows = await session.rows(_OUTDATED, {"most": OUTDATED_LIMIT + 1})
    if len(rows) > OUTDATED_LIMIT:
        return None
    for kind, object_id in rows:
        waiting[kind].append(object_id)
    hidden: set[str] = set()
    for kind, ids in waiting.items():
        source = registry.sources.get(kind)
        readable = await source.readable(session, ids) if source is not None else set()
        hidden.update(str(one) for one in ids if one not in readable)
    return hidden


@dataclass(frozen=True, slots=True)
class Answered:
    """What an engine answered: the hits that may leave, each with its card. Others are no hits.

    `known` is false while so much waits to be indexed that totals and facets cannot be told.
    """

    results: Results
    shown: Sequence[tuple[Hit, ResultCard]]
    known: bool

    def total(self, offset: int) -> int:
        """An estimate of how many there are."""
        found = len(self.shown)
        return max(0, self.results.total_estimate - len(self.results.hits) + found) if self.known else offset + found

    @property
    def facets(self) -> dict[str, list[FacetValue]]:
        return {
            name: [FacetValue(count.value, count.count) for count in counts if self.known]
            for name, counts in self.results.facets.items()
        }


async def answer(registry: Registry, engine: SearchEngine, session: ReadSession, query: Query) -> Answered:
    """What the engine knows of a query whose audiences are the actor's, each hit read again through the access rule.

    The index is a moment behind: what the actor may not read any more is kept out of hits, total and facets alike.
    """
    hidden = await _hidden(registry, session)
    results = await engine.search(replace(query, without=hidden or ()))
    objects = {(hit.kind, hit.parent_id): UUID(hit.parent_id) for hit in results.hits}
    wanted: dict[str, list[UUID]] = defaultdict(list)
    for (kind, _), object_id in objects.items():
        wanted[kind].append(object_id)
    cards = await _cards(registry, session, wanted)
    found = ((hit, cards.get((hit.kind, objects[hit.kind, hit.parent_id]))) for hit in results.hits)
    return Answered(results, [(hit, card) for hit, card in found if card is not None], hidden is not None)


async def find(
    registry: Registry, engine: SearchEngine, session: ReadSession, caller: Caller, query: Query
) -> SearchAnswer:
    """The answer to a query whose audiences are the caller's, with what is for named people besides."""
    found = await answer(registry, engine, session, query)
    return SearchAnswer(
        items=[_found(hit, card) for hit, card in found.shown],
        named=await _named(registry, session, query),
        total=found.total(query.offset),
        facets=found.facets,
        milliseconds=round(found.results.engine_ms, 2),
    )


async def _named(registry: Registry, session: ReadSession, query: Query) -> list[Found]:
    """What is for named people, the caller among them: searched in the database, never in an engine."""
    if not query.text.strip() or query.offset:
        return []
    found: list[Found] = []
    for kind, source in registry.sources.items():
        if not isinstance(source, NamedSearch) or (query.kinds and kind not in query.kinds):
            continue
        ids = await source.named_search(session, query.text, NAMED_LIMIT)
        cards = await source.describe(session, ids)
        found += [
            Found(
                id=one,
                kind=kind,
                title=[Piece(cards[one].title)],
                excerpt=[],
                subtitle=cards[one].subtitle,
                url=cards[one].url,
                label=cards[one].label,
            )
            for one in ids
            if one in cards
        ]
    return found
