"""An exported comparison as PDF: tables of as many texts as fit a page across, then their sources."""

from itertools import groupby
from pathlib import Path
from typing import Any, Final

from atalaya_platform.access.labels import Label
from atalaya_platform.text.typesetting import typeset
from atalaya_strategies.comparing.export.content import Exported
from atalaya_strategies.comparing.export.taken import Taken
from atalaya_strategies.comparing.schemas import Cell, ComparedText, Differences

TEMPLATE: Final = Path(__file__).with_name("comparison.typ")
ACROSS: Final = 12
"""Texts that stand beside each other on one page."""
FEW: Final = 2
"""Texts that are called by their titles before the figures."""
STEPS: Final = (0.05, 0.2, 0.4, 0.6)
"""Where the five steps of strength part; the web application's heat map has the same."""


def step(strength: float) -> int:
    """0 (nothing) to 5 (strongest)."""
    return 0 if strength <= 0 else 1 + sum(strength >= one for one in STEPS)


def to_pdf(exported: Exported) -> bytes:
    """Typeset the comparison; takes up to seconds of one core, so call it in a thread."""
    return typeset(TEMPLATE, as_values(exported))


def framing(exported: Taken) -> dict[str, Any]:
    """What the frame of a document takes."""
    words = exported.words
    return {
        "label": Label.CLEAR.value,
        "colour": Label.CLEAR.colour,
        "lang": exported.locale,
        "title": exported.title,
        "against": exported.against,
        "taken": exported.taken,
        "of": words["of"],
        "page": words["page"],
    }


def as_values(exported: Exported) -> dict[str, Any]:
    """The comparison as the plain values that the template takes."""
    words, shown = exported.words, exported.comparison
    parts = [range(at, min(at + ACROSS, len(shown.columns))) for at in range(0, len(shown.columns), ACROSS)]
    return {
        **framing(exported),
        "method": words["method"],
        "element": words["element"],
        "share": words["share"],
        "sources_title": words["sources"],
        "texts": [_called(exported, one) for one in shown.columns] if len(shown.columns) <= FEW else [],
        "tables": [_table(exported, part) for part in parts],
        "changed": _changed(exported, exported.changed) if exported.changed else None,
        "sources": [
            [[name, str(value)] for name, value in source if value not in ("", 0)] for source in exported.sources()
        ],
    }


def _called(exported: Exported, column: ComparedText) -> str:
    year = f" ({column.year})" if column.year else ""
    return f"{exported.name(column)}: {column.title or exported.state(column)}{year}"


def _changed(exported: Exported, found: Differences) -> dict[str, Any]:
    words = exported.words
    figures = f"{words['matrix']} ({words['counts']})".lower()
    groups = [(change, list(of)) for change, of in groupby(exported.became(), key=lambda one: one.change)]
    return {
        "title": words["changed"],
        "from_to": exported.from_to,
        "former": f"{words['former']}, {figures}",
        "later": f"{words['later']}, {figures}",
        "noticed": words["noticed"].format(noticed=found.noticed),
        "unchanged": words["unchanged"],
        "groups": [
            {
                "name": words[change],
                "rows": [
                    {"element": f"{one.code} {one.label}", "former": _both(one.former), "later": _both(one.later)}
                    for one in of
                ],
            }
            for change, of in groups
        ],
        "concepts": [
            {"name": words[name], "words": ", ".join(f"{one.label} ({one.mentions})" for one in concepts)}
            for name, concepts in (("new", found.new), ("gone", found.gone))
            if concepts
        ],
    }


def _both(cell: Cell) -> dict[str, Any]:
    """A cell that says its strength and its passages."""
    figure = f"{cell.strength:.2f} ({cell.passages})" if cell.passages else "–"
    return {"step": step(cell.strength), "figure": figure}


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
