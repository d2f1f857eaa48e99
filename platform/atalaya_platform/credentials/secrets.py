"""Opaque random secrets: what a session cookie, an API token or a mailed link carries.

`ata_s_<43 characters><6 characters>`: a prefix that says what it is, 256 random bits in base 62, and a CRC-32
of all before it. The checksum is no protection; it lets leak scanners (and our own log filter) tell a real
token from text that looks alike, and turns most typing errors away before the database is asked.
"""

import hashlib
import hmac
import re
import secrets
import zlib
from enum import StrEnum
from typing import Final

_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BODY: Final = 43  # 62^43 > 2^256
_CHECK: Final = 6  # 62^6 > 2^32

PATTERN: Final = re.compile(r"(?<![0-9A-Za-z_])ata_[sprieu]_[0-9A-Za-z]{49}(?![0-9A-Za-z])", re.ASCII)
"""Finds our secrets in any text. Confirm with `well_formed` before raising an alarm."""


class SecretKind(StrEnum):
    """What a secret opens: a session, the API, a password reset, an invitation, a mail address, unsubscribing.

    The letter stands in its prefix.
    """

    SESSION = "s"
    API = "p"
    RESET = "r"
    INVITATION = "i"
    CONFIRMATION = "e"
    UNSUBSCRIBE = "u"


def _base62(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 62)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))


def _checksum(text: str) -> str:
    return _base62(zlib.crc32(text.encode("ascii")), _CHECK)


def new_secret(kind: SecretKind) -> str:
    """A fresh secret. Show or send it once and keep only its `digest`."""
    front = f"ata_{kind.value}_{_base62(secrets.randbits(256), _BODY)}"
    return front + _checksum(front)


def well_formed(text: str, kind: SecretKind) -> bool:
    """Whether this could be a secret of that kind: prefix, length, alphabet and checksum, nothing more."""
    if PATTERN.fullmatch(text) is None or not text.startswith(f"ata_{kind.value}_"):
        return False
    return text[-_CHECK:] == _checksum(text[:-_CHECK])


def digest(secret: str) -> str:
    """SHA-256 in hexadecimal, which is all that is stored.

    A slow hash would buy nothing: 256 random bits cannot be guessed however fast the hash is, and this one
    is computed on every request.
    """
    return hashlib.sha256(secret.encode("utf-8")).hexdigest()


def matches(secret: str, stored_digest: str) -> bool:
    """Whether the secret has that digest, in time that does not depend on where they differ."""
    return hmac.compare_digest(digest(secret).encode("ascii"), stored_digest.encode("utf-8"))


def redact(text: str) -> str:
    """The text with each of our secrets cut to its prefix, for logs and error reports."""
    return PATTERN.sub(lambda found: found.group()[:6] + "…", text)
