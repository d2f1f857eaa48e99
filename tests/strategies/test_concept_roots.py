"""Roots: a word and its plural, its feminine and its spelling without accents are one; other words stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_platform.search.text import fold, words
from atalaya_strategies.concepts.model import Match
from atalaya_strategies.concepts.reading import thesaurus
from atalaya_strategies.concepts.roots import root, roots, singular

LANGUAGES = ("en", "es", "pt", "fr")

NUMBERS = {
    "en": "strategy strategies, policy policies, network networks, authority authorities",
    "es": "entidad entidades, gobierno gobiernos, línea líneas, sector sectores, plan planes, país países, red redes, "
    "ley leyes, militar militares, nuclear nucleares, certificación certificaciones, mínimo mínimos, base bases, "
    "incidente incidentes, juez jueces, estándar estándares, comité comités",
    "pt": "nacional nacionais, digital digitais, ação ações, padrão padrões, civil civis, essencial essenciais, "
    "nível níveis, setor setores, órgão órgãos, país países, lei leis, móvel móveis, ordem ordens, crise crises, "
    "responsável responsáveis, função funções, chave chaves, cidadão cidadãos",
    "fr": "national nationaux, réseau réseaux, contenu contenus, commission commissions, loi lois, conflit conflits, "
    "enjeu enjeux, étranger étrangers, travail travaux, accès accès, vital vitaux",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_number_does_not_matter(language: str) -> None:
    for pair in NUMBERS[language].split(", "):
        one, many = pair.split()
        assert root(language, one) == root(language, many), pair


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("es", "crítica", "crítico"),
        ("pt", "cibernética", "cibernético"),
        ("fr", "nationale", "nationaux"),
        ("fr", "essentielle", "essentiels"),
    ],
)
def test_gender_mostly_does_not(language: str, one: str, other: str) -> None:
    assert root(language, one) == root(language, other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [("es", "seguridad", "sector"), ("pt", "pais", "pessoal"), ("fr", "loi", "lot"), ("en", "policy", "police")],
)
def test_other_words_stay_apart(language: str, one: str, other: str) -> None:
    assert root(language, one) != root(language, other)


def test_what_is_typed_without_accents_is_found() -> None:
    for concept in thesaurus().concepts.values():
        for term in concept.every_term():
            if term.match is Match.ROOTS:
                assert roots(term.language, fold(term.text)) == term.roots


@given(st.sampled_from(LANGUAGES), st.text(max_size=60))
def test_there_is_a_root_for_every_word(language: str, text: str) -> None:
    found = roots(language, text)
    assert len(found) == len(words(text))
    assert all(found)


@given(st.sampled_from(LANGUAGES), st.from_regex(r"[a-z]{1,14}", fullmatch=True))
def test_a_singular_is_never_longer_by_more_than_a_letter(language: str, word: str) -> None:
    assert 0 < len(singular(language, word)) <= len(word)
