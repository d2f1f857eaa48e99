"""The token-confusion corpus: every known way to talk a verifier into another key, algorithm or reading."""

import hashlib
import hmac
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jose import jwe

from atalaya_platform.credentials.tokens import MAX_LENGTH, KeyRing, TokenRefused, issue, verify
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
    raw_signature,
    refused,
)


def _hmac_token(secret: bytes, header: dict[str, Any]) -> str:
    signed = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims_with()).encode())}"
    return f"{signed}.{b64(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


def _public_forms() -> dict[str, bytes]:
    public = KEY.public_key()
    encoding, form = serialization.Encoding, serialization.PublicFormat
    numbers = public.public_numbers()
    return {
        "pem": public.public_bytes(encoding.PEM, form.SubjectPublicKeyInfo),
        "pem without last newline": public.public_bytes(encoding.PEM, form.SubjectPublicKeyInfo).strip(),
        "der": public.public_bytes(encoding.DER, form.SubjectPublicKeyInfo),
        "jwk": json.dumps(RING.jwks()["keys"][0]).encode(),
        "jwk set": json.dumps(RING.jwks()).encode(),
        "raw point": public.public_bytes(encoding.X962, form.UncompressedPoint),
        "compressed point": public.public_bytes(encoding.X962, form.CompressedPoint),
        "x alone": numbers.x.to_bytes(32, "big"),
        "ssh": public.public_bytes(encoding.OpenSSH, form.OpenSSH),
    }


@pytest.mark.parametrize("form", sorted(_public_forms()))
@pytest.mark.parametrize("algorithm", ["HS256", "ES256"])
def test_hmac_with_the_public_key(form: str, algorithm: str) -> None:
    """CVE-2024-33663 and its open remainder: the public key taken for a shared secret."""
    refused(_hmac_token(_public_forms()[form], header_with(alg=algorithm)))


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512"])
def test_hmac_with_an_empty_key(algorithm: str) -> None:
    refused(_hmac_token(b"", header_with(alg=algorithm)))
    refused(_hmac_token(b"\0" * 32, header_with(alg=algorithm)))


@pytest.mark.parametrize(
    "algorithm",
    [
        "none",
        "None",
        "NONE",
        "nOnE",
        "none ",
        "",
        " ",
        "es256",
        "ES256 ",
        "ES256\n",
        "ES384",
        "ES512",
        "ES256K",
        "RS256",
        "PS256",
        "EdDSA",
        "dir",
        None,
        0,
        True,
        ["ES256"],
        {"ES256": 1},
    ],
)
def test_other_algorithms(algorithm: Any) -> None:
    header = {"alg": algorithm, "typ": "at+jwt", "kid": RING.signing_id}
    signed = f"{b64(json.dumps(header).encode())}.{b64(json.dumps(claims_with()).encode())}"
    refused(f"{signed}.")
    refused(signed)
    refused(f"{signed}.{b64(b'x')}")
    assert "algorithm" in refused(forge(header, claims_with()))


def test_no_algorithm_at_all() -> None:
    refused(forge(header_with(alg=None), claims_with()))


@pytest.mark.parametrize(
    "field",
    [
        {"crit": ["exp"]},
        {"crit": ["b64"], "b64": False},
        {"crit": []},
        {"crit": "exp"},
        {"crit": None, "b64": 1},
        {"jku": "https://evil.example/jwks.json"},
        {"x5u": "https://evil.example/cert.pem"},
        {"x5c": ["MIIB"]},
        {"x5t": "abc"},
        {"zip": "DEF"},
        {"enc": "A256GCM"},
        {"cty": "JWT"},
        {"http://example.com/is_root": True},
    ],
    ids=lambda field: next(iter(field)),
)
def test_further_header_fields(field: dict[str, Any]) -> None:
    header = {"alg": "ES256", "typ": "at+jwt", "kid": RING.signing_id, **field}
    assert "header" in refused(forge(header, claims_with()))


def test_a_key_brought_along() -> None:
    """`jwk`, `jku` and `x5c` name a key of the sender's choice."""
    own = KeyRing.generate()
    token = issue(own, issuer=ISSUER, subject="admin", audience=AUDIENCE, scopes=[], session_id=None, now=NOW)
    assert refused(token) == "no such key"
    stranger = ec.generate_private_key(ec.SECP256R1())
    embedded = KeyRing([stranger]).jwks()["keys"][0]
    refused(forge(header_with(jwk=embedded), claims_with(), stranger))
    refused(forge(header_with(jwk=embedded, kid=embedded["kid"]), claims_with(), stranger))


@pytest.mark.parametrize(
    "kid",
    [
        "",
        "../../dev/null",
        "' OR 1=1 --",
        "/proc/self/environ",
        "x" * 500,
        "\0",
        "keys",
        "__class__",
        None,
        7,
        True,
        ["a"],
        {"a": 1},
    ],
)
def test_kid_injection(kid: Any) -> None:
    assert refused(forge({"alg": "ES256", "typ": "at+jwt", "kid": kid}, claims_with())) == "no such key"


def test_kid_is_required() -> None:
    refused(forge(header_with(kid=None), claims_with()))


@pytest.mark.parametrize("kind", [None, "", "JWT", "jwt", "AT+JWT", "at+jwt ", "application/at+jwt", "secevent+jwt", 1])
def test_wrong_type(kind: Any) -> None:
    assert "type" in refused(forge(header_with(typ=kind), claims_with()))


def test_a_modified_payload() -> None:
    header, _, signature = good().split(".")
    refused(f"{header}.{b64(json.dumps(claims_with(sub='admin')).encode())}.{signature}")


