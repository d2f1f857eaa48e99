"""One-time codes: the standard's own vectors, one step of tolerance, each code once."""

import base64
import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from urllib.parse import parse_qs, unquote, urlsplit

import pyotp
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from atalaya_platform.credentials.totp import new_totp_secret, provisioning_uri, qr_svg, verify

NOW = datetime(2026, 11, 23, 12, 0, 10, tzinfo=UTC)
SECRET = "DKL4YLELKV2XNMPFNW57S2EVOC47G7PY"


def _code(moment: datetime) -> str:
    return pyotp.TOTP(SECRET).at(moment)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
    ],
)
def test_the_vectors_of_rfc_6238(seconds: int, code: str) -> None:
    secret = base64.b32encode(b"12345678901234567890").decode()
    moment = datetime.fromtimestamp(seconds, UTC)
    assert verify(secret, code, now=moment, last_step=None) == seconds // 30


def test_secrets_are_long_and_differ() -> None:
    secrets = {new_totp_secret() for _ in range(50)}
    assert len(secrets) == 50
    assert all(len(base64.b32decode(secret)) == 20 for secret in secrets)


@pytest.mark.parametrize(("seconds", "accepted"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_one_step_either_way(seconds: int, accepted: bool) -> None:
    step = verify(SECRET, _code(NOW + timedelta(seconds=seconds)), now=NOW, last_step=None)
    assert (step is not None) == accepted
    assert step in (None, int(NOW.timestamp()) // 30 + seconds // 30)


def test_the_same_code_twice() -> None:
    step = verify(SECRET, _code(NOW), now=NOW, last_step=None)
    assert step is not None
    assert verify(SECRET, _code(NOW), now=NOW, last_step=step) is None
    assert verify(SECRET, _code(NOW), now=NOW + timedelta(seconds=20), last_step=step) is None
    earlier = _code(NOW - timedelta(seconds=30))
    assert verify(SECRET, earlier, now=NOW, last_step=step) is None
    later = NOW + timedelta(seconds=30)
    assert verify(SECRET, _code(later), now=later, last_step=step) == step + 1


def test_as_people_type_it() -> None:
    code = _code(NOW)
    for typed in (f" {code} ", f"{code[:3]} {code[3:]}", f"{code}\n", f"{code[:3]}\u00a0{code[3:]}"):
        assert verify(SECRET, typed, now=NOW, last_step=None)


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "-12345", "１２３４５６", "٠١٢٣٤٥", "\0" * 6, "1" * 10**6]
)
def test_what_is_no_code(typed: str) -> None:
    assert verify(SECRET, typed, now=NOW, last_step=None) is None


def test_another_secret() -> None:
    assert verify(new_totp_secret(), _code(NOW), now=NOW, last_step=None) is None


def test_a_clock_at_the_epoch() -> None:
    assert verify(SECRET, "000000", now=datetime.fromtimestamp(0, UTC), last_step=None) is None


def test_the_address_for_the_application() -> None:
    uri = urlsplit(provisioning_uri(SECRET, account="ana:lucía@csirt.example", issuer="Atalaya: demo"))
    assert (uri.scheme, uri.netloc) == ("otpauth", "totp")
    assert unquote(uri.path) == "/Atalaya  demo:ana lucía@csirt.example"
    assert parse_qs(uri.query) == {"secret": [SECRET], "issuer": ["Atalaya  demo"]}
    assert pyotp.parse_uri(uri.geturl()).secret == SECRET


def _elements(svg: str) -> list[tuple[str, dict[str, str]]]:
    """Tags and attributes as a browser reads them inside a page."""
    found: list[tuple[str, dict[str, str]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, {name: value or "" for name, value in attrs}))

    Reader().feed(svg)
    return found


def _modules(svg: str) -> set[tuple[int, int]]:
    """The dark modules that the picture's path draws, without the quiet zone."""
    path = _elements(svg)[2][1]["d"]
    dark, column, row = set(), 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", path):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "h":
            dark |= {(int(row), int(column) + offset) for offset in range(int(values[0]))}
            column += values[0]
        elif command == "M":
            column, row = values
        else:
            column, row = column + values[0], row + values[1]
    return {(y - 4, x - 4) for y, x in dark}


def test_the_picture_is_the_address_and_nothing_that_runs() -> None:
    uri = provisioning_uri(SECRET, account="ana@csirt.example", issuer="Atalaya")
    svg = qr_svg(uri)
    elements = _elements(svg)
    assert [tag for tag, _ in elements] == ["svg", "path", "path"]
    assert {name for _, attributes in elements for name in attributes} == {"xmlns", "viewbox", "fill", "stroke", "d"}
    expected = segno.make(uri, error="m", micro=False).matrix
    drawn = {(y, x) for y, line in enumerate(expected) for x, dark in enumerate(line) if dark}
    assert _modules(svg) == drawn


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=20, deadline=None)
def test_no_name_breaks_out_of_address_or_picture(name: str) -> None:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return
    uri = provisioning_uri(SECRET, account=name, issuer="Atalaya")
    assert parse_qs(urlsplit(uri).query)["secret"] == [SECRET]
    assert len(_elements(qr_svg(uri))) == 3
