"""What stands beside a section: coverage, neighbours, and the precedents of an element, as the API gives them."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from atalaya_platform.access.caller import Caller
from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.pages import cursor, key_of
from atalaya_platform.http.problems import Invalid
from atalaya_platform.search.schemas import Piece
from atalaya_strategies.concepts.model import ElementRef
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.documents.queries.spoken import Spoken, spoken
from atalaya_strategies.drafting.measuring import Written, measured
from atalaya_strategies.drafting.queries import precedents as queries
from atalaya_strategies.drafting.queries.drafts import held
from atalaya_strategies.drafting.queries.precedents import Saying
from atalaya_strategies.drafting.queries.sections import sections
from atalaya_strategies.drafting.queries.sources import sources
from atalaya_strategies.drafting.schemas.precedents import (
    CoverageRead,
    ElementCovered,
    NeighbourRead,
    Precedent,
    PrecedentList,
)
from atalaya_strategies.drafting.similarity import Likeness, likeness, neighbours
from atalaya_strategies.finding.addresses import passage_page
from atalaya_strategies.finding.queries import Read

AT_A_TURN = 2
"""Passages of one state that stand together, so that a page shows several states."""
NEAREST = 12
"""States whose documents are looked through unless some are chosen: the most alike of those that have any."""


async def coverage(session: ReadSession, caller: Caller, draft_id: UUID, vocabulary: str | None) -> CoverageRead:
    """The draft's texts against a vocabulary, its own unless another is asked for. Raises NotFound or Invalid."""
    draft = (await held(session, caller, draft_id)).draft
    wanted = thesaurus().vocabularies.get(vocabulary or draft.vocabulary)
    if wanted is None:
        raise Invalid("There is no such vocabulary. Choose another one.", fields={"vocabulary": "not known"})
    said = [Written(str(row.id), row.body) for row in await sections(session, draft.id)]
    found = await asyncio.to_thread(measured, said, draft.language, wanted.id)
    areas = {element.parent for element in wanted.elements.values()}
    elements = [
        ElementCovered(
            code=code,
            label=element.label.get(caller.locale) or element.label["en"],
            parent=element.parent,
            covered=found.elements[code].is_covered,
            strength=round(found.elements[code].strength, 4),
            mentions=sum(number for _, number in found.elements[code].passages),
            concepts=sorted(found.elements[code].concepts),
            sections=[UUID(one) for one in dict.fromkeys(name for name, _ in found.elements[code].passages)],
        )
        for code, element in wanted.elements.items()
    ]
    missing = [one.code for one in elements if not one.covered and one.code not in areas]
    return CoverageRead(vocabulary=wanted.id, share=round(found.share, 4), elements=elements, missing=missing)


async def neighbours_of(session: ReadSession, caller: Caller, draft_id: UUID) -> list[NeighbourRead]:
    """The states of which there are public documents, the most alike first. Raises NotFound."""
    draft = (await held(session, caller, draft_id)).draft
    counted = await queries.documents_by_place(session)
    return [
        NeighbourRead(
            place=one.place,
            score=one.score,
            because=list(one.because),
            languages=list(one.languages),
            documents=counted[one.place],
        )
        for one in neighbours(draft.place, counted)
    ]


def concepts_of(vocabulary: str, element: str | None, concept: str | None) -> set[str]:
    """The concepts that touch an element or a part of it, or one with its narrower ones. Raises Invalid."""
    whole = thesaurus()
    if element is not None and element in whole.vocabularies[vocabulary].elements:
        return {one.id for one in whole.of_element(ElementRef(vocabulary, element))}
    if element is None and concept is not None and concept in whole.concepts:
        return set(whole.narrower_by_steps(concept))
    raise Invalid(
        "Say for which element of the draft's vocabulary, or for which concept, precedents are looked for.",
        fields={"element": "choose one"},
    )


