"""Recognising the text in the picture of a page."""

import asyncio
from pathlib import Path

from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.formats.pdf import picture_of
from atalaya_strategies.documents.reading.kinds import kind_of
from atalaya_strategies.documents.reading.outcome import Kind, Recognised
from atalaya_strategies.documents.reading.tesseract import PROGRAM, text_in
from atalaya_strategies.documents.reading.whole import recognised


def recognise(path: Path, number: int, language: str, heading: str) -> Recognised:
    """The text on one page of a PDF. Raises Unreadable where the page cannot be drawn or Tesseract breaks off."""
    content = path.read_bytes()
    if kind_of(content) is not Kind.PDF:
        raise Unreadable(Fault.UNSUPPORTED, PROGRAM)
    said = asyncio.run(text_in(picture_of(content, number), language))
    if said is None:
        raise Unreadable(Fault.DAMAGED)
    return recognised(said, number, language, heading)
