"""Five-minute ES256 access tokens, by which any service verifies a caller; the only user of python-jose.

The profile is RFC 9068 (`at+jwt`), narrowed until nothing is left to confuse: one algorithm, three header
fields, one spelling of every segment. RFC 8725 is the source of the rules.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NoReturn

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jose import jwk, jws
from jose.exceptions import JOSEError

from atalaya_platform.ids import new_id

LIFETIME: Final = timedelta(minutes=5)
SKEW: Final = timedelta(seconds=30)
"""How far the clocks of two services may differ; it widens `iat` and `nbf`, never `exp`."""
MAX_LENGTH: Final = 4096
"""Characters of a whole token. A longer one is refused before anything is decoded."""

_TYPE: Final = "at+jwt"
_HEADER_FIELDS: Final = frozenset({"alg", "typ", "kid"})
_SEGMENT: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_PEM_BLOCK: Final = re.compile(r"-----BEGIN [A-Z ]+-----.+?-----END [A-Z ]+-----\n?", re.DOTALL)
_SCOPE: Final = re.compile(r"[\x21\x23-\x5b\x5d-\x7e]+", re.ASCII)


class TokenRefused(Exception):
    """The token proves nothing. The reason is for the log; a client hears only that it was refused."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Claims:
    """What a verified token says. Times are aware and in UTC."""

    issuer: str
    subject: str
    audience: str
    scopes: frozenset[str]
    session_id: str | None
    token_id: str
    issued_at: datetime
    expires_at: datetime
    key_id: str


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def _decode(segment: str, what: str) -> bytes:
    """Base64url without padding, in its one canonical spelling (RFC 7515 §2, RFC 4648 §3.5)."""
    if not _SEGMENT.fullmatch(segment):
        raise TokenRefused(f"the {what} is not base64url")
    try:
        data = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except (binascii.Error, ValueError) as error:
        raise TokenRefused(f"the {what} is not base64url") from error
    if _encode(data) != segment:  # stray trailing bits would give one token two spellings
        raise TokenRefused(f"the {what} is not canonical base64url")
    return data


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a field is given twice")
    return fields


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _object(data: bytes, what: str) -> dict[str, Any]:
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_without_duplicates, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise TokenRefused(f"the {what} is not one plain JSON object") from error
    if not isinstance(value, dict):
        raise TokenRefused(f"the {what} is not a JSON object")
    return value


def _thumbprint(key: ec.EllipticCurvePublicKey) -> str:
    """RFC 7638: the key's own hash is its name, so a name can never point at another key."""
    members = json.dumps(_public_members(key), sort_keys=True, separators=(",", ":"))
    return _encode(hashlib.sha256(members.encode()).digest())


def _public_members(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": _encode(numbers.x.to_bytes(32, "big")),
        "y": _encode(numbers.y.to_bytes(32, "big")),
    }


def _public_pem(key: ec.EllipticCurvePublicKey) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_bytes(serialization.Encoding.PEM, form).decode("ascii")


