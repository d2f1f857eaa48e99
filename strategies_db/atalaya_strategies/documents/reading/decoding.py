"""Bytes to text: which encoding it is, and how many characters no encoding explains."""

import codecs
import re
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MULTIBYTE: Final = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_MOST_CONTROL: Final = 0.02
_SAMPLE: Final = 4096


@dataclass(frozen=True)
class Decoded:
    """A text, its encoding, and how many of its characters are U+FFFD because their bytes were broken."""

    text: str
    encoding: str
    replaced: int = 0


def decoded(content: bytes) -> Decoded | None:
    """The text, or None for what is no text. A mark decides; then UTF-16 by its zeros, UTF-8, Windows-1252."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _replacing(content, encoding)
    encoding = _unmarked_utf16(content[:_SAMPLE])
    if encoding:
        return _text(_replacing(content, encoding))
    try:
        return _text(Decoded(content.decode("utf-8"), "utf-8"))
    except UnicodeDecodeError:
        pass
    return _text(_broken_utf8(content) or _western(content))


def _unmarked_utf16(sample: bytes) -> str:
    """UTF-16 without a mark has a zero in every other byte of most letters."""
    half = len(sample) // 2
    if half < 8:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.05 else ""


def _replacing(content: bytes, encoding: str) -> Decoded:
    text = content.decode(encoding, "replace")
    return Decoded(text, encoding.removesuffix("-sig"), text.count("\ufffd"))


def _broken_utf8(content: bytes) -> Decoded | None:
    """UTF-8 with a few broken bytes, as a cut or a bad copy leaves: by far most of what is not ASCII is well formed."""
    whole = len(_MULTIBYTE.findall(content))
    found = _replacing(content, "utf-8")
    return found if whole and whole >= 10 * found.replaced else None


def _western(content: bytes) -> Decoded:
    """Windows-1252, which holds Latin-1's letters; five bytes mean nothing in it."""
    return _replacing(content, "windows-1252")


def _text(found: Decoded) -> Decoded | None:
    """None where control characters say that this is no text, or hardly any of it could be read."""
    size = len(found.text)
    broken = len(_CONTROL.findall(found.text)) + found.replaced
    return None if broken > max(_MOST_CONTROL * size, min(3, size / 8)) else found
