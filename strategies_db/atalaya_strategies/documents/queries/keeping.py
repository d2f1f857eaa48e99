"""What is compared and looked up while a document is kept, as the system sees it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select, text
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.vocabulary import CurationState
from atalaya_strategies.documents.models import Document, DocumentPage, Passage
from atalaya_strategies.documents.reading.sketch import hashes_of, similarity
from atalaya_strategies.documents.vocabulary import DocumentState

NEAR = 0.5
"""Similarity from which a text is a near-duplicate. In the corpus of 74 no two different texts come above 0.08, and
texts of which every tenth word was damaged stay above 0.5."""
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtext('strategies documents'))")


async def take_turns(session: ReadSession) -> None:
    """Keep documents one after the other, so that no two that come together miss each other."""
    await session.execute(_ONE_AT_A_TIME)


async def same_bytes(session: ReadSession, sha256: bytes, *, but: UUID | None = None) -> Sequence[Document]:
    """Documents of exactly these bytes, the first first; that which was read stands for the others."""
    found = select(Document).where(col(Document.sha256) == sha256)
    if but is not None:
        found = found.where(col(Document.id) != but)
    ordered = found.order_by(col(Document.duplicate_of).is_not(None), col(Document.imported_at), col(Document.id))
    return (await session.execute(ordered)).scalars().all()


async def nearest(session: ReadSession, sketch: bytes, *, but: UUID) -> tuple[UUID, float] | None:
    """The document whose text is most like this sketch's, if it is near enough."""
    if not sketch:
        return None
    found = select(col(Document.id), col(Document.sketch)).where(
        col(Document.sketch).is_not(None), col(Document.id) != but, col(Document.state) == DocumentState.READ
    )
    own = hashes_of(sketch)
    best = max(
        ((row.id, similarity(own, hashes_of(bytes(row.sketch)), NEAR)) for row in await session.execute(found)),
        key=lambda one: (one[1], str(one[0])),
        default=None,
    )
    return best if best is not None and best[1] >= NEAR else None


async def known(session: ReadSession) -> set[tuple[bytes, str]]:
    """SHA-256 and name of every document that is here."""
    found = select(col(Document.sha256), col(Document.name))
    return {(bytes(row.sha256), row.name) for row in await session.execute(found)}


async def editions_of(session: ReadSession, place: str) -> Sequence[Edition]:
    """The published editions of a state or body."""
    found = select(Edition).where(col(Edition.place) == place, col(Edition.state) == CurationState.PUBLISHED)
    return (await session.execute(found)).scalars().all()


async def unread(session: ReadSession, document_id: UUID) -> Sequence[int]:
    """The numbers of pages that want to be recognised."""
    found = select(col(DocumentPage.number)).where(
        col(DocumentPage.document_id) == document_id, col(DocumentPage.needs_ocr)
    )
    return (await session.execute(found.order_by(col(DocumentPage.number)))).scalars().all()


async def heading_before(session: ReadSession, document_id: UUID, page: int) -> str:
    """The path of headings over the beginning of a page."""
    found = select(col(Passage.heading)).where(col(Passage.document_id) == document_id, col(Passage.page) < page)
    ordered = found.order_by(col(Passage.page).desc(), col(Passage.ordinal).desc()).limit(1)
    return (await session.execute(ordered)).scalar_one_or_none() or ""


async def annotated_otherwise(session: ReadSession, release: str) -> Document | None:
    """One read document whose concepts are of another release, held until the transaction ends."""
    found = (
        select(Document)
        .where(col(Document.state) == DocumentState.READ, col(Document.annotated_with) != release)
        .order_by(col(Document.id))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return (await session.execute(found)).scalar_one_or_none()


async def to_fetch(session: ReadSession, place: str) -> Sequence[Edition]:
    """Published editions with an official address of which there is no document yet; of one place, or of all."""
    found = select(Edition).where(
        col(Edition.state) == CurationState.PUBLISHED,
        col(Edition.document_url) != "",
        ~exists().where(col(Document.edition_id) == col(Edition.id)),
    )
    if place:
        found = found.where(col(Edition.place) == place)
    return (await session.execute(found.order_by(col(Edition.place), col(Edition.id)))).scalars().all()


async def edition_or_none(session: ReadSession, edition_id: UUID) -> Any:
    """The edition, if there is one."""
    return (await session.execute(select(Edition).where(col(Edition.id) == edition_id))).scalar_one_or_none()
