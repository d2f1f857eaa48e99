"""How alike states are, and why."""

from itertools import combinations

from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.vocabulary import PlaceKind
from atalaya_strategies.drafting.similarity import Because, likeness, neighbours, official_languages, populations

STATES = [code for code, place in places().items() if place.kind is PlaceKind.STATE]


def test_each_state_has_its_size() -> None:
    assert set(populations()) == set(STATES)


def test_likeness_is_the_same_both_ways() -> None:
    for one, other in combinations(STATES[:40], 2):
        there, back = likeness(one, other), likeness(other, one)
        assert (there.score, there.because) == (back.score, back.because)
        assert 0 <= there.score <= 1
        assert there.score <= likeness(one, one).score


def test_the_neighbours_of_jamaica_are_its_likes() -> None:
    nearest = neighbours("JAM")
    assert nearest[0].place in {"TTO", "GUY", "BHS", "BRB"}
    assert set(nearest[0].because) == {Because.SUBREGION, Because.SIZE, Because.LANGUAGE, Because.MEMBER}
    order = [one.place for one in nearest]
    assert order.index("TTO") < order.index("CRI") < order.index("JPN")
    assert "JAM" not in order
    assert [one.place for one in neighbours("JAM", ["MRT", "CARICOM", "BRB", "JAM"])] == ["BRB", "MRT"]


def test_official_languages_are_those_of_the_oas() -> None:
    assert official_languages("CAN") == {"en", "fr"}
    assert official_languages("HTI") == {"fr"}
    assert official_languages("BRA") == {"pt"}
    assert official_languages("SUR") == set()
