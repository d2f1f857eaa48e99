"""The judged needs: their files are well formed, and what is measured by them comes out as worked by hand."""

from collections import Counter
from collections.abc import Sequence
from math import log2
from pathlib import Path

import pytest
from benchmarks.judged.baseline import pages_of
from benchmarks.judged.collection import (
    JUDGED,
    LANGUAGES,
    UNSEEN,
    Document,
    Need,
    Page,
    documents,
    judgements,
    needs,
)
from benchmarks.judged.evaluation import answered, evaluate, summary
from benchmarks.judged.measures import ndcg_at, recall_at

BOTH = pytest.mark.parametrize("folder", [JUDGED, UNSEEN], ids=["judged", "unseen"])


# --- measures ---


@pytest.mark.parametrize(
    ("ranking", "k", "share"),
    [("abcd", 4, 1), ("xaxb", 4, 0.5), ("xaxb", 3, 0.25), ("aaaa", 4, 0.25), ("", 4, 0), ("abcd", 2, 0.5)],
)
def test_recall_is_the_share_of_the_relevant_among_the_first(ranking: str, k: int, share: float) -> None:
    assert recall_at(ranking, "abcd", k) == share


GRADES = {"a": 2, "b": 1, "c": 0, "d": 1}
BEST = 3 + 1 / log2(3) + 1 / 2


@pytest.mark.parametrize(
    ("ranking", "gained"),
    [
        ("abdc", BEST),
        ("adb", BEST),
        ("cdba", 1 / log2(3) + 1 / 2 + 3 / log2(5)),
        ("xya", 3 / 2),
        ("aaa", 3),
        ("xyzca", 3 / log2(6)),
        ("xyz", 0),
        ("", 0),
    ],
)
def test_ndcg_is_what_is_gained_of_the_best_order(ranking: str, gained: float) -> None:
    assert ndcg_at(ranking, GRADES, 10) == pytest.approx(gained / BEST)


def test_ndcg_looks_at_the_first_k_of_the_ranking_and_of_the_best_order() -> None:
    assert ndcg_at("ba", GRADES, 1) == pytest.approx(1 / 3)
    assert ndcg_at("ab", GRADES, 2) == pytest.approx(1)


def test_nothing_relevant_is_no_figure() -> None:
    with pytest.raises(ValueError, match="recall"):
        recall_at("abc", "", 10)
    with pytest.raises(ValueError, match="nDCG"):
        ndcg_at("abc", {"a": 0}, 10)
    with pytest.raises(ValueError, match="nDCG"):
        ndcg_at("abc", {}, 10)


# --- files ---


def test_there_are_enough_needs_and_none_is_in_both_sets() -> None:
    judged, unseen = ([need.id for need in needs(folder)] for folder in (JUDGED, UNSEEN))
    assert len(judged) >= 40
    assert len(unseen) >= 12
    assert [id for id, times in Counter(judged + unseen).items() if times > 1] == []


@BOTH
def test_a_need_says_what_answers_it_and_has_a_query_in_each_language(folder: Path) -> None:
    for need in needs(folder):
        assert need.narrative.strip().endswith("."), need.id
        assert tuple(need.queries) == LANGUAGES, need.id
        assert all(1 <= len(query.split()) <= 8 for query in need.queries.values()), need.id


@BOTH
def test_no_query_is_that_of_another_need(folder: Path) -> None:
    for language in LANGUAGES:
        asked = Counter(need.queries[language].casefold() for need in needs(folder))
        assert [query for query, times in asked.items() if times > 1] == []


@BOTH
def test_every_judgement_is_of_a_known_need_and_an_existing_page(folder: Path) -> None:
    known, kept = {need.id for need in needs(folder)}, documents()
    wrong = [
        (need, page, grade)
        for need, page, grade in judgements(folder)
        if need not in known
        or page.document not in kept
        or not 1 <= page.page <= kept[page.document].pages
        or grade not in (0, 1, 2)
    ]
    assert wrong == []


