"""The contract of every search engine: nobody finds, counts or notices what they may not read."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from atalaya_platform.search.port import Query, SearchEngine, Sort
from tests.platform.search.factories import GROUP, OTHER_GROUP, ask, counts, document, found

SECRETS = (
    document("open", "Ransomware report", "seen by all", tags=("ransomware",), country="JM"),
    document("ours", "Ransomware canary", "ours alone", audience=GROUP, tags=("ransomware", "ours"), country="BR"),
    document(
        "theirs",
        "Ransomware canary",
        "theirs",
        audience=OTHER_GROUP,
        kind="secret",
        tags=("theirs",),
        country="HT",
        language="fr",
        facets={"severity": ("critical",)},
    ),
    document("network", "Ransomware", "for the network", audience="community:network", tags=("ransomware",)),
)
FACETS = ("kind", "tag", "country", "language", "severity")


@pytest.fixture(scope="module")
async def vault(module_engine: SearchEngine) -> SearchEngine:
    await module_engine.index(SECRETS)
    return module_engine


@pytest.mark.parametrize("text", ["", "ransomware", "canary", "ransom", '"ransomware canary"', "-report", "theirs"])
async def test_a_person_without_the_token_gets_no_trace(vault: SearchEngine, text: str) -> None:
    answer = await ask(vault, text, audiences=("public", GROUP), facets=FACETS, prefix_last=True)
    assert {hit.id for hit in answer.hits} <= {"open", "ours"}
    assert answer.total_estimate == len(answer.hits)
    assert counts(answer, "severity") == {}
    for facet, values in {
        "kind": {"topic"},
        "tag": {"ransomware", "ours"},
        "country": {"JM", "BR"},
        "language": {"en"},
    }.items():
        assert set(counts(answer, facet)) <= values


async def test_parents_left_out_are_neither_found_nor_counted(vault: SearchEngine) -> None:
    audiences = ("public", GROUP, "community:network")
    answer = await ask(vault, "ransomware", audiences=audiences, without=("ours", "unknown", '"'), facets=FACETS)
    assert {hit.id for hit in answer.hits} == {"open", "network"}
    assert answer.total_estimate == 2
    assert counts(answer, "tag") == {"ransomware": 2}
    assert counts(answer, "country") == {"JM": 1}


async def test_each_token_opens_its_own_audience(vault: SearchEngine) -> None:
    assert set(await found(vault, "ransomware", audiences=("public",))) == {"open"}
    assert set(await found(vault, "ransomware", audiences=(OTHER_GROUP,))) == {"theirs"}
    everything = ("public", GROUP, OTHER_GROUP, "community:network")
    assert set(await found(vault, "ransomware", audiences=everything)) == {"open", "ours", "theirs", "network"}


@pytest.mark.parametrize(
    "audiences", [(), ("clear",), ("named:x",), ("",), (GROUP.upper(),), (GROUP[:-1],), ("*",), ("amber:%",)]
)
async def test_what_is_no_token_opens_nothing(vault: SearchEngine, audiences: tuple[str, ...]) -> None:
    answer = await ask(vault, audiences=audiences, facets=FACETS)
    assert (list(answer.hits), answer.total_estimate) == ([], 0)
    assert all(not answer.facets[facet] for facet in FACETS)


INJECTIONS = (
    '" OR audience = "public',
    "x' OR 1=1 --",
    '"] OR audience EXISTS OR facets.tag IN ["theirs',
    "\\",
    '\\" OR "',
    "*",
    "theirs\x1f",
    ".*",
    "audience IN [public]",
    "=74heirs",
    'a\\\\"] OR kind EXISTS',
    "\u0000",
    "THEIRS",
)


@pytest.mark.parametrize("value", INJECTIONS)
async def test_filter_values_are_values_and_nothing_else(vault: SearchEngine, value: str) -> None:
    for more in ({"filters": {"tag": (value,)}}, {"kinds": (value,)}, {"languages": (value,)}):
        answer = await ask(vault, **more, facets=FACETS)
        assert (list(answer.hits), answer.total_estimate) == ([], 0)
    assert await found(vault, audiences=("public", value), limit=50) == ["open"]


async def test_facet_values_come_back_as_they_went_in(engine: SearchEngine) -> None:
    odd = (
        *(value for value in INJECTIONS if value != "\u0000"),
        "Été à São Paulo",
        "été à são paulo",
        "日本",
        "x" * 150,
    )
    odd = tuple(dict.fromkeys(value.replace("\x1f", "") for value in odd))
    await engine.index([document(f"d{number}", facets={"odd": (value,)}) for number, value in enumerate(odd)])
    assert counts(await ask(engine, facets=("odd",)), "odd") == dict.fromkeys(odd, 1)
    for number, value in enumerate(odd):
        assert await found(engine, filters={"odd": (value,)}) == [f"d{number}"]


hostile = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            [
                '"',
                "-",
                '-"',
                '"" ',
                "canary",
                "theirs",
                "ransomware ",
                "*",
                "\\",
                "(",
                ")",
                ":",
                "AND",
                "OR ",
                "NOT ",
                "+",
                "~2",
                "^9",
                "[a TO z]",
                "audience:public",
                "\x00",
                "\ud800",
                "\ue000",
                "\u202e",
                "ﷺ",
                "a\u0301" * 9,
                "🏴‍☠️",
                "%",
                "_",
                "'",
                ";",
                "{{}}",
                "$",
                "&&",
                "||",
                "/.*/",
                "<script>",
                "\n",
                " ",
                "x" * 300,
            ]
        ),
        max_size=12,
    ).map("".join),
)


@given(text=hostile, also=st.lists(hostile, max_size=2), value=hostile, sort=st.sampled_from(Sort), begun=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_no_text_breaks_the_search_or_the_wall(
    vault: SearchEngine, text: str, also: list[str], value: str, sort: Sort, begun: bool
) -> None:
    allowed = {"open", "ours"}
    for filters in ({}, {"tag": (value, "ransomware")}):
        query = Query(
            text=text,
            audiences=("public", GROUP),
            also=also,
            sort=sort,
            prefix_last=begun,
            facets=FACETS,
            filters=filters,
        )
        answer = await vault.search(query)
        assert {hit.id for hit in answer.hits} <= allowed
        assert answer.total_estimate <= len(allowed)
        assert "theirs" not in {one.value for one in answer.facets["tag"]}
        assert not answer.facets["severity"]
