"""Everyday words: what a query's words besides its concepts are called in the other languages."""

import csv

import pytest

from atalaya_platform.search.port import MAX_ALSO
from atalaya_platform.search.stems import LANGUAGES
from atalaya_platform.search.text import STOP_WORDS, fold, parse
from atalaya_strategies.concepts.asking import Asked, asking
from atalaya_strategies.concepts.everyday import Everyday, Word, everyday
from atalaya_strategies.data import data_folder

LIST = Everyday(
    [
        {"en": ("teacher",), "es": ("docente", "maestro"), "pt": ("professor", "docente"), "fr": ("enseignant",)},
        {"en": ("public",), "es": ("público",), "pt": ("público",), "fr": ("public",)},
        {"en": ("publication",), "es": ("publicación", "publicar"), "pt": ("publicação",), "fr": ("publication",)},
        {"en": ("year",), "es": ("año",), "pt": ("ano",), "fr": ("année", "an")},
    ]
)


def query(text: str) -> Asked:
    """A query without concepts."""
    return Asked(text, (), parse(text, prefix_last=False))


def test_each_row_of_the_list_says_one_word_in_four_languages() -> None:
    with (data_folder() / "languages" / "words.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 1_000
    wrong = [
        (row, language)
        for row in rows
        for language in LANGUAGES
        for words in [row[language].split(";")]
        if len(set(words)) != len(words) or any(not word.isalpha() or word != word.lower() for word in words)
    ]
    assert wrong == []
    assert [row for row in rows if len(row) != len(LANGUAGES)] == []


def test_no_word_of_the_list_is_also_one_that_nobody_looks_for() -> None:
    """The French `sûr` is indexed as `sur`, which stands in every passage."""
    with (data_folder() / "languages" / "words.csv").open(newline="", encoding="utf-8") as file:
        listed = {fold(word) for row in csv.DictReader(file) for cell in row.values() for word in cell.split(";")}
    assert not listed & STOP_WORDS


@pytest.mark.parametrize("typed", ["docentes", "Docente", "maestros"])
def test_a_word_is_found_in_any_form_and_said_elsewhere(typed: str) -> None:
    [one] = LIST.seen(query(typed), "es")
    assert one.typed == Word("es", typed)
    assert one.mostly == [Word("en", "teacher"), Word("pt", "professor"), Word("fr", "enseignant")]


def test_accents_may_be_left_out_and_what_is_spelled_alike_is_not_said_again() -> None:
    [year] = LIST.seen(query("ano"), "es")
    assert [word for word in year.said if word.language == "pt"] == []
    assert Word("fr", "année") in year.said
    assert LIST.seen(query("annee"), "fr")[0].mostly[0] == Word("en", "year")


def test_of_words_with_one_stem_the_one_written_most_like_it_counts() -> None:
    assert [row["en"] for row in LIST.meanings("es", "publicos")] == [("public",)]
    assert [row["en"] for row in LIST.meanings("es", "publicaciones")] == [("publication",)]


def test_the_language_is_the_one_that_knows_most_and_in_doubt_the_askers() -> None:
    assert LIST.language_of(query("docentes publicos"), "en") == "es"
    assert LIST.language_of(query("docente"), "pt") == "pt"
    assert LIST.language_of(query("docente"), None) == "es"
    assert LIST.language_of(query("xyzzy"), "es") is None
    assert LIST.seen(query("xyzzy"), "es") == LIST.wordings(query("xyzzy"), "es") == []


def test_a_query_is_said_as_a_whole_and_what_is_not_known_stays() -> None:
    said = LIST.wordings(query('docentes INCIBE "plan nacional"'), "es")
    assert said[0] == 'teacher incibe "plan nacional"'
    assert 'professor incibe "plan nacional"' in said
    assert 'docente incibe "plan nacional"' in said
    assert len(said) <= MAX_ALSO


def test_words_that_are_to_stay_words_are_said_nowhere_else() -> None:
    assert LIST.seen(query("docentes"), "es", {"docentes"}) == []
    assert LIST.wordings(query("docentes"), "es", {"docentes"}) == []
    assert LIST.wordings(query("docentes públicos"), "es", {"docentes"})[0] == "docentes public"


def test_concepts_and_words_are_said_together() -> None:
    asked = asking().ask("presupuesto anual del CSIRT nacional", language="es", prefix_last=False)
    assert [one.typed.word for one in everyday().seen(asked, "es")] == ["anual"]
    assert "annual national CSIRT" in " ".join(everyday().wordings(asked, "es"))
