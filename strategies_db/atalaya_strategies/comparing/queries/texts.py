"""Which texts are compared: named by document, by edition, or by state or body."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.vocabulary import CurationState, EditionKind, EditionStatus
from atalaya_strategies.comparing.vocabulary import TextState
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.vocabulary import DocumentState


@dataclass(frozen=True)
class Chosen:
    """What was asked for, each in its own order."""

    documents: Sequence[UUID] = ()
    editions: Sequence[UUID] = ()
    places: Sequence[str] = ()


class Text(NamedTuple):
    """What stands in a column: a state's or body's edition, and its document, as far as there are any.

    `source` is the document whose pages are read: the document itself, or the one whose bytes it repeats.
    """

    place: str
    edition: Edition | None
    document: Document | None
    source: Document | None

    @property
    def state(self) -> TextState:
        if self.source is None or self.source.state != DocumentState.READ or not self.source.page_count:
            return TextState.NONE
        return TextState.HERE if self.source.page_count > self.source.unread_pages else TextState.NEEDS_OCR

    @property
    def public(self) -> bool:
        """Whether everybody reads what stands there: the edition with its text, or the text by itself."""
        if self.edition is not None:
            return self.edition.state == CurationState.PUBLISHED
        return self.document is None or self.document.published

    @property
    def measured(self) -> UUID | None:
        """The document whose passages are measured, if there is a text."""
        return self.source.id if self.source is not None and self.state is TextState.HERE else None


_ORDER = {TextState.HERE: 0, TextState.NEEDS_OCR: 1, TextState.NONE: 2}


def _first(found: Iterable[Text]) -> Text | None:
    """The one with the most to read."""
    return min(found, key=_reading, default=None)


def _reading(one: Text) -> tuple[int, int, str]:
    return _ORDER[one.state], -_usable(one), str(one.document.id) if one.document else ""


def _usable(one: Text) -> int:
    return one.source.page_count - one.source.unread_pages if one.source else 0


async def _documents(session: ReadSession, *conditions: ColumnElement[bool]) -> list[Document]:
    found = select(Document).where(*conditions).order_by(col(Document.id))
    return list((await session.execute(found)).scalars())


async def _texts(session: ReadSession, rows: Sequence[Document], editions: Mapping[UUID, Edition]) -> list[Text]:
    """Each document as a text; that of a duplicate is there only if the first one may be read too."""
    others = {row.duplicate_of for row in rows if row.duplicate_of is not None} - {row.id for row in rows}
    sources = {row.id: row for row in rows}
    if others:
        sources |= {row.id: row for row in await _documents(session, col(Document.id).in_(others))}
    return [
        Text(
            row.place,
            editions.get(row.edition_id) if row.edition_id else None,
            row,
            sources.get(row.duplicate_of) if row.duplicate_of else row,
        )
        for row in rows
    ]


async def _editions(session: ReadSession, ids: Collection[UUID]) -> dict[UUID, Edition]:
    if not ids:
        return {}
    found = select(Edition).where(col(Edition.id).in_(ids))
    return {row.id: row for row in (await session.execute(found)).scalars()}


async def by_document(session: ReadSession, ids: Sequence[UUID]) -> list[Text]:
    """The documents in this order. Raises NotFound unless the actor reads all of them."""
    rows = {row.id: row for row in await _documents(session, col(Document.id).in_(ids))} if ids else {}
    if len(rows) < len(set(ids)):
        raise NotFound("document")
    editions = await _editions(session, {row.edition_id for row in rows.values() if row.edition_id})
    return await _texts(session, [rows[one] for one in dict.fromkeys(ids)], editions)


async def by_edition(session: ReadSession, ids: Sequence[UUID]) -> list[Text]:
    """The editions in this order, each with its best text. Raises NotFound unless the actor reads all of them."""
    editions = await _editions(session, set(ids))
    if len(editions) < len(set(ids)):
        raise NotFound("edition")
    of = await _of_editions(session, editions)
    return [of[one] for one in dict.fromkeys(ids)]


async def _of_editions(session: ReadSession, editions: Mapping[UUID, Edition]) -> dict[UUID, Text]:
    rows = await _documents(session, col(Document.edition_id).in_(editions)) if editions else []
    texts = await _texts(session, rows, editions)
    best = {
        edition_id: _first(one for one in texts if one.edition and one.edition.id == edition_id)
        for edition_id in editions
    }
    return {
        edition_id: found or Text(editions[edition_id].place, editions[edition_id], None, None)
        for edition_id, found in best.items()
    }


def _newest(row: Edition) -> tuple[bool, str, str]:
    strategy = row.kind == EditionKind.STRATEGY and row.status != EditionStatus.DRAFT
    return strategy, row.adopted or row.period_start, str(row.id)


async def by_place(session: ReadSession, codes: Sequence[str]) -> list[Text]:
    """Of each state or body its newest published edition that has a text, a national strategy before anything else.

    Where no edition has one, a published text of no edition stands for it, else its newest edition, else nothing.
    """
    if not codes:
        return []
    published = select(Edition).where(col(Edition.place).in_(codes), col(Edition.state) == CurationState.PUBLISHED)
    editions = {row.id: row for row in (await session.execute(published)).scalars()}
    alone = col(Document.edition_id).is_(None) & col(Document.place).in_(codes) & col(Document.published)
    rows = await _documents(session, or_(col(Document.edition_id).in_(editions), alone))
    texts = await _texts(session, rows, editions)
    return [
        _of_place(code, [one for one in texts if one.place == code], editions.values()) for code in dict.fromkeys(codes)
    ]


def _of_place(code: str, texts: Sequence[Text], editions: Iterable[Edition]) -> Text:
    ordered = sorted((row for row in editions if row.place == code), key=_newest, reverse=True)
    for state in (TextState.HERE, TextState.NEEDS_OCR):
        found = [one for one in texts if one.state is state]
        for row in ordered:
            if best := _first(one for one in found if one.edition and one.edition.id == row.id):
                return best
        if best := _first(one for one in found if one.edition is None):
            return best
    return Text(code, ordered[0] if ordered else None, None, None)


async def chosen(session: ReadSession, wanted: Chosen) -> list[Text]:
    """Everything that was asked for, each text once."""
    texts = [
        *await by_document(session, wanted.documents),
        *await by_edition(session, wanted.editions),
        *await by_place(session, wanted.places),
    ]
    return list({_key(one): one for one in texts}.values())


def _key(one: Text) -> object:
    if one.document is not None:
        return one.document.id
    return one.edition.id if one.edition else one.place
