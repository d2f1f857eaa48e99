"""Workbooks in which every text is a text, also one that begins with "=" or is an address; TLP:CLEAR on each page."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from atalaya_platform.access.labels import Label

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_000
"""Characters of a cell; the format allows 32,767."""
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
Value = str | float | None


class Sheet:
    """A sheet that takes texts as texts and numbers as numbers."""

    def __init__(self, sheet: "Worksheet", bold: "Format") -> None:
        self.sheet = sheet
        self.bold = bold

    def put(self, row: int, column: int, value: Value, style: "Format | None" = None) -> None:
        if isinstance(value, str):
            self.sheet.write_string(row, column, value[:LONGEST], style)
        elif value is not None:
            self.sheet.write_number(row, column, value, style)

    def line(self, row: int, values: Sequence[Value], style: "Format | None" = None) -> None:
        for column, value in enumerate(values):
            self.put(row, column, value, style)

    def widths(self, *widths: float) -> None:
        """In characters, from the first column."""
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)


class Book:
    """A workbook that is being written."""

    def __init__(self, book: "Workbook") -> None:
        self.book = book
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.plain_bold = book.add_format({"bold": True})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})

    def sheet(self, name: str) -> Sheet:
        return Sheet(self.book.add_worksheet(name), self.bold)

    def figures(self, form: str) -> "Format":
        """A format of numbers, such as 0.00 or 0%."""
        return self.book.add_format({"num_format": form, "valign": "top"})


@contextmanager
def labelled(out: io.BytesIO, title: str) -> Iterator[Book]:
    """A workbook that is written to `out` at the end. What writes it is loaded here, and not with every start."""
    from xlsxwriter import Workbook

    with Workbook(out, _PLAIN) as book:
        book.set_properties({"title": title, "comments": Label.CLEAR.value})
        yield Book(book)
        for sheet in book.worksheets():
            sheet.set_landscape()
            sheet.set_header(f"&R{Label.CLEAR}")
            sheet.set_footer(f"&L&P / &N&R{Label.CLEAR}")
