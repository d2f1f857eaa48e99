"""Passages: whole, in order, of a fair length, under their headings, each in its language."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atalaya_strategies.documents.reading.headings import Path, headings_in, level_of
from atalaya_strategies.documents.reading.passages import FROM, SHORTEST, TO, passages_of, spans
from atalaya_strategies.documents.reading.sketch import hashes_of, similarity, sketch_of

LINES = st.text(alphabet="abc é.\n-1A;•", max_size=400)
LONG = st.lists(st.sampled_from(["word ", "sentence. ", "line\n", "\n\n", "x" * 300, "1 Title\n"]), max_size=120)


@given(st.one_of(LINES, LONG.map("".join)), st.sets(st.integers(0, 400), max_size=5))
@settings(max_examples=60, deadline=None)
def test_passages_hold_every_visible_character_once_and_in_order(text: str, cuts: set[int]) -> None:
    starts = sorted(cut for cut in cuts if cut < len(text) and (cut == 0 or text[cut - 1] == "\n"))
    found = spans(text, starts)
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    for start, end in found:
        assert 0 < end - start <= TO + SHORTEST
        assert text[start:end] == text[start:end].strip()


def test_a_long_page_is_cut_at_paragraphs_and_a_long_paragraph_at_sentences() -> None:
    paragraph = "The team answers at once. " * 12
    lengths = [end - start for start, end in spans("\n\n".join([paragraph.strip()] * 9))]
    assert all(FROM <= length <= TO for length in lengths[:-1])
    assert lengths[-1] >= SHORTEST
    text = "The team answers at once. " * 200
    found = spans(text)
    assert len(found) > 3
    assert all(text[start:end].endswith("once.") for start, end in found)


def test_a_heading_begins_a_passage_and_its_path_is_kept_over_pages() -> None:
    path = Path()
    body = "The Government acts. " * 20
    first = f"1 INTRODUCTION\n\n{body}\n\n1.1 Vision\n\n{body}"
    one = passages_of(1, first, headings_in(first, frozenset()), path, lambda _: "en")
    assert [(p.ordinal, p.heading) for p in one] == [(0, "1 INTRODUCTION"), (1, "1 INTRODUCTION › 1.1 Vision")]
    assert first[one[1].start : one[1].end].startswith("1.1 Vision")
    second = f"{body}\n\n2 OBJECTIVES\n\n{body}"
    two = passages_of(2, second, headings_in(second, frozenset()), path, lambda _: "en")
    assert [p.heading for p in two] == ["1 INTRODUCTION › 1.1 Vision", "2 OBJECTIVES"]


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("1 Introduction", 1),
        ("2.3 Protection of critical infrastructure", 2),
        ("CAPÍTULO IV De la cooperación", 1),
        ("Chapter 3: Governance", 1),
        ("EXECUTIVE SUMMARY", 2),
        ("IV. Ejes estratégicos", 1),
        ("4.1.4 Projet 114 : Mettre en place au niveau du pays un observatoire du secteur publié sur une base au", 3),
        ("2 Mettre en place au niveau du pays un observatoire du secteur publié sur une base au moins", None),
        ("2 objectives will be met by the ministry.", None),
        ("1.2 Vision ........................ 7", None),
        ("12 Vision 2030 National Development Plan, accessed at http://www.vision2030.example", None),
        ("The Government will act", None),
        ("SKKM", None),
        ("2015", None),
        ("", None),
    ],
)
def test_headings_are_told_from_ordinary_lines(line: str, level: int | None) -> None:
    assert level_of(line) == level


def test_numbered_lines_in_a_list_are_no_headings() -> None:
    text = "1. Norton Report\n2. Another Report\n3. A Third Report"
    assert headings_in(text, frozenset()) == []
    assert [one.title for one in headings_in("Text.\n\n4. Governance\n\nMore text.", frozenset())] == ["4. Governance"]
    assert [one.level for one in headings_in("Resumen", frozenset(), frozenset({"resumen"}))] == [2]
    crowded = "2\n2 Structure\nThe first sentence"
    assert headings_in(crowded, frozenset()) == []
    outlined = headings_in(crowded, frozenset(), frozenset({"structure"}))
    assert [(one.title, one.level, one.start) for one in outlined] == [("2 Structure", 1, 2)]
    assert headings_in("GACETA OFICIAL 12", frozenset({"GACETA OFICIAL #"})) == []


def alike(*pages: str) -> float:
    one, other = (hashes_of(sketch_of([text])) for text in pages)
    return similarity(one, other)


def test_sketches_tell_how_alike_texts_are() -> None:
    words = [f"w{number * 7919 % 3000}" for number in range(2500)]
    whole = " ".join(words)
    assert alike(whole, whole) == 1
    assert alike(whole, " ".join(words[:1200]).upper() + " – " + ", ".join(words[1200:])) > 0.99
    half = " ".join(words[:1250] + [f"other{number}" for number in range(1250)])
    assert 0.23 < alike(whole, half) < 0.43  # a third, by the sets themselves
    assert similarity(hashes_of(sketch_of([whole])), hashes_of(sketch_of([half])), 0.5) == 0
    assert alike(whole, "nothing of it is the same here") == 0
    assert alike("a b c", "a b c") == 1
    assert alike("", "") == 0
    assert sketch_of(["a b c d"]).hex() == "0e9f64031fcb2bc7488a18d5567cf130"  # for ever
