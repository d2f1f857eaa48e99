"""An exported comparison as PDF: tables of as many texts as fit a page across, then their sources."""

from pathlib import Path
from typing import Any, Final

from atalaya_platform.access.labels import Label
from atalaya_platform.text.typesetting import typeset
from atalaya_strategies.comparing.export.content import Exported

TEMPLATE: Final = Path(__file__).with_name("comparison.typ")
ACROSS: Final = 12
"""Texts that stand beside each other on one page."""
STEPS: Final = (0.05, 0.2, 0.4, 0.6)
"""Where the five steps of strength part; the web application's heat map has the same."""


def step(strength: float) -> int:
    """0 (nothing) to 5 (strongest)."""
    return 0 if strength <= 0 else 1 + sum(strength >= one for one in STEPS)


def to_pdf(exported: Exported) -> bytes:
    """Typeset the comparison; takes up to seconds of one core, so call it in a thread."""
    return typeset(TEMPLATE, as_values(exported))


def as_values(exported: Exported) -> dict[str, Any]:
    """The comparison as the plain values that the template takes."""
    words, shown = exported.words, exported.comparison
    parts = [range(at, min(at + ACROSS, len(shown.columns))) for at in range(0, len(shown.columns), ACROSS)]
    return {
        "label": Label.CLEAR.value,
        "colour": Label.CLEAR.colour,
        "lang": exported.locale,
        "title": words["title"],
        "against": exported.against,
        "method": words["method"],
        "taken": exported.taken,
        "of": words["of"],
        "page": words["page"],
        "element": words["element"],
        "share": words["share"],
        "sources_title": words["sources"],
        "tables": [_table(exported, part) for part in parts],
        "sources": [
            [[name, str(value)] for name, value in source if value not in ("", 0)] for source in exported.sources()
        ],
    }


def _table(exported: Exported, part: range) -> dict[str, Any]:
    shown = exported.comparison
    columns = [shown.columns[at] for at in part]
    areas = {row.parent for row in shown.rows}
    return {
        "columns": [
            {
                "name": exported.name(one),
                "year": str(one.year or ""),
                "share": f"{one.share:.0%}" if one.share is not None else "",
                "state": exported.state(one),
            }
            for one in columns
        ],
        "rows": [
            {
                "code": row.code,
                "label": row.label,
                "area": row.code in areas,
                "cells": [
                    {"step": step(cell.strength), "figure": str(cell.passages) if cell.passages else "–"}
                    if (cell := row.cells[at])
                    else {"step": 0, "figure": ""}
                    for at in part
                ],
            }
            for row in shown.rows
        ],
    }
