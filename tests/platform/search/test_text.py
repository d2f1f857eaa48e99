"""Reading queries, folding, and marking what matched: properties and examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_platform.search.highlight import EXCERPT, Highlighter, is_near
from atalaya_platform.search.stems import LANGUAGES, stem, stems, variants
from atalaya_platform.search.text import (
    MARK_END,
    MARK_START,
    MAX_WORDS,
    Kind,
    Wording,
    asked,
    clean,
    fold,
    mark,
    marked_pieces,
    parse,
    pieces,
    tolerance,
    unmark,
    words,
)

anything = st.text(alphabet=st.characters(codec=None))
prose = st.lists(
    st.sampled_from(["red", "informe", "Política", "nacional,", "é", "—", "\n", "vulnerability", "x" * 80])
).map(" ".join)


@given(anything)
def test_cleaning_settles_and_leaves_storable_text(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not {"\x00", "\r", MARK_START, MARK_END} & set(cleaned)
    cleaned.encode()


@given(anything)
def test_folding_settles(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(fold(text)) == words(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Información", "informacion"),
        ("SÃO TOMÉ", "sao tome"),
        ("Œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("ﬁle", "file"),
        ("ΣΊΣΥΦΟΣ", "σισυφοσ"),
        ("Łódź", "lodz"),
        ("i̇stanbul", "istanbul"),
        ("①", "1"),
    ],
)
def test_folding_takes_away_case_accents_and_forms(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(anything, st.booleans())
def test_every_text_is_a_query(text: str, prefix: bool) -> None:
    asked = parse(text, prefix_last=prefix)
    assert len(asked.words) <= MAX_WORDS
    assert len(set(asked.words)) == len(asked.words)
    assert not asked.prefix or asked.words
    every = (*asked.words, *(word for phrase in (*asked.phrases, *asked.excluded) for word in phrase))
    assert all(word and word == fold(word) and words(word) == [word] for word in every)
    assert asked.blank == (not clean(text[:1000]).strip())


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("plan nacional ", Wording(words=("plan", "nacional"))),
        ("plan naci", Wording(words=("plan", "naci"), prefix=True)),
        (
            'the "critical infrastructure" plan -draft ',
            Wording(words=("plan",), phrases=(("critical", "infrastructure"),), excluded=(("draft",),)),
        ),
        ('-"for comment" plan ', Wording(words=("plan",), excluded=(("for", "comment"),))),
        ("“critical infrastructure” ", Wording(phrases=(("critical", "infrastructure"),))),
        ('"unfinished quo', Wording(words=("unfinished", "quo"), prefix=True)),
        ("CVE-2024-3094 ", Wording(phrases=(("cve", "2024", "3094"),))),
        ("CVE-2024-30", Wording(words=("cve", "2024", "30"), prefix=True)),
        ("evil.example.org ", Wording(phrases=(("evil", "example", "org"),))),
        ("cyber-security ", Wording(words=("cyber", "security"))),
        ("l'état d'urgence ", Wording(words=("etat", "urgence"))),
        ("legislación contra la ciberdelincuencia ", Wording(words=("legislacion", "ciberdelincuencia"))),
        ("lutte contre la fraude dans les banques ", Wording(words=("lutte", "fraude", "banques"))),
        ("defence against attacks ", Wording(words=("defence", "attacks"))),
        ("the of ", Wording(words=("the", "of"))),
        ("the", Wording(words=("the",), prefix=True)),
        ("foo bar foo", Wording(words=("bar", "foo"), prefix=True)),
        ('plan "of action"', Wording(words=("plan",), phrases=(("of", "action"),))),
        (" ", Wording(blank=True)),
        ("!?", Wording()),
        ("-", Wording()),
    ],
)
def test_queries_are_read_as_people_mean_them(typed: str, asked: Wording) -> None:
    assert parse(typed) == asked


def test_the_pieces_of_a_query_have_their_places() -> None:
    text = asked('red -"caja negra" CVE-2024-1 “clave pública” -malo "sin fin')
    assert [(kind, text[start:end]) for kind, start, end in pieces(text)] == [
        (Kind.WORDS, "red"),
        (Kind.EXCLUDED, "caja negra"),
        (Kind.IDENTIFIER, "CVE-2024-1"),
        (Kind.PHRASE, "clave pública"),
        (Kind.EXCLUDED, "malo"),
        (Kind.WORDS, "sin fin"),
    ]
    assert [piece.kind for piece in pieces("un CVE-2024-1", open_end=True)] == [Kind.WORDS, Kind.WORDS]


@given(st.text(), st.booleans())
def test_pieces_are_in_order_and_hold_words(typed: str, open_end: bool) -> None:
    text, done = asked(typed), 0
    for piece in pieces(text, open_end=open_end):
        assert done <= piece.start < piece.end <= len(text)
        assert words(text[piece.start : piece.end])
        done = piece.end


def test_a_finished_query_has_no_beginnings() -> None:
    assert not parse("plan naci", prefix_last=False).prefix
    assert parse("CVE-2024-3094", prefix_last=False).phrases == (("cve", "2024", "3094"),)


@pytest.mark.parametrize(
    ("word", "allowed"), [("red", 0), ("plan", 1), ("segurid", 1), ("security", 2), ("2024", 0), ("cve2024x", 0)]
)
def test_longer_words_may_hold_more_typos(word: str, allowed: int) -> None:
    assert tolerance(word) == allowed


@pytest.mark.parametrize(
    ("asked", "word", "prefix", "near"),
    [
        ("gateway", "gatewya", False, True),
        ("gateway", "gatewy", False, True),
        ("gateway", "gatwya", False, False),
        ("infrastructure", "infrastrucutre", False, True),
        ("plan", "plans", False, True),
        ("plan", "planet", False, False),
        ("powreshe", "powershell", True, True),
        ("red", "rad", False, False),
        ("3094", "3095", False, False),
    ],
)
def test_nearness_counts_a_swap_as_one(asked: str, word: str, prefix: bool, near: bool) -> None:
    assert is_near(asked, word, prefix) is near


@given(st.text("abc", min_size=4, max_size=12), st.text("abc", max_size=12))
def test_nearness_is_reflexive_and_bounded(asked: str, word: str) -> None:
    assert is_near(asked, asked)
    if is_near(asked, word):
        assert abs(len(asked) - len(word)) <= tolerance(asked)


@given(prose, st.lists(st.tuples(st.integers(0, 40), st.integers(1, 5))))
def test_marks_can_be_taken_away_again(text: str, gaps: list[tuple[int, int]]) -> None:
    spans, place = [], 0
    for gap, size in gaps:
        start, end = place + gap, place + gap + size
        if end > len(text):
            break
        spans.append((start, end))
        place = end
    marked = mark(text, spans)
    assert unmark(marked) == text
    assert "".join(piece for piece, _ in marked_pieces(marked)) == text
    assert [piece for piece, inside in marked_pieces(marked) if inside] == [text[start:end] for start, end in spans]


@given(st.text(f"ab{MARK_START}{MARK_END}"))
def test_unpaired_marks_do_no_harm(marked: str) -> None:
    assert "".join(piece for piece, _ in marked_pieces(marked)) == unmark(marked)


@given(prose | anything.map(clean), prose, st.sampled_from(("", *LANGUAGES)))
def test_highlighting_adds_marks_and_nothing_else(text: str, typed: str, language: str) -> None:
    highlighter = Highlighter([parse(typed)])
    assert unmark(highlighter.title(text, language)) == text
    excerpt = highlighter.excerpt(text, language)
    shown = unmark(excerpt)
    assert len(shown) <= EXCERPT + 2
    assert excerpt.count(MARK_START) == excerpt.count(MARK_END)
    assert shown.strip("…") in " ".join(text.split()) or "…" in text


def marked(text: str, typed: str, language: str = "en") -> list[str]:
    highlighter = Highlighter([parse(typed, prefix_last=False)])
    return [piece for piece, inside in marked_pieces(highlighter.title(text, language)) if inside]


def test_words_stems_phrases_and_typos_are_marked() -> None:
    assert marked("Políticas y políticos", "politica", "es") == ["Políticas", "políticos"]
    assert marked("The critical state of critical infrastructure", '"critical infrastructure"') == [
        "critical",
        "infrastructure",
    ]
    assert marked("A gateway", "gatewya") == ["gateway"]
    assert marked("A plan and a clan", "plan") == ["plan"]
    assert marked("Nothing here", "plan") == []


SPELLINGS = ("law", "Law", "été", "E\u0301te\u0301", "œil", "Œil", "ﬁn", "ÑÚ", "Ís", "þú", "x1", "a_law")


@given(st.lists(st.sampled_from((*SPELLINGS, "other", "-", ".", "«")), max_size=12), st.sampled_from(SPELLINGS))
def test_every_word_that_folds_to_the_query_is_marked(said: list[str], typed: str) -> None:
    asked = words(typed)[-1]
    expected = [piece for piece in said if words(piece)[-1:] == [asked]]
    found = marked(" ".join(said), asked, "")
    assert [words(piece)[-1] for piece in found] == [asked] * len(expected)


def test_the_passage_shown_is_where_the_words_meet() -> None:
    text = "alpha " + "filler " * 200 + "alpha beta gamma " + "filler " * 200
    excerpt = Highlighter([parse("alpha gamma ")]).excerpt(text, "en")
    assert excerpt.startswith("…")
    assert excerpt.endswith("…")
    assert [piece for piece, inside in marked_pieces(excerpt) if inside] == ["alpha", "gamma"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "policies", "policy"),
        ("es", "vulneraciones", "vulneración"),
        ("pt", "informações", "informação"),
        ("fr", "sécurités", "sécurité"),
    ],
)
def test_forms_share_a_stem(language: str, one: str, other: str) -> None:
    assert stem(language, one) == stem(language, other)
    assert stem(language, other) in variants(language, fold(other))


def test_a_language_without_stemmer_has_no_stems() -> None:
    assert stems("", "policies") == []
    assert stem("", "policies") == "policies"
