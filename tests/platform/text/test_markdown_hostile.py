"""Markdown from somebody who means harm: nothing runs, nothing leaks, nothing hangs."""

import sys
from collections.abc import Callable
from types import FrameType
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atalaya_platform.text.markdown import MAX_BYTES, MAX_LINES, mentions, outline, plain, render
from atalaya_platform.text.sanitise import clean, safe_link
from tests.data.vectors import xss_vectors
from tests.platform.text.html_reader import Reader

ID = UUID("0192f0c1-2222-7333-8444-555566667777")


def test_the_corpus_is_large_and_each_vector_is_new() -> None:
    vectors = xss_vectors()
    assert len(vectors) == len(set(vectors))
    assert len(vectors) >= 200


@pytest.mark.parametrize("vector", xss_vectors())
def test_xss(vector: str) -> None:
    """Through the whole renderer, alone and in the midst of other text."""
    for source in (vector, f"text {vector} text", f"- {vector}\n\n> {vector}", f"[{vector}]({vector})", f"# {vector}"):
        html = render(source, attachments={ID})
        assert Reader(html).complaints == [], html


def test_xss_without_the_first_layer() -> None:
    """The sanitiser alone holds, also when HTML reaches it that Markdown should have stopped."""
    for vector in xss_vectors():
        html = clean(vector)
        assert Reader(html).complaints == [], html
        assert clean(html) == html


def test_xss_stays_readable_text() -> None:
    """An analyst who quotes a script sees it whole: raw HTML is text, not removed."""
    for vector in xss_vectors():
        if (
            vector.startswith("<")
            and "javascript" not in vector
            and "://" not in vector
            and not set("*\n") & set(vector)
        ):
            letters = "".join(vector.replace("\0", "\ufffd").split())
            shown = "".join(Reader(render(vector)).text.split())
            assert shown == "".join(Reader(letters.replace("<", "&lt;")).text.split())


PIECES = [
    *"[]()<>!*_~`#-+|\\\"'&:;=/ \n\t\r\0",
    *(
        "@[",
        "](",
        "person:",
        "attachment:",
        "javascript:",
        "data:",
        "https://",
        "//",
        "a",
        "é",
        "\u202e",
        "&lt;",
        "&#60;",
    ),
    *(
        "<script>",
        "</a>",
        "<img src=x onerror=alert(1)>",
        "onclick=",
        "```",
        "|-|",
        "    ",
        str(ID),
        "\ufeff",
        "\ud800",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=200))
@settings(max_examples=400, deadline=None)
def test_only_allowed_tags_and_attributes_come_out(source: str) -> None:
    html = render(source, attachments={ID})
    assert Reader(html).complaints == []
    assert clean(html) == html


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_readings_never_break_and_agree(source: str) -> None:
    assert all(f'data-id="{mention.id}"' in render(source) for mention in mentions(source))
    assert all(f'id="{heading.anchor}"' in render(source) for heading in outline(source))
    assert len(plain(source, limit=50)) <= 50


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("https://a.example/x?y=1#z", True),
        ("HTTPS://A.example", True),
        ("https://[2001:db8::1]/", True),
        ("mailto:a@b.example", True),
        ("/topics/1", True),
        ("/", True),
        ("#x", True),
        ("", False),
        ("x", False),
        ("?x", False),
        ("//a.example", False),
        ("/\\a.example", False),
        ("/\t/a.example", False),
        ("\\\\a.example", False),
        ("http://a.example", False),
        ("https:a.example", False),
        ("https:///a.example", False),
        ("https://oas.org@evil.example", False),
        ("https://oas.org:x@evil.example/", False),
        ("https://a.example/@name", True),
        (" https://a.example", False),
        ("https://a.example\n", False),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("data:text/html,x", False),
        ("blob:https://a.example", False),
        ("mailto:", False),
        ("\x01javascript:alert(1)", False),
    ],
)
def test_safe_links(target: str, safe: bool) -> None:
    assert safe_link(target) is safe


