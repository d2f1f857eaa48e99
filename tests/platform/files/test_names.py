"""File names: safe to show, to save and to send, and still the person's own."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_platform.files.names import MAX_LENGTH, content_disposition, extension, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Informe semanal.pdf", "Informe semanal.pdf"),
        ("año – résumé (2).docx", "año – résumé (2).docx"),
        ("报告.pdf", "报告.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\ana\\a.txt", "a.txt"),
        ("/", "file"),
        ("", "file"),
        ("..", "file"),
        (". . .", "file"),
        (".htaccess", "htaccess"),
        ("a.txt. ", "a.txt"),
        ("a\0b.txt", "ab.txt"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie_ x.txt"),
        ('a"b;c.txt', "a_b;c.txt"),
        ("<img src=x>.png", "_img src=x_.png"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\u200b\u200f\ufeff.txt", "a.txt"),
        ("a\u2028b\u3000c.txt", "a b c.txt"),
        ("CON", "_CON"),
        ("con.txt", "_con.txt"),
        ("Lpt1.tar.gz", "_Lpt1.tar.gz"),
        ("console.txt", "console.txt"),
        ("cafe\u0301.txt", "café.txt"),
        ("a?b*c|d.txt", "a_b_c_d.txt"),
        ("\ud800.txt", "_.txt"),
        ("a:b.txt", "a_b.txt"),
        ("a.txt:stream", "a.txt_stream"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_long_names_keep_their_extension() -> None:
    assert safe_name("x" * 500 + ".pdf") == "x" * (MAX_LENGTH - 4) + ".pdf"
    short = safe_name("ñ" * 500 + ".docx")
    assert short.endswith("ñ.docx")
    assert len(short.encode()) <= 200
    assert safe_name("a." + "b" * 500) == "a." + "b" * (MAX_LENGTH - 2)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.PDF", "pdf"),
        ("a.gz", "gz"),
        ("a", ""),
        (".bashrc", ""),
        ("a.", ""),
        ("a.pdf.", "pdf"),
        ("a.pdf\0", "pdf"),
    ],
)
def test_extension(name: str, found: str) -> None:
    assert extension(name) == found


def test_the_header_for_saving() -> None:
    assert content_disposition("report.pdf") == "attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf"
    assert content_disposition("año 100%.pdf", inline=True) == (
        "inline; filename=\"ano 100_.pdf\"; filename*=UTF-8''a%C3%B1o%20100%25.pdf"
    )
    assert content_disposition("报告.pdf").startswith('attachment; filename="__.pdf"; ')


@given(st.text(max_size=300))
def test_any_name_becomes_a_safe_one(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= MAX_LENGTH + 1
    assert len(safe.encode("utf-8")) <= 201
    assert not set(safe) & set('<>:"|?*/\\\0\r\n\u202e')
    assert safe == safe.strip(" .")
    assert safe_name(safe) == safe


@given(st.text(max_size=300), st.booleans())
def test_no_name_breaks_out_of_the_header(name: str, inline: bool) -> None:
    header = content_disposition(name, inline=inline)
    assert header.isascii()
    found = re.fullmatch(r"(inline|attachment); filename=\"([^\"\\\r\n]*)\"; filename\*=UTF-8''([^\s;\"']+)", header)
    assert found
    assert unquote(found[3]) == safe_name(name)
