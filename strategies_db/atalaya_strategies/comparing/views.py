"""Comparisons as the API gives them, made of texts and their coverage."""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.queries import views
from atalaya_strategies.comparing import kept, measuring
from atalaya_strategies.comparing.excerpts import excerpt
from atalaya_strategies.comparing.queries import passages as queries
from atalaya_strategies.comparing.queries.texts import Text
from atalaya_strategies.comparing.schemas import (
    Cell,
    ComparedText,
    Comparison,
    CountingPassage,
    ElementRow,
    VocabularyRead,
)
from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.concepts.coverage import Coverage, Covered
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.documents.queries.spoken import Spoken
from atalaya_strategies.finding.addresses import passage_page
from atalaya_strategies.finding.queries import heading
from atalaya_strategies.judging.queries import Verdicts, rejected
from atalaya_strategies.judging.views import annotated

Covers = Mapping[UUID, Coverage[UUID]]
"""The coverage of each document that was measured."""


def vocabulary_read(vocabulary: VocabularyId) -> VocabularyRead:
    known = thesaurus().vocabularies[vocabulary]
    return VocabularyRead(
        id=vocabulary,
        name=known.name,
        short=known.short,
        edition=known.edition,
        publisher=known.publisher,
        source=known.source,
    )


def _title(text: Text) -> str:
    if text.edition is not None:
        return heading(text.edition.title_original, text.edition.title_en, text.edition.language)
    return (text.document.title or text.document.name) if text.document else ""


def column(text: Text, covers: Covers) -> ComparedText:
    measured = covers.get(text.measured) if text.measured else None
    document, source, edition = text.document, text.source, text.edition
    return ComparedText(
        place=text.place,
        edition=views.ref(edition) if edition else None,
        document_id=document.id if document else None,
        title=_title(text),
        year=edition.adopted_year if edition else None,
        language=(source.language if source else "") or (edition.language if edition else ""),
        pages=source.page_count if source else 0,
        unread_pages=source.unread_pages if source else 0,
        text=text.state,
        share=round(measured.share, 4) if measured else None,
        public=text.public,
    )


def cell(covered: Covered[UUID]) -> Cell:
    return Cell(
        strength=round(covered.strength, 3),
        passages=len(covered.passages),
        mentions=measuring.mentions_of(covered),
    )


def label_of_element(vocabulary: VocabularyId, code: str, locale: str) -> str:
    labels = measuring.elements(vocabulary)[code].label
    return labels.get(locale) or labels["en"]


def rows(vocabulary: VocabularyId, locale: str, columns: Sequence[Coverage[UUID] | None]) -> list[ElementRow]:
    """Every element with its cells."""
    return [
        ElementRow(
            code=code,
            label=label_of_element(vocabulary, code, locale),
            parent=element.parent or "",
            cells=[cell(covers.elements[code]) if covers else None for covers in columns],
        )
        for code, element in measuring.elements(vocabulary).items()
    ]


async def covers_of(session: ReadSession, texts: Sequence[Text], vocabulary: VocabularyId) -> Covers:
    """Measure the texts that are here, as far as their coverage is not kept.

    Three statements, and about two milliseconds of work in a thread for each text that is measured.
    """
    sources = {text.source.id: text.source for text in texts if text.source and text.measured}
    without = await rejected(session, sources)
    keys = {one: kept.measured(vocabulary, row, without[one]) for one, row in sources.items()}
    covers = {one: found for one, key in keys.items() if (found := kept.known(key))}
    said = await queries.mentions(session, sources.keys() - covers)

    def measured() -> Covers:
        return {one: measuring.coverage(vocabulary, said[one], without[one]) for one in said}

    for one, found in (await asyncio.to_thread(measured)).items() if said else ():
        covers[one] = found
        kept.keep(keys[one], found)
    return covers


async def comparison(session: ReadSession, texts: Sequence[Text], vocabulary: VocabularyId, locale: str) -> Comparison:
    """The texts beside each other."""
    covers = await covers_of(session, texts, vocabulary)
    return Comparison(
        vocabulary=vocabulary_read(vocabulary),
        columns=[column(text, covers) for text in texts],
        rows=rows(vocabulary, locale, [covers.get(text.measured) if text.measured else None for text in texts]),
    )


def counting_passage(
    document_id: UUID,
    one: Spoken,
    mentions: int,
    concepts: frozenset[str],
    verdicts: Verdicts,
    locale: str,
    *,
    curates: bool,
) -> CountingPassage:
    """`document_id` is the document that was asked for, of which the passage's may be the first copy."""
    passage = one.passage
    shown = [one for one in annotated(passage, verdicts, locale, curates=curates) if one.concept in concepts]
    names = {one.concept for one in shown}
    spans = [(start - passage.start, end - passage.start) for name, start, end in passage.concepts if name in names]
    return CountingPassage(
        id=passage.id,
        page=passage.page,
        ordinal=passage.ordinal,
        path=passage.heading,
        excerpt=excerpt(one.text, spans),
        language=passage.language,
        mentions=mentions,
        concepts=shown,
        url=passage_page(document_id, passage.page, passage.ordinal),
    )
