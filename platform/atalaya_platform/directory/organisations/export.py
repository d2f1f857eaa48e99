"""The directory as a table: CSV that no spreadsheet executes."""

import csv
import io
import re
from collections.abc import Iterable

from atalaya_platform.directory.organisations.schemas import OrganisationExport

_HARMLESS = re.compile(r"^\+[0-9 ()./-]+$")


def cell(value: object) -> str:
    """The value as a cell. What a spreadsheet would run as a formula gets an apostrophe in front (OWASP, CSV
    injection); a telephone number with its plus sign is none.
    """
    if value is None:
        return ""
    text = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not _HARMLESS.match(text):
        return "'" + text
    return text


def as_csv(rows: Iterable[OrganisationExport]) -> str:
    """UTF-8 with a header line, one organisation a line (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    names = list(OrganisationExport.model_fields)
    writer.writerow(names)
    for row in rows:
        writer.writerow([cell(getattr(row, name)) for name in names])
    return out.getvalue()
