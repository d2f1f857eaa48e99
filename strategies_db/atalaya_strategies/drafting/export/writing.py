"""The elements of a text as paragraphs, lists and tables of a DOCX document."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from atalaya_platform.text.tree import Node
from atalaya_strategies.drafting.export.document import writable

_DEEPEST = 3
"""The template has styles for so many levels of lists."""
_ANCHOR = "#source-"


@dataclass(frozen=True)
class Look:
    """How a run of text looks."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False


_LOOKS: dict[str, dict[str, bool]] = {
    "strong": {"bold": True},
    "em": {"italic": True},
    "s": {"struck": True},
    "code": {"code": True},
}


def _attribute(element: Any, name: str, value: object) -> None:
    element.set(qn(name), str(value))


def bookmark(paragraph: Paragraph, number: int, text: str) -> None:
    """Add a text that the marks of this source lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        _attribute(element, "w:id", number)
    _attribute(start, "w:name", f"source_{number}")
    paragraph._p.append(start)
    paragraph.add_run(text)
    paragraph._p.append(end)


def linked(paragraph: Paragraph, text: str, *, target: str = "", anchor: str = "", raised: bool = False) -> None:
    """Add a text that leads to an address, or to a bookmark of the document."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        _attribute(link, "w:anchor", anchor)
    else:
        _attribute(link, "r:id", paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.underline = not raised
    run.font.superscript = raised or None
    link.append(run._r)
    paragraph._p.append(link)


class Writer:
    """Writes trees of elements at the end of a document. `sources` are the numbers that marks may lead to."""

    def __init__(self, made: Document, sources: Collection[int]) -> None:
        self._made = made
        self._sources = sources

    def write(self, nodes: Iterable[Node]) -> None:
        """The blocks in order."""
        for node in nodes:
            if isinstance(node, str):
                self._made.add_paragraph(writable(node))
            else:
                self._block(node, 0)

    def _block(self, node: dict[str, Any], depth: int, style: str | None = None) -> None:
        kind: str = node["t"]
        if kind in ("ul", "ol"):
            self._list(node, depth + 1)
        elif kind == "table":
            self._table(node)
        elif kind == "pre":
            paragraph = self._made.add_paragraph(style="No Spacing")
            self._inline(paragraph, node["c"], Look(code=True))
        elif kind == "blockquote":
            self._blocks(node["c"], depth, "Intense Quote")
        elif kind == "hr":
            self._made.add_paragraph("⁂")
        elif len(kind) == 2 and kind[0] == "h":
            self._inline(self._made.add_heading(level=min(9, int(kind[1]))), node["c"], Look())
        else:
            self._inline(self._made.add_paragraph(style=style), node["c"], Look())

    def _blocks(self, nodes: Sequence[Node], depth: int, style: str | None) -> None:
        """Blocks, and texts between them as paragraphs of their own."""
        loose: list[Node] = []
        for node in nodes:
            if isinstance(node, str) or node["t"] not in _BLOCKS:
                loose.append(node)
            else:
                self._paragraph(loose, style)
                loose = []
                self._block(node, depth, style)
        self._paragraph(loose, style)

    def _paragraph(self, nodes: Sequence[Node], style: str | None) -> None:
        said = [node for node in nodes if not isinstance(node, str) or node.strip()]
        if said:
            said[-1] = said[-1].rstrip() if isinstance(said[-1], str) else said[-1]
            self._inline(self._made.add_paragraph(style=style), said, Look())

    def _list(self, node: dict[str, Any], depth: int) -> None:
        level = min(depth, _DEEPEST)
        style = ("List Number" if node["t"] == "ol" else "List Bullet") + (f" {level}" if level > 1 else "")
        numbers = self._numbered_anew(style, node.get("start", 1)) if node["t"] == "ol" else None
        for item in node["c"]:
            if isinstance(item, str):
                continue
            before = len(self._made.paragraphs)
            self._blocks(item["c"], depth, style)
            if numbers is not None and len(self._made.paragraphs) > before:
                properties = self._made.paragraphs[before]._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = numbers

    def _numbered_anew(self, style: str, start: int) -> int:
        """The id of a numbering like the style's that begins at `start`; lists of one style count on otherwise."""
        numbering = self._made.part.numbering_part.element
        own = self._made.styles[style].element.pPr.numPr.numId.val
        former = next(one for one in numbering.num_lst if one.numId == own)
        made = numbering.add_num(former.abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        return int(made.numId)

    def _table(self, node: dict[str, Any]) -> None:
        rows = [row for part in node["c"] if isinstance(part, dict) for row in part["c"] if isinstance(row, dict)]
        cells = [[one for one in row["c"] if isinstance(one, dict)] for row in rows]
        width = max(map(len, cells), default=0)
        if not width:
            return
        table = self._made.add_table(len(rows), width, style="Table Grid")
        for shown, row in zip(table.rows, cells, strict=True):
            for place, cell in zip(shown.cells, row, strict=False):
                self._inline(place.paragraphs[0], cell["c"], Look(bold=cell["t"] == "th"))
        self._made.add_paragraph()

    def _inline(self, paragraph: Paragraph, nodes: Sequence[Node], look: Look) -> None:
        for node in nodes:
            if isinstance(node, str):
                _dressed(paragraph.add_run(writable(node)), look)
            elif node["t"] == "br":
                paragraph.add_run().add_break()
            elif node["t"] == "a" and node.get("href"):
                self._link(paragraph, node["href"], _text(node["c"]))
            else:
                self._inline(paragraph, node["c"], replace(look, **_LOOKS.get(node["t"], {})))

    def _link(self, paragraph: Paragraph, target: str, text: str) -> None:
        number = target.removeprefix(_ANCHOR)
        if number == target:
            linked(paragraph, writable(text), target=writable(target))
        elif number.isdecimal() and int(number) in self._sources:
            linked(paragraph, text, anchor=f"source_{number}", raised=True)
        else:
            paragraph.add_run(writable(text)).font.superscript = True


_BLOCKS = frozenset({"p", "ul", "ol", "table", "pre", "blockquote", "hr", *(f"h{number}" for number in range(1, 7))})


def _text(nodes: Iterable[Node]) -> str:
    return "".join(node if isinstance(node, str) else _text(node["c"]) for node in nodes)


def _dressed(run: Run, look: Look) -> None:
    run.bold, run.italic = look.bold or None, look.italic or None
    run.font.strike = look.struck or None
    if look.code:
        run.font.name = "Consolas"
