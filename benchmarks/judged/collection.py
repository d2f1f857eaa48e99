"""The judged needs as they are kept: needs, judgements, and the documents that the judgements name."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
JUDGED, UNSEEN = HERE, HERE / "unseen"
LANGUAGES = ("en", "es", "pt", "fr")


class Page(NamedTuple):
    """A page of a document; `document` is the first 16 hex digits of its SHA-256, the first page is 1."""

    document: str
    page: int


@dataclass(frozen=True)
class Document:
    """What the manifest of the corpus says of one document."""

    language: str
    pages: int


@dataclass(frozen=True)
class Need:
    """What somebody looks for: when a page answers it, the query in each language, and the judged pages' grades."""

    id: str
    narrative: str
    queries: dict[str, str]
    grades: dict[Page, int]

    def grades_in(self, language: str, documents: dict[str, Document]) -> dict[Page, int]:
        """Those of documents in this language."""
        return {page: grade for page, grade in self.grades.items() if documents[page.document].language == language}


def documents() -> dict[str, Document]:
    with (HERE / "documents.csv").open(newline="") as file:
        return {row["document"]: Document(row["language"], int(row["pages"])) for row in csv.DictReader(file)}


def judgements(folder: Path) -> Iterator[tuple[str, Page, int]]:
    """Need, page and grade of every judgement, as they stand in the file."""
    with (folder / "judgements.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            yield row["need"], Page(row["document"], int(row["page"])), int(row["grade"])


def needs(folder: Path) -> list[Need]:
    """The needs of `JUDGED` or of `UNSEEN`, with their judgements."""
    written = tomllib.loads((folder / "needs.toml").read_text())["need"]
    grades: dict[str, dict[Page, int]] = {need["id"]: {} for need in written}
    for need, page, grade in judgements(folder):
        grades[need][page] = grade
    return [Need(need["id"], need["narrative"], need["query"], grades[need["id"]]) for need in written]
