"""Data files that break a rule are refused, with every problem in words."""

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_strategies.concepts import checks
from atalaya_strategies.concepts.raw import RawConcept, Spoken, ThesaurusError, split_region
from atalaya_strategies.concepts.reading import load
from tests.strategies.thesaurus import SCHEME, VOCABULARY, concept, quoted, write


def problems(folder: Path) -> str:
    with pytest.raises(ThesaurusError) as refused:
        load(folder)
    return "\n".join(refused.value.problems)


def test_a_right_folder_loads(tmp_path: Path) -> None:
    thesaurus = load(
        write(
            tmp_path,
            concept("whole", extra='elements = { guide-1 = ["1.1"] }'),
            concept("part", extra='broader = ["whole"]'),
            concept("other", extra='related = ["part"]'),
        )
    )
    assert thesaurus.concepts["whole"].narrower == ("part",)
    assert thesaurus.concepts["part"].related == ("other",)
    assert thesaurus.concepts["whole"].elements[0] == ("guide-1", "1.1")
    assert [one.id for one in thesaurus.top()] == ["other", "whole"]


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ('broader = ["nowhere"]', "there is no concept nowhere (broader)"),
        ('related = ["nowhere"]', "there is no concept nowhere (related)"),
        ('broader = ["b", "b"]', "names one twice under broader"),
        ('broader = ["a"]', "is broader to itself"),
        ('related = ["a"]', "is related to itself"),
        ('elements = { guide-2 = ["1"] }', "there is no vocabulary guide-2"),
        ('elements = { guide-1 = ["9"] }', "guide-1 has no element 9"),
        ('elements = { guide-1 = ["1", "1"] }', "names an element of guide-1 twice"),
        ('narrower = ["b"]', "Extra inputs are not permitted"),
    ],
)
def test_what_is_named_must_exist_once(tmp_path: Path, extra: str, said: str) -> None:
    assert said in problems(write(tmp_path, concept("a", extra=extra), concept("b")))


def test_a_circle_is_refused(tmp_path: Path) -> None:
    said = problems(
        write(
            tmp_path,
            concept("a", extra='broader = ["b"]'),
            concept("b", extra='broader = ["c"]'),
            concept("c", extra='broader = ["a"]'),
        )
    )
    assert [line for line in said.splitlines() if "broader than itself" in line] == [
        "a: is broader than itself, through b",
        "b: is broader than itself, through c",
        "c: is broader than itself, through a",
    ]


def test_what_is_related_is_neither_above_nor_below(tmp_path: Path) -> None:
    said = problems(
        write(
            tmp_path,
            concept("top"),
            concept("middle", extra='broader = ["top"]'),
            concept("low", extra='broader = ["middle"]\nrelated = ["top"]'),
        )
    )
    assert said == "low: is related to top, which is above or below it"


def test_a_relation_is_stated_once(tmp_path: Path) -> None:
    said = problems(write(tmp_path, concept("a", extra='related = ["b"]'), concept("b", extra='related = ["a"]')))
    assert said == "a: is related to b, which says so already; state it once"


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"es": ""}, "first.toml: a: es: List should have at least 1 item"),
        ({"en": quoted("the of")}, "would be found everywhere"),
        ({"en": quoted("x")}, "would be found everywhere"),
        ({"en": quoted("…")}, "has 0 words"),
        ({"en": quoted("two  spaces")}, "has two spaces in a row"),
        ({"en": quoted("decomposed cafe\u0301")}, "is not in Unicode NFC"),
        ({"en": quoted("first-aid kit", "first aid kit")}, "names en 'first aid kit' more than once"),
        ({"en": quoted("Notion B en")}, "en 'notion b en' is said by a, b"),
        ({"en": quoted("shared terms")}, None),
    ],
)
def test_terms_are_clean_and_belong_to_one_concept(tmp_path: Path, terms: Mapping[str, str], said: str | None) -> None:
    folder = write(tmp_path, concept("a", **terms), concept("b"))
    if said is None:
        assert load(folder).concepts["a"].preferred("en").text == "shared terms"
    else:
        assert said in problems(folder)


def test_one_spelling_may_stand_for_two_regions(tmp_path: Path) -> None:
    folder = write(tmp_path, concept("a", pt=quoted("igualdade de gênero [BR]", "igualdade de género [PT]")))
    assert [one.tag for one in load(folder).concepts["a"].terms["pt"]] == ["pt-BR", "pt-PT"]


def test_the_same_roots_ask_for_whole_words(tmp_path: Path) -> None:
    security, insurance = concept("a", es=quoted("seguridad digital")), concept("b", es=quoted("seguros digitales"))
    assert "have the same roots" in problems(write(tmp_path, security, insurance))
    entry = '[[whole_words]]\nlanguage = "es"\nterm = "seguros digitales"\nreason = "Insurance is not security."'
    assert load(write(tmp_path, security, insurance, exceptions=entry))


