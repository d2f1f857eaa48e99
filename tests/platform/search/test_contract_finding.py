"""The contract of every search engine: what is found, in which order, and how it is shown."""

import pytest

from atalaya_platform.search.highlight import Highlighter
from atalaya_platform.search.port import SearchEngine, Sort
from atalaya_platform.search.stems import stem
from atalaya_platform.search.text import marked_pieces, parse, unmark
from tests.platform.search.factories import ask, counts, document, found

LIBRARY = (
    document("exact", "Vulnerability", minutes=1),
    document("in-body", "Notice", "There is a vulnerability in the gateway.", minutes=2),
    document("stemmed", "Notice of another kind", "Those servers are vulnerable today.", minutes=3),
    document("typo", "A notice in haste", "The vulnerabiliyt was reported.", minutes=4),
    document(
        "es-1", "Política nacional", "Información sobre las políticas de ciberseguridad", language="es", minutes=5
    ),
    document("pt-1", "Segurança", "As informações foram publicadas pelos países", language="pt", minutes=6),
    document("fr-1", "Sécurité", "Les vulnérabilités des réseaux nationaux", language="fr", minutes=7),
    document("en-1", "Exercises", "National policies on critical infrastructure", minutes=8, country="JM"),
    document("en-2", "Infrastructure", "Infrastructure that is not critical, of the PowerShell kind", minutes=9),
    document("cve", "Advisory", "CVE-2024-3094 in xz; see evil.example.org and 192.0.2.7", minutes=10, kind="advisory"),
    document("cve-2", "Advisory", "CVE-2024-3095 in another library", minutes=11, kind="advisory"),
    document(
        "signs",
        "日本語の文書 — Ελληνικά",
        "🔥 emoji, naïve café, Straße, e\u0301tude, ﬁrewall",
        language="",
        minutes=12,
    ),
)


@pytest.fixture(scope="module")
async def library(module_engine: SearchEngine) -> SearchEngine:
    await module_engine.index(LIBRARY)
    return module_engine


async def test_exact_comes_before_stem_before_typo_and_title_before_body(library: SearchEngine) -> None:
    assert await found(library, "vulnerability", languages=("en",)) == ["exact", "in-body", "stemmed", "typo"]


async def test_typos_are_forgiven_but_not_in_numbers(library: SearchEngine) -> None:
    assert await found(library, "infrastrucutre") == await found(library, "infrastructure") != []
    assert "en-2" in await found(library, "powershel")
    assert await found(library, "CVE-2024-3094") == ["cve"]
    assert await found(library, "CVE-2024-3093") == []


async def test_identifiers_are_found_whole(library: SearchEngine) -> None:
    for identifier in ("evil.example.org", "192.0.2.7", "cve-2024-3094"):
        assert await found(library, identifier) == ["cve"]
    assert await found(library, "example.evil.org") == []


async def test_what_was_written_harmless_is_found_as_it_really_is(engine: SearchEngine) -> None:
    live = ("https://evil.example/x.php", "evil.example", "http://203.0.113.9/a", "203.0.113.9", "spy@evil.example")
    harmless = "hxxps://evil[.]example/x.php hxxp://203[.]0[.]113[.]9/a spy[@]evil[.]example"
    await engine.index([document("defanged", "Advisory", harmless)])
    for address in (*live, *harmless.split()):
        assert await found(engine, address) == ["defanged"], address
    assert await found(engine, "https://203.0.113.9/a") == []
    [hit] = (await ask(engine, "https://evil.example/x.php")).hits
    assert unmark(hit.excerpt_highlighted) == harmless
    assert ("hxxps", True) in marked_pieces(hit.excerpt_highlighted)


async def test_the_last_word_is_a_beginning_while_it_is_typed(library: SearchEngine) -> None:
    assert await found(library, "powersh", prefix_last=True) == ["en-2"]
    assert await found(library, "powersh", prefix_last=False) == []
    assert await found(library, "powersh ", prefix_last=True) == []
    assert set(await found(library, "critical infrastr", prefix_last=True)) == {"en-1", "en-2"}
    assert set(await found(library, "CVE-2024-309", prefix_last=True)) == {"cve", "cve-2"}


async def test_a_begun_word_may_hold_a_typo(library: SearchEngine) -> None:
    assert "en-2" in await found(library, "powreshe", prefix_last=True)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("informacion", "es-1"),
        ("INFORMACIÓN", "es-1"),
        ("politica", "es-1"),
        ("seguranca", "pt-1"),
        ("securite", "fr-1"),
    ],
)
async def test_accents_and_case_do_not_matter(library: SearchEngine, typed: str, wanted: str) -> None:
    assert (await found(library, typed))[0] == wanted


@pytest.mark.parametrize(
    ("typed", "language", "wanted"),
    [
        ("policy exercise", "en", "en-1"),
        ("informaciones", "es", "es-1"),
        ("informacao", "pt", "pt-1"),
        ("informação", "pt", "pt-1"),
        ("publicada", "pt", "pt-1"),
        ("vulnérable", "fr", "fr-1"),
        ("réseau nationale", "fr", "fr-1"),
    ],
)
async def test_words_are_found_by_their_stem(library: SearchEngine, typed: str, language: str, wanted: str) -> None:
    assert await found(library, typed, languages=(language,)) == [wanted]


