"""What an exported comparison holds, before it is given a form."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.comparing import changes, measuring, views
from atalaya_strategies.comparing.export.taken import Taken
from atalaya_strategies.comparing.queries.passages import Place, located
from atalaya_strategies.comparing.queries.texts import Text
from atalaya_strategies.comparing.schemas import ComparedText, Comparison, Differences, ElementChange, VocabularyRead
from atalaya_strategies.comparing.views import Covers
from atalaya_strategies.comparing.vocabulary import Became, VocabularyId
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


@dataclass(frozen=True, kw_only=True)
class Exported(Taken):
    """A comparison with the passages and sources behind it.

    `changed`: what became of the elements, where it is one of two texts of one state or body.
    """

    comparison: Comparison
    texts: Sequence[Text]
    covers: Covers
    places: dict[UUID, Place]
    changed: Differences | None

    @property
    def title(self) -> str:
        return self.words["profile" if len(self.texts) == 1 else "title"]

    @property
    def vocabulary(self) -> VocabularyRead:
        return self.comparison.vocabulary

    @property
    def from_to(self) -> str:
        """Between which texts something changed: by their years, or else by their titles."""
        if self.changed is None:
            return ""
        former, later = self.changed.former, self.changed.later
        dated = former.year and later.year and former.year != later.year
        names = (str(former.year), str(later.year)) if dated else (former.title, later.title)
        return self.words["from_to"].format(state=self.name(later), former=names[0], later=names[1])

    def became(self) -> Iterator[ElementChange]:
        """The elements of which something became, by what that was."""
        for change in Became:
            if self.changed is not None and change is not Became.SAME:
                yield from (one for one in self.changed.elements if one.change is change)

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


def _in_time(text: Text) -> str:
    return (text.edition.adopted or text.edition.period_start) if text.edition else ""


async def _changed(
    session: ReadSession, texts: Sequence[Text], vocabulary: VocabularyId, locale: str
) -> Differences | None:
    """From the earlier to the later of two texts of one place, or as they were asked for if a date is unknown."""
    if len(texts) != 2 or texts[0].place != texts[1].place or not all(text.measured for text in texts):
        return None
    former, later = sorted(texts, key=_in_time) if all(map(_in_time, texts)) else texts
    return await changes.differences(session, former, later, vocabulary, locale)


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
    return Exported(
        locale=locale,
        at=session.clock.now(),
        address=address.rstrip("/"),
        comparison=shown,
        texts=texts,
        covers=covers,
        places=found,
        changed=await _changed(session, texts, vocabulary, locale),
    )
