"""A forger of access tokens: signs with the real key around any header and payload."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from atalaya_platform.credentials.tokens import KeyRing, TokenRefused, issue, verify

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ISSUER = "https://atalaya.example.org"
AUDIENCE = "experts"

KEY = ec.generate_private_key(ec.SECP256R1())
RING = KeyRing([KEY])


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def good(**changes: Any) -> str:
    values: dict[str, Any] = {
        "issuer": ISSUER,
        "subject": "person-1",
        "audience": AUDIENCE,
        "scopes": ["forum:read"],
        "session_id": "session-1",
        "now": NOW,
    }
    return issue(RING, **{**values, **changes})


def claims_with(**changes: Any) -> dict[str, Any]:
    claims = {
        "iss": ISSUER,
        "sub": "person-1",
        "aud": AUDIENCE,
        "jti": "token-1",
        "scope": "forum:read",
        "iat": int(NOW.timestamp()),
        "exp": int(NOW.timestamp()) + 300,
    }
    claims.update(changes)
    return {name: value for name, value in claims.items() if value is not None}


def header_with(**changes: Any) -> dict[str, Any]:
    header: dict[str, Any] = {"alg": "ES256", "typ": "at+jwt", "kid": RING.signing_id}
    header.update(changes)
    return {name: value for name, value in header.items() if value is not None}


def raw_signature(key: ec.EllipticCurvePrivateKey, signed: bytes, size: int = 32) -> bytes:
    r, s = decode_dss_signature(key.sign(signed, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def forge(header: dict[str, Any] | str, claims: dict[str, Any] | str, key: ec.EllipticCurvePrivateKey = KEY) -> str:
    """A token signed with the real key around whatever header and payload is wanted."""
    parts = [part if isinstance(part, str) else json.dumps(part) for part in (header, claims)]
    signed = ".".join(b64(part.encode()) for part in parts)
    return f"{signed}.{b64(raw_signature(key, signed.encode()))}"


def refused(token: str, now: datetime = NOW) -> str:
    """Refused by the ring and by the published key set alike; returns the reason."""
    with pytest.raises(TokenRefused) as first:
        verify(RING, token, audience=AUDIENCE, issuer=ISSUER, now=now)
    with pytest.raises(TokenRefused):
        verify(RING.jwks(), token, audience=AUDIENCE, issuer=ISSUER, now=now)
    return first.value.reason