async def precedents(
    session: ReadSession,
    caller: Caller,
    draft_id: UUID,
    *,
    element: str | None,
    concept: str | None,
    places: Sequence[str],
    limit: int,
    after: str | None,
) -> PrecedentList:
    """Passages of public documents that say most, the states taking turns, the most alike first. Raises NotFound."""
    draft = (await held(session, caller, draft_id)).draft
    wanted = concepts_of(draft.vocabulary, element, concept)
    counted = await queries.documents_by_place(session)
    alike = {one.place: one for one in neighbours(draft.place, counted)}
    if draft.place in places:
        alike[draft.place] = likeness(draft.place, draft.place)
    chosen = [one for one in places if one in alike] if places else list(alike)[:NEAREST]
    reads = {one.document.id: one for one in await queries.public_documents(session, chosen)}
    places_of = {name: one.document.place for name, one in reads.items()}
    order = [one.place for one in sorted(alike.values(), key=lambda one: (-one.score, one.place))]
    found = in_turns(await queries.saying(session, reads, wanted), places_of, order)
    start = _offset(after)
    part = found[start : start + limit]
    said = await spoken(session, [one.id for one in part])
    cited = {one.passage_id: one.number for one in await sources(session, draft.id)}
    return PrecedentList(
        items=[
            _precedent(reads[one.document_id], said[one.id], one.mentions, wanted, alike, cited)
            for one in part
            if one.id in said
        ],
        next=cursor(start + limit) if start + limit < len(found) else None,
        previous=None,
        total=len(found),
        places=list(dict.fromkeys(places_of[one.document_id] for one in found)),
    )


def in_turns(found: Sequence[Saying], place_of: Mapping[UUID, str], states: Sequence[str]) -> list[Saying]:
    """The two best passages of each state in the order of the states, then the next two of each, and so on."""
    best = sorted(found, key=lambda one: (-one.mentions, one.document_id, one.page, one.ordinal))
    rank = {place: number for number, place in enumerate(states)}
    met: Counter[str] = Counter()
    keyed = []
    for one in best:
        place = place_of[one.document_id]
        keyed.append(((met[place] // AT_A_TURN, rank[place], met[place]), one))
        met[place] += 1
    return [one for _, one in sorted(keyed, key=lambda pair: pair[0])]


def _offset(after: str | None) -> int:
    if after is None:
        return 0
    (start,) = key_of(after, 1)
    if not isinstance(start, int) or not 0 <= start <= 1_000_000:
        raise Invalid("This page cursor is not one of ours. Start again from the first page.")
    return start


def _precedent(
    read: Read,
    said: Spoken,
    mentions: int,
    wanted: set[str],
    alike: dict[str, Likeness],
    cited: dict[UUID, int],
) -> Precedent:
    passage, document = said.passage, read.document
    near = alike[document.place]
    return Precedent(
        passage_id=passage.id,
        document_id=document.id,
        edition_id=document.edition_id,
        place=document.place,
        title=read.heading,
        year=read.year,
        language=passage.language or document.language,
        page=passage.page,
        ordinal=passage.ordinal,
        heading=passage.heading,
        text=marked(said.text, passage.start, passage.concepts, wanted),
        concepts=sorted({name for name, _, _ in passage.concepts if name in wanted}),
        mentions=mentions,
        likeness=near.score,
        because=list(near.because),
        url=passage_page(document.id, passage.page, passage.ordinal),
        cited_as=cited.get(passage.id),
    )


def marked(text: str, offset: int, concepts: Sequence[Sequence[Any]], wanted: set[str]) -> list[Piece]:
    """The text in pieces, those that say one of the concepts as hits. Places of concepts count from `-offset` on."""
    pieces, at = [], 0
    for start, end in sorted({(int(one[1]) - offset, int(one[2]) - offset) for one in concepts if one[0] in wanted}):
        if start < at or end > len(text):
            continue
        if start > at:
            pieces.append(Piece(text=text[at:start]))
        pieces.append(Piece(text=text[start:end], hit=True))
        at = end
    if at < len(text):
        pieces.append(Piece(text=text[at:]))
    return pieces
