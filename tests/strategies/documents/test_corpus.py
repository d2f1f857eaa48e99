"""Some of the real corpus, where it lies beside the repository: what its manifest says is what is read."""

import csv
from pathlib import Path

import pytest

from atalaya_strategies.documents.reading.outcome import DocumentRead
from atalaya_strategies.documents.reading.sketch import hashes_of, similarity
from atalaya_strategies.documents.reading.whole import read_file

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus" / "strategies"
IN_SHORT = ("BIH", "BRA", "GEO", "KOR", "MYS", "PAN", "RUS", "URY", "ZAF")
"""Of these places the texts of at most so many characters, so that this takes a second."""
AT_MOST = 40_000
ALIKE = {"bs", "hr", "sr"}
"""No detector tells these apart for certain."""

missing = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus does not lie in ../shared/corpus/strategies")


@pytest.fixture(scope="module")
def read() -> dict[str, tuple[dict[str, str], DocumentRead]]:
    with (CORPUS / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["iso3"] in IN_SHORT and int(row["characters"]) < AT_MOST]
    return {row["file"]: (row, read_file(CORPUS / row["file"])) for row in rows}


@missing
def test_pages_are_those_of_the_manifest(read: dict[str, tuple[dict[str, str], DocumentRead]]) -> None:
    assert len(read) == 9
    assert all(len(found.pages) == int(row["pages"]) for row, found in read.values())


@missing
def test_texts_without_a_usable_layer_are_told_from_the_others(
    read: dict[str, tuple[dict[str, str], DocumentRead]],
) -> None:
    shares = {name: sum(page.needs_ocr for page in found.pages) / len(found.pages) for name, (_, found) in read.items()}
    for name, (row, _) in read.items():
        assert (shares[name] > 0.5) == (row["text_layer"] != "good"), name
    assert sum(share > 0.5 for share in shares.values()) == 4


@missing
def test_languages_are_those_of_the_manifest(read: dict[str, tuple[dict[str, str], DocumentRead]]) -> None:
    for name, (row, found) in read.items():
        if row["text_layer"] == "none":
            assert found.language == "", name
        else:
            assert found.language == row["language"] or {found.language, row["language"]} <= ALIKE, name


@missing
def test_different_texts_are_not_alike(read: dict[str, tuple[dict[str, str], DocumentRead]]) -> None:
    sketches = [hashes_of(found.sketch) for _, found in read.values() if found.sketch]
    closest = max(similarity(one, other) for at, one in enumerate(sketches) for other in sketches[at + 1 :])
    assert closest < 0.2
