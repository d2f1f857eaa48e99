"""Coverage of a vocabulary's elements: which passages count, and a strength that only grows with what is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_strategies.concepts.coverage import Coverage, Measure, strength
from atalaya_strategies.concepts.reading import thesaurus

GUIDE = thesaurus().vocabularies["ncs-guide-2021"]
MEASURE = Measure(thesaurus(), GUIDE)
CONCEPTS = sorted(thesaurus().concepts)
DOCUMENTS = st.lists(st.lists(st.sampled_from(CONCEPTS), max_size=6), max_size=8)


def of(*passages: list[str]) -> Coverage[int]:
    return MEASURE.of(enumerate(passages))


def test_a_passage_counts_for_the_elements_of_its_concepts_and_their_areas() -> None:
    found = of(["cyber-exercises", "cyber-exercises"], ["blockchain"], ["cyber-exercises", "ransomware"])
    assert found.elements["5.3.4"].passages == ((0, 2), (2, 1))
    assert found.elements["5.3"].passages == ((0, 2), (2, 1))
    assert found.elements["5.3.4"].concepts == {"cyber-exercises"}
    assert not found.elements["5.1.5"].is_covered
    assert found.elements["5.1.5"].strength == 0
    assert list(found.elements) == list(GUIDE.elements)


def test_a_concept_of_an_area_counts_for_none_of_its_parts() -> None:
    assert {ref.code for ref in thesaurus().concepts["critical-infrastructure"].elements if "ncs" in ref[0]} == {"5.4"}
    found = of(["critical-infrastructure"])
    assert [code for code, one in found.elements.items() if one.is_covered] == ["5.4"]
    assert found.share == 0


def test_the_share_is_of_the_elements_without_parts() -> None:
    leaves = [code for code, element in GUIDE.elements.items() if element.parent]
    found = of(["cyber-exercises"])
    assert found.share == pytest.approx(sum(found.elements[code].is_covered for code in leaves) / len(leaves))
    assert of(CONCEPTS).share == 1
    assert of().share == 0


def test_the_strength_of_known_cases() -> None:
    assert strength([], 0, 5) == strength([1], 1, 0) == 0
    assert strength([60] * 4, 3, 5) == pytest.approx(0.5)
    assert strength([60] * 4, 1, 1) == pytest.approx(0.5)
    assert strength([60] * 4, 1, 5) == pytest.approx(0.25)
    assert strength([1], 1, 5) == pytest.approx(0.5 / 4.5 / 2)


@given(DOCUMENTS, st.integers(0, 7), st.sampled_from(CONCEPTS))
def test_an_annotation_more_never_makes_anything_weaker(document: list[list[str]], at: int, more: str) -> None:
    before = of(*document)
    said = [*document, []]
    at = min(at, len(document))
    after = of(*said[:at], [*said[at], more], *said[at + 1 :])
    touched = {ref.code for ref in thesaurus().concepts[more].elements if ref.vocabulary == GUIDE.id}
    for code, one in after.elements.items():
        assert one.strength >= before.elements[code].strength
        if code in touched:
            assert one.strength > before.elements[code].strength
    assert after.share >= before.share


@given(DOCUMENTS)
def test_strength_is_a_share_and_needs_a_passage(document: list[list[str]]) -> None:
    for one in of(*document).elements.values():
        assert 0 <= one.strength < 1
        assert (one.strength > 0) == one.is_covered == bool(one.concepts)
        assert [number for _, number in one.passages] == sorted((number for _, number in one.passages), reverse=True)


@given(DOCUMENTS)
def test_an_area_is_at_least_as_deep_as_its_parts(document: list[list[str]]) -> None:
    found = of(*document).elements
    for code, element in GUIDE.elements.items():
        if element.parent:
            assert {at for at, _ in found[code].passages} <= {at for at, _ in found[element.parent].passages}


@given(st.lists(st.integers(1, 5), max_size=6), st.integers(1, 6))
def test_the_order_and_number_of_other_passages_play_no_part(mentions: list[int], possible: int) -> None:
    assert strength(mentions, 1, possible) == pytest.approx(strength(sorted(mentions), 1, possible))
    document = [["cyber-exercises"] * number for number in mentions]
    assert of(*document).elements["5.3.4"].strength == of(*document, [], ["blockchain"]).elements["5.3.4"].strength
