"""What reading a file comes to, as the reading process says it; nothing in it is believed before it is validated."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt

from atalaya_strategies.documents.reading.faults import Fault

Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]


class Kind(StrEnum):
    """The kinds of files that are read."""

    PDF = "pdf"
    DOCX = "docx"
    HTML = "html"
    TEXT = "text"


class PageSource(StrEnum):
    """Where a page's text comes from."""

    TEXT_LAYER = "text_layer"
    OCR = "ocr"


class PageRead(BaseModel):
    """One page: its cleaned text, and whether that is not usable, so that the page wants to be recognised."""

    number: int = Field(ge=1)
    text: Text
    needs_ocr: bool


Mention = tuple[Annotated[str, Field(pattern="^[a-z0-9-]{1,80}$")], NonNegativeInt, NonNegativeInt]
"""A concept's id, and where a term of it begins and ends in the page's text."""


class PassageRead(BaseModel):
    """A part of a page's text, from `start` to `end` (exclusive, in characters), with the concepts that it mentions.

    `heading` is the path of headings over it, joined by " › "; `ordinal` counts the passages of the page from 0.
    """

    page: int = Field(ge=1)
    ordinal: int = Field(ge=0)
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    heading: Text
    language: Annotated[str, Field(pattern="^([a-z]{2,3})?$")]
    concepts: list[Mention] = []


class DocumentRead(BaseModel):
    """A file that was read. `replaced` counts characters that no encoding explained and U+FFFD stands for."""

    model_config = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    kind: Kind
    title: Text = ""
    language: Annotated[str, Field(pattern="^([a-z]{2,3})?$")]
    encoding: Text = ""
    replaced: int = 0
    pages: list[PageRead]
    passages: list[PassageRead]
    sketch: Annotated[bytes, Field(max_length=2048)]


class Recognised(BaseModel):
    """The text that was recognised on one page, and its passages."""

    page: PageRead
    passages: list[PassageRead]


class Answer(BaseModel):
    """Exactly one of these."""

    read: DocumentRead | None = None
    recognised: Recognised | None = None
    fault: Fault | None = None
    detail: Text = ""
