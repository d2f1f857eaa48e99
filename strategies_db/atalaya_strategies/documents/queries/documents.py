"""Documents, their pages and passages, as the actor may read them."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.paging import Rows, Span, page_of
from atalaya_platform.http.problems import NotFound
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.vocabulary import CurationState
from atalaya_strategies.documents.models import Document, DocumentPage, Passage

_NEWEST = (col(Document.imported_at), col(Document.id))


async def documents(
    session: ReadSession,
    span: Span,
    *,
    place: str | None = None,
    edition_id: UUID | None = None,
    state: str | None = None,
    linked: bool | None = None,
) -> Rows:
    """A page of them, those that were brought last first; `linked` are those of an edition."""
    found = select(Document)
    if place is not None:
        found = found.where(col(Document.place) == place)
    if edition_id is not None:
        found = found.where(col(Document.edition_id) == edition_id)
    if state is not None:
        found = found.where(col(Document.state) == state)
    if linked is not None:
        found = found.where(col(Document.edition_id).is_not(None) == linked)
    return await page_of(session, found, _NEWEST, span, descending=True)


async def document(session: ReadSession, document_id: UUID, *, lock: bool = False) -> Document:
    """One that the actor may read. Raises NotFound."""
    found = select(Document).where(col(Document.id) == document_id)
    row = (await session.execute(found.with_for_update() if lock else found)).scalar_one_or_none()
    if row is None:
        raise NotFound("document")
    return row


async def pages(session: ReadSession, document_id: UUID) -> Sequence[Any]:
    """Number, needs_ocr, source and count of characters of each page of a document that was asked for before."""
    found = select(
        col(DocumentPage.number),
        col(DocumentPage.needs_ocr),
        col(DocumentPage.source),
        func.char_length(col(DocumentPage.text)).label("characters"),
    ).where(col(DocumentPage.document_id) == document_id)
    return (await session.execute(found.order_by(col(DocumentPage.number)))).all()


async def page(session: ReadSession, document_id: UUID, number: int) -> DocumentPage:
    """One page of a document that was asked for before. Raises NotFound."""
    found = select(DocumentPage).where(col(DocumentPage.document_id) == document_id, col(DocumentPage.number) == number)
    row = (await session.execute(found)).scalar_one_or_none()
    if row is None:
        raise NotFound("page")
    return row


async def passages(session: ReadSession, document_id: UUID, number: int) -> Sequence[Passage]:
    """The passages of one page, in order."""
    found = select(Passage).where(col(Passage.document_id) == document_id, col(Passage.page) == number)
    return (await session.execute(found.order_by(col(Passage.ordinal)))).scalars().all()


async def public_among(session: ReadSession, rows: Collection[Document]) -> set[UUID]:
    """The ids of those that are published, by themselves or with their edition. One statement at most."""
    public = {row.id for row in rows if row.published}
    editions = {row.edition_id for row in rows if row.edition_id is not None and not row.published}
    if not editions:
        return public
    found = select(col(Edition.id)).where(col(Edition.id).in_(editions), col(Edition.state) == CurationState.PUBLISHED)
    published = set((await session.execute(found)).scalars())
    return public | {row.id for row in rows if row.edition_id in published}


async def is_public(session: ReadSession, row: Document) -> bool:
    """Whether it is published, by itself or with its edition."""
    return bool(await public_among(session, [row]))
