"""Indicators of compromise, CVE ids and CVSS vectors: pure functions that check them and take their sting out.

Indicators are written, copied and mailed in "defanged" form (`hxxp://evil[.]example`), so that no viewer and no
scanner follows them. We take either form and keep only the defanged one.
"""

import ipaddress
import re
from typing import Final

from atalaya_forum.topics.vocabulary import IndicatorType
from atalaya_platform.http.wording import said

_CVE: Final = re.compile(r"CVE-(?:1999|2\d{3})-\d{4,19}")
_DOT: Final = re.compile(r"\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)|\\\.", re.IGNORECASE)
_AT: Final = re.compile(r"\[@\]|\(@\)|\[at\]|\(at\)", re.IGNORECASE)
_COLON: Final = re.compile(r"\[:\]|\(:\)|\[://\]")
_HXXP: Final = re.compile(r"^h(?:xx|XX|\*\*|tt|TT)p(s?)(?=:)", re.IGNORECASE)
_LABEL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_DOMAIN: Final = re.compile(rf"(?:{_LABEL}\.)+(?:[A-Za-z]{{2,63}}|xn--[A-Za-z0-9-]{{1,59}})\.?")
_URL: Final = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]{1,15})://(?P<host>[^\s/?#]{1,255})(?P<rest>[/?#]\S*)?", re.I)
_EMAIL: Final = re.compile(r"[^\s@]{1,64}@(?P<host>[^\s@]{3,255})")
_HASHES: Final = {IndicatorType.MD5: 32, IndicatorType.SHA1: 40, IndicatorType.SHA256: 64}
_CVSS: Final = re.compile(r"(?:CVSS:(?:3\.[01]|4\.0)/)[A-Z]{1,3}:[A-Z]{1,2}(?:/[A-Z]{1,3}:[A-Za-z]{1,6})+")
MAX_VALUE: Final = 2_000


class NotThat(ValueError):
    """The text is not what it is said to be; the message says what was expected."""


def refanged(value: str) -> str:
    """The indicator as machines use it."""
    value = _DOT.sub(".", value.strip())
    value = _AT.sub("@", value)
    value = _COLON.sub(lambda found: found[0].strip("[]()"), value)
    return _HXXP.sub(lambda found: f"http{found[1]}", value)


def _dotted(host: str) -> str:
    return host.replace(".", "[.]")


def _address(value: str, version: int) -> str:
    try:
        network = "/" in value
        parsed = ipaddress.ip_network(value, strict=False) if network else ipaddress.ip_address(value)
    except ValueError as error:
        raise NotThat(said("expected an IPv{version} address or network", version=version)) from error
    if parsed.version != version:
        raise NotThat(said("this is an IPv{found} address, not IPv{version}", found=parsed.version, version=version))
    return str(parsed)


def _host(value: str) -> str:
    try:
        ascii_form = value.encode("ascii").decode() if value.isascii() else value.encode("idna").decode()
    except UnicodeError as error:
        raise NotThat("expected a domain name") from error
    if len(ascii_form) > 253 or not _DOMAIN.fullmatch(ascii_form):
        raise NotThat("expected a domain name, such as evil[.]example")
    return ascii_form.lower().rstrip(".")


def _url(value: str) -> str:
    found = _URL.fullmatch(value)
    if not found:
        raise NotThat("expected an address with its scheme, such as hxxps://evil[.]example/path")
    scheme = re.sub(r"^http", "hxxp", found["scheme"].lower())
    return f"{scheme}://{_dotted(found['host'])}{found['rest'] or ''}"


def defanged(kind: IndicatorType, value: str) -> str:
    """The value checked, in its canonical and harmless form. Raises NotThat."""
    plain = refanged(value)
    if not plain or len(plain) > MAX_VALUE or any(ord(sign) < 32 for sign in plain):
        raise NotThat(said("expected 1 to {most} visible characters", most=MAX_VALUE))
    if kind is IndicatorType.IPV4:
        return _dotted(_address(plain, 4))
    if kind is IndicatorType.IPV6:
        return _address(plain, 6).replace(":", "[:]", 1)
    if kind is IndicatorType.DOMAIN:
        return _dotted(_host(plain))
    if kind is IndicatorType.URL:
        return _url(plain)
    if kind is IndicatorType.EMAIL:
        found = _EMAIL.fullmatch(plain)
        if not found:
            raise NotThat("expected a mail address, such as billing[@]evil[.]example")
        return plain.partition("@")[0] + "[@]" + _dotted(_host(found["host"]))
    if kind in _HASHES:
        if not re.fullmatch(rf"[0-9A-Fa-f]{{{_HASHES[kind]}}}", plain):
            raise NotThat(said("expected {count} hexadecimal digits", count=_HASHES[kind]))
        return plain.lower()
    if kind is IndicatorType.FILENAME and ("/" in plain or len(plain) > 255):
        raise NotThat("expected the name of a file without its folder")
    return re.sub(r"https?://", lambda found: found[0].replace("tt", "xx", 1), plain, flags=re.IGNORECASE)


def cve(text: str) -> str:
    """A CVE id in its canonical spelling (cve.org: CVE-YYYY-NNNN, at least four digits). Raises NotThat."""
    wanted = text.strip().upper()
    if not _CVE.fullmatch(wanted):
        raise NotThat("expected a CVE id, such as CVE-2024-3094")
    return wanted


def cvss(text: str) -> str:
    """A CVSS 3.0, 3.1 or 4.0 vector string (FIRST), as text; no score is computed. Raises NotThat."""
    wanted = text.strip()
    if wanted and not _CVSS.fullmatch(wanted):
        raise NotThat("expected a CVSS vector, such as CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
    return wanted
