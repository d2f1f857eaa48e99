"""PDF, by PDFium: the text layer of each page, the outline, and pictures of pages for recognising them."""

import re
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw

from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.formats.raw import MOST_CHARACTERS, RawDocument, RawPage

_END: Final = b"%%EOF"
_END_WITHIN: Final = 2048
_PASSWORD: Final = raw.FPDF_ERR_PASSWORD
_MOST_OUTLINE: Final = 2_000
_FEW: Final = 60
"""Characters of a text layer below which a page is looked at for pictures."""
_NO_TITLE: Final = re.compile(
    r"^(?:microsoft word|untitled|sin t[ií]tulo|document\d*|.*\.(?:docx?|pdf|indd|qxd|pptx?)$)", re.I
)
DOTS_PER_INCH: Final = 300
_LONGEST_SIDE: Final = 4_000


def _opened(content: bytes) -> pypdfium2.PdfDocument:
    if _END not in content[-_END_WITHIN:]:
        raise Unreadable(Fault.DAMAGED)
    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == _PASSWORD
        raise Unreadable(Fault.ENCRYPTED if locked else Fault.DAMAGED) from error


def read_pdf(content: bytes, most_pages: int) -> RawDocument:
    """The pages. Raises Unreadable; a single page that cannot be opened is one without text."""
    document = _opened(content)
    count = len(document)
    if count == 0:
        raise Unreadable(Fault.DAMAGED)
    if count > most_pages:
        raise Unreadable(Fault.TOO_MANY_PAGES, str(most_pages))
    pages, size = [], 0
    for number in range(count):
        page = _page(document, number)
        size += len(page.text)
        if size > MOST_CHARACTERS:
            raise Unreadable(Fault.TOO_MUCH_TEXT)
        pages.append(page)
    return RawDocument(pages, _title(document), _outline(document))


def _page(document: pypdfium2.PdfDocument, number: int) -> RawPage:
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return RawPage()
    try:
        layer = page.get_textpage()
        text = layer.get_text_range() if layer.count_chars() else ""
        layer.close()
        blank = len(text) < _FEW and _shows_nothing_else(page)
    except pypdfium2.PdfiumError:
        return RawPage()
    finally:
        page.close()
    return RawPage(text, blank=blank)


def _shows_nothing_else(page: pypdfium2.PdfPage) -> bool:
    """Whether there are no pictures, shadings or many lines, which could be letters."""
    drawn = 0
    for one in page.get_objects(max_depth=4):
        if one.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            return False
        drawn += one.type == raw.FPDF_PAGEOBJ_PATH
    return drawn < 50


def _title(document: pypdfium2.PdfDocument) -> str:
    title = str(document.get_metadata_value("Title")).strip()
    return "" if _NO_TITLE.match(title) else title


def _outline(document: pypdfium2.PdfDocument) -> frozenset[str]:
    found: set[str] = set()
    try:
        for bookmark in document.get_toc(max_depth=6):
            title = " ".join(str(bookmark.get_title()).split()).lower()
            if title:
                found.add(title)
            if len(found) >= _MOST_OUTLINE:
                break
    except pypdfium2.PdfiumError:
        return frozenset()
    return frozenset(found)


def picture_of(content: bytes, number: int) -> bytes:
    """A page as a grey picture in PGM, numbers from 1. Raises Unreadable."""
    document = _opened(content)
    try:
        page = document[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise Unreadable(Fault.DAMAGED) from error
    longest = max(page.get_size())
    scale = min(DOTS_PER_INCH / 72, _LONGEST_SIDE / longest)
    bitmap: Any = page.render(scale=scale, grayscale=True)
    rows = memoryview(bitmap.buffer).cast("B")
    lines = (bytes(rows[at * bitmap.stride : at * bitmap.stride + bitmap.width]) for at in range(bitmap.height))
    return b"P5 %d %d 255\n" % (bitmap.width, bitmap.height) + b"".join(lines)
