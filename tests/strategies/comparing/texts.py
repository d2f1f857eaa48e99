"""Texts for tests: documents that are read already, with passages that say just these concepts."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from atalaya_platform.ids import new_id
from atalaya_strategies.documents.models import Document, DocumentPage, Passage, passage_id
from tests.harness import Harness

COMPARISON = "/api/v1/strategies/comparison"
Said = Sequence[Sequence[str]]
"""The concepts of each passage, in the order in which they stand there; the id of each is its term."""


async def text(
    harness: Harness,
    place: str = "JAM",
    said: Said = (),
    *,
    edition_id: str | None = None,
    published: bool = True,
    unread: int = 0,
    **values: Any,
) -> str:
    """The id of a document with one passage a page, and `unread` further pages that want to be recognised."""
    pages = [" and ".join(concepts) or "Nothing." for concepts in said]
    async with harness.runtime.database.system() as session:
        facts: dict[str, Any] = {
            "id": new_id(),
            "edition_id": UUID(edition_id) if edition_id else None,
            "place": place,
            "title": f"Strategy of {place}",
            "name": f"{new_id()}.txt",
            "size": 1,
            "sha256": new_id().bytes,
            "published": published,
            "language": "en",
            "imported_at": session.clock.now(),
            "state": "read",
            "page_count": len(pages) + unread,
            "unread_pages": unread,
        }
        row = Document(**facts | values)
        session.add(row)
        await session.flush()
        for number, (page, concepts) in enumerate(zip(pages, said, strict=True), 1):
            session.add(DocumentPage(document_id=row.id, number=number, text=page))
            session.add(_passage(row.id, number, page, concepts))
        for number in range(len(pages) + 1, len(pages) + unread + 1):
            session.add(DocumentPage(document_id=row.id, number=number, text="", needs_ocr=True))
        return str(row.id)


def _passage(document_id: UUID, number: int, page: str, concepts: Sequence[str]) -> Passage:
    spans, at = [], 0
    for concept in concepts:
        spans.append([concept, at, at + len(concept)])
        at += len(concept) + len(" and ")
    return Passage(
        id=passage_id(document_id, number, 0),
        document_id=document_id,
        page=number,
        ordinal=0,
        start=0,
        end=len(page),
        heading="1 Aims › 1.1 Exercises",
        language="en",
        concepts=spans,
    )
