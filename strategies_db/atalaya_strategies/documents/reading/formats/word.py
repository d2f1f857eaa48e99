"""DOCX, by python-docx: paragraphs, tables and footnotes in order, page breaks where Word last had them."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree

from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.formats.raw import Pages, RawDocument

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_UNPACKED: Final = 200 * 1024 * 1024
_MOST_RATIO: Final = 200
_RATIO_FROM: Final = 20 * 1024 * 1024
_MOST_ENTRIES: Final = 5_000
_HEADING: Final = re.compile(r"heading (\d)", re.IGNORECASE)
_DEEPEST_TABLE: Final = 4
_BROKEN: Final = (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, AttributeError, NotImplementedError)
"""What python-docx raises at a package that is not one."""


def read_word(content: bytes, most_pages: int) -> RawDocument:
    """The pages. Raises Unreadable."""
    _require_sane(content)
    try:
        document = docx.Document(io.BytesIO(content))
        pages = Pages(most_pages)
        notes = _footnotes(document.part)
        for block in document.iter_inner_content():
            _add(block, pages, notes, 0)
        return RawDocument(list(pages), str(document.core_properties.title or "").strip())
    except _BROKEN as error:
        raise Unreadable(Fault.DAMAGED) from error


def _require_sane(content: bytes) -> None:
    """Refuse what unpacks to far more than it is. The sizes may lie, but no more is unpacked than they say."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(Fault.DAMAGED) from error
    unpacked = sum(entry.file_size for entry in entries)
    swollen = unpacked > _RATIO_FROM and unpacked > _MOST_RATIO * len(content)
    if swollen or unpacked > _MOST_UNPACKED or len(entries) > _MOST_ENTRIES:
        raise Unreadable(Fault.ZIP_BOMB)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(Fault.ENCRYPTED)


def _add(block: Paragraph | Table, pages: Pages, notes: dict[str, str], depth: int) -> None:
    if isinstance(block, Paragraph):
        _add_paragraph(block, pages, notes)
        return
    if depth >= _DEEPEST_TABLE:
        return
    for row in block.rows:
        cells = []
        for cell in dict.fromkeys(row.cells):
            inner = Pages(1_000_000)
            for part in cell.iter_inner_content():
                _add(part, inner, notes, depth + 1)
            cells.append(" ".join(line for page in inner for line, _ in page.lines))
        pages.add(" | ".join(filter(None, cells)))


def _add_paragraph(paragraph: Paragraph, pages: Pages, notes: dict[str, str]) -> None:
    level = _level(paragraph)
    if _begins_page(paragraph) and not pages.page_is_empty:
        pages.turn()
    said: list[str] = []
    below: list[str] = []
    empty_since_break = False
    for piece in _pieces(paragraph):
        if isinstance(piece, _Break):
            pages.add("".join(said).strip(), level)
            # Word notes the break that it sees again behind one that a person made.
            if not (piece.rendered and (pages.page_is_empty or empty_since_break)):
                pages.turn()
            said, empty_since_break = [], True
        elif isinstance(piece, _Note):
            below.append(notes.get(piece.id, ""))
        else:
            said.append(piece)
            empty_since_break = empty_since_break and not piece.strip()
    pages.add("".join(said).strip(), level)
    for note in below:
        pages.add(note)


class _Break:
    """A page ends here: made by a person, or where Word last ended it while laying the text out."""

    def __init__(self, rendered: bool) -> None:
        self.rendered = rendered


class _Note:
    """A footnote is called here."""

    def __init__(self, note_id: str) -> None:
        self.id = note_id


def _pieces(paragraph: Paragraph) -> Iterator[str | _Break | _Note]:
    element: Any = paragraph._p
    for one in element.iter():
        if one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in (f"{_W}tab", f"{_W}cr"):
            yield " "
        elif one.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif one.tag == f"{_W}br":
            yield _Break(False) if one.get(f"{_W}type") == "page" else "\n"
        elif one.tag == f"{_W}lastRenderedPageBreak":
            yield _Break(True)
        elif one.tag == f"{_W}footnoteReference":
            yield _Note(str(one.get(f"{_W}id")))


def _begins_page(paragraph: Paragraph) -> bool:
    return bool(paragraph.paragraph_format.page_break_before)


def _level(paragraph: Paragraph) -> int:
    """1 to 6 for headings, by the name that a style has in every language's Word."""
    name = str(getattr(paragraph.style, "name", "") or "")
    if name.lower() == "title":
        return 1
    found = _HEADING.fullmatch(name)
    return min(int(found[1]), 6) if found else 0


def _footnotes(part: Any) -> dict[str, str]:
    try:
        blob = part.part_related_by(RELATIONSHIP_TYPE.FOOTNOTES).blob
    except KeyError:
        return {}
    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    return {
        str(note.get(f"{_W}id")): "".join(one.text or "" for one in note.iter(f"{_W}t")).strip()
        for note in root.iter(f"{_W}footnote")
    }
