"""The shared corpus of national strategies, page by page; no part of it is kept in the repository."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "strategies"


class Page(NamedTuple):
    """A page: of which file and language (ISO 639-1, as the manifest says), its number from 1, and its text."""

    file: str
    language: str
    number: int
    text: str


def pages(folder: Path = CORPUS) -> Iterator[Page]:
    """Every page of every document that the manifest names; form feeds part them."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        for row in csv.DictReader(manifest):
            whole = (folder / row["file"]).read_text(encoding="utf-8")
            for number, text in enumerate(whole.split("\f"), 1):
                if text.strip():
                    yield Page(row["file"], row["language"], number, text)
