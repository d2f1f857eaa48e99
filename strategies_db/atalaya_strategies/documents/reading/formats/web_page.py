"""HTML, by Lexbor (selectolax): what a reader sees of a page, with its headings; the whole is one page."""

import codecs
import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from atalaya_strategies.documents.reading.decoding import Decoded, decoded
from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.formats.raw import Pages, RawDocument

_DROPPED: Final = "script, style, noscript, template, svg, iframe, object, nav, form, button"
_BLOCK_NAMES: Final = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr html li main menu ol p pre search section summary table tbody tfoot thead tr "
    "ul"
)
_BLOCKS: Final = frozenset(_BLOCK_NAMES.split())
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_CELLS: Final = frozenset({"td", "th"})
_LOOKED_AT: Final = 4096


def read_web_page(content: bytes, most_pages: int) -> RawDocument:
    """Its one page. Raises Unreadable."""
    found = _decoded(content)
    tree = LexborHTMLParser(found.text)
    title = tree.css_first("title")
    named = " ".join((title.text() if title else "").split())
    for node in tree.css(_DROPPED):
        node.decompose()
    pages = Pages(most_pages)
    _Reader(pages).read(tree.body)
    return RawDocument(list(pages), named, encoding=found.encoding, replaced=found.replaced)


def _decoded(content: bytes) -> Decoded:
    """By a mark or the page's own word if that holds, else as other text."""
    named = _CHARSET.search(content[:_LOOKED_AT])
    if named and not content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            encoding = codecs.lookup(named[1].decode("ascii")).name
            text = content.decode("windows-1252" if encoding in ("iso8859-1", "ascii") else encoding)
        except (LookupError, UnicodeDecodeError):
            pass
        else:
            return Decoded(text, encoding)
    found = decoded(content)
    if found is None:
        raise Unreadable(Fault.UNSUPPORTED)
    return found


class _Reader:
    """Makes a paragraph of the texts that have the same block around them."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._said: list[str] = []
        self._block: int | None = None
        self._level = 0

    def read(self, body: LexborNode | None) -> None:
        """Every text below, in order."""
        for node in body.traverse(include_text=True) if body is not None else ():
            tag = node.tag
            if tag == "-text":
                self._say(node)
            elif tag == "br":
                self._said.append("\n")
            elif tag in _CELLS:
                self._said.append(" | ")
        self._end()

    def _say(self, node: LexborNode) -> None:
        text = node.text_content or ""
        if not text.strip():
            self._said.append(" ")
            return
        block = node.parent
        while block is not None and block.tag not in _BLOCKS:
            block = block.parent
        place = block.mem_id if block is not None else None
        if place != self._block:
            self._end()
            self._block = place
            self._level = _HEADINGS.get(str(block.tag), 0) if block is not None else 0
        self._said.append(text)

    def _end(self) -> None:
        text = "\n".join(" ".join(line.split()) for line in "".join(self._said).split("\n"))
        self._pages.add(text.strip(" |\n"), self._level)
        self._said = []
