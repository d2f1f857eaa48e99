"""What may be indexed, and what may be asked."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_platform.search.document import facet_value
from atalaya_platform.search.meili_query import decode, encode
from atalaya_platform.search.port import Query
from tests.platform.search.factories import NOON, document


@pytest.mark.parametrize(
    "audience",
    [
        "named:0190aaaa",
        "named:",
        "named",
        "NAMED:x",
        " named:x",
        "Named:x",
        "red",
        "",
        "public,named:x",
        "amber:A B",
        "x" * 300,
    ],
)
def test_what_is_for_named_people_is_never_indexed(audience: str) -> None:
    with pytest.raises(ValueError, match="never indexed"):
        document("a", "TLP:RED", audience=audience)


@pytest.mark.parametrize("audience", ["public", "clear", "community:network", "amber:0190-aa", "strict:0190-aa"])
def test_every_other_audience_may_be(audience: str) -> None:
    assert document("a", audience=audience).audience == audience


@pytest.mark.parametrize(
    "wrong",
    [
        {"own": "a b"},
        {"own": ""},
        {"own": "a", "parent_id": "x/y"},
        {"own": "a", "kind": "Topic"},
        {"own": "a", "language": "de"},
        {"own": "a", "facets": {"no-name": ("x",)}},
        {"own": "a", "facets": {"tag": ("x",)}},
        {"own": "a", "body": "x" * (256 * 1024 + 1)},
        {"own": "a", "extra": {"big": 2**60}},
    ],
)
def test_what_no_engine_can_hold_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        document(**wrong)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        type(document("a"))(id="a", kind="topic", audience="public", title="", created_at=datetime(2026, 1, 1))


def test_texts_are_cleaned() -> None:
    made = document(
        "a", " Two\n lines\x00\ue000 ", "e\u0301\r\n\ud800end\ue001", extra={"k": "v\ud800", "n": 7}, url="/a\x00"
    )
    assert (made.title, made.body, made.url) == ("Two lines", "é\nend", "/a")
    assert (dict(made.extra), made.parent_id) == ({"k": "v", "n": 7}, "a")


def test_facets_gather_what_a_document_is() -> None:
    made = document("a", country="JM", tags=("x", "x", "", " y  z "), facets={"severity": ("high",), "none": ()})
    assert made.facet_values == {
        "kind": ("topic",),
        "language": ("en",),
        "country": ("JM",),
        "tag": ("x", "y z"),
        "severity": ("high",),
    }


@given(st.text())
def test_facet_values_are_short_and_settled(value: str) -> None:
    stored = facet_value(value)
    assert len(stored.encode()) <= 150
    assert facet_value(stored) == stored


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_encoded_values_are_plain_and_come_back(value: str) -> None:
    encoded = encode(value)
    assert decode(encoded) == value
    assert set(encoded) <= set("abcdefghijklmnopqrstuvwxyz0123456789_.:-=")


@given(st.text(max_size=5), st.text(max_size=5))
def test_different_values_are_encoded_differently(one: str, other: str) -> None:
    one, other = facet_value(one), facet_value(other)
    assert (encode(one) == encode(other)) == (one == other)


@pytest.mark.parametrize(
    "wrong",
    [
        {"limit": -1},
        {"limit": 101},
        {"offset": -1},
        {"offset": 1_001},
        {"facets": ("a b",)},
        {"filters": {"a = b": ("x",)}},
        {"also": ("x",) * 7},
    ],
)
def test_questions_out_of_bounds_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Query(audiences=("public",), **wrong)


def test_kinds_named_twice_must_agree() -> None:
    asked = Query(audiences=("public",), kinds=("topic", "file"), filters={"kind": ("file", "channel"), "tag": ()})
    assert asked.selected == {"kind": ("file",)}
    assert Query(audiences=("public",), kinds=("topic",), filters={"kind": ("file",)}).selected == {"kind": ("",)}
    assert NOON.tzinfo is not None
