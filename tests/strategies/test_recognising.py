"""Recognition: the right concepts at the right places, in any spelling, language and text, in linear time."""

import re
import time
import unicodedata
from collections.abc import Iterable
from itertools import chain, pairwise, product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atalaya_platform.search.text import fold, words
from atalaya_strategies.concepts.model import Match
from atalaya_strategies.concepts.reading import load, thesaurus
from atalaya_strategies.concepts.recognising import Annotation, Recogniser, recogniser
from atalaya_strategies.concepts.roots import roots
from tests.strategies.thesaurus import concept, quoted, write

TERMS = [term for one in thesaurus().concepts.values() for term in one.every_term()]
ENGLISH = "The response team of the ministry reports to the council on what it has done for all of us in the year. "
SPANISH = "El equipo informa al consejo de lo que ha hecho por todos en el año, y de lo que se hará para el otro. "


def met(text: str, language: str | None) -> list[tuple[str, str]]:
    return [(one.concept_id, text[one.start : one.end]) for one in recogniser().annotate(text, language)]


def small(folder: Path, *concepts: str, **more: str) -> Recogniser:
    return Recogniser(load(write(folder, *concepts, **more)))


@pytest.mark.parametrize(
    ("language", "text", "concept_id", "cut"),
    [
        ("es", "la ciber-\nseguridad", "cybersecurity", "ciber-\nseguridad"),
        ("es", "la ciber\u2010\n  seguridad", "cybersecurity", "ciber\u2010\n  seguridad"),
        ("es", "la ciber\u00ad\nseguridad", "cybersecurity", "ciber\u00ad\nseguridad"),
        ("es", "la ciber\u0002seguridad", "cybersecurity", "ciber\u0002seguridad"),
        ("es", "una infraes-\ntructura\u00a0crítica", "critical-infrastructure", "infraes-\ntructura\u00a0crítica"),
        ("es", "LAS INFRAESTRUCTURAS\nCRITICAS.", "critical-infrastructure", "INFRAESTRUCTURAS\nCRITICAS"),
        ("en", "a ﬁnancial sector", "financial-sector", "ﬁnancial sector"),
        (
            "en",
            "critical infra\u00adstruc\u00adtures",
            "critical-infrastructure",
            "critical infra\u00adstruc\u00adtures",
        ),
        ("en", "a public–private partnership", "public-private-partnership", "public–private partnership"),
        ("en", "a public\u2011private partnership", "public-private-partnership", "public\u2011private partnership"),
        ("fr", "l’infrastructure d’information", "critical-information-infrastructure", "infrastructure d’information"),
        ("fr", "lʼinfrastructure dʼinformation", "critical-information-infrastructure", "infrastructure dʼinformation"),
        ("pt", "a cibersegurança nacional", "cybersecurity", "cibersegurança"),
        ("pt", "a cibersegurança", "cybersecurity", "cibersegurança"),
        ("en", "in R & D, as said", "research-and-development", "R & D"),
        ("es", "la I+D de allí", "research-and-development", "I+D"),
        ("es", "el CCN\u2011CERT dice", "national-csirt", "CCN\u2011CERT"),
        ("en", "the US-\nCERT of it", "national-csirt", "US-\nCERT"),
        ("pt", "o CERT.br diz", "national-csirt", "CERT.br"),
    ],
)
def test_terms_are_found_however_they_are_set(language: str, text: str, concept_id: str, cut: str) -> None:
    assert met(text, language) == [(concept_id, cut)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "what we know of information. Security for all"),
        ("en", "of information; security"),
        ("en", "of information – security"),
        ("en", "Information\n\nSecurity"),
        ("fr", "c’est ici que le soc se trouve"),
        ("fr", "LES AUTORITÉS ICI PRÉSENTES"),
        ("es", "SEA LA FIRST UNA"),
        ("es", "www.criptografia.example y yo@privacidad.example"),
        ("en", "by R.D. or r&d"),
        ("fr", "il permet de faire des analyses en vue de la désignation des opérateurs dominants"),
        ("pt", "que avisos cheguem aos responsáveis pelo tratamento"),
        ("es", "la identificación y clasificación de los asuntos"),
        ("pt", "nos laboratórios da instituição"),
    ],
)
def test_what_only_looks_like_a_term_is_none(language: str, text: str) -> None:
    assert met(text, language) == []


