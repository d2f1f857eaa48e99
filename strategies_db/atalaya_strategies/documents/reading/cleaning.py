"""A page's text made clean: what is kept of it is what offsets of passages count in."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

_BREAKS: Final = re.compile(r"\r\n?|\x0b|\x85|\u2028|\u2029")
_BLANKS: Final = re.compile(r"[\t\xa0\u2000-\u200a\u202f\u205f\u3000 ]+")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BULLETS: Final = re.compile(r"[\uf000-\uf0ff]")
"""Where symbol fonts have their bullets and arrows."""
_SOFT: Final = re.compile("\u00ad(?!\n)")
_LIGATURES: Final = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_BROKEN_WORD: Final = re.compile(r"([^\W\d_]+)([-\u2010\u00ad])\n[ ]*([^\W\d_]+)([^\s\w]*)[ ]?")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_MANY_LINES: Final = re.compile(r"\n{3,}")
# PDFium's marks for a hyphen at a line's end and for what it cannot map.
_PDF_HYPHEN: Final = re.compile("[\ufffe\x02](?:\n)?")
_LINE_NUMBER: Final = re.compile(r"\d+")
_RUNNING_PAGES: Final = 3
_RUNNING_SHARE: Final = 0.15
_EDGE: Final = 4
"""Lines from the top and the bottom of a page among which headers and footers are looked for."""


def tidied(text: str) -> str:
    """Without what nobody sees: odd breaks and spaces, control characters, ligatures; symbols become bullets."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = _PDF_HYPHEN.sub("\u00ad\n", _BREAKS.sub("\n", text))
    text = _SOFT.sub("", _UNSEEN.sub("", text)).translate(_LIGATURES)
    text = _BLANKS.sub(" ", _BULLETS.sub("\u2022", unicodedata.normalize("NFC", text)))
    return _MANY_LINES.sub("\n\n", "\n".join(line.strip() for line in text.split("\n"))).strip("\n")


def words_of(texts: Iterable[str]) -> Counter[str]:
    """How often each word occurs in a document, hyphenated ones as they are."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_WORD.findall(text.lower()))
    return found


def joined(text: str, words: Counter[str]) -> str:
    """The text with words whole that were divided at a line's end; the line then ends behind the word.

    The hyphen stays where the document elsewhere writes the word with it and not in one.
    """

    def whole(found: re.Match[str]) -> str:
        first, hyphen, second, after = found.groups()
        apart, together = f"{first}-{second}".lower(), f"{first}{second}".lower()
        keeps = hyphen != "\u00ad" and (second[0].isupper() or words[apart] > words[together])
        ends = found.string[found.end() : found.end() + 1] in ("", "\n")
        return f"{first}{'-' if keeps else ''}{second}{after}{'' if ends else chr(10)}"

    return _BROKEN_WORD.sub(whole, text).replace("\u00ad\n", "-\n").replace("\u00ad", "")


def running_lines(pages: Sequence[str]) -> frozenset[str]:
    """Headers and footers: lines at pages' edges that many pages have, whatever the numbers in them."""
    seen: Counter[str] = Counter()
    for text in pages:
        lines = [line for line in text.split("\n") if line]
        seen.update({masked(line) for line in (*lines[:_EDGE], *lines[-_EDGE:])})
    least = max(_RUNNING_PAGES, _RUNNING_SHARE * len(pages))
    return frozenset(line for line, count in seen.items() if count >= least)


def masked(line: str) -> str:
    """A line with its numbers made alike."""
    return _LINE_NUMBER.sub("#", line)
