"""Recovery codes: ten codes on paper, each good for one sign-in when the second factor is lost."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import Final

COUNT: Final = 10

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so nothing is misread from paper and no code spells a word."""

_GROUPS, _GROUP = 5, 5
_LENGTH: Final = _GROUPS * _GROUP  # 25 characters of 5 bits: 125 bits
_FOLD: Final = str.maketrans("ILO", "110", "- \u00a0\u2013")


def new_codes() -> list[str]:
    """Ten fresh codes like `7K3MQ-…-…-…-2XWZA`. Show them once and keep only their `digest`."""
    codes: dict[str, None] = {}
    while len(codes) < COUNT:
        letters = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
        codes["-".join(letters[start : start + _GROUP] for start in range(0, _LENGTH, _GROUP))] = None
    return list(codes)


def _normal(code: str) -> str:
    """As typed by a person: any case, with or without hyphens and spaces, I and L for 1, O for 0."""
    return code.strip().upper().translate(_FOLD)


def digest(code: str) -> str:
    """SHA-256 in hexadecimal.

    Unlike a password a code has 125 random bits, beyond the 112 from which NIST SP 800-63B-4 §3.1.2.2 asks
    for no salt and no slow hash: nobody can try enough of them, even with the database in hand.
    """
    return hashlib.sha256(_normal(code).encode("utf-8")).hexdigest()


def verify(code: str, digests: Sequence[str | None]) -> int | None:
    """Which code this is, as an index into `digests`, or `None`.

    Put `None` where a code was used, and mark the returned one used in the same transaction: that makes it
    single-use. Every digest is compared, so the time says nothing about which one fitted.
    """
    if len(code) > 4 * _LENGTH or len(_normal(code)) != _LENGTH:
        return None
    wanted, found = digest(code).encode("ascii"), None
    for index, stored in enumerate(digests):
        if hmac.compare_digest((stored or "").encode("utf-8"), wanted):
            found = index
    return found