def test_double_lines_do_not_part_a_sentence() -> None:
    assert met("on information\n\nsecurity", "en") == [("information-security", "information\n\nsecurity")]


def test_the_longest_term_counts(tmp_path: Path) -> None:
    short, long = concept("short", en=quoted("alpha beta")), concept("long", en=quoted("beta gamma delta"))
    ours = small(tmp_path, short, long)
    assert [one.concept_id for one in ours.annotate("alpha beta gamma delta", "en")] == ["long"]
    assert [one.concept_id for one in ours.annotate("alpha beta gamma", "en")] == ["short"]


def test_letters_beat_words_beat_roots(tmp_path: Path) -> None:
    whole = '[[whole_words]]\nlanguage = "en"\nterm = "alpha betas"\nreason = "Test."'
    ours = small(
        tmp_path,
        concept("rooted", en=quoted("alpha beta")),
        concept("worded", en=quoted("alpha betas", "word")),
        concept("lettered", en=quoted("SOC")),
        exceptions=whole,
    )
    assert [one.concept_id for one in ours.annotate("alpha beta, alpha betas", "en")] == ["rooted", "worded"]
    assert [one.concept_id for one in ours.annotate("soc SOC", "en")] == ["lettered"]


def test_a_shared_term_means_what_the_text_is_about(tmp_path: Path) -> None:
    ours = small(
        tmp_path,
        concept("left", en=quoted("alpha beta", "lefty"), extra='related = ["left-near"]'),
        concept("right", en=quoted("alpha beta", "righty")),
        concept("left-near", en=quoted("nearby")),
        exceptions='[[shared]]\nlanguage = "en"\nterm = "alpha beta"\nconcepts = ["left", "right"]\nreason = "Test."',
    )
    assert [one.concept_id for one in ours.annotate("nearby alpha beta", "en")] == ["left-near", "left"]
    assert [one.concept_id for one in ours.annotate("alpha beta, righty", "en")] == ["right", "right"]
    both = ours.annotate("alpha beta", "en")
    assert [(one.concept_id, one.start, one.end) for one in both] == [("left", 0, 10), ("right", 0, 10)]


def test_a_name_in_another_language_is_found_but_not_a_single_word_of_it() -> None:
    text = SPANISH + "Se llama computer emergency response team y no training."
    assert met(text, "es") == [("csirt", "computer emergency response team")]


def test_of_another_language_the_words_count_and_not_the_roots() -> None:
    assert met(SPANISH + "Es la critical infrastructure.", "es") == [
        ("critical-infrastructure", "critical infrastructure")
    ]
    assert met(SPANISH + "Es un vital service.", "es") == []
    assert met(ENGLISH + "It is a vital service.", "en")[-1] == ("essential-services", "vital service")


def test_a_passage_in_english_inside_a_spanish_page_is_read_as_english() -> None:
    page = SPANISH * 4 + ENGLISH * 4 + "There is to be training for all of those that are in it. " + ENGLISH
    assert "training" in {cut for _, cut in met(page, "es")}
    assert "training" not in {cut for _, cut in met(SPANISH * 4 + "training " + SPANISH * 4, "es")}


@pytest.mark.parametrize("wrong", ["en", "fr", "pt", "hr", None])
def test_a_wrong_or_unknown_language_is_found_out(wrong: str | None) -> None:
    text = SPANISH + "La ciberdelincuencia y la capacitación son de interés para los que están en el CSIRT. " + SPANISH
    assert {"ciberdelincuencia", "capacitación", "CSIRT"} <= {cut for _, cut in met(text, wrong)}


def test_of_a_fifth_language_names_and_acronyms_are_found() -> None:
    text = "Republika Hrvatska uspostavlja nacionalni CERT prema okviru critical infrastructure i privacy"
    assert [cut for _, cut in met(text, "hr")] == ["CERT", "critical infrastructure"]


