"""Opaque secrets: told apart by kind, found by scanners, compared through their hash."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atalaya_platform.credentials.secrets import (
    PATTERN,
    SecretKind,
    digest,
    matches,
    new_secret,
    redact,
    well_formed,
)


@pytest.mark.parametrize("kind", list(SecretKind))
def test_a_secret_says_its_kind(kind: SecretKind) -> None:
    secret = new_secret(kind)
    assert secret.startswith(f"ata_{kind.value}_")
    assert len(secret) == 55
    assert well_formed(secret, kind)
    assert not any(well_formed(secret, other) for other in SecretKind if other is not kind)


def test_secrets_are_random() -> None:
    bodies = [new_secret(SecretKind.SESSION)[6:49] for _ in range(2000)]
    assert len(set(bodies)) == 2000
    assert 43 * math.log2(62) > 256
    last = [body[-1] for body in bodies]
    assert len(set(last)) == 62
    assert max(last.count(letter) for letter in set(last)) < 80  # 2000 / 62 is 32


@given(st.integers(6, 54), st.sampled_from("abcXYZ019"))
def test_a_typing_error_is_noticed(position: int, letter: str) -> None:
    secret = new_secret(SecretKind.API)
    changed = secret[:position] + letter + secret[position + 1 :]
    assert well_formed(changed, SecretKind.API) == (changed == secret)


@pytest.mark.parametrize("text", ["", "ata_p_", "x" * 55, "ata_p_" + "é" * 49, "ata_p_" + "０" * 49, "\0" * 55])
def test_other_text_is_not_a_secret(text: str) -> None:
    assert not any(well_formed(text, kind) for kind in SecretKind)
    assert not any(well_formed(text + new_secret(kind), kind) for kind in SecretKind if text)


def test_only_the_digest_is_needed_to_compare() -> None:
    secret = new_secret(SecretKind.SESSION)
    stored = digest(secret)
    assert len(stored) == 64
    assert secret[6:] not in stored
    assert matches(secret, stored)
    assert not matches(new_secret(SecretKind.SESSION), stored)
    assert not matches(secret, "")
    assert not matches("", stored)
    assert not matches("é\0", "é")


def test_a_leak_is_found_and_cut_out_of_a_log_line() -> None:
    secret, other = new_secret(SecretKind.API), new_secret(SecretKind.SESSION)
    line = f'curl -H "Authorization: Bearer {secret}" https://x/?a={other}&b=1'
    assert PATTERN.findall(line) == [secret, other]
    clean = redact(line)
    assert secret[6:] not in clean
    assert other[6:] not in clean
    assert "ata_p_…" in clean
    assert redact("data_p_" + "a" * 49) == "data_p_" + "a" * 49
