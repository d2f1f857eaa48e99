"""The exported region as XLSX."""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from atalaya_platform.access.labels import Label
from atalaya_strategies.comparing.export.region.content import EditionLine, ExportedRegion, StateLine
from atalaya_strategies.comparing.export.sheets import Book, Value, labelled

if TYPE_CHECKING:
    from xlsxwriter.format import Format

STATES = (22, 8, 16, 24, 40, 18, 10, 8, 10, 40, 10, 40, 40, 40, 18, 14)
EDITIONS = (12, 12, 12, 22, 8, 44, 44, 26, 18, 44, 40, 40, 18, 14, 40)
HEAD = 2
"""The rows before the lines: what the file is, and the names of the columns."""


def to_xlsx(exported: ExportedRegion) -> bytes:
    """The whole workbook; takes some hundredths of a second, so call it in a thread."""
    out = io.BytesIO()
    with labelled(out, exported.title) as book:
        words = exported.words
        share = {StateLine._fields.index("coverage"): book.figures("0%")}
        _lines(book, words["states"], exported, StateLine._fields, exported.states(), STATES, share)
        _lines(book, words["editions"], exported, EditionLine._fields, exported.in_time(), EDITIONS, {})
        _method(book, exported)
    return out.getvalue()


def _lines(
    book: Book,
    name: str,
    exported: ExportedRegion,
    columns: Sequence[str],
    lines: Iterable[Sequence[Value]],
    widths: Sequence[float],
    forms: dict[int, "Format"],
) -> None:
    """One sheet: a head, and a line each."""
    page = book.sheet(name)
    page.line(0, [Label.CLEAR.value, exported.title, "", exported.against, "", exported.taken], book.plain_bold)
    page.line(1, [exported.words[one] for one in columns], book.bold)
    last = 1
    for last, line in enumerate(lines, HEAD):
        for at, value in enumerate(line):
            page.put(last, at, value, forms.get(at, book.wrapped))
    page.sheet.freeze_panes(HEAD, 1)
    page.sheet.autofilter(1, 0, last, len(columns) - 1)
    page.sheet.repeat_rows(1)
    page.widths(*widths)


def _method(book: Book, exported: ExportedRegion) -> None:
    page = book.sheet(exported.words["sources_method"])
    page.line(0, [Label.CLEAR.value, exported.title], book.plain_bold)
    page.line(1, ["", exported.taken])
    for row, (name, value) in enumerate(exported.method(), 3):
        page.put(row, 0, name, book.bold)
        page.put(row, 1, value, book.wrapped)
    page.widths(32, 100)
