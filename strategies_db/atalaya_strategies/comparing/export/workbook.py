"""An exported comparison as XLSX."""

import io

from atalaya_platform.access.labels import Label
from atalaya_strategies.comparing.export.content import MOST, Exported
from atalaya_strategies.comparing.export.sheets import Book, Sheet, labelled

FIRST = 2
"""The columns before the figures: code and element."""
HEAD = 4
"""The rows before the figures: label, title, state, year."""


def to_xlsx(exported: Exported) -> bytes:
    """The whole workbook; takes up to a second of one core, so call it in a thread."""
    out = io.BytesIO()
    with labelled(out, exported.title) as book:
        words = exported.words
        for name, strength in (("matrix", True), ("counts", False)):
            _matrix(book.sheet(words[name]), exported, book, strength=strength)
        if exported.changed is not None:
            _changed(book.sheet(words["changed"]), exported, book)
        passages = words["passages"] if words["passages"] != words["counts"] else f"{words['passages']} 2"
        _passages(book.sheet(passages), exported)
        _sources(book.sheet(words["sources"]), exported)
    return out.getvalue()


def _matrix(page: Sheet, exported: Exported, book: Book, *, strength: bool) -> None:
    words, shown = exported.words, exported.comparison
    page.line(0, [Label.CLEAR.value, exported.title, exported.against, exported.taken], page.bold)
    page.line(1, ["", words["method"] if strength else words["counts"]])
    page.line(2, [words["code"], words["element"], *map(exported.name, shown.columns)], page.bold)
    page.line(3, ["", words["year"], *(column.year for column in shown.columns)], page.bold)
    figures = book.figures("0.00" if strength else "0")
    areas = {row.parent for row in shown.rows}
    for number, row in enumerate(shown.rows, HEAD):
        page.line(number, [row.code, row.label], page.bold if row.code in areas else None)
        for at, cell in enumerate(row.cells, FIRST):
            value = (cell.strength if strength else cell.passages) if cell else None
            page.put(number, at, value, figures)
    last = HEAD + len(shown.rows)
    page.line(last, ["", words["share"], *(column.share for column in shown.columns)], book.figures("0%"))
    page.line(last + 1, ["", "", *map(exported.state, shown.columns)])
    page.sheet.freeze_panes(HEAD, FIRST)
    page.widths(8, 44, *(12 for _ in shown.columns))
    if shown.columns:
        shades = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#5B9BC4"}
        page.sheet.conditional_format(HEAD, FIRST, last - 1, FIRST + len(shown.columns) - 1, shades)


def _changed(page: Sheet, exported: Exported, book: Book) -> None:
    words, found = exported.words, exported.changed
    if found is None:
        return
    page.line(0, [exported.from_to], page.bold)
    page.line(1, [words["noticed"].format(noticed=found.noticed)])
    page.line(2, ["", "", "", words["former"], words["later"], words["former"], words["later"]], page.bold)
    shown = ("change", "code", "element", "matrix", "matrix", "counts", "counts")
    page.line(3, [words[name] for name in shown], page.bold)
    strength, became = book.figures("0.00"), list(exported.became())
    for row, one in enumerate(became, HEAD):
        page.line(row, [words[one.change], one.code, one.label])
        page.line(row, [None] * 3 + [one.former.strength, one.later.strength], strength)
        page.line(row, [None] * 5 + [one.former.passages, one.later.passages])
    if not became:
        page.line(HEAD, [words["unchanged"]])
    at = HEAD + max(1, len(became)) + 1
    for name, concepts in (("new", found.new), ("gone", found.gone)):
        if concepts:
            page.line(at, [words[name], "", words["concept"], words["mentions"], words["counts"]], page.bold)
            for row, weight in enumerate(concepts, at + 1):
                page.line(row, ["", "", weight.label, weight.mentions, weight.passages])
            at += len(concepts) + 2
    page.sheet.freeze_panes(HEAD, 0)
    page.widths(16, 8, 44, 12, 12, 12, 12)


def _passages(page: Sheet, exported: Exported) -> None:
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
    page.widths(8, *[32] * 7)


def _sources(page: Sheet, exported: Exported) -> None:
    for number, source in enumerate(exported.sources(), 1):
        if number == 1:
            page.line(0, [name for name, _ in source], page.bold)
        page.line(number, [value for _, value in source])
    page.sheet.freeze_panes(1, 0)
    page.widths(*[28] * 13)
