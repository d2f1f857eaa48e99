"""What changed between two texts."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from atalaya_strategies.drafting.comparing import Piece, compare
from atalaya_strategies.drafting.vocabulary import Change

TEXTS = st.lists(st.sampled_from(["The CSIRT", "reports", "incidents", ".", "\n\n", " ", "ñ", "24 hours"])).map("".join)


@settings(max_examples=50)
@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(one.text for one in pieces if one.change is not Change.ADDED) == before
    assert "".join(one.text for one in pieces if one.change is not Change.REMOVED) == after
    assert all(one.change is not two.change for one, two in pairwise(pieces))


def test_only_the_word_that_was_changed_is_told() -> None:
    before = "First paragraph.\n\nOperators report within 72 hours.\n\nLast."
    after = "First paragraph.\n\nOperators report within 24 hours.\n\nLast."
    assert compare(before, after) == [
        Piece(Change.SAME, "First paragraph.\n\nOperators report within "),
        Piece(Change.REMOVED, "72"),
        Piece(Change.ADDED, "24"),
        Piece(Change.SAME, " hours.\n\nLast."),
    ]


def test_a_rewritten_chapter_is_not_compared_word_by_word() -> None:
    before, after = "word " * 4_000, "term " * 4_000
    assert [one.change for one in compare(before, after)] == [Change.REMOVED, Change.ADDED]
