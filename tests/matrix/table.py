"""The cells of the matrix as text: a paragraph per operation, a line per actor, a column per label.

A plain operation has one column. Cells are HTTP statuses. The files are written by hand or by
`ATALAYA_MATRIX_RECORD=1 pytest tests/matrix`, and read by people: a change of a cell is a change of who may do what.
"""

from pathlib import Path

from tests.matrix.cast import ACTORS, LABELS

FOLDER = Path(__file__).parent / "cells"
Cells = dict[str, dict[str, int]]


def load() -> dict[str, Cells]:
    """Operation id to actor to column to status."""
    found: dict[str, Cells] = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for paragraph in path.read_text().strip().split("\n\n"):
            head, *lines = paragraph.splitlines()
            operation = head.split()[0]
            columns = list(LABELS) if len(lines[0].split()) > 2 else ["-"]
            found[operation] = {
                actor: dict(zip(columns, map(int, statuses), strict=True))
                for actor, *statuses in (line.split() for line in lines)
            }
    return found


def paragraph(operation: str, method: str, path: str, cells: Cells) -> str:
    """One operation as text."""
    lines = [f"{operation} {method} {path}"]
    for actor in ACTORS:
        statuses = "  ".join(str(status) for status in cells[actor].values())
        lines.append(f"  {actor:<23}{statuses}")
    return "\n".join(lines)
