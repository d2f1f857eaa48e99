"""The thesaurus that comes with the service: it is whole, and says what searches need to know."""

import re
from itertools import pairwise

import pytest

from atalaya_strategies.concepts.model import ElementRef, Match, Term, Thesaurus
from atalaya_strategies.concepts.reading import load
from atalaya_strategies.concepts.roots import roots

LANGUAGES = ("en", "es", "pt", "fr")


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return load()


def term(thesaurus: Thesaurus, concept: str, language: str, text: str) -> Term:
    return next(one for one in thesaurus.concepts[concept].terms[language] if one.text == text)


def test_it_covers_the_field_in_four_languages(thesaurus: Thesaurus) -> None:
    assert len(thesaurus.concepts) >= 220
    for concept in thesaurus.concepts.values():
        assert tuple(concept.terms) == tuple(concept.definition) == LANGUAGES
        assert all(len(concept.terms[language]) >= 2 for language in LANGUAGES), concept.id
    themes = {concept.theme for concept in thesaurus.concepts.values()}
    assert themes == set(thesaurus.scheme.themes)


def test_relations_hold_in_both_directions(thesaurus: Thesaurus) -> None:
    concepts = thesaurus.concepts
    for concept in concepts.values():
        assert all(concept.id in concepts[one].narrower for one in concept.broader)
        assert all(concept.id in concepts[one].broader for one in concept.narrower)
        assert all(concept.id in concepts[one].related for one in concept.related)
        assert concept.broader or concept.narrower or concept.related, f"{concept.id} stands alone"


def test_every_element_of_every_vocabulary_has_a_concept(thesaurus: Thesaurus) -> None:
    for vocabulary in thesaurus.vocabularies.values():
        for code in vocabulary.elements:
            assert thesaurus.of_element(ElementRef(vocabulary.id, code)), f"{vocabulary.id} {code}"


def test_the_vocabularies_are_the_editions_they_say(thesaurus: Thesaurus) -> None:
    leaves = {
        name: [code for code, element in vocabulary.elements.items() if element.parent or name.startswith("enisa")]
        for name, vocabulary in thesaurus.vocabularies.items()
    }
    assert {name: len(codes) for name, codes in leaves.items()} == {
        "cmm-2021": 23,
        "enisa-ncss-2016": 15,
        "ncs-guide-2021": 38,
    }
    guide = thesaurus.vocabularies["ncs-guide-2021"].elements
    assert [code for code, element in guide.items() if element.parent is None] == [f"5.{n}" for n in range(1, 8)]
    for vocabulary in thesaurus.vocabularies.values():
        assert re.search(r"20\d\d", vocabulary.edition)
        for element in vocabulary.elements.values():
            assert tuple(element.label) == LANGUAGES


def test_an_area_has_the_concepts_of_its_elements(thesaurus: Thesaurus) -> None:
    area = {concept.id for concept in thesaurus.of_element(ElementRef("ncs-guide-2021", "5.3"))}
    part = {concept.id for concept in thesaurus.of_element(ElementRef("ncs-guide-2021", "5.3.4"))}
    assert "cyber-exercises" in part < area


def test_how_a_term_is_recognised_follows_from_its_form(thesaurus: Thesaurus) -> None:
    assert term(thesaurus, "csirt", "es", "CSIRT").match is Match.LETTERS
    assert term(thesaurus, "research-and-development", "es", "I+D").match is Match.LETTERS
    assert term(thesaurus, "mobile-networks", "fr", "5G").match is Match.LETTERS
    assert term(thesaurus, "cybersecurity", "es", "ciberseguridad").match is Match.WORDS
    assert term(thesaurus, "critical-infrastructure", "fr", "infrastructures critiques").match is Match.ROOTS
    assert term(thesaurus, "cyber-insurance", "es", "seguro cibernético").match is Match.WORDS


def test_insurance_is_not_taken_for_security(thesaurus: Thesaurus) -> None:
    assert roots("es", "seguro cibernético") == roots("es", "seguridad cibernética")
    assert term(thesaurus, "cybersecurity", "es", "seguridad cibernética").match is Match.ROOTS


def test_a_region_has_its_own_spelling(thesaurus: Thesaurus) -> None:
    sharing = thesaurus.concepts["information-sharing"].terms["pt"]
    assert next(one for one in sharing if one.region == "PT").text == "partilha de informação"
    assert next(one for one in sharing if one.region == "BR").tag == "pt-BR"
    assert term(thesaurus, "cloud-computing", "fr", "infonuagique").tag == "fr-CA"


def test_steps_down_are_counted_the_short_way(thesaurus: Thesaurus) -> None:
    steps = thesaurus.narrower_by_steps("cyber-threat")
    assert (steps["cyber-threat"], steps["malware"], steps["ransomware"]) == (0, 1, 2)
    assert "cybercrime" not in steps
    ordered = list(steps.values())
    assert all(first <= second for first, second in pairwise(ordered))


def test_the_example_of_the_product_joins_four_languages(thesaurus: Thesaurus) -> None:
    concept = thesaurus.concepts["critical-infrastructure"]
    assert [concept.preferred(language).text for language in LANGUAGES] == [
        "critical infrastructure",
        "infraestructura crítica",
        "infraestrutura crítica",
        "infrastructures critiques",
    ]
    assert "infraestruturas críticas" in [one.text for one in concept.alternative("pt")]
