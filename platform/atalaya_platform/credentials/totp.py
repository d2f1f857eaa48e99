"""Time-based one-time codes (RFC 6238): the second factor from an authenticator application."""

import hmac
import re
from datetime import datetime
from io import BytesIO
from typing import Final

import pyotp
import segno

STEP: Final = 30
"""Seconds that one code lives."""
WINDOW: Final = 1
"""Steps accepted before and after the present one, for a telephone whose clock is off."""

_CODE: Final = re.compile(r"[0-9]{6}", re.ASCII)


def new_totp_secret() -> str:
    """160 random bits in base 32, the length that RFC 4226 §4 recommends. Store it well guarded."""
    return pyotp.random_base32(length=32)


def provisioning_uri(secret: str, *, account: str, issuer: str) -> str:
    """The `otpauth://` address that authenticator applications read; account is usually the person's mail."""
    # A colon parts issuer from account in the label, so it may stand in neither.
    return pyotp.TOTP(secret).provisioning_uri(name=account.replace(":", " "), issuer_name=issuer.replace(":", " "))


def qr_svg(uri: str) -> str:
    """The address as one inline `<svg>`: a drawn path, and no text, style, script or link.

    Dark on white whatever the page's theme, with the quiet zone that cameras need; scale it by its viewBox.
    """
    picture = BytesIO()
    segno.make(uri, error="m", micro=False).save(
        picture, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, svgns=True, nl=False,
        omitsize=True, svgclass=None, lineclass=None,
    )  # fmt: skip
    return picture.getvalue().decode("utf-8")


def verify(secret: str, code: str, *, now: datetime, last_step: int | None) -> int | None:
    """The step (30-second count since 1970) whose code this is, or `None`.

    A step up to `last_step` is refused, so that a code read over a shoulder works once (RFC 6238 §5.2); store
    the returned step in the same transaction. All steps of the window are computed whatever matches.
    """
    typed = "".join(code.split()) if len(code) <= 32 else ""
    if not _CODE.fullmatch(typed):
        return None
    generator, present, found = pyotp.TOTP(secret), int(now.timestamp()) // STEP, None
    for step in range(max(0, present - WINDOW), present + WINDOW + 1):
        if hmac.compare_digest(generator.generate_otp(step).encode("ascii"), typed.encode("ascii")) and (
            last_step is None or step > last_step
        ):
            found = step
    return found
