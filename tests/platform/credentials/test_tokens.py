"""Access tokens: good ones pass, here and in a second library; what is not whole and alive is refused."""

import json
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwt as second_jwt
from joserfc.jwk import ECKey, KeySet

from atalaya_platform.credentials.tokens import LIFETIME, KeyRing, TokenRefused, verify
from tests.platform.credentials.forge import (
    AUDIENCE,
    ISSUER,
    KEY,
    NOW,
    RING,
    b64,
    claims_with,
    forge,
    good,
    header_with,
    refused,
)


def test_a_good_token_says_what_was_put_in() -> None:
    for keys in (RING, RING.jwks()):
        claims = verify(keys, good(scopes=["b", "a", "a"]), audience=AUDIENCE, issuer=ISSUER, now=NOW)
        assert (claims.subject, claims.session_id, claims.scopes) == (
            "person-1",
            "session-1",
            frozenset("ab"),
        )
        assert claims.expires_at - claims.issued_at == LIFETIME
        assert claims.key_id == RING.signing_id
    assert verify(RING, good(session_id=None), audience=AUDIENCE, issuer=ISSUER, now=NOW).session_id is None


def test_token_ids_differ() -> None:
    ids = {verify(RING, good(), audience=AUDIENCE, issuer=ISSUER, now=NOW).token_id for _ in range(20)}
    assert len(ids) == 20


def test_the_helper_forges_what_is_otherwise_good() -> None:
    """Otherwise the refusals below would prove nothing."""
    assert verify(RING, forge(header_with(), claims_with()), audience=AUDIENCE, issuer=ISSUER, now=NOW).subject


def test_a_second_library_agrees() -> None:
    keys = KeySet([ECKey.import_key(dict(key)) for key in RING.jwks()["keys"]])
    theirs = second_jwt.decode(good(), keys, algorithms=["ES256"])
    assert theirs.claims["sub"] == "person-1"
    assert theirs.header == header_with()
    pem = KEY.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    from_them = second_jwt.encode(header_with(), claims_with(), ECKey.import_key(pem), algorithms=["ES256"])
    assert verify(RING, from_them, audience=AUDIENCE, issuer=ISSUER, now=NOW).subject == "person-1"


def test_the_signing_goes_through_openssl_not_pure_python() -> None:
    """python-jose falls back to `ecdsa` (CVE-2024-23342) when built without `cryptography`."""
    assert type(RING._signer).__module__ == "jose.backends.cryptography_backend"


@pytest.mark.parametrize("claim", ["iss", "sub", "aud", "jti", "iat", "exp"])
def test_a_missing_claim(claim: str) -> None:
    refused(forge(header_with(), claims_with(**{claim: None})))


@pytest.mark.parametrize("claim", ["iss", "sub", "aud", "jti"])
@pytest.mark.parametrize("value", ["", 0, False, [], {}, ["experts"], 1.5])
def test_a_claim_that_is_not_text(claim: str, value: Any) -> None:
    refused(forge(header_with(), claims_with(**{claim: value})))


@pytest.mark.parametrize("claim", ["iat", "exp", "nbf"])
@pytest.mark.parametrize("value", ["1", "1795435500", True, -1, 1.5, 1e400, 2**63, [], {}, [1]])
def test_a_moment_that_is_not_one(claim: str, value: Any) -> None:
    refused(forge(header_with(), claims_with(**{claim: value})))


def test_nan_and_infinity_are_not_json() -> None:
    for constant in ("NaN", "Infinity", "-Infinity"):
        refused(forge(header_with(), json.dumps(claims_with()).replace(str(claims_with()["exp"]), constant)))


def test_scope_and_session_are_text() -> None:
    refused(forge(header_with(), claims_with(scope=["forum:read"])))
    refused(forge(header_with(), claims_with(sid=7)))


def test_expired_to_the_second() -> None:
    token = good()
    last = NOW + LIFETIME - timedelta(seconds=1)
    assert verify(RING, token, audience=AUDIENCE, issuer=ISSUER, now=last)
    assert refused(token, NOW + LIFETIME) == "expired"


