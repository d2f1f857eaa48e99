"""What is read of each format: pages, headings, titles, languages, and pages without usable text."""

from pathlib import Path

import pytest

from atalaya_strategies.documents.reading.kinds import kind_of, mislabelled
from atalaya_strategies.documents.reading.outcome import DocumentRead, Kind
from atalaya_strategies.documents.reading.whole import read_file, recognised
from tests.strategies.documents.made import PICTURE, invented, pdf, word

LINES = "The national team answers incidents day and night.\nIt warns everybody whom it serves."


@pytest.fixture
def read(tmp_path: Path) -> "Reading":
    return Reading(tmp_path / "file")


class Reading:
    """Reads bytes as if they were a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, content: bytes, language: str = "") -> DocumentRead:
        self._path.write_bytes(content)
        return read_file(self._path, language)


@pytest.mark.parametrize("language", ["en", "es", "pt", "fr"])
def test_an_invented_text_in_each_language(read: Reading, language: str) -> None:
    found = read(invented(language))
    assert (found.kind, found.language, len(found.pages)) == (Kind.TEXT, language, 3)
    assert not any(page.needs_ocr for page in found.pages)
    assert {one.language for one in found.passages} == {language}
    last = found.passages[-1]
    assert last.page == 3
    assert last.heading.startswith("2 OB")
    assert " › 2.2 " in last.heading
    text = found.pages[1].text
    assert "-\n" not in text
    first = next(one for one in found.passages if one.page == 2)
    assert text[first.start : first.end].startswith("1 INTRODU")


def test_a_passage_in_another_language_is_told(read: Reading) -> None:
    english, spanish = invented("en").decode(), invented("es").decode()
    found = read((english + spanish.split("\f")[1] + "\f").encode(), "en")
    assert [(one.page, one.language) for one in found.passages][-1] == (4, "es")
    assert {one.language for one in found.passages if one.page < 4} == {"en"}


def test_a_text_of_form_feeds_is_pages_that_want_to_be_recognised(read: Reading) -> None:
    found = read(b"\f\f\f")
    assert [page.needs_ocr for page in found.pages] == [True] * 3
    assert found.passages == []
    assert found.language == ""


def test_a_pdf_with_a_text_layer_a_picture_and_an_empty_page(read: Reading) -> None:
    found = read(pdf([f"Vision\n{LINES}", PICTURE, None, LINES], title="Our Strategy", outline="Vision"))
    assert (found.kind, found.title, found.language) == (Kind.PDF, "Our Strategy", "en")
    assert [page.needs_ocr for page in found.pages] == [False, True, False, False]
    assert found.pages[0].text == f"Vision\n{LINES}"
    assert found.pages[2].text == ""
    assert [(one.page, one.heading) for one in found.passages] == [(1, "Vision"), (4, "Vision")]


def test_a_pdf_with_a_page_of_junk_keeps_the_page(read: Reading) -> None:
    found = read(pdf([LINES, "7KH 1DWLRQDO 6HFXULW\\\\ 6WUDWHJ\\\\ VHWV RXW KRZ ZLOO " * 4]))
    assert [page.needs_ocr for page in found.pages] == [False, True]
    assert found.pages[1].text.startswith("7KH")


def test_a_title_that_a_program_gave_is_none(read: Reading) -> None:
    assert read(pdf([LINES], title="Microsoft Word - final2.doc")).title == ""
    assert read(pdf([LINES], title="estrategia_v3.indd")).title == ""


def test_two_thousand_pages_are_read(read: Reading) -> None:
    found = read(pdf([LINES] * 2000))
    assert len(found.pages) == 2000
    assert found.passages[-1].page == 2000


def test_a_docx_keeps_pages_headings_and_tables(read: Reading) -> None:
    found = read(word("es"))
    assert (found.kind, found.title, found.language) == (Kind.DOCX, "Strategy in es", "es")
    assert len(found.pages) == 3
    assert found.pages[1].text.startswith("1 INTRODUCCIÓN\n\n")
    assert "Responsable | Plazo" in found.pages[2].text
    assert found.passages[-1].heading == "2 OBJETIVOS › 2.2 Cooperación internacional"


HTML = """<!DOCTYPE html><html><head><title>La  stratégie</title><style>p{}</style></head><body>
<nav>Accueil</nav><h1>La stratégie</h1><div>Avant<p>Le gouvernement <b>protège</b> les réseaux.</p>Après</div>
<script>alert(1)</script><h2>Les <em>objectifs</em></h2><ul><li>Un</li><li>Deux<br>lignes</li></ul>
<table><tr><th>Qui</th><td>Quand</td></tr></table></body></html>"""


def test_html_keeps_headings_and_drops_what_nobody_reads(read: Reading) -> None:
    found = read(HTML.encode())
    assert (found.kind, found.title) == (Kind.HTML, "La stratégie")
    assert found.pages[0].text.split("\n\n") == [
        "La stratégie",
        "Avant",
        "Le gouvernement protège les réseaux.",
        "Après",
        "Les objectifs",
        "Un",
        "Deux\nlignes",
        "Qui | Quand",
    ]
    assert found.passages[0].heading.startswith("La stratégie")


def test_html_is_decoded_as_it_says(read: Reading) -> None:
    page = '<html><head><meta charset="{}"></head><body><p>protección de la niñez — año</p></body></html>'
    for encoding in ("windows-1252", "utf-8", "utf-16"):
        found = read(page.format(encoding).encode(encoding))
        assert found.pages[0].text == "protección de la niñez — año", encoding
    assert (
        "\u0448"
        in read(page.format("koi8-r").replace("niñez — año", "\u0448").replace("ó", "o").encode("koi8-r")).pages[0].text
    )


def test_deep_html_is_read(read: Reading) -> None:
    assert read(b"<html><body>" + b"<div>" * 3000 + b"<p>deep enough to be read</p>").pages[0].text == (
        "deep enough to be read"
    )


def test_names_that_say_another_kind_are_noticed() -> None:
    assert kind_of(pdf([LINES])) is Kind.PDF
    assert mislabelled("strategy.docx", Kind.PDF)
    assert mislabelled("STRATEGY.TXT", Kind.HTML)
    assert not mislabelled("strategy.pdf", Kind.PDF)
    assert not mislabelled("strategy.v2", Kind.PDF)
    assert not mislabelled("strategy", Kind.TEXT)


def test_a_recognised_page_has_passages_under_the_heading_over_it() -> None:
    found = recognised("La coope-\nración internacional es de todos los Estados miembros.", 7, "es", "2 OBJETIVOS")
    assert found.page.text == "La cooperación\ninternacional es de todos los Estados miembros."
    assert not found.page.needs_ocr
    assert [(one.page, one.heading, one.language) for one in found.passages] == [(7, "2 OBJETIVOS", "es")]
    assert recognised(" \n .. ", 1, "", "").page.needs_ocr
