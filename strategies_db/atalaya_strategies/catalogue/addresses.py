"""Pages of the web application that are about the catalogue."""

from uuid import UUID


def edition_page(edition_id: UUID) -> str:
    """The page of an edition."""
    return f"/strategies/editions/{edition_id}"
