"""The contract of every search engine: a query that means more than its words."""

import pytest

from atalaya_platform.search.document import Document
from atalaya_platform.search.port import Meaning, SearchEngine
from atalaya_platform.search.text import marked_pieces, parse
from tests.platform.search.factories import ask, counts, document, found

SAID = (("ci", "infraestructuras críticas"), ("energy", "energia"), ("protection", "Protección"))


def about(own: str, body: str, language: str, *concepts: str, minutes: int, often: str = "") -> Document:
    facets = {"concept": concepts, "concept_often": [often] if often else []}
    spans = [(name, body.index(said), body.index(said) + len(said)) for name, said in SAID if said in body]
    return document(own, "Página", body, language=language, facets=facets, minutes=minutes, spans=spans)


LIBRARY = (
    about("en-words", "The critical infrastructure of a state", "en", "ci", minutes=1),
    about("fr-often", "Des infrastructures critiques, ces infrastructures", "fr", "ci", often="ci", minutes=0),
    about("es-once", "Protección de infraestructuras críticas", "es", "ci", "protection", minutes=2),
    about("pt-narrower", "As redes de energia", "pt", "energy", "protection", minutes=3),
    about("en-other", "A budget for schools", "en", "budget", minutes=4),
)
CI = {("concept_often", "ci"): 1.0, ("concept", "ci"): 0.8, ("concept", "energy"): 0.5}
PROTECTION = {("concept", "protection"): 0.8}
MEANT = Meaning(groups=(CI,), shown=("ci", "energy"))


@pytest.fixture(scope="module")
async def library(module_engine: SearchEngine) -> SearchEngine:
    await module_engine.index(LIBRARY)
    return module_engine


async def test_a_meaning_is_found_in_every_language_and_what_weighs_more_comes_first(library: SearchEngine) -> None:
    order = await found(library, "critical infrastructure", meaning=MEANT)
    assert order[0] == "en-words"
    assert order[1:] == ["fr-often", "es-once", "pt-narrower"]
    assert await found(library, "critical infrastructure") == ["en-words"]


async def test_words_that_nothing_has_are_found_by_their_meaning(library: SearchEngine) -> None:
    order = await found(library, "kritische", meaning=MEANT)
    assert (order[0], set(order[1:3]), order[3:]) == ("fr-often", {"en-words", "es-once"}, ["pt-narrower"])


async def test_phrases_of_the_rest_are_required_and_its_words_count(library: SearchEngine) -> None:
    narrowed = Meaning(groups=(CI,), rest=parse("energia", prefix_last=False))
    order = await found(library, "critical infrastructure energia", meaning=narrowed)
    assert set(order) == {"en-words", "fr-often", "es-once", "pt-narrower"}
    phrase = Meaning(groups=(CI,), rest=parse('"redes de energia"', prefix_last=False))
    assert await found(library, 'critical infrastructure "redes de energia"', meaning=phrase) == ["pt-narrower"]


@pytest.mark.parametrize(("language", "word", "first"), [("en", "state", "en-words"), ("es", "proteccion", "es-once")])
async def test_a_word_of_the_rest_counts_as_it_is_said_elsewhere(
    library: SearchEngine, language: str, word: str, first: str
) -> None:
    rest = parse("unbekannt", prefix_last=False)
    said = Meaning(groups=({("concept", "ci"): 0.8},), rest=rest, beside=([("fr", "nulle"), (language, word)],))
    answer = await ask(library, "kritische unbekannt", meaning=said)
    assert answer.hits[0].id == first
    assert {hit.id for hit in answer.hits} == {"en-words", "fr-often", "es-once"}


async def test_what_a_word_is_elsewhere_is_marked(library: SearchEngine) -> None:
    rest = parse("shield", prefix_last=False)
    said = Meaning(groups=(CI,), rest=rest, beside=([("es", "proteccion")],), shown=("ci",))
    answer = await ask(library, "critical shield", meaning=said)
    excerpt = next(hit.excerpt_highlighted for hit in answer.hits if hit.id == "es-once")
    assert [text for text, marked in marked_pieces(excerpt) if marked] == ["Protección", "infraestructuras críticas"]


async def test_whoever_has_values_of_more_groups_comes_first(library: SearchEngine) -> None:
    both = Meaning(groups=(CI, PROTECTION))
    order = await found(library, "protect critical infrastructure", meaning=both)
    assert order[0] == "es-once"
    assert set(order) == {"en-words", "fr-often", "es-once", "pt-narrower"}


async def test_exclusions_filters_and_audiences_hold_for_what_is_meant(library: SearchEngine) -> None:
    text = "critical infrastructure"
    assert "es-once" not in await found(library, f"{text} -protección", meaning=MEANT)
    assert await found(library, text, meaning=MEANT, languages=("pt",)) == ["pt-narrower"]
    assert await found(library, text, meaning=MEANT, filters={"concept": ("protection",)}) == ["es-once", "pt-narrower"]
    assert await found(library, text, meaning=MEANT, audiences=("clear",)) == []


async def test_facets_count_what_is_meant_and_the_total_is_everything(library: SearchEngine) -> None:
    answer = await ask(library, "critical infrastructure", meaning=MEANT, facets=("language", "concept"), limit=1)
    assert counts(answer, "language") == {"en": 1, "fr": 1, "es": 1, "pt": 1}
    assert counts(answer, "concept") == {"ci": 3, "energy": 1, "protection": 2}
    assert answer.total_estimate == 4


async def test_what_is_meant_is_marked_in_its_own_words(library: SearchEngine) -> None:
    answer = await ask(library, "critical infrastructure", meaning=MEANT)
    excerpt = next(hit.excerpt_highlighted for hit in answer.hits if hit.id == "es-once")
    assert [text for text, marked in marked_pieces(excerpt) if marked] == ["infraestructuras críticas"]
    plain = await ask(library, "protección críticas")
    assert [text for text, marked in marked_pieces(plain.hits[0].excerpt_highlighted) if marked] == [
        "Protección",
        "críticas",
    ]


async def test_places_are_kept_only_where_cleaning_leaves_them(engine: SearchEngine) -> None:
    moved = document("moved", "Title", "a\x00b energia", spans=[("energy", 4, 11)], facets={"concept": ["energy"]})
    await engine.index([moved])
    [hit] = (await ask(engine, "x", meaning=Meaning(groups=({("concept", "energy"): 1.0},), shown=("energy",)))).hits
    assert hit.spans == []


@pytest.mark.parametrize(
    "groups", [(), ({},), ({("concept", "x"): 0.0},), ({("concept", "x"): 1.5},), ({("no facet", "x"): 1.0},)]
)
def test_a_meaning_out_of_bounds_is_refused(groups: tuple[dict[tuple[str, str], float], ...]) -> None:
    with pytest.raises(ValueError, match=r"weight|groups|facet"):
        Meaning(groups=groups)
