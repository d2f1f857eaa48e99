"""Markdown: what people write is shown as they mean it."""

from uuid import UUID

import pytest

from atalaya_platform.text.markdown import (
    MAX_BYTES,
    MAX_LINES,
    Heading,
    Mention,
    MentionKind,
    TextTooLong,
    attached,
    cited,
    mentions,
    outline,
    plain,
    render,
)

ANA = "0192f0c1-2222-7333-8444-555566667777"
TEAM = "0192f0c1-2222-7333-8444-555566668888"
TOPIC = "0192f0c1-2222-7333-8444-555566669999"
REL = 'rel="noopener noreferrer nofollow"'


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Hello **world** and *you*", "<p>Hello <strong>world</strong> and <em>you</em></p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("~~gone~~", "<p><s>gone</s></p>\n"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("4. a", '<ol start="4">\n<li>a</li>\n</ol>\n'),
        ("***", "<hr>\n"),
        ("`a < b`", "<p><code>a &lt; b</code></p>\n"),
        ("<b>raw</b>", "<p>&lt;b&gt;raw&lt;/b&gt;</p>\n"),
        ("https://a.example stays text", "<p>https://a.example stays text</p>\n"),
        ("<https://a.example/>", f'<p><a href="https://a.example/" {REL}>https://a.example/</a></p>\n'),
        ("[x](mailto:a@b.example)", f'<p><a href="mailto:a@b.example" {REL}>x</a></p>\n'),
        ("[x](/topics/1#p2)", f'<p><a href="/topics/1#p2" {REL}>x</a></p>\n'),
        ("[x](#section-y)", f'<p><a href="#section-y" {REL}>x</a></p>\n'),
        ("¿Qué? ñandú, façade, ação", "<p>¿Qué? ñandú, façade, ação</p>\n"),
        ("", ""),
    ],
)
def test_the_usual_marks(source: str, html: str) -> None:
    assert render(source) == html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("[bank](http://bank.example/login)", "bank (http://bank.example/login)"),
        ("<http://bank.example/>", "http://bank.example/"),
        ("[x](ftp://bank.example)", "x (ftp://bank.example)"),
        ("[x](tel:123)", "x"),
        ("[x](relative/path)", "x"),
        ("![pixel](http://evil.example/p.gif)", "pixel"),
        ("![](//evil.example/p.gif)", "//evil.example/p.gif"),
    ],
)
def test_a_link_that_is_not_made_can_still_be_read(source: str, text: str) -> None:
    assert render(source) == f"<p>{text}</p>\n"


def test_another_sites_picture_is_a_link() -> None:
    assert render("![map](https://a.example/m.png)") == f'<p><a href="https://a.example/m.png" {REL}>map</a></p>\n'
    assert "<img" not in render("[![map](https://a.example/m.png)](https://b.example)")


def test_code_blocks_say_their_language() -> None:
    assert render("```Python title=x\na < b\n```") == '<pre><code class="language-python">a &lt; b\n</code></pre>\n'
    assert render("```c++\nx\n```").startswith('<pre><code class="language-c++">')
    assert render('```"><b\nx\n```') == "<pre><code>x\n</code></pre>\n"
    assert render("    indented") == "<pre><code>indented\n</code></pre>\n"


def test_tables_align_by_class() -> None:
    html = render("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | **3** |")
    assert '<th class="align-center">b</th>' in html
    assert '<td class="align-right"><strong>3</strong></td>' in html
    assert "style" not in html


def test_tasks_are_signs_that_a_screen_reader_says() -> None:
    html = render("- [ ] call\n- [x] write\n- [y] no\n\n1. [X] numbered")
    assert '<li class="task">☐ call</li>' in html
    assert '<li class="task">☑ write</li>' in html
    assert "<li>[y] no</li>" in html
    assert "☑ numbered" in html
    assert "☐" not in render("[ ] not in a list")


@pytest.mark.parametrize("depth", [1, 5, 7, 8, 9, 16, 17, 40])
def test_nothing_is_lost_however_deep_it_stands(depth: int) -> None:
    steps = "\n".join("  " * level + f"- step{level}" for level in range(depth))
    for source in (steps + "\n\nafter", "> " * depth + "quoted\n\nafter", "- " * depth + "item\n\n# after"):
        shown, words = render(source), plain(source)
        for word in [f"step{level}" for level in range(depth)] if source.startswith("- step") else ["after"]:
            assert word in shown
            assert word in words
        assert "after" in shown.splitlines()[-1]
        assert ("quoted" in words) == ("quoted" in source)
        assert ("item" in words) == ("item" in source)


def test_headings_stand_below_those_of_the_page() -> None:
    html = render("# Señales\n\n###### Deep\n\nSeñales\n===\n\n# 🐢")
    assert '<h3 id="section-señales">Señales</h3>' in html
    assert '<h6 id="section-deep">Deep</h6>' in html
    assert '<h3 id="section-señales-2">Señales</h3>' in html
    assert '<h3 id="section-x">🐢</h3>' in html
    assert render("# A", heading_shift=0) == '<h1 id="section-a">A</h1>\n'


def test_outline_has_the_anchors_of_the_page() -> None:
    source = "# One *two* `three`\n\ntext\n\n## One two three\n\n> # Quoted @[Ana](person:" + ANA + ")"
    found = outline(source)
    assert found == [
        Heading(1, "One two three", "section-one-two-three"),
        Heading(2, "One two three", "section-one-two-three-2"),
        Heading(1, "Quoted @Ana", "section-quoted-ana"),
    ]
    assert all(f'id="{heading.anchor}"' in render(source) for heading in found)