async def test_every_word_is_required_but_articles_are_not(library: SearchEngine) -> None:
    assert await found(library, "national policies on the infrastructure") == ["en-1"]
    assert await found(library, "national policies zebra") == []


async def test_a_word_is_not_found_by_a_stem_that_it_shares_with_an_article(library: SearchEngine) -> None:
    """Skin is `pele`, and has the stem of `pelos`, which every Portuguese text is full of."""
    assert stem("pt", "pele") == stem("pt", "pelos")
    assert await found(library, "pele", languages=("pt",)) == []
    assert Highlighter([parse("pele ")]).title("publicadas pelos países", "pt") == "publicadas pelos países"


async def test_phrases_are_exact(library: SearchEngine) -> None:
    assert await found(library, '"critical infrastructure"') == ["en-1"]
    assert await found(library, '"infrastructure critical"') == []
    assert set(await found(library, "critical infrastructure")) == {"en-1", "en-2"}


async def test_exclusions_hold_for_words_and_phrases(library: SearchEngine) -> None:
    assert await found(library, "infrastructure -powershell") == ["en-1"]
    assert await found(library, 'infrastructure -"critical infrastructure"') == ["en-2"]
    assert await found(library, "vulnerability -gateway", languages=("en",)) == ["exact", "stemmed", "typo"]
    assert "cve" not in await found(library, "-advisory", limit=50)


async def test_other_wordings_find_other_languages_and_count_for_less(library: SearchEngine) -> None:
    answer = await found(library, "policies", also=("políticas", "sécurité", '"las políticas"'))
    assert set(answer) == {"en-1", "es-1", "fr-1"}
    answer = await found(library, "gateway", also=("ciberseguridad", "!"))
    assert answer == ["in-body", "es-1"]
    assert await found(library, "gateway -notice", also=("ciberseguridad",)) == ["es-1"]


async def test_words_next_to_each_other_come_first(engine: SearchEngine) -> None:
    await engine.index(
        [
            document("apart", "Text", "critical is what we call the state of such an old infrastructure"),
            document("together", "Text", "the state of what we call such an old critical infrastructure"),
        ]
    )
    assert await found(engine, "critical infrastructure") == ["together", "apart"]


async def test_nothing_typed_lists_the_newest_and_only_signs_find_nothing(library: SearchEngine) -> None:
    assert await found(library, limit=2) == ["signs", "cve-2"]
    assert await found(library, "   ", limit=2) == ["signs", "cve-2"]
    assert await found(library, '"!?" ---') == []


async def test_hits_are_sorted_by_date_when_asked(library: SearchEngine) -> None:
    assert await found(library, "advisory", sort=Sort.NEWEST) == ["cve-2", "cve"]
    assert await found(library, "advisory", sort=Sort.OLDEST) == ["cve", "cve-2"]
    assert await found(library, "vulnerability", languages=("en",), sort=Sort.OLDEST) == [
        "exact",
        "in-body",
        "stemmed",
        "typo",
    ]


async def test_pages_follow_on_each_other(library: SearchEngine) -> None:
    whole = await ask(library, limit=50)
    assert whole.total_estimate == len(whole.hits) == len(LIBRARY)
    paged = [await ask(library, limit=5, offset=offset) for offset in (0, 5, 10, 15)]
    assert [hit.id for page in paged for hit in page.hits] == [hit.id for hit in whole.hits]
    assert {page.total_estimate for page in paged} == {len(LIBRARY)}
    only_counted = await ask(library, "advisory", limit=0, facets=("kind",))
    assert (only_counted.hits, only_counted.total_estimate) == ([], 2)
    assert counts(only_counted, "kind") == {"advisory": 2}


async def test_what_matched_is_marked(library: SearchEngine) -> None:
    hit = (await ask(library, "politica ciberseguridad")).hits[0]
    assert marked_pieces(hit.title_highlighted) == [("Política", True), (" nacional", False)]
    assert [piece for piece, marked in marked_pieces(hit.excerpt_highlighted) if marked] == [
        "políticas",
        "ciberseguridad",
    ]
    assert unmark(hit.excerpt_highlighted) == "Información sobre las políticas de ciberseguridad"
    begun = (await ask(library, "powersh", prefix_last=True)).hits[0]
    assert ("PowerShell", True) in marked_pieces(begun.excerpt_highlighted)
    typo = (await ask(library, "emergncy gatewya vulnerability")).hits
    assert not typo
    forgiven = (await ask(library, "gatewya")).hits[0]
    assert ("gateway", True) in marked_pieces(forgiven.excerpt_highlighted)


@pytest.mark.parametrize(
    "typed", ["日本語の文書", "ελληνικά", "ΕΛΛΗΝΙΚΑ", "naive cafe", "STRASSE", "étude", "firewall", "ﬁrewall"]
)
async def test_text_of_the_world_is_found(library: SearchEngine, typed: str) -> None:
    assert await found(library, typed) == ["signs"]


async def test_a_body_of_64_kib_is_searched_to_its_end(engine: SearchEngine) -> None:
    body = ("another ordinary word " * 4_000)[: 64 * 1024 - 20] + " terminal needle"
    await engine.index([document("long", "Long", body), document("short", "Short", "nothing")])
    answer = await ask(engine, "needle")
    assert [hit.id for hit in answer.hits] == ["long"]
    assert ("needle", True) in marked_pieces(answer.hits[0].excerpt_highlighted)
    assert len(unmark(answer.hits[0].excerpt_highlighted)) < 300