def _calls(work: Callable[[], object]) -> int:
    """How many Python functions run: a measure of work that no busy machine can spoil."""
    count = 0

    def watch(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


PATHOLOGICAL: dict[str, Callable[[int], str]] = {
    "open brackets": lambda n: "[" * n,
    "open pictures": lambda n: "![" * (n // 2),
    "open pictures with text": lambda n: "![a" * (n // 3),
    "matched brackets": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "nested links": lambda n: "[" * (n // 8) + "](x)" * (n // 8),
    "nested pictures": lambda n: "![" * (n // 8) + "](x)" * (n // 8),
    "links left open": lambda n: "[a](" * (n // 4),
    "angle links left open": lambda n: "[a](<" * (n // 5),
    "brackets then marks": lambda n: "[![" * (n // 24) + " _" * (n // 3),
    "mentions left open": lambda n: "@[" * (n // 2),
    "stars": lambda n: "*" * n,
    "stars and underscores": lambda n: "*a_ " * (n // 4),
    "emphasis that never closes": lambda n: "a**b" * (n // 4),
    "every mark": lambda n: "_*~`[" * (n // 5),
    "backticks of every length": lambda n: "".join("`" * i + " " for i in range(1, int((2 * n) ** 0.5))),
    "quotes in quotes": lambda n: ">" * n,
    "quotes with lazy lines": lambda n: "> " * 16 + "a\n" * min(n // 8, MAX_LINES - 1),
    "ever deeper quotes": lambda n: "\n".join(">" * i for i in range(1, int((2 * n) ** 0.5))),
    "lists on one line": lambda n: "- " * (n // 2),
    "ever deeper lists": lambda n: "\n".join("  " * i + "- a" for i in range(int(n**0.5))),
    "numbered lists on one line": lambda n: "1. " * (n // 3),
    "strikes": lambda n: "~~a" * (n // 3),
    "pipes": lambda n: "a|b\n-|-\n" + "|" * n,
    "wide table of short rows": lambda n: "\n".join(
        ["|".join("a" * (n // 64)), "|".join("-" * (n // 64)), "a\n" * (n // 16)]
    ),
    "one table head after another": lambda n: "-|-\n" * (n // 8),
    "table heads that do not fit": lambda n: "x\n-|-|-\n" * (n // 16),
    "definitions": lambda n: "".join(f"[a{i}]: /x\n" for i in range(n // 12)),
    "references": lambda n: "[a]: x\n\n" + "[a]" * (n // 3),
    "angles": lambda n: "<" * n,
    "addresses left open": lambda n: "<https://" * (n // 9),
    "comments left open": lambda n: "<!--" * (n // 4),
    "ampersands": lambda n: "&#" * (n // 2),
    "backslashes": lambda n: "\\" * n,
    "spaces": lambda n: " " * n + "a",
    "tabs": lambda n: "\t" * n + "a",
    "parentheses": lambda n: "[a](" + "(" * n,
    "underlined headings": lambda n: "a\n=\n" * (n // 8),
    "fences": lambda n: "```\n" * (n // 8),
}  # fmt: skip


def _work(name: str, size: int) -> int:
    source = PATHOLOGICAL[name](size)[:MAX_BYTES]
    return _calls(lambda: render(source))


@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_work_grows_with_the_text_and_not_with_its_square(name: str) -> None:
    """Ten million calls take about a second. Brackets cost most, and beyond 4,000 of them they are text."""
    small, large = _work(name, 1_000), _work(name, 4_000)
    assert large < 6 * small + 10_000
    assert large < 750_000


@pytest.mark.parametrize("name", ["quotes with lazy lines", "open pictures"])
def test_the_largest_text_is_bounded_work(name: str) -> None:
    assert _work(name, MAX_BYTES) < 4_000_000
