"""The thesaurus as SKOS: both forms say the same, and keep the SKOS reference's conditions."""

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from atalaya_strategies.concepts.model import Thesaurus
from atalaya_strategies.concepts.reading import load
from atalaya_strategies.concepts.skos import json_ld, turtle
from tests.conftest import ClientFor
from tests.strategies.thesaurus import concept, quoted, write

BASE = "https://atalaya.example/strategies/"


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    return load()


@pytest.fixture(scope="module")
def graph(thesaurus: Thesaurus) -> Graph:
    return Graph().parse(data=turtle(thesaurus, BASE), format="turtle")


def named(concept_id: str) -> URIRef:
    return URIRef(f"{BASE}concepts/{concept_id}")


def test_both_forms_say_the_same(thesaurus: Thesaurus, graph: Graph) -> None:
    other = Graph().parse(data=json_ld(thesaurus, BASE), format="json-ld")
    assert set(graph) == set(other)


def test_nothing_is_lost(thesaurus: Thesaurus, graph: Graph) -> None:
    scheme = URIRef(f"{BASE}concepts")
    assert len(set(graph.subjects(SKOS.inScheme, scheme))) == len(thesaurus.concepts)
    for one in thesaurus.concepts.values():
        labels = {*graph.objects(named(one.id), SKOS.prefLabel), *graph.objects(named(one.id), SKOS.altLabel)}
        assert {(term.text, term.tag) for term in one.every_term()} <= {
            *((str(label), label.language) for label in labels),
            *((one.preferred(language).text, one.preferred(language).tag) for language in one.terms),
        }
        assert {str(text) for text in graph.objects(named(one.id), SKOS.definition)} == set(one.definition.values())


def test_one_preferred_label_for_each_language_and_region(graph: Graph) -> None:
    for subject in set(graph.subjects(RDF.type, SKOS.Concept)):
        tags = [label.language for label in graph.objects(subject, SKOS.prefLabel) if isinstance(label, Literal)]
        assert len(tags) == len(set(tags)), f"SKOS S14: {subject}"
        assert {"en", "es", "pt", "fr"} <= set(tags)
        preferred = set(graph.objects(subject, SKOS.prefLabel))
        assert preferred.isdisjoint(graph.objects(subject, SKOS.altLabel)), f"SKOS S13: {subject}"


def test_relations_keep_the_reference(graph: Graph) -> None:
    for lower, upper in graph.subject_objects(SKOS.broader):
        if str(lower).startswith(f"{BASE}concepts/"):
            assert (upper, SKOS.narrower, lower) in graph
    for one, other in graph.subject_objects(SKOS.related):
        assert (other, SKOS.related, one) in graph
        assert other not in set(graph.transitive_objects(one, SKOS.broader)), "SKOS S27"
    for top in graph.objects(URIRef(f"{BASE}concepts"), SKOS.hasTopConcept):
        assert (top, SKOS.topConceptOf, URIRef(f"{BASE}concepts")) in graph
        assert (top, SKOS.broader, None) not in graph


def test_elements_carry_their_edition(graph: Graph) -> None:
    element = URIRef(f"{BASE}vocabularies/ncs-guide-2021/5.3.4")
    assert (named("cyber-exercises"), SKOS.relatedMatch, element) in graph
    assert (element, SKOS.inScheme, URIRef(f"{BASE}vocabularies/ncs-guide-2021")) in graph
    assert "2021" in str(graph.value(URIRef(f"{BASE}vocabularies/ncs-guide-2021"), DCTERMS.title))


def test_themes_are_collections(thesaurus: Thesaurus, graph: Graph) -> None:
    members = set(graph.objects(URIRef(f"{BASE}themes/incidents"), SKOS.member))
    assert members == {named(one.id) for one in thesaurus.concepts.values() if one.theme == "incidents"}


def test_signs_are_escaped(tmp_path: Path) -> None:
    awkward = r"a \\ back \"slash\" and\ttab"
    small = load(write(tmp_path, concept("odd", en=quoted(awkward, "plain words [CA]"))))
    text = small.concepts["odd"].preferred("en").text
    assert "\t" in text
    for form, data in (("turtle", turtle(small, BASE)), ("json-ld", json_ld(small, BASE))):
        read = Graph().parse(data=data, format=form)
        assert (named("odd"), SKOS.prefLabel, Literal(text, lang="en")) in read
        assert (named("odd"), SKOS.prefLabel, Literal("plain words", lang="en-CA")) in read


def test_the_forms_are_stable(thesaurus: Thesaurus) -> None:
    assert turtle(thesaurus, BASE) == turtle(load(), BASE)
    assert json_ld(thesaurus, BASE) == json_ld(load(), BASE)


@pytest.mark.parametrize("base", ["", "concepts/", "https://atalaya.example/strategies", "https://a.example/> <x/"])
def test_a_base_that_is_no_address_is_refused(thesaurus: Thesaurus, base: str) -> None:
    with pytest.raises(ValueError, match="ends in a slash"):
        turtle(thesaurus, base)
    with pytest.raises(ValueError, match="ends in a slash"):
        json_ld(thesaurus, base)


async def test_everybody_gets_it_at_an_address(client_for: ClientFor) -> None:
    visitor = await client_for()
    sizes = []
    for form, name in (("text/turtle", "thesaurus.ttl"), ("application/ld+json", "thesaurus.jsonld")):
        answer = await visitor.get(f"/api/v1/strategies/{name}")
        assert (answer.status_code, answer.headers["content-type"]) == (200, f"{form}; charset=utf-8")
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        sizes.append(answer.text.count("/api/v1/strategies/thesaurus/concepts/"))
    assert min(sizes) > 200