class KeyRing:
    """EC P-256 key pairs by key id. The first one signs; all verify, so that a key can be rotated out."""

    def __init__(self, keys: Iterable[ec.EllipticCurvePrivateKey]) -> None:
        pairs = list(keys)
        if not pairs:
            raise ValueError("a key ring needs at least one key; make one with KeyRing.generate()")
        for key in pairs:
            if not isinstance(key.curve, ec.SECP256R1):
                raise ValueError(f"ES256 needs a P-256 key, not {key.curve.name}; use KeyRing.generate()")
        self._private = {_thumbprint(key.public_key()): key for key in pairs}
        self.signing_id: str = next(iter(self._private))
        signing = self._private[self.signing_id].private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self._signer = jwk.construct(signing.decode("ascii"), "ES256")
        self._public = {
            kid: jwk.construct(_public_pem(key.public_key()), "ES256") for kid, key in self._private.items()
        }

    @classmethod
    def generate(cls) -> "KeyRing":
        """A ring with one fresh key."""
        return cls([ec.generate_private_key(ec.SECP256R1())])

    @classmethod
    def load_pem(cls, text: str) -> "KeyRing":
        """Read what `dump_pem` wrote: unencrypted PEM private keys, the signing one first."""
        keys = []
        for block in _PEM_BLOCK.findall(text):
            key = serialization.load_pem_private_key(block.encode("ascii"), password=None)
            if not isinstance(key, ec.EllipticCurvePrivateKey):
                raise ValueError("the key file holds a key that is not elliptic-curve; ES256 needs P-256")
            keys.append(key)
        return cls(keys)

    def dump_pem(self) -> str:
        """All private keys as PKCS#8 PEM, the signing one first. Keep it readable by the service alone."""
        return "".join(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            ).decode("ascii")
            for key in self._private.values()
        )

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public keys as a JWK set (RFC 7517), for `/.well-known/jwks.json`."""
        return {
            "keys": [
                {**_public_members(key.public_key()), "kid": kid, "alg": "ES256", "use": "sig"}
                for kid, key in self._private.items()
            ]
        }

    def __repr__(self) -> str:
        return f"KeyRing({', '.join(self._private)})"


def _verifiers(keys: KeyRing | Mapping[str, Any]) -> Mapping[str, Any]:
    """Key id to python-jose key, each tied to ES256. Of a JWK set only P-256 signing keys count."""
    if isinstance(keys, KeyRing):
        return keys._public
    verifiers = {}
    for member in keys.get("keys", ()):
        if member.get("kty") != "EC" or member.get("crv") != "P-256" or member.get("alg", "ES256") != "ES256":
            continue
        if member.get("use", "sig") != "sig" or not isinstance(member.get("kid"), str):
            continue
        try:
            coordinates = b"".join(_decode(member[name], name).rjust(32, b"\0") for name in ("x", "y"))
            point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + coordinates)
        except (KeyError, TypeError, ValueError) as error:
            raise TokenRefused("the key set holds a broken key") from error
        verifiers[member["kid"]] = jwk.construct(_public_pem(point), "ES256")
    return verifiers


def issue(
    keys: KeyRing,
    *,
    issuer: str,
    subject: str,
    audience: str,
    scopes: Iterable[str],
    session_id: str | None,
    now: datetime,
) -> str:
    """A signed token that lives for `LIFETIME` from `now` (aware). Scopes are RFC 6749 scope tokens."""
    wanted = sorted(set(scopes))
    for scope in wanted:
        if not _SCOPE.fullmatch(scope):
            raise ValueError(f"{scope!r} is not a scope: no spaces, quotes or backslashes")
    if not (issuer and subject and audience):
        raise ValueError("a token needs issuer, subject and audience")
    issued = int(now.timestamp())
    claims: dict[str, Any] = {
        "iss": issuer,
        "sub": subject,
        "aud": audience,
        "iat": issued,
        "exp": issued + int(LIFETIME.total_seconds()),
        "jti": str(new_id()),
        "scope": " ".join(wanted),
    }
    if session_id is not None:
        claims["sid"] = session_id
    header = {"typ": _TYPE, "kid": keys.signing_id}
    token: str = jws.sign(claims, keys._signer, headers=header, algorithm="ES256")
    if len(token) > MAX_LENGTH:
        raise ValueError(f"the token would be longer than {MAX_LENGTH} characters; ask for fewer scopes")
    return token


def verify(keys: KeyRing | Mapping[str, Any], token: str, *, audience: str, issuer: str, now: datetime) -> Claims:
    """What the token says, if it is ours, whole, meant for this audience and alive; else `TokenRefused`.

    `keys` is the issuer's own ring or its published JWK set. Nothing that the token says chooses a key beyond
    picking one of these, or an algorithm at all.
    """
    if not isinstance(token, str) or len(token) > MAX_LENGTH:
        raise TokenRefused("not a token, or too long for one")
    segments = token.split(".")
    if len(segments) != 3:  # five would be JWE, which is never opened
        raise TokenRefused("not a signed token of three segments")
    header = _object(_decode(segments[0], "header"), "header")
    _decode(segments[1], "payload")
    _decode(segments[2], "signature")

    strangers = header.keys() - _HEADER_FIELDS  # crit, jku, jwk, x5u, x5c, b64, zip, …
    if strangers:
        raise TokenRefused(f"unknown header fields: {', '.join(sorted(strangers))}")
    if header.get("alg") != "ES256":
        raise TokenRefused("the algorithm is not ES256")
    if header.get("typ") != _TYPE:
        raise TokenRefused(f"the type is not {_TYPE}")
    key_id = header.get("kid")
    key = _verifiers(keys).get(key_id) if isinstance(key_id, str) else None
    if key is None or not isinstance(key_id, str):
        raise TokenRefused("no such key")
    try:
        payload = jws.verify(token, key, algorithms=["ES256"])
    except JOSEError as error:
        raise TokenRefused("the signature does not match") from error
    return _judge(_object(payload, "payload"), audience, issuer, now, key_id)


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not value:
        raise TokenRefused(f"{name} is missing or not text")
    return value


def _moment(claims: Mapping[str, Any], name: str) -> int:
    value = claims.get(name)
    if type(value) is not int or not 0 <= value < 1 << 40:  # bool is an int, and 1e400 is infinite
        raise TokenRefused(f"{name} is missing or not a moment in whole seconds")
    return value


def _judge(claims: Mapping[str, Any], audience: str, issuer: str, now: datetime, key_id: str) -> Claims:
    """The claims' own rules, on a payload whose signature holds."""
    if _text(claims, "iss") != issuer:
        raise TokenRefused("another issuer")
    if _text(claims, "aud") != audience:
        raise TokenRefused("meant for another audience")
    issued, expires = _moment(claims, "iat"), _moment(claims, "exp")
    moment, skew = now.timestamp(), SKEW.total_seconds()
    if expires <= moment:
        raise TokenRefused("expired")
    if issued > moment + skew or ("nbf" in claims and _moment(claims, "nbf") > moment + skew):
        raise TokenRefused("not valid yet")
    if not 0 < expires - issued <= LIFETIME.total_seconds():
        raise TokenRefused("lives longer than access tokens do")
    scope, session = claims.get("scope", ""), claims.get("sid")
    if not isinstance(scope, str) or not (session is None or isinstance(session, str)):
        raise TokenRefused("scope or sid is not text")
    return Claims(
        issuer=issuer,
        subject=_text(claims, "sub"),
        audience=audience,
        scopes=frozenset(scope.split()),
        session_id=session,
        token_id=_text(claims, "jti"),
        issued_at=datetime.fromtimestamp(issued, UTC),
        expires_at=datetime.fromtimestamp(expires, UTC),
        key_id=key_id,
    )
