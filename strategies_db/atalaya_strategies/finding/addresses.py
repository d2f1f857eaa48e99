"""Pages of the web application that show documents."""

from uuid import UUID


def passage_page(document_id: UUID, page: int, passage: int | None = None) -> str:
    """The page of a document, with one of its passages marked."""
    marked = "" if passage is None else f"&passage={passage}"
    return f"/strategies/documents/{document_id}?page={page}{marked}"