def test_one_field_twice() -> None:
    """Two parsers may each believe another of the two."""
    claims, header = json.dumps(claims_with()), json.dumps(header_with())
    assert "payload" in refused(forge(header_with(), claims[:-1] + ', "sub": "admin"}'))
    assert "header" in refused(forge(header[:-1] + ', "alg": "none"}', claims_with()))
    assert "header" in refused(forge('{"alg": "none", ' + header[1:], claims_with()))


@pytest.mark.parametrize("text", ["[]", '"x"', "1", "null", "{", "", "[" * 500, '{"a":' * 300, "\ufeff{}", "{}x"])
def test_something_else_than_an_object(text: str) -> None:
    refused(forge(text, claims_with()))
    refused(forge(header_with(), text))


def test_bytes_that_are_not_text() -> None:
    signed = f"{b64(json.dumps(header_with()).encode())}.{b64(bytes([0xFF, 0xFE]) + b'{}')}"
    refused(f"{signed}.{b64(raw_signature(KEY, signed.encode()))}")


def test_jwe_and_its_bomb() -> None:
    """CVE-2024-33664: a few kilobytes that inflate to megabytes when opened. They never are."""
    bomb = jwe.encrypt(b"0" * 20_000_000, b"k" * 32, algorithm="dir", encryption="A256GCM", zip="DEF").decode()
    assert len(bomb) > MAX_LENGTH
    assert "long" in refused(bomb)
    small = jwe.encrypt(b"{}", b"k" * 32, algorithm="dir", encryption="A256GCM").decode()
    assert "three segments" in refused(small)


def test_oversize() -> None:
    assert "long" in refused(forge(header_with(), claims_with(note="x" * MAX_LENGTH)))
    assert "long" in refused("a" * 50_000_000)


@pytest.mark.parametrize(
    "mangle",
    [
        lambda t: t + "=",
        lambda t: t + "==",
        lambda t: t + "\n",
        lambda t: " " + t,
        lambda t: t + ".",
        lambda t: "." + t,
        lambda t: t.replace(".", "..", 1),
        lambda t: t.replace(".", "+."),
        lambda t: t.replace(".", "/."),
        lambda t: t.replace(".", "\n."),
        lambda t: t.rsplit(".", 1)[0] + ".",
        lambda t: t.rsplit(".", 1)[0],
        lambda t: t[:-1],
        lambda t: t[:-2],
        lambda t: t + "A",
        lambda t: t + "AA",
        lambda t: t + "é",
        lambda t: "",
        lambda t: "..",
        lambda t: "a.b.c",
        lambda t: t.upper(),
        lambda t: t.encode().hex(),
        lambda t: "Bearer " + t,
    ],
)
def test_bad_encoding(mangle: Any) -> None:
    refused(mangle(good()))


def test_the_spare_bits_of_the_last_character() -> None:
    """64 bytes leave four spare bits in base64: fifteen other spellings of the same signature."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    token = good()
    last = alphabet.index(token[-1])
    for spare in range(1, 16):
        assert "canonical" in refused(token[:-1] + alphabet[last | spare])


ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.mark.parametrize(
    ("r", "s"),
    [
        (0, 0),
        (0, 1),
        (1, 0),
        (ORDER, ORDER),
        (ORDER, 0),
        (0, ORDER),
        (2**256 - 1, 2**256 - 1),
        (ORDER + 1, ORDER + 1),
    ],
)
def test_psychic_signatures(r: int, s: int) -> None:
    """CVE-2022-21449: zeros that verify under anything."""
    signed = good().rsplit(".", 1)[0]
    refused(f"{signed}.{b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}")


def test_der_and_other_lengths_of_signature() -> None:
    signed = good().rsplit(".", 1)[0]
    der = KEY.sign(signed.encode(), ec.ECDSA(hashes.SHA256()))
    raw = raw_signature(KEY, signed.encode())
    for signature in (der, raw + b"\0", b"\0" + raw, raw[:63], raw * 2, b"\0" * 96):
        refused(f"{signed}.{b64(signature)}")


def test_wrong_curve() -> None:
    other = ec.generate_private_key(ec.SECP384R1())
    with pytest.raises(ValueError, match="P-256"):
        KeyRing([other])
    signed = good().rsplit(".", 1)[0]
    refused(f"{signed}.{b64(raw_signature(other, signed.encode(), 48))}")
    numbers = other.public_key().public_numbers()
    for curve in ("P-256", "P-384"):
        jwks = {
            "keys": [
                {
                    "kty": "EC",
                    "crv": curve,
                    "alg": "ES256",
                    "use": "sig",
                    "kid": RING.signing_id,
                    "x": b64(numbers.x.to_bytes(48, "big")),
                    "y": b64(numbers.y.to_bytes(48, "big")),
                }
            ]
        }
        with pytest.raises(TokenRefused):
            verify(jwks, good(), audience=AUDIENCE, issuer=ISSUER, now=NOW)


def test_a_key_set_with_other_keys() -> None:
    """A symmetric, encryption or off-curve member never becomes a verifier."""
    member = RING.jwks()["keys"][0]
    for change in (
        {"kty": "oct", "k": "AA"},
        {"use": "enc"},
        {"alg": "HS256"},
        {"y": member["x"]},
        {"kid": None},
    ):
        with pytest.raises(TokenRefused):
            verify({"keys": [{**member, **change}]}, good(), audience=AUDIENCE, issuer=ISSUER, now=NOW)
    with pytest.raises(TokenRefused):
        verify({}, good(), audience=AUDIENCE, issuer=ISSUER, now=NOW)
