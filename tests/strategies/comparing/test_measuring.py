"""What is read off coverage, and which part of a passage is shown: pure functions."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_strategies.comparing import kept
from atalaya_strategies.comparing.excerpts import BEFORE, LONGEST, excerpt
from atalaya_strategies.comparing.measuring import (
    NOTICED,
    Weight,
    change,
    counting,
    coverage,
    only_rejected,
    touching,
    weights,
)
from atalaya_strategies.comparing.vocabulary import Became, VocabularyId
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.documents.models import Document

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
SAID = [
    (ONE, ["cyber-exercises"]),
    (TWO, ["cyber-exercises", "ransomware", "cyber-exercises"]),
    (THREE, ["blockchain"]),
]
EXERCISES = "5.3.4"


def test_the_vocabularies_to_choose_from_are_those_that_there_are() -> None:
    assert {str(one) for one in VocabularyId} == set(thesaurus().vocabularies)


def test_rejected_annotations_count_for_nothing() -> None:
    wanted = touching(VocabularyId.NCS_GUIDE, EXERCISES)
    assert counting(SAID, wanted, ()) == [(TWO, 2), (ONE, 1)]
    rejected = {(TWO, "cyber-exercises")}
    assert counting(SAID, wanted, rejected) == [(ONE, 1)]
    assert only_rejected(SAID, wanted, rejected) == [TWO]
    assert only_rejected(SAID, wanted, ()) == []
    whole = coverage(VocabularyId.NCS_GUIDE, SAID).elements[EXERCISES]
    less = coverage(VocabularyId.NCS_GUIDE, SAID, rejected).elements[EXERCISES]
    assert less.passages == ((ONE, 1),)
    assert less.strength < whole.strength


def test_concepts_are_weighed_by_mentions() -> None:
    assert weights(SAID)[0] == Weight("cyber-exercises", 3, 2)
    assert {one.concept for one in weights(SAID, {(THREE, "blockchain")})} == {"cyber-exercises", "ransomware"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (0, 1, Became.GAINED),
        (1, 0, Became.LOST),
        (0, 0, Became.SAME),
        (1, 1, Became.SAME),
        (1, 12, Became.STRONGER),
        (12, 1, Became.WEAKER),
        (12, 13, Became.SAME),
    ],
)
def test_what_became_of_an_element(before: int, after: int, expected: Became) -> None:
    former, later = (
        coverage(VocabularyId.NCS_GUIDE, [(UUID(int=one), ["cyber-exercises"] * 3) for one in range(number)])
        for number in (before, after)
    )
    assert change(former.elements[EXERCISES], later.elements[EXERCISES]) is expected
    far = abs(later.elements[EXERCISES].strength - former.elements[EXERCISES].strength) >= NOTICED
    assert far == (expected in (Became.STRONGER, Became.WEAKER)) or expected in (Became.GAINED, Became.LOST)


def test_an_excerpt_marks_terms_and_shows_where_they_stand_closest() -> None:
    text = "alpha " * 100 + "exercises and drills " + "omega " * 100
    first, near = (0, 5), (600, 609)
    pieces = excerpt(text, [first, near, (614, 620)])
    assert [piece.text for piece in pieces if piece.hit] == ["exercises", "drills"]
    assert pieces[0].text == "… "
    assert pieces[-1].text == " …"
    assert excerpt("A drill.", [(2, 7)]) == excerpt("A drill.", [(2, 7), (3, 7)])
    assert [piece.hit for piece in excerpt("A drill.", [(2, 7)])] == [False, True, False]


def test_a_kept_coverage_goes_with_what_it_was_measured_from() -> None:
    row = Document(id=ONE, place="JAM", name="a.txt", size=1, sha256=b"", version=3)
    key = kept.measured(VocabularyId.NCS_GUIDE, row, frozenset())
    found = coverage(VocabularyId.NCS_GUIDE, SAID)
    kept.keep(key, found)
    assert kept.known(key) is found
    rejected = kept.measured(VocabularyId.NCS_GUIDE, row, frozenset({(TWO, "cyber-exercises")}))
    row.version = 4
    others = (rejected, kept.measured(VocabularyId.NCS_GUIDE, row, frozenset()), key._replace(vocabulary="cmm-2021"))
    assert [kept.known(one) for one in others] == [None, None, None]
    for number in range(kept.MOST):
        kept.keep(key._replace(version=100 + number), found)
    assert kept.known(key) is None


@given(
    st.lists(st.sampled_from(["a", "some", "longer words", "\n\n", "x" * 90]), max_size=30).map(" ".join),
    st.lists(st.tuples(st.integers(0, 950), st.integers(0, 950)), max_size=5),
)
def test_an_excerpt_is_a_part_of_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    shown = "".join(piece.text for piece in excerpt(text, spans))
    plain = shown.removeprefix("… ").removesuffix(" …")
    assert plain in text
    assert len(plain) <= max(LONGEST, BEFORE)
    assert text == plain or len(text) > LONGEST
