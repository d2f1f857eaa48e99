"""What is asked of the reading process: one line of JSON each."""

from pathlib import Path

from pydantic import BaseModel, Field

from atalaya_strategies.documents.reading.limits import MOST_PAGES


class Question(BaseModel):
    """Read the file; or with `page` recognise the text of that page, over which `heading` stands."""

    path: Path
    language: str = ""
    page: int | None = Field(None, ge=1)
    heading: str = ""
    memory: int
    seconds: float
    pages: int = MOST_PAGES
    answer: int
