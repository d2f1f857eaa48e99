"""How drafts are found: one entry for the draft and its headings, one for each section that has a text."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.search.document import MAX_BODY, Document
from atalaya_platform.search.sources import ResultCard
from atalaya_platform.text.markdown import plain
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.drafting.addresses import draft_page
from atalaya_strategies.drafting.models import DraftSection, StrategyDraft
from atalaya_strategies.drafting.queries import search as queries

KIND = "draft"


def _entry(draft: StrategyDraft, *, section: DraftSection | None, body: str) -> Document:
    place = places().get(draft.place)
    return Document(
        id=str(section.id if section else draft.id),
        parent_id=str(draft.id),
        position=section.position + 1 if section else 0,
        kind=KIND,
        audience=draft.audience,
        title=section.title if section else draft.title,
        body=body[:MAX_BODY],
        language=draft.language,
        url=draft_page(draft.id, section.id if section else None),
        created_at=draft.created_at,
        group_id=draft.group_id,
        organisation_id=draft.owner_organisation_id,
        country=draft.place if place and place.member else None,
        facets={"label": [draft.label], "phase": [draft.phase]},
    )


class DraftSource:
    """Drafts of strategies, none of them TLP:RED."""

    kind = KIND

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        """The entries of these drafts, for whoever reads them."""
        made: list[Document] = []
        for draft, sections in await queries.to_index(session, ids):
            place = places().get(draft.place)
            headings = [*(place.names.values() if place else ()), *(one.title for one in sections)]
            made.append(_entry(draft, section=None, body="\n".join(headings)))
            made += [_entry(draft, section=one, body=plain(one.body)) for one in sections if one.body.strip()]
        return made

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        return await queries.ids_after(session, after, min(limit, AT_ONCE))

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        return {row.id for row in await queries.readable(session, ids)}

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        return {
            row.id: ResultCard(
                title=row.title,
                subtitle=places()[row.place].names["en"] if row.place in places() else row.place,
                url=draft_page(row.id),
                label=Label(row.label),
            )
            for row in await queries.described(session, ids)
        }

    async def named_search(self, session: ReadSession, text: str, limit: int) -> list[UUID]:
        """TLP:RED drafts whose recipients the actor is among, by title and texts."""
        return await queries.named(session, text, limit)


AT_ONCE = 20
"""Drafts whose entries are made together in a rebuild: a long one has a hundred."""

SOURCES = (DraftSource(),)
