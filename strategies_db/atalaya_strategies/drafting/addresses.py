"""Pages of the web application that show drafts."""

from uuid import UUID


def draft_page(draft_id: UUID, section_id: UUID | None = None) -> str:
    """The draft, opened at a section."""
    return f"/strategies/drafts/{draft_id}" + (f"?section={section_id}" if section_id else "")
