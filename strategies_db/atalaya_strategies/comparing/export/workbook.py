"""An exported comparison as XLSX, in which every text is a text, also one that begins with "=" or is an address."""

import io
from collections.abc import Sequence

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from atalaya_platform.access.labels import Label
from atalaya_strategies.comparing.export.content import MOST, Exported

LONGEST = 32_000
"""Characters of a cell; the format allows 32,767."""
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
FIRST = 2
"""The columns before the figures: code and element."""
HEAD = 4
"""The rows before the figures: label, title, state, year."""


class _Sheet:
    """A sheet that takes texts as texts and numbers as numbers."""

    def __init__(self, sheet: Worksheet, bold: Format) -> None:
        self.sheet = sheet
        self.bold = bold

    def put(self, row: int, column: int, value: str | float | None, style: Format | None = None) -> None:
        if isinstance(value, str):
            self.sheet.write_string(row, column, value[:LONGEST], style)
        elif value is not None:
            self.sheet.write_number(row, column, value, style)

    def line(self, row: int, values: Sequence[str | float | None], style: Format | None = None) -> None:
        for column, value in enumerate(values):
            self.put(row, column, value, style)


def to_xlsx(exported: Exported) -> bytes:
    """The whole workbook; takes up to a second of one core, so call it in a thread."""
    out = io.BytesIO()
    with Workbook(out, _PLAIN) as book:
        book.set_properties({"title": exported.words["title"], "comments": Label.CLEAR.value})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        words = exported.words
        for name, strength in (("matrix", True), ("counts", False)):
            _matrix(_Sheet(book.add_worksheet(words[name]), bold), exported, book, strength=strength)
        passages = words["passages"] if words["passages"] != words["counts"] else f"{words['passages']} 2"
        _passages(_Sheet(book.add_worksheet(passages), bold), exported)
        _sources(_Sheet(book.add_worksheet(words["sources"]), bold), exported)
        for sheet in book.worksheets():
            sheet.set_landscape()
            sheet.set_header(f"&R{Label.CLEAR}")
            sheet.set_footer(f"&L&P / &N&R{Label.CLEAR}")
    return out.getvalue()


def _matrix(page: _Sheet, exported: Exported, book: Workbook, *, strength: bool) -> None:
    words, shown = exported.words, exported.comparison
    page.line(0, [Label.CLEAR.value, words["title"], exported.against, exported.taken], page.bold)
    page.line(1, ["", words["method"] if strength else words["counts"]])
    page.line(2, [words["code"], words["element"], *map(exported.name, shown.columns)], page.bold)
    page.line(3, ["", words["year"], *(column.year for column in shown.columns)], page.bold)
    figures = book.add_format({"num_format": "0.00" if strength else "0"})
    areas = {row.parent for row in shown.rows}
    for number, row in enumerate(shown.rows, HEAD):
        page.line(number, [row.code, row.label], page.bold if row.code in areas else None)
        for at, cell in enumerate(row.cells, FIRST):
            value = (cell.strength if strength else cell.passages) if cell else None
            page.put(number, at, value, figures)
    last = HEAD + len(shown.rows)
    page.line(
        last, ["", words["share"], *(column.share for column in shown.columns)], book.add_format({"num_format": "0%"})
    )
    page.line(last + 1, ["", "", *map(exported.state, shown.columns)])
    page.sheet.freeze_panes(HEAD, FIRST)
    page.sheet.set_column(0, 0, 8)
    page.sheet.set_column(1, 1, 44)
    page.sheet.set_column(FIRST, FIRST + len(shown.columns), 12)
    if shown.columns:
        shades = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#5B9BC4"}
        page.sheet.conditional_format(HEAD, FIRST, last - 1, FIRST + len(shown.columns) - 1, shades)


def _passages(page: _Sheet, exported: Exported) -> None:
    words, shown = exported.words, exported.comparison
    page.line(0, [words["most"].format(most=MOST)])
    names = ("code", "element", "state", "name", "page", "mentions", "heading", "address")
    page.line(1, [words[name] for name in names], page.bold)
    labels = {row.code: row.label for row in shown.rows}
    for number, found in enumerate(exported.passages(), 2):
        column = shown.columns[found.column]
        about = [found.code, labels[found.code], exported.name(column), column.title]
        page.line(number, [*about, found.place.page, found.mentions, found.place.heading, exported.link(found)])
    page.sheet.freeze_panes(2, 0)
    page.sheet.set_column(0, 0, 8)
    page.sheet.set_column(1, 7, 32)


def _sources(page: _Sheet, exported: Exported) -> None:
    for number, source in enumerate(exported.sources(), 1):
        if number == 1:
            page.line(0, [name for name, _ in source], page.bold)
        page.line(number, [value for _, value in source])
    page.sheet.freeze_panes(1, 0)
    page.sheet.set_column(0, 12, 28)
