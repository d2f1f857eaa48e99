"""Passages with their documents and editions: to index, as the system; to show, as the actor may read them."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, any_, bindparam, select
from sqlmodel import col

from atalaya_platform.database.many import any_id
from atalaya_platform.database.session import ReadSession
from atalaya_platform.search.stems import LANGUAGES
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.vocabulary import CurationState
from atalaya_strategies.documents.models import Document
from atalaya_strategies.documents.vocabulary import DocumentState


def heading(original: str, english: str, language: str) -> str:
    """An edition's title in an official language of the OAS, or in English."""
    return original if original and language in LANGUAGES else english


class Read(NamedTuple):
    """A document that was read, and its edition if that is known."""

    document: Document
    edition: Edition | None

    @property
    def year(self) -> int | None:
        """In which the edition was adopted."""
        return self.edition.adopted_year if self.edition else None

    @property
    def heading(self) -> str:
        """The edition's title; the document's own without an edition."""
        if self.edition is None:
            return self.document.title or self.document.name
        return heading(self.edition.title_original, self.edition.title_en, self.edition.language)


class Facts(NamedTuple):
    """What is said of a document beside its passages; of its edition, if that is known and may be read."""

    id: UUID
    place: str
    language: str
    title: str
    name: str
    edition_id: UUID | None
    edition_title: str | None
    edition_title_en: str | None
    edition_language: str | None
    year: int | None

    @property
    def heading(self) -> str:
        """The edition's title; the document's own without an edition."""
        if self.edition_title_en is None:
            return self.title or self.name
        return (
            self.edition_title if self.edition_title and self.edition_language in LANGUAGES else self.edition_title_en
        )


async def to_index(session: ReadSession, ids: Sequence[UUID]) -> list[Read]:
    """Those of the documents whose passages may be found: read, and public by themselves or with their edition."""
    found = (
        select(Document, Edition)
        .outerjoin(Edition, col(Edition.id) == col(Document.edition_id))
        .where(col(Document.id).in_(ids), col(Document.state) == DocumentState.READ)
        .where(col(Document.published) | (col(Edition.state) == CurationState.PUBLISHED))
    )
    public = CurationState.PUBLISHED
    return [
        Read(document, edition if edition and edition.state == public else None)
        for document, edition in await session.execute(found)
    ]


async def ids_after(session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
    """The next documents' ids in ascending order."""
    found: Select[UUID] = select(col(Document.id)).order_by(col(Document.id)).limit(limit)
    if after is not None:
        found = found.where(col(Document.id) > after)
    return list((await session.execute(found)).scalars())


async def readable_ids(session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
    """The ids of those of the documents that the actor may read."""
    found: Select[UUID] = select(col(Document.id)).where(col(Document.id) == any_id(ids))
    return set((await session.execute(found)).scalars())


_FACTS: Any = (
    select(
        col(Document.id),
        col(Document.place),
        col(Document.language),
        col(Document.title),
        col(Document.name),
        col(Edition.id).label("edition"),
        col(Edition.title_original),
        col(Edition.title_en),
        col(Edition.language).label("edition_language"),
        col(Edition.adopted_year),
    )
    .outerjoin(Edition, col(Edition.id) == col(Document.edition_id))
    .where(col(Document.id) == any_(bindparam("ids", type_=ARRAY(Uuid()))))
)


async def readable(session: ReadSession, ids: Sequence[UUID]) -> list[Facts]:
    """Those of the documents that the actor may read."""
    return [Facts._make(row) for row in await session.rows(_FACTS, {"ids": list(ids)})]


async def documents_of_edition(session: ReadSession, edition_id: UUID) -> list[UUID]:
    """The ids of the documents of an edition."""
    found: Select[UUID] = select(col(Document.id)).where(col(Document.edition_id) == edition_id)
    return list((await session.execute(found)).scalars())
