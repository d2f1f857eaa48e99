"""Queries: what is asked for, in which words, how surely, and what is left to be found word by word."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atalaya_platform.search.text import STOP_WORDS, fold, parse
from atalaya_strategies.concepts.asking import MAX_MEANINGS, Asked, Asking, How, asking
from atalaya_strategies.concepts.model import Term
from atalaya_strategies.concepts.reading import load, thesaurus
from atalaya_strategies.concepts.wordings import FALL, sought, telling
from tests.strategies.thesaurus import concept, quoted, write

TERMS = [(one.id, term) for one in thesaurus().concepts.values() for term in one.every_term()]


def seen(asked: Asked) -> list[tuple[str, str, How]]:
    return [
        (meaning.concept_id, asked.text[one.start : one.end], one.how)
        for one in asked.recognised
        for meaning in one.meanings
    ]


def small(folder: Path, *concepts: str, **more: str) -> Asking:
    return Asking(load(write(folder, *concepts, **more)))


@pytest.mark.parametrize(
    ("query", "concept_id", "said", "how"),
    [
        ("infraestructura crítica", "critical-infrastructure", "infraestructura crítica", How.EXACT),
        ("Infraestructura Critica", "critical-infrastructure", "Infraestructura Critica", How.EXACT),
        ("csirt", "csirt", "csirt", How.EXACT),
        ("i+d ", "research-and-development", "i+d", How.EXACT),
        ("infra-estruturas críticas ", "critical-infrastructure", "infra-estruturas críticas", How.EXACT),
        ("ransomwares", "ransomware", "ransomwares", How.OTHER_FORM),
        ("infraestrutcura critica", "critical-infrastructure", "infraestrutcura critica", How.MISSPELT),
        ("cibersegurdad", "cybersecurity", "cibersegurdad", How.MISSPELT),
        ("informaton sharing", "information-sharing", "informaton sharing", How.MISSPELT),
        ("infraestructura cr", "critical-infrastructure", "infraestructura cr", How.HALF_TYPED),
        ("infraestrutcura crít", "critical-infrastructure", "infraestrutcura crít", How.MISSPELT),
        ("rançongic", "ransomware", "rançongic", How.HALF_TYPED),
        ("partage d’information", "information-sharing", "partage d’information", How.EXACT),
    ],
)
def test_a_concept_is_seen_however_it_is_typed(query: str, concept_id: str, said: str, how: How) -> None:
    asked = asking().ask(query)
    assert seen(asked) == [(concept_id, said, how)]
    assert not asked.rest.asks


@pytest.mark.parametrize(
    "query",
    [
        *(
            "",
            "  ",
            "los de la ",
            "the of",
            "house",
            "table",
            "mesa",
            "policy",
            "political ",
            "casa",
            "maison",
            "projet",
        ),
        *("CVE-2021-44228 ", "?!", '"critical infrastructure"', "-ransomware", '-"critical infrastructure"'),
        *("xqzzw", "cyb", "ransomware.example.org ", "reputation ", "patents", "external", "determine ", "escolha"),
    ],
)
def test_what_asks_for_no_concept_recognises_none(query: str) -> None:
    asked = asking().ask(query)
    assert seen(asked) == []
    assert asked.rest == parse(query)


def test_the_page_can_say_why() -> None:
    (one,) = asking().ask("infraestructura critica").recognised
    assert one.meanings[0].reason == (
        "infraestructura crítica → critical infrastructure, infraestrutura crítica, infrastructures critiques"
    )
    assert asking().ask("ransomware").recognised[0].meanings[0].reason == "ransomware → rançongiciel"


def test_the_rest_is_searched_word_by_word() -> None:
    asked = asking().ask('ransomware en el Caribe "plan nacional" -phishing training')
    assert [said for _, said, _ in seen(asked)] == ["ransomware", "training"]
    assert asked.rest.words == ("caribe",)
    assert asked.rest.phrases == (("plan", "nacional"),)
    assert asked.rest.excluded == (("phishing",),)
    assert not asked.rest.prefix


def test_an_identifier_belongs_to_a_term_as_a_whole(tmp_path: Path) -> None:
    ours = small(tmp_path, concept("sealed", en=quoted("end-to-end sealing")), concept("end", en=quoted("terminus")))
    assert seen(ours.ask("end-to-end sealing ")) == [("sealed", "end-to-end sealing", How.EXACT)]
    assert seen(ours.ask("in-terminus-x terminus ")) == [("end", "terminus", How.EXACT)]


def test_what_is_quoted_parts_what_is_not() -> None:
    assert seen(asking().ask('infraestructura "x" crítica ')) == []


def test_words_of_several_languages_are_read_in_one_query() -> None:
    asked = asking().ask("ciberdelincuencia training infrastructures critiques")
    assert [said for _, said, _ in seen(asked)] == ["ciberdelincuencia", "training", "infrastructures critiques"]


def test_the_longest_term_counts_first() -> None:
    (one,) = asking().ask("protección de la infraestructura crítica").recognised
    assert [meaning.concept_id for meaning in one.meanings] == ["critical-infrastructure-protection"]


def test_a_term_of_two_concepts_means_both() -> None:
    (one,) = asking().ask("comunicação social").recognised
    assert {meaning.concept_id for meaning in one.meanings} == {"crisis-communication", "media-and-platforms"}
    without = asking().ask("comunicação social", without=frozenset({"media-and-platforms"}))
    assert [name for name, _, _ in seen(without)] == ["crisis-communication"]


def test_the_askers_language_decides_between_languages(tmp_path: Path) -> None:
    ours = small(tmp_path, concept("left", en=quoted("wordy")), concept("right", fr=quoted("wordy")))
    assert {name for name, _, _ in seen(ours.ask("wordy "))} == {"left", "right"}
    assert {name for name, _, _ in seen(ours.ask("wordy ", language="fr"))} == {"right"}


def test_what_was_switched_off_stays_in_the_rest() -> None:
    asked = asking().ask("ransomware ", without=frozenset({"ransomware"}))
    assert seen(asked) == []
    assert asked.rest.words == ("ransomware",)


def test_a_word_that_could_be_anything_is_nothing(tmp_path: Path) -> None:
    few = [concept(f"c{n}", en=quoted(f"zebraline{'xyzwvu'[n]}")) for n in range(MAX_MEANINGS)]
    assert len(small(tmp_path, *few).ask("zebral").recognised[0].meanings) == MAX_MEANINGS
    more = small(tmp_path, *few, concept("more", en=quoted("zebralineq")))
    assert more.ask("zebral").recognised == more.ask("zebralines ").recognised == ()


def test_a_word_alone_is_corrected_only_if_little_is_wrong(tmp_path: Path) -> None:
    ours = small(tmp_path, concept("one", en=quoted("zebraline")), concept("two", en=quoted("zebra croxxing")))
    assert [how for _, _, how in seen(ours.ask("zebralinne "))] == [How.MISSPELT]
    assert seen(ours.ask("zebrallinne ")) == seen(ours.ask("xebraline ")) == seen(ours.ask("zebr ")) == []
    assert seen(ours.ask("zebra crossing ")) == [("two", "zebra crossing", How.MISSPELT)]


def test_no_word_that_is_whole_is_taken_for_the_beginning_of_another() -> None:
    assert seen(asking().ask("incident ")) != [] != seen(asking().ask("incident"))
    assert {how for _, _, how in seen(asking().ask("rançongic "))} <= {How.MISSPELT}


def test_narrower_concepts_weigh_less_with_each_step() -> None:
    found = {one.concept_id: one for one in sought(thesaurus(), "cyber-threat")}
    assert found["cyber-threat"].weight == 1
    assert found["malware"].weight == FALL > found["ransomware"].weight == FALL**2
    assert all(set(one.terms) == {"en", "es", "pt", "fr"} for one in found.values())


def test_terms_are_telling() -> None:
    terms = telling(thesaurus().concepts["critical-infrastructure"], 5)
    texts = [term.text for term in terms["en"]]
    assert texts[0] == "critical infrastructure"
    assert {"vital infrastructure", "CNI"} <= set(texts)
    assert not {"critical infrastructures", "national critical infrastructure"} & set(texts)


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(TERMS), st.booleans())
def test_every_term_typed_whole_is_recognised(known: tuple[str, Term], plain: bool) -> None:
    concept_id, text = known[0], known[1].text
    asked = asking().ask(fold(text) if plain else text, prefix_last=False)
    covered = {name for name, said, how in seen(asked) if how is How.EXACT and len(said) == len(asked.text)}
    assert concept_id in covered or not parse(text).words


PIECES = st.one_of(
    st.sampled_from(TERMS).map(lambda one: one[1].text),
    st.sampled_from(sorted(STOP_WORDS)),
    st.sampled_from(['"', "-", "´", "½", "ﬁ"]),
    st.text(max_size=6),
)


@settings(deadline=None, max_examples=80)
@given(st.lists(PIECES, max_size=10).map(" ".join), st.booleans())
def test_any_query_can_be_read(query: str, prefix: bool) -> None:
    asked = asking().ask(query, prefix_last=prefix)
    ends = 0
    for one in asked.recognised:
        assert ends <= one.start < one.end <= len(asked.text)
        assert len(one.meanings) >= 1
        assert one.sought[0].weight == 1
        ends = one.end


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_a_typed_query_without_concepts_is_searched_as_before(query: str) -> None:
    asked = asking().ask(query)
    assert asked.recognised or asked.rest == parse(query)


def test_an_acronym_is_never_corrected_from_a_short_word() -> None:
    for typed in ("cerz", "sox", "ppq"):
        assert seen(asking().ask(typed + " ")) == [], typed
