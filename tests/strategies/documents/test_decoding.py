"""Bytes to clean text: encodings, broken bytes, divided words, headers."""

from collections import Counter

import pytest

from atalaya_strategies.documents.reading.cleaning import joined, running_lines, tidied, words_of
from atalaya_strategies.documents.reading.decoding import decoded
from atalaya_strategies.documents.reading.usable import garbled, has_letters

TEXT = "Protección — «año» über ça\nEstratégia"


@pytest.mark.parametrize(
    ("encoding", "content"),
    [
        ("utf-8", TEXT.encode()),
        ("utf-8", b"\xef\xbb\xbf" + TEXT.encode()),
        ("utf-16", TEXT.encode("utf-16")),
        ("utf-16", b"\xfe\xff" + TEXT.encode("utf-16-be")),
        ("utf-16-le", TEXT.encode("utf-16-le")),
        ("utf-16-be", TEXT.encode("utf-16-be")),
        ("utf-32", TEXT.encode("utf-32")),
        ("windows-1252", TEXT.encode("cp1252")),
    ],
)
def test_encodings_are_told(encoding: str, content: bytes) -> None:
    found = decoded(content)
    assert found is not None
    assert (found.text, found.encoding, found.replaced) == (TEXT, encoding, 0)


def test_latin_1_is_read() -> None:
    found = decoded("política de segurança".encode("latin-1"))
    assert found is not None
    assert found.text == "política de segurança"


def test_broken_bytes_are_counted_and_the_rest_is_kept() -> None:
    found = decoded(("Protección de la población. " * 20).encode() + b"fin\xc3")
    assert found is not None
    assert (found.encoding, found.replaced, found.text[-4:]) == ("utf-8", 1, "fin\ufffd")
    found = decoded("España \x81 entera y más".encode("latin-1"))
    assert found is not None
    assert (found.encoding, found.replaced, found.text) == ("windows-1252", 1, "España \ufffd entera y más")


def test_what_is_no_text_is_not_made_one() -> None:
    assert decoded(bytes(range(256)) * 8) is None
    assert decoded(b"\x00\x01\x02\x03\x04\x05" * 3) is None


def test_a_text_is_tidied() -> None:
    assert tidied("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert tidied("one\t two \xa0 three\n\n\n\nfour\x00\x07 ") == "one two three\n\nfour"
    assert tidied("e\u0301tat de\u00adfence o\ufb03ce \u202eabc") == "état defence office abc"
    assert tidied("\uf0b7 first\n\uf0a7 second") == "\u2022 first\n\u2022 second"
    assert tidied("\ud800x") == "?x"


def test_words_divided_at_a_line_are_joined_as_the_document_writes_them() -> None:
    words = words_of(["cyber-security and cyber-security; cooperation"])
    assert joined("the cyber-\nsecurity of co-\noperation, in all\nstates", words) == (
        "the cyber-security\nof cooperation,\nin all\nstates"
    )
    assert joined("Anglo-\nAmerican", Counter()) == "Anglo-American"
    assert joined("soft\u00ad\nware-\n2020", Counter()) == "software-\n2020"
    assert joined("coope-\nration\nof the next", Counter()) == "cooperation\nof the next"


def test_the_marks_of_pdfium_for_hyphens_are_understood() -> None:
    assert joined(tidied("infra\ufffe\nstructure of\x02\nfer"), Counter()) == "infrastructure\noffer"


def test_headers_and_footers_are_known_by_their_repetition() -> None:
    pages = [f"Gaceta Oficial, 17 de mayo\n{n}\nTexto propio {chr(97 + n) * 9}\nPágina {n}" for n in range(8)]
    assert running_lines(pages) == {"Gaceta Oficial, # de mayo", "#", "Página #"}
    assert running_lines(pages[:2]) == frozenset()
    running = running_lines(pages)
    assert not has_letters("Gaceta Oficial, 18 de mayo\n9\nPágina 9", running)
    assert has_letters("Gaceta Oficial, 18 de mayo\nUn texto que es de esta página", running)


@pytest.mark.parametrize(
    "text",
    [
        "7KH 1DWLRQDO &\\EHU 6HFXULW\\ 6WUDWHJ\\ VHWV RXW KRZ WKH *RYHUQPHQW ZLOO SURWHFW SHRSOH " * 4,
        "\ufffd\ufffd\ufffd\ue123 \ufffd\ufffd a " * 10,
        "q1w2 zx#cv b9n8 k4l5 m2n1 x9c8 t5r4 p0q1 w3r2 d4f5 h7j8 k9l0 " * 3,
    ],
)
def test_a_layer_that_means_nothing_is_garbled(text: str) -> None:
    assert garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        "Les opérateurs d’infrastructures critiques déclareront les incidents graves, CSIRT et CERT-FR compris. " * 3,
        "Εθνική στρατηγική κυβερνοασφάλειας για την προστασία των υποδομών. " * 5,
        "国家网络安全战略 保护关键信息基础设施 " * 12,
        "2015 2016 2017 12,5 % 33 44 55 66 77 88 99 100 " * 5,
        "",
    ],
)
def test_languages_and_tables_are_not_garbled(text: str) -> None:
    assert not garbled(text)
