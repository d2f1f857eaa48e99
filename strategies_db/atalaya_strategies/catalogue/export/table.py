"""Editions as a table in CSV, of the form that an import takes."""

import csv
import io
from collections.abc import Iterable, Mapping
from uuid import UUID

from atalaya_platform.directory.organisations.export import cell
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.vocabulary import EditionStatus

COLUMNS = (
    "iso3",
    "country_or_body",
    "title_original",
    "title_en",
    "year_adopted",
    "period_start",
    "period_end",
    "status",
    "kind",
    "language",
    "issuing_body",
    "supersedes",
    "document_url",
    "source_url",
    "confidence",
    "note",
    "last_checked",
)
BETWEEN = " | "
"""Between the titles of several superseded editions."""
_GUARDED = ("'=", "'+", "'-", "'@")

Titles = Mapping[UUID, list[str]]
"""The English titles of what each edition supersedes."""


def unguarded(value: str) -> str:
    """What a cell held before it was guarded against being run as a formula."""
    return value[1:] if value.startswith(_GUARDED) else value


def as_csv(rows: Iterable[Edition], superseded: Titles) -> str:
    """UTF-8 with a header line, one edition a line (RFC 4180). No cell is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for row in rows:
        status = "" if row.status == EditionStatus.NOT_ESTABLISHED else row.status
        values = {
            **{name: getattr(row, name, "") for name in COLUMNS},
            "iso3": row.place,
            "country_or_body": places()[row.place].names["en"],
            "year_adopted": row.adopted,
            "status": status,
            "supersedes": BETWEEN.join(superseded.get(row.id, ())),
        }
        writer.writerow({name: cell(value) for name, value in values.items()})
    return out.getvalue()