MENTIONING = (
    f"@[Ana Ruiz](person:{ANA}), **@[CSIRT Jamaica](organisation:{TEAM})**\n\n- see #[Loader *new*](topic:{TOPIC})\n"
    f"- again @[Ana](person:{ANA})\n\n`@[Code](person:{TEAM})`\n\n    @[Code](person:{TEAM})"
)


def test_mentions_are_marked_up() -> None:
    html = render(MENTIONING)
    assert f'<a data-mention="person" data-id="{ANA}" {REL}>@Ana Ruiz</a>' in html
    assert f'<strong><a data-mention="organisation" data-id="{TEAM}" {REL}>@CSIRT Jamaica</a></strong>' in html
    assert f'<a data-mention="topic" data-id="{TOPIC}" {REL}>#Loader *new*</a>' in html
    assert f"<code>@[Code](person:{TEAM})</code>" in html


def test_mentions_are_listed_once_and_not_from_code() -> None:
    assert mentions(MENTIONING) == [
        Mention(MentionKind.PERSON, UUID(ANA), "Ana Ruiz"),
        Mention(MentionKind.ORGANISATION, UUID(TEAM), "CSIRT Jamaica"),
        Mention(MentionKind.TOPIC, UUID(TOPIC), "Loader *new*"),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "@[Ana](person:1)",
        f"@[Ana](topic:{ANA})",
        f"#[x](person:{ANA})",
        f"[Ana](person:{ANA})",
        f"@ [Ana](person:{ANA})",
        f"@[Ana](person:{ANA}",
        f"@[](person:{ANA})",
        f"@[a\nb](person:{ANA})",
        f"@[{'x' * 201}](person:{ANA})",
        f"@[Ana](person:{ANA}/x)",
    ],
)
def test_what_is_no_mention(source: str) -> None:
    assert mentions(source) == []
    assert "data-mention" not in render(source)


def test_attachments_are_shown_only_when_they_belong_here() -> None:
    source = f'![map](attachment:{ANA} "t") and [report.pdf](attachment:{TEAM}), ![other](attachment:{TOPIC})'
    html = render(source, attachments={UUID(ANA), UUID(TEAM)})
    assert f'<img src="/api/v1/files/{ANA}/content" alt="map" title="t" loading="lazy">' in html
    assert f'<a href="/api/v1/files/{TEAM}/content" {REL}>report.pdf</a>' in html
    assert TOPIC not in html
    assert html.endswith("other</p>\n")
    assert render(source) == "<p>map and report.pdf, other</p>\n"
    assert attached(source + f" [again](attachment:{ANA}) `[x](attachment:{TOPIC})`") == [
        UUID(ANA),
        UUID(TEAM),
        UUID(TOPIC),
    ]


def test_a_typed_address_of_a_file_shows_nothing() -> None:
    """Only ids from the allow-list become pictures; an address written out is a link like any other."""
    assert "<img" not in render(f"![x](/api/v1/files/{ANA}/content)", attachments={UUID(ANA)})


def test_marks_that_turn_the_direction_are_taken_out() -> None:
    assert render("invoice\u202efdp.exe") == "<p>invoicefdp.exe</p>\n"
    assert plain("a\u2066b\u2069c") == "abc"


def test_plain_text_for_search() -> None:
    source = (
        f"# Title\n\nHello **big** [site](https://a.example) @[Ana](person:{ANA})\nsecond\n\n"
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n```py\nx = 1\n```\n\n![cap *tion*](attachment:x)\n\n- item `code`\n\n<b>"
    )
    assert plain(source) == ("Title\nHello big site @Ana\nsecond\na\tb\n1\t2\nx = 1\ncap tion\nitem code\n<b>")
    assert plain("") == ""


@pytest.mark.parametrize(
    ("limit", "text"),
    [(100, "The loader was seen, again and again"), (20, "The loader was seen…"), (12, "The loader…"), (4, "The…"),
     (36, "The loader was seen, again and again"), (35, "The loader was seen, again and…")],
)  # fmt: skip
def test_an_excerpt_ends_between_words(limit: int, text: str) -> None:
    assert plain("# The loader\n\nwas **seen**, again\nand again", limit=limit) == text
    assert len(text) <= limit


def test_an_excerpt_of_one_long_word() -> None:
    assert plain("a" * 500, limit=10) == "aaaaaaaaa…"


@pytest.mark.parametrize(
    "text", ["a" * (MAX_BYTES + 1), "ñ" * (MAX_BYTES // 2 + 1), "\n" * MAX_LINES, "\r" * MAX_LINES]
)
def test_the_cap(text: str) -> None:
    for reading in (render, plain, mentions, attached, outline):
        with pytest.raises(TextTooLong, match="attach it as a file"):
            reading(text)
    assert render(text[:4_000]) is not None


def test_exactly_at_the_cap() -> None:
    assert len(render("a" * MAX_BYTES)) > MAX_BYTES
    assert len(plain("a\n" * (MAX_LINES - 1))) > MAX_LINES


def test_numbered_sources_are_links_only_where_there_are_some() -> None:
    text = "So says Jamaica[^3], `not[^4]`, and again[^3] with others[^12]."
    assert '<a href="#source-3"' in render(text, sources=True)
    assert "[^4]" in render(text, sources=True)
    assert "#source" not in render(text)
    assert cited(text) == [3, 12]