def test_a_short_text_of_unknown_language_is_in_all_four() -> None:
    assert [cut for _, cut in met("ciberseguridad, privacy, chiffrement", None)] == [
        "ciberseguridad",
        "privacy",
        "chiffrement",
    ]
    assert met("privacy", "hr") == []


def test_every_term_is_recognised_as_its_concept() -> None:
    missed = []
    for whole in thesaurus().concepts.values():
        for term in whole.every_term():
            found = recogniser().annotate(f"– {term.text} –", term.language)
            if (whole.id, 2, 2 + len(term.text)) not in {one[:3] for one in found}:
                missed.append((whole.id, term.tag, term.text, found))
    assert not missed


def apart(found: Iterable[Annotation]) -> bool:
    """The annotations stand in order, and share letters only with another concept of the same term."""
    return all(
        first.end <= second.start
        or ((first.start, first.end) == (second.start, second.end) and first.concept_id != second.concept_id)
        for first, second in pairwise(found)
    )


GAPS = st.sampled_from(
    [" ", "\n", "\u00a0", "-", "\u2011", "-\n", " \n ", ". ", "\n\n", ", ", "’", "\u00ad\n", "/", "  "]
)
PIECES = st.one_of(
    st.sampled_from(TERMS).map(lambda term: term.text),
    st.sampled_from(TERMS).map(lambda term: term.text.upper()),
    st.sampled_from(TERMS).map(lambda term: fold(term.text)),
    st.sampled_from(TERMS).map(lambda term: term.text.split()[0]),
    st.sampled_from(["the", "of", "de la", "et", "e", "1.2"]),
    st.text(max_size=5),
)
WORDED = st.lists(st.tuples(PIECES, GAPS), max_size=12).map(lambda parts: "".join(a + b for a, b in parts))
SAID = st.sampled_from(["en", "es", "pt", "fr", "sq", None])


def readings(cut: str) -> Iterable[str]:
    """The cut with each of its broken words joined or not."""
    plain = re.sub("[\u200b-\u200d\u2060\ufeff]|\u00ad(?!\\s)", "", cut).replace("ʼ", "'")
    pieces = re.split("[-\u2010\u2011\u00ac\u00ad]\\s+|[\u0002\ufffe]\\s*", plain)
    for joints in product(("", " "), repeat=len(pieces) - 1):
        yield "".join(chain.from_iterable(zip(pieces, (*joints, ""), strict=True)))


@settings(deadline=None, max_examples=60)
@given(WORDED, SAID)
def test_what_is_cut_out_says_the_term(text: str, language: str | None) -> None:
    found = recogniser().annotate(text, language)
    assert apart(found)
    for one in found:
        term, cut = one.term, text[one.start : one.end]
        assert cut == cut.strip()
        if term.match is Match.LETTERS:
            assert re.sub("\\W", "", unicodedata.normalize("NFKC", cut)) == re.sub("\\W", "", term.text)
        elif term.match is Match.WORDS:
            assert term.folded in {tuple(words(reading)) for reading in readings(cut)}
        else:
            assert term.roots in {roots(term.language, reading) for reading in readings(cut)}


@settings(deadline=None)
@given(st.text(max_size=200), st.one_of(SAID, st.text(max_size=3)))
def test_any_text_can_be_read(text: str, language: str | None) -> None:
    assert apart(recogniser().annotate(text, language))


HOSTILE = {
    "broken for ever": "cyber-\n",
    "soft hyphens": "\u00ad",
    "soft hyphens in words": "a\u00ad\u00ad",
    "one word": "ciberseguridad",
    "first words": "critical information infrastructure ",
    "hyphens": "-",
    "blank lines": "information \n\n ",
    "white space": "critical \t\t\t\t\t\t\t\t\t",
    "capitals": "FIRST ",
    "marks": "e\u0301\u0301\u0301",
    "ligatures": "ﷺ½ﬁ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_more_than_its_length(name: str) -> None:
    text = HOSTILE[name] * (60_000 // len(HOSTILE[name]))
    began = time.process_time()
    recogniser().annotate(text, "en")
    assert time.process_time() - began < 0.9, "linear takes 0.1 s on a slow machine, quadratic more than 10 s"
