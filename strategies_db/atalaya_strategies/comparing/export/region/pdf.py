"""The exported region as PDF: its states by subregion, its editions in time, and their sources."""

from itertools import groupby
from pathlib import Path
from typing import Any, Final

from atalaya_platform.text.typesetting import typeset
from atalaya_strategies.comparing.export.pdf import framing
from atalaya_strategies.comparing.export.region.content import EditionLine, ExportedRegion, StateLine

TEMPLATE: Final = Path(__file__).parent.with_name("region.typ")
"""Beside the other templates, with which it shares the frame: a template reaches no file outside its folder."""
_STATES: Final = ("state", "standing", "newest", "adopted_in", "age", "coverage", "measured_on")
_EDITIONS: Final = ("adopted", "state", "title_here", "kind", "status", "superseded_by")
_SOURCES: Final = (("official",), ("source",), ("confidence", "last_checked", "page_here"))
"""What stands on each line of a source."""


def to_pdf(exported: ExportedRegion) -> bytes:
    """Typeset the region; takes up to seconds of one core, so call it in a thread."""
    return typeset(TEMPLATE, as_values(exported))


def as_values(exported: ExportedRegion) -> dict[str, Any]:
    """The region as the plain values that the template takes."""
    words = exported.words
    editions = list(exported.in_time())
    return {
        **framing(exported),
        "states_title": words["states"],
        "states_columns": [words[name] for name in _STATES],
        "subregions": [
            {"name": name, "rows": [_state(one) for one in of]}
            for name, of in groupby(exported.states(), key=lambda one: one.subregion)
        ],
        "editions_title": words["editions"],
        "editions_columns": [words[name] for name in _EDITIONS],
        "editions": [_edition(one, words["undated"]) for one in editions],
        "method_title": words["sources_method"],
        "method": exported.method(),
        "sources_title": words["sources"],
        "sources": [_source(one, words) for one in editions],
    }


def _state(one: StateLine) -> list[str]:
    coverage = f"{one.coverage:.0%}" if one.coverage is not None else "–"
    figures = [str(one.adopted_in or "–"), str(one.age) if one.age is not None else "–", coverage]
    measured = f"{one.measured_on} ({one.measured_year})" if one.measured_year else one.measured_on
    return [f"{one.state} ({one.iso})", one.standing, one.newest or "–", *figures, measured]


def _edition(one: EditionLine, undated: str) -> dict[str, Any]:
    period = f"{one.period_start or '…'}–{one.period_end or '…'}" if one.period_start or one.period_end else undated
    return {
        "when": one.adopted or period,
        "state": one.state,
        "title": one.title_here,
        "english": one.name_en if one.name_en != one.title_here else "",
        "rest": [one.kind, one.status, one.superseded_by],
    }


def _source(one: EditionLine, words: dict[str, str]) -> dict[str, Any]:
    values = one._asdict()
    when = (one.adopted or one.period_start)[:4]
    return {
        "of": f"{one.state}: {one.title_here}" + (f" ({when})" if when else ""),
        "facts": [
            [(words[name], values[name]) for name in line if values[name]]
            for line in _SOURCES
            if any(values[name] for name in line)
        ],
    }
