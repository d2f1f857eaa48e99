"""What an exported comparison holds, before it is given a form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.comparing import measuring, views
from atalaya_strategies.comparing.export.words import words_for
from atalaya_strategies.comparing.queries.passages import Place, located
from atalaya_strategies.comparing.queries.texts import Text
from atalaya_strategies.comparing.schemas import ComparedText, Comparison
from atalaya_strategies.comparing.views import Covers
from atalaya_strategies.comparing.vocabulary import TextState, VocabularyId
from atalaya_strategies.finding.addresses import passage_page

MOST = 5
"""Passages listed of each cell: what somebody reads of one. With all 60 texts that makes about ten thousand rows; the
web application lists all."""


class Found(NamedTuple):
    """A passage of a cell."""

    code: str
    column: int
    place: Place
    mentions: int


@dataclass(frozen=True)
class Exported:
    """A comparison with the passages and sources behind it. `address` is the application's own."""

    comparison: Comparison
    texts: Sequence[Text]
    covers: Covers
    places: dict[UUID, Place]
    locale: str
    at: datetime
    address: str

    @property
    def words(self) -> dict[str, str]:
        return words_for(self.locale)

    @property
    def against(self) -> str:
        known = self.comparison.vocabulary
        return self.words["against"].format(name=known.name, edition=known.edition, publisher=known.publisher)

    @property
    def taken(self) -> str:
        return self.words["taken"].format(at=self.at.strftime("%Y-%m-%d %H:%M UTC"))

    def name(self, column: ComparedText) -> str:
        """The state or body in the reader's language."""
        known = places().get(column.place)
        return known.names.get(self.locale, known.names["en"]) if known else column.place

    def state(self, column: ComparedText) -> str:
        """Why there are no figures in a column; empty where there are."""
        if column.text is TextState.HERE:
            return ""
        return self.words["needs_ocr" if column.text is TextState.NEEDS_OCR else "no_text"]

    def passages(self) -> Iterator[Found]:
        """Of every element without parts and every text the passages that mention most."""
        areas = {row.parent for row in self.comparison.rows}
        for row in self.comparison.rows:
            if row.code in areas:
                continue
            for number, text in enumerate(self.texts):
                if text.measured:
                    counting = self.covers[text.measured].elements[row.code].passages[:MOST]
                    yield from (Found(row.code, number, self.places[one], mentions) for one, mentions in counting)

    def link(self, found: Found) -> str:
        """The address of a passage's page."""
        document = self.texts[found.column].document
        return self.address + passage_page(document.id, found.place.page, found.place.ordinal) if document else ""

    def sources(self) -> list[list[tuple[str, str | int]]]:
        """What each text is and where it came from: names and values."""
        return [self._source(column, text) for column, text in zip(self.comparison.columns, self.texts, strict=True)]

    def _source(self, column: ComparedText, text: Text) -> list[tuple[str, str | int]]:
        words, edition, document = self.words, text.edition, text.document
        return [
            (words["state"], self.name(column)),
            (words["name"], column.title),
            (words["name_en"], edition.title_en if edition else ""),
            (words["body"], edition.issuing_body if edition else ""),
            (words["adopted"], edition.adopted if edition else ""),
            (words["language"], column.language),
            (words["official"], edition.document_url if edition else ""),
            (words["source"], edition.source_url if edition else ""),
            (words["file"], document.name if document else self.state(column)),
            (words["came_from"], (document.address or words["brought"]) if document else ""),
            ("SHA-256", bytes(document.sha256).hex() if document else ""),
            (words["pages"], column.pages),
            (words["unread"], column.unread_pages),
        ]


async def exported(
    session: ReadSession, texts: Sequence[Text], vocabulary: VocabularyId, locale: str, address: str
) -> Exported:
    """Everything that the files show."""
    covers = await views.covers_of(session, texts, vocabulary)
    shown = Comparison(
        vocabulary=views.vocabulary_read(vocabulary),
        columns=[views.column(text, covers) for text in texts],
        rows=views.rows(vocabulary, locale, [covers.get(one.measured) if one.measured else None for one in texts]),
    )
    leaves = set(measuring.elements(vocabulary)) - {one.parent for one in measuring.elements(vocabulary).values()}
    wanted = {
        passage
        for coverage in covers.values()
        for code in leaves
        for passage, _ in coverage.elements[code].passages[:MOST]
    }
    found = {one.id: one for one in await located(session, wanted)}
    return Exported(shown, texts, covers, found, locale, session.clock.now(), address.rstrip("/"))
