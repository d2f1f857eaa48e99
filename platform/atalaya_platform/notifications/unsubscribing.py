"""Unsubscribe links: signed, so that one click works without signing in (RFC 8058)."""

import base64
import hashlib
import hmac
from uuid import UUID

PURPOSE = b"atalaya unsubscribe\0"
SIGNATURE_BYTES = 16


def _sign(key: bytes, person_id: UUID, place: str) -> bytes:
    return hmac.digest(key, PURPOSE + person_id.bytes + place.encode(), hashlib.sha256)[:SIGNATURE_BYTES]


def token_for(key: bytes, person_id: UUID, place: str) -> str:
    """The link's last part: person, signature and place. It takes that person off that place and does nothing else."""
    raw = person_id.bytes + _sign(key, person_id, place) + place.encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read_token(token: str) -> tuple[UUID, bytes, str] | None:
    """Person, signature and place in a token, not yet verified; None when it is not one."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        place = raw[16 + SIGNATURE_BYTES :].decode("ascii")
        if not place:
            return None
        return UUID(bytes=raw[:16]), raw[16 : 16 + SIGNATURE_BYTES], place
    except ValueError:
        return None


def fits(key: bytes, person_id: UUID, signature: bytes, place: str) -> bool:
    """Whether the signature was made with this key for this person and place."""
    return hmac.compare_digest(signature, _sign(key, person_id, place))
