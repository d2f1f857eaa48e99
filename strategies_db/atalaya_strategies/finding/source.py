"""What of a passage is indexed: its words, its headings, and as facets what it is about and where it stands."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.search.document import Document as Entry
from atalaya_platform.search.sources import ResultCard
from atalaya_platform.search.stems import LANGUAGES
from atalaya_strategies.catalogue.dates import first_day
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.documents.models import Passage
from atalaya_strategies.documents.queries.spoken import Spoken, said_in
from atalaya_strategies.finding import queries
from atalaya_strategies.finding.addresses import passage_page
from atalaya_strategies.finding.queries import Facts, Read
from atalaya_strategies.judging.queries import rejected

KIND = "passage"
VOCABULARIES = {"element": "ncs-guide-2021", "objective": "enisa-ncss-2016", "factor": "cmm-2021"}
"""The facets by which passages can be narrowed to what a vocabulary lists, and which vocabulary each is of."""
TIMES = {"concept_often": 4, "concept_twice": 2, "concept": 1}
"""A facet, and how often a passage mentions a concept to have it there."""
UNKNOWN = date(1970, 1, 1)
SEPARATOR = " › "
Rejected = Collection[tuple[UUID, str]]
"""Annotations, by passage and concept."""


def _facets(read: Read) -> dict[str, Sequence[str]]:
    place, edition = places().get(read.document.place), read.edition
    return {
        "place": [read.document.place],
        "subregion": [place.subregion] if place else [],
        "document": [str(read.document.id)],
        "year": [str(edition.adopted_year)] if edition and edition.adopted_year else [],
        "strategy_kind": [edition.kind] if edition else [],
        "strategy_status": [edition.status] if edition else [],
    }


def accepted(passage: Passage, without: Rejected) -> list[list[Any]]:
    """Its annotations but those that curators rejected."""
    return [one for one in passage.concepts if (passage.id, one[0]) not in without]


def mentioned(said: Spoken, without: Rejected = ()) -> dict[str, Sequence[str]]:
    """The concepts of a passage by how often it mentions them, and the elements that they touch."""
    counted = Counter(str(one[0]) for one in accepted(said.passage, without))
    often = {facet: [name for name, times in counted.items() if times >= least] for facet, least in TIMES.items()}
    return {**often, **touched(counted)}


def touched(names: Iterable[str]) -> dict[str, Sequence[str]]:
    """What these concepts touch in each vocabulary, by facet."""
    concepts = thesaurus().concepts
    refs = {ref for name in names if name in concepts for ref in concepts[name].elements}
    return {facet: sorted(ref.code for ref in refs if ref.vocabulary == of) for facet, of in VOCABULARIES.items()}


def entries(read: Read, said: Sequence[Spoken], without: Rejected = ()) -> list[Entry]:
    document, edition = read.document, read.edition
    adopted = first_day(edition.adopted or edition.period_start) if edition else None
    common = _facets(read)
    made: list[Entry] = []
    for one in said:
        passage = one.passage
        entry = Entry(
            id=str(passage.id),
            parent_id=str(document.id),
            position=passage.page * 1_000 + min(passage.ordinal, 999),
            kind=KIND,
            audience="public",
            title=passage.heading.rpartition(SEPARATOR)[2],
            body=one.text,
            language=passage.language if passage.language in LANGUAGES else "",
            url=passage_page(document.id, passage.page, passage.ordinal),
            created_at=datetime.combine(adopted or UNKNOWN, time(), UTC),
            country=document.place if document.place in places() and places()[document.place].member else None,
            facets={**common, **mentioned(one, without)},
            spans=[
                (name, start - passage.start, end - passage.start) for name, start, end in accepted(passage, without)
            ],
            extra={"page": passage.page, "ordinal": passage.ordinal, "heading": passage.heading},
        )
        made.append(entry)
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageCard(ResultCard):
    """How passages of a document are shown, and what is said of it."""

    facts: Facts


def _card(facts: Facts) -> PassageCard:
    place = places().get(facts.place)
    name = place.names["en"] if place else facts.place
    return PassageCard(
        title=facts.heading,
        subtitle=" · ".join(filter(None, [name, facts.heading, str(facts.year or "")])),
        url=passage_page(facts.id, 1),
        label=Label.CLEAR,
        facts=facts,
    )


class PassageSource:
    """Passages, by the documents that they belong to. Those of a proposed edition are not in the index."""

    kind = KIND

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Entry]:
        """Every passage of these documents, for whoever reads the document."""
        made: list[Entry] = []
        for read in await queries.to_index(session, ids):
            said = await said_in(session, read.document.id)
            without = (await rejected(session, [read.document.id]))[read.document.id]
            made += await asyncio.to_thread(entries, read, said, without)
        return made

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        return await queries.ids_after(session, after, min(limit, AT_ONCE))

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        return await queries.readable_ids(session, ids)

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        return {facts.id: _card(facts) for facts in await queries.readable(session, ids)}


AT_ONCE = 20
"""Documents whose passages are made together in a rebuild: a long one has a thousand."""

SOURCES = (PassageSource(),)