def test_not_yet_valid() -> None:
    """A little clock skew between services is borne, a minute is not."""
    token = good()
    assert verify(RING, token, audience=AUDIENCE, issuer=ISSUER, now=NOW - timedelta(seconds=20))
    assert refused(token, NOW - timedelta(minutes=1)) == "not valid yet"
    assert refused(forge(header_with(), claims_with(nbf=int(NOW.timestamp()) + 120))) == "not valid yet"


def test_a_token_that_lives_for_ever() -> None:
    assert "longer" in refused(forge(header_with(), claims_with(exp=int(NOW.timestamp()) + 3600)))
    assert "longer" in refused(forge(header_with(), claims_with(iat=int(NOW.timestamp()) - 86400)))


@pytest.mark.parametrize("issuer", ["https://evil.example", ISSUER + "/", ISSUER.upper(), ISSUER + "\0"])
def test_other_issuer(issuer: str) -> None:
    refused(forge(header_with(), claims_with(iss=issuer)))


def test_other_audience() -> None:
    refused(good(audience="exercises"))
    refused(forge(header_with(), claims_with(aud=[AUDIENCE, "exercises"])))


def test_not_even_text() -> None:
    things: list[Any] = [None, b"a.b.c", 5, ["a", "b", "c"]]
    for thing in things:
        with pytest.raises(TokenRefused):
            verify(RING, thing, audience=AUDIENCE, issuer=ISSUER, now=NOW)


def test_keys_survive_a_file_and_a_rotation() -> None:
    loaded = KeyRing.load_pem(RING.dump_pem())
    assert loaded.jwks() == RING.jwks()
    rotated = KeyRing.load_pem(KeyRing.generate().dump_pem() + loaded.dump_pem())
    assert rotated.signing_id != RING.signing_id
    assert verify(rotated, good(), audience=AUDIENCE, issuer=ISSUER, now=NOW)
    again = KeyRing.load_pem(rotated.dump_pem())
    assert again.signing_id == rotated.signing_id
    assert len(again.jwks()["keys"]) == 2
    with pytest.raises(TokenRefused):
        verify(KeyRing.generate(), good(), audience=AUDIENCE, issuer=ISSUER, now=NOW)


def test_public_documents_and_messages_hold_no_private_key() -> None:
    assert '"d"' not in json.dumps(RING.jwks())
    assert "PRIVATE" not in repr(RING)


def test_foreign_key_files() -> None:
    with pytest.raises(ValueError, match="at least one key"):
        KeyRing.load_pem("")
    key = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    with pytest.raises(ValueError, match="elliptic"):
        KeyRing.load_pem(key.decode())


@pytest.mark.parametrize(
    "changes",
    [
        {"scopes": ["a b"]},
        {"scopes": ['"']},
        {"scopes": [""]},
        {"subject": ""},
        {"audience": ""},
        {"issuer": ""},
        {"scopes": [f"scope-{n}" for n in range(900)]},
    ],
)
def test_what_cannot_be_issued(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"scope|needs"):
        good(**changes)


TOKEN = good()


@given(st.integers(0, len(TOKEN) * 8 - 1))
@settings(max_examples=300, deadline=None)
def test_any_flipped_bit_is_refused(position: int) -> None:
    data = bytearray(TOKEN.encode())
    data[position // 8] ^= 1 << position % 8
    with pytest.raises(TokenRefused):
        verify(RING, data.decode("latin-1"), audience=AUDIENCE, issuer=ISSUER, now=NOW)


@given(st.binary(max_size=300), st.binary(max_size=300), st.binary(max_size=80))
@settings(max_examples=100, deadline=None)
def test_noise_is_refused_and_never_breaks(header: bytes, payload: bytes, signature: bytes) -> None:
    with pytest.raises(TokenRefused):
        verify(
            RING,
            f"{b64(header)}.{b64(payload)}.{b64(signature)}",
            audience=AUDIENCE,
            issuer=ISSUER,
            now=NOW,
        )


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_text_is_refused_and_never_breaks(text: str) -> None:
    with pytest.raises(TokenRefused):
        verify(RING, text, audience=AUDIENCE, issuer=ISSUER, now=NOW)