def test_a_shared_term_needs_a_reason(tmp_path: Path) -> None:
    both = concept("a", en=quoted("press office")), concept("b", en=quoted("press office"))
    assert "exceptions.toml gives no reason" in problems(write(tmp_path, *both))
    entry = '[[shared]]\nlanguage = "en"\nterm = "press office"\nconcepts = ["a", "b"]\nreason = "Two meanings."'
    assert load(write(tmp_path, *both, exceptions=entry))
    assert "is not shared by a, b" in problems(write(tmp_path, concept("a"), concept("b"), exceptions=entry))


def test_an_exception_without_a_case_is_refused(tmp_path: Path) -> None:
    entry = '[[whole_words]]\nlanguage = "es"\nterm = "nada de nada"\nreason = "None."'
    assert "is no term that could be compared by words" in problems(write(tmp_path, concept("a"), exceptions=entry))


def test_definitions_are_sentences_in_their_own_languages(tmp_path: Path) -> None:
    same = concept("a").replace("What a is, in es.", "What a is, in en.")
    assert "two languages have the same definition" in problems(write(tmp_path, same))
    assert "the definition in pt is no sentence" in problems(write(tmp_path, concept("a").replace("in pt.", "in pt")))
    long = concept("a").replace("in fr.", "très " * 90 + "long.")
    assert "letters of 420" in problems(write(tmp_path, long))
    missing = concept("a").replace('definition.fr = "What a is, in fr."', "")
    assert "first.toml: a: definition.fr: Field required" in problems(write(tmp_path, missing))


def test_files_and_ids_fit(tmp_path: Path) -> None:
    assert "second.toml: a is already a concept of first.toml" in problems(
        write(tmp_path, concept("a"), second=concept("a"), scheme=SCHEME)
    )
    assert "Big_Name is no id" in problems(write(tmp_path, concept("Big_Name"), second=""))
    assert "second.toml: scheme.toml does not name this theme" in problems(write(tmp_path, concept("a"), second=""))
    absent = SCHEME + 'themes.third.label = { en = "3", es = "3", pt = "3", fr = "3" }'
    assert "no file for the theme third" in problems(write(tmp_path, concept("a"), second="", scheme=absent))
    assert "first.toml: " in problems(write(tmp_path, "[a"))


def test_every_problem_is_said_at_once(tmp_path: Path) -> None:
    said = problems(
        write(
            tmp_path,
            concept("a", en=quoted("notion b en"), extra='broader = ["nowhere"]\nelements = { guide-1 = ["9"] }'),
            concept("b"),
        )
    )
    assert len(said.splitlines()) >= 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (('id = "guide-1"', 'id = "guide-2"'), "guide-1.toml: holds the vocabulary guide-2"),
        (('code = "1.1", parent = "1"', 'code = "1", parent = "1"'), "has 1 twice"),
        (('parent = "1"', 'parent = "2"'), "1.1 is part of 2, which does not come before it"),
        (('edition = "1st"', ""), "edition: Field required"),
    ],
)
def test_vocabularies_are_whole(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    folder = write(tmp_path, concept("a"), vocabularies={"guide-1": VOCABULARY.replace(*change)})
    assert said in problems(folder)


@pytest.mark.parametrize(
    ("written", "text", "region"),
    [
        ("partilha [PT]", "partilha", "PT"),
        ("partilha", "partilha", ""),
        ("a [b] c", "a [b] c", ""),
        ("[BR]", "[BR]", ""),
    ],
)
def test_a_region_stands_at_the_end(written: str, text: str, region: str) -> None:
    assert split_region(written) == (text, region)


@pytest.mark.parametrize("text", ["CSIRT", "CSIRTs", "IoT", "I+D+i", "R&D", "5G", "E-Ciber", "NIS2", "CERT.br"])
def test_acronyms_are_known_by_their_letters(text: str) -> None:
    assert checks.is_acronym(text)


@pytest.mark.parametrize("text", ["Cyber", "CSIRT nacional", "e-commerce", "Interpol", "27001"])
def test_other_words_are_no_acronyms(text: str) -> None:
    assert not checks.is_acronym(text)


NAMES = st.sampled_from("abcdef")


@given(st.dictionaries(NAMES, st.lists(NAMES, max_size=3, unique=True)))
def test_circles_are_found_in_any_graph(edges: dict[str, list[str]]) -> None:
    edges = {name: edges.get(name, []) for name in "abcdef"}
    spoken = Spoken(en="x", es="x", pt="x", fr="x")
    raw = {
        name: RawConcept(en=["x"], es=["x"], pt=["x"], fr=["x"], definition=spoken, broader=targets)
        for name, targets in edges.items()
    }
    found = any("broader than itself" in problem for problem in checks.relations(raw))
    try:
        tuple(TopologicalSorter(edges).static_order())
        circular = False
    except CycleError:
        circular = True
    assert found is circular
