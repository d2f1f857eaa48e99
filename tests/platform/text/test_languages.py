"""The language vote: right on ordinary sentences, silent where it cannot know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_platform.text.languages import LANGUAGES, TEXT_SEARCH, detect, scores, stemmer

SENTENCES = {
    "en": [
        "We have seen the same loader in two ministries since Monday.",
        "Please acknowledge this advisory before the end of the day.",
        "Which of your teams can help with memory forensics?",
        "The attacker used valid accounts and didn't touch the backups.",
        "Patch available, restart needed.",
        "There is a new version of the national strategy in the library.",
        "Phishing against banks: the page at hxxps://bank.example/login asks for a one-time code.",
        "Can anyone share indicators for this campaign?",
    ],
    "es": [
        "Hemos visto el mismo cargador en dos ministerios desde el lunes.",
        "Por favor, confirmen este aviso antes del final del día.",
        "¿Qué equipos pueden ayudar con el análisis forense de memoria?",
        "El atacante usó cuentas válidas y no tocó las copias de seguridad.",
        "Parche disponible, hay que reiniciar.",
        "Hay una nueva versión de la estrategia nacional en la biblioteca.",
        "Buenos días, ¿alguien tiene indicadores de esta campaña?",
        "La reunión del punto de contacto nacional se aplaza una semana.",
    ],
    "pt": [
        "Vimos o mesmo carregador em dois ministérios desde segunda-feira.",
        "Por favor, confirmem este alerta até o fim do dia.",
        "Quais equipes podem ajudar com a análise forense de memória?",
        "O atacante usou contas válidas e não tocou nas cópias de segurança.",
        "Correção disponível, é preciso reiniciar.",
        "Há uma nova versão da estratégia nacional na biblioteca.",
        "Bom dia, alguém tem indicadores desta campanha?",
        "A reunião do ponto de contato nacional foi adiada por uma semana.",
    ],
    "fr": [
        "Nous avons vu le même chargeur dans deux ministères depuis lundi.",
        "Merci de confirmer cet avis avant la fin de la journée.",
        "Quelles équipes peuvent aider avec l'analyse de la mémoire ?",
        "L’attaquant a utilisé des comptes valides et n’a pas touché aux sauvegardes.",
        "Correctif disponible, il faut redémarrer.",
        "Il y a une nouvelle version de la stratégie nationale dans la bibliothèque.",
        "Bonjour, quelqu'un a-t-il des indicateurs de cette campagne ?",
        "La réunion du point de contact national est reportée d'une semaine.",
    ],
}


@pytest.mark.parametrize(
    ("language", "sentence"), [(name, text) for name, texts in SENTENCES.items() for text in texts]
)
def test_one_sentence_is_enough(language: str, sentence: str) -> None:
    assert detect(sentence) == language
    assert detect(sentence.upper()) == language
    assert stemmer(sentence) == TEXT_SEARCH[detect(sentence) or "en"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "OK",
        "123 456",
        "CVE-2026-12345",
        "10.0.0.1",
        "👍",
        "https://www.example.org/the/and/of",
        "Kingston",
    ],
)
def test_what_says_nothing(text: str) -> None:
    assert detect(text) is None
    assert stemmer(text, "pt") == "portuguese"
    assert stemmer(text, "xx") == "english"


def test_a_quotation_does_not_outvote_the_text() -> None:
    text = "El fabricante dice «the patch is available» y recomienda instalarlo cuanto antes en los equipos."
    assert detect(text) == "es"


def test_code_and_addresses_have_no_language() -> None:
    code = "```\nif this and that or the other: for all in where: return not what\n```\n"
    assert detect(code + "Este es el código que encontramos en el servidor del ministerio.") == "es"
    assert detect(code) is None
    assert detect("`the and of to in is that` [x](https://the.and/of) the@and.of") is None


def test_a_long_text_is_read_only_at_its_beginning() -> None:
    assert detect("La red es de todos los países. " * 300 + "the and of this with that " * 100_000) == "es"


@pytest.mark.parametrize("unit", ["a", "a.", ".aa", "](", "`", "```", "@", "://", "wh", "é", "l'"])
def test_text_that_would_lead_a_pattern_astray(unit: str) -> None:
    """With patterns that backtrack each of these took seconds."""
    for _ in range(20):
        assert set(scores(unit * 20_000)) == set(LANGUAGES)


@given(st.text(max_size=400))
def test_any_text_has_scores(text: str) -> None:
    assert set(scores(text)) == set(LANGUAGES)
    assert all(value >= 0 for value in scores(text).values())
    assert stemmer(text, "fr") in TEXT_SEARCH.values()
