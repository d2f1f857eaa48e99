"""The directory as a table: CSV that no spreadsheet executes."""

import csv
import io
import re
from collections.abc import Iterable

from atalaya_platform.directory.organisations.schemas import OrganisationExport, Rfc2350

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


_PLAIN = [name for name in OrganisationExport.model_fields if name not in {"keys", "rfc2350"}]
_SECTIONS = list(Rfc2350.model_fields)


def as_csv(rows: Iterable[OrganisationExport]) -> str:
    """UTF-8 with a header line, one organisation a line (RFC 4180); fingerprints of keys stand in one cell."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*_PLAIN, "keys", *(f"rfc2350_{section}" for section in _SECTIONS)])
    for row in rows:
        keys = " ".join(key.fingerprint for key in row.keys)
        sections = [getattr(row.rfc2350, section) for section in _SECTIONS]
        writer.writerow(map(cell, [*(getattr(row, name) for name in _PLAIN), keys, *sections]))
    return out.getvalue()