@BOTH
def test_no_page_is_judged_twice(folder: Path) -> None:
    judged = Counter((need, page) for need, page, _ in judgements(folder))
    assert [key for key, times in judged.items() if times > 1] == []


@BOTH
def test_each_need_was_judged_widely_enough_to_measure_by(folder: Path) -> None:
    kept = documents()
    for need in needs(folder):
        english = Counter(need.grades_in("en", kept).values())
        assert len(need.grades) >= 30, need.id
        assert english[2] >= 5, need.id
        assert english[0] >= 1, need.id
        assert {kept[page.document].language for page in need.grades} >= {"en", "pt", "fr"}, need.id


# --- evaluation ---

KEPT = {"e": Document("en", 40), "p": Document("pt", 3), "s": Document("es", 3)}
NEED = Need(
    "sharing",
    "A page about sharing.",
    {"en": "information sharing", "es": "compartir información", "pt": "compartilhar", "fr": "partage"},
    {Page("e", 1): 2, Page("e", 2): 2, Page("e", 3): 1, Page("e", 4): 0, Page("p", 1): 1, Page("p", 2): 2},
)


def only_english_is_found(query: str, language: str) -> Sequence[Page]:
    """The English query finds all in English; the Portuguese finds its own pages and one English one that answers."""
    found = {
        ("information sharing", "en"): [Page("e", number) for number in (1, 2, 3, 4)],
        ("compartilhar", "en"): [Page("e", number) for number in (9, 2, 30)],
        ("compartilhar", "pt"): [Page("p", 1), Page("p", 2)],
    }
    return found.get((query, language), [])


def test_a_source_that_finds_all_in_the_best_order_has_the_full_figures() -> None:
    english = answered(NEED, "en", only_english_is_found, KEPT)
    assert (english.ndcg, english.recall, english.recall_touching, english.judged) == (1, 1, 1, 1)


def test_ndcg_is_of_the_querys_own_language_and_recall_of_english_pages() -> None:
    portuguese = answered(NEED, "pt", only_english_is_found, KEPT)
    assert portuguese.ndcg == pytest.approx((1 + 3 / log2(3)) / (3 + 1 / log2(3)))
    assert portuguese.recall == 1 / 2
    assert portuguese.recall_touching == pytest.approx(1 / 3)
    assert portuguese.judged == pytest.approx(1 / 3)


def test_where_nothing_is_judged_relevant_there_is_no_figure() -> None:
    spanish = answered(NEED, "es", only_english_is_found, KEPT)
    assert spanish.ndcg is None
    assert spanish.recall == 0
    assert spanish.judged is None


def test_only_the_first_twenty_english_pages_count() -> None:
    def late(query: str, language: str) -> Sequence[Page]:
        return [*(Page("e", number) for number in range(10, 29)), Page("e", 1), Page("e", 2)]

    assert answered(NEED, "en", late, KEPT).recall == 1 / 2


def test_a_summary_compares_each_language_with_english() -> None:
    half = Need("other", NEED.narrative, NEED.queries, {Page("e", 1): 2, Page("e", 8): 2, Page("p", 3): 0})
    means = summary(evaluate([NEED, half], only_english_is_found, KEPT))
    assert means["en"]["recall"] == 0.75
    assert means["pt"]["recall"] == 0.25
    assert means["pt"]["recall_ratio"] == 0.333
    assert means["en"]["recall_ratio"] == 1
    assert means["pt"]["needs_with_ndcg"] == 1
    assert means["es"]["ndcg"] is None
    assert means["es"]["recall_ratio"] == 0


# --- the corpus's pages ---


def test_pages_are_split_at_form_feeds_and_a_document_that_is_there_twice_is_taken_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("first\f \fthird\f")
    (tmp_path / "manifest.csv").write_text("file,language,pages,sha256_16\na.txt,en,3,aa\na.txt,en,3,aa\n")
    assert list(pages_of(tmp_path)) == [
        {"id": "aa-1", "document": "aa", "page": 1, "language": "en", "text": "first"},
        {"id": "aa-3", "document": "aa", "page": 3, "language": "en", "text": "third"},
    ]
