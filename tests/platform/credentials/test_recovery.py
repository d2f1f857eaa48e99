"""Recovery codes: readable, typed as people type, each good once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_platform.credentials.recovery import COUNT, digest, new_codes, verify


def test_ten_different_readable_codes() -> None:
    codes = new_codes()
    assert len(codes) == len(set(codes)) == COUNT == 10
    for code in codes:
        assert [len(group) for group in code.split("-")] == [5] * 5
        assert not set(code) & set("ILOU")
        assert code == code.upper()
    assert not set(codes) & set(new_codes())


def test_each_works_once() -> None:
    codes = new_codes()
    digests: list[str | None] = [digest(code) for code in codes]
    for index in (3, 0, 9):
        assert verify(codes[index], digests) == index
        digests[index] = None
        assert verify(codes[index], digests) is None
    assert verify(codes[5], digests) == 5


def test_as_people_type_it() -> None:
    code = "01ABC-DEFGH-JKMNP-QRSTV-WXYZ2"
    digests = [digest(new_codes()[0]), digest(code)]
    for typed in (
        code.lower(),
        code.replace("-", ""),
        code.replace("-", " "),
        f"  {code}\n",
        code.replace("0", "O"),
        code.replace("1", "l"),
        code.replace("1", "I").replace("0", "o"),
        code.replace("-", "–"),
    ):
        assert verify(typed, digests) == 1, typed


@pytest.mark.parametrize("typed", ["", "-", "0" * 25, "x" * 10_000, "\0" * 25, "é" * 25, "none"])
def test_what_is_no_code(typed: str) -> None:
    digests = [digest(code) for code in new_codes()]
    assert verify(typed, digests) is None
    assert verify(typed, []) is None
    assert verify(typed, [None] * 10) is None


def test_a_used_place_is_not_opened_by_nothing() -> None:
    """An empty place must not equal the digest of anything."""
    assert verify(new_codes()[0], [None, ""]) is None


@given(st.text(max_size=60))
def test_random_text_never_fits(text: str) -> None:
    assert verify(text, [digest("01ABC-DEFGH-JKMNP-QRSTV-WXYZ2"), None]) is None or len(text) >= 25
