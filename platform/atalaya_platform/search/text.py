"""Pure functions on text: cleaning, accent folding, words, what a query asks for, and highlight marks."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

MARK_START = "\ue000"
"""Opens a highlighted piece. A private-use character: `clean` removes it from everything that people write."""

MARK_END = "\ue001"
"""Closes a highlighted piece."""

MAX_QUERY = 1_000
MAX_WORDS = 10
MAX_PHRASES = 4
MAX_EXCLUSIONS = 6
_LONGEST_WORD = 128  # a SHA-512 sum in hexadecimal; what is longer is cut on both sides, so it still matches

_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000\ue001\ufffe\uffff]")
_WORD = re.compile(r"[^\W_]+")
_SPELLED = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŋ": "n"}
)
_QUOTES = str.maketrans(dict.fromkeys("“”„«»〝〞＂", '"'))
_PIECE = re.compile(r'(?P<not>-*)(?:"(?P<phrase>[^"]*)"|"(?P<open>[^"]*)$|(?P<plain>[^\s"]+))')
_IDENTIFIER = re.compile(r"\w[.:@/\\]\w|\w[-_]\w*\d|\d\w*[-_]\w|\w[-_]\w+[-_]\w")
_HARMLESS = {"hxxp": "http", "hxxps": "https"}
_ELISION = re.compile("['’ʼ]")

# Articles, prepositions and conjunctions of the four languages, folded. Words which are also terms of the
# trade (IT, OS, US, WHO) are left out on purpose: they must stay searchable.
STOP_WORDS = frozenset(
    word
    for line in (
        "a against al and ao aos as at ate au aux avec between by c com con contra contre d da dans das de del des",
        "desde dos du e el em en entre et for from hacia hasta in into l la las le les los n na nas no nos num",
        "numa o of on or ou par para pela pelas pelo pelos per por pour que qu s sobre sur the to um uma un una",
        "une vers with y",
    )
    for word in line.split()
)


def clean(text: str) -> str:
    """The text in Unicode NFC, without control characters, lone surrogates and highlight marks.

    Line ends become `\\n`. Neither an index nor PostgreSQL nor JSON can hold everything a `str` can.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text))


def fold(text: str) -> str:
    """The text without case, accents and compatibility forms, so that `Información` equals `informacion`."""
    if text.isascii():
        return text.lower()
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_UNDECOMPOSED)
    return _MARKS.sub("", unicodedata.normalize("NFKD", plain)).casefold()


def words(text: str) -> list[str]:
    """The folded words of a text, in order. Both engines index exactly these.

    An address that was written as `hxxp` to keep anybody from following it is found as it really is, too.
    """
    return [_HARMLESS.get(word, word)[:_LONGEST_WORD] for word in _WORD.findall(fold(text))]


def spelled(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word as it stands in the text, for marking it there."""
    return (match.span() for match in _SPELLED.finditer(text))


@lru_cache(maxsize=8_192)
def tolerance(word: str) -> int:
    """How many letters of a word may be wrong: 1 from four letters on, 2 from eight, none when it holds a digit.

    A CVE id, an address or a hash with one digit wrong is another one.
    """
    if any(letter.isdigit() for letter in word):
        return 0
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text asks for. `prefix` says that the last of `words` may still be being typed.

    Every word and phrase must be there, none of the excluded ones may. `blank` means that nothing was typed,
    which lists everything; typing only signs asks for nothing that can be found.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[tuple[str, ...], ...] = ()
    prefix: bool = False
    blank: bool = False

    @property
    def asks(self) -> bool:
        """Whether there is a word or phrase to look for."""
        return bool(self.words or self.phrases)


class Kind(StrEnum):
    """What a piece of a query is."""

    WORDS = "words"
    PHRASE = "phrase"
    IDENTIFIER = "identifier"
    """Joined by signs (a CVE id, a host name, an address): it counts as a phrase."""
    EXCLUDED = "excluded"


class Piece(NamedTuple):
    """A piece of a query: `text[start:end]` is what it holds, without its quotes and minus signs."""

    kind: Kind
    start: int
    end: int


def asked(text: str) -> str:
    """As much of what was typed as counts, clean: the places of `pieces` are places in this."""
    return clean(text[:MAX_QUERY])


def pieces(text: str, *, open_end: bool = False) -> Iterator[Piece]:
    """The pieces of a text from `asked` that hold any word. An unfinished quotation counts as plain words.

    With `open_end` the last piece may still be being typed, and is not taken for an identifier yet.
    """
    found = list(_PIECE.finditer(text.translate(_QUOTES)))
    for number, piece in enumerate(found):
        group = next(name for name in ("phrase", "open", "plain") if piece[name] is not None)
        said = words(piece[group])
        unfinished = open_end and number == len(found) - 1
        if not said:
            continue
        if piece["not"]:
            kind = Kind.EXCLUDED
        elif group == "phrase":
            kind = Kind.PHRASE
        else:
            joined = len(said) > 1 and not unfinished and _IDENTIFIER.search(piece[group])
            kind = Kind.IDENTIFIER if joined else Kind.WORDS
        yield Piece(kind, *piece.span(group))


def parse(text: str, *, prefix_last: bool = True) -> Wording:
    """Read a query as people type it: words, `"exact phrases"`, `-exclusions` of either. Never fails.

    What is joined by signs and looks like an identifier (a CVE id, a host name, an address) counts as a phrase.
    Articles and prepositions are not required, unless there is nothing else. An unfinished quotation
    counts as plain words. Of very long queries the beginning counts.
    """
    text = asked(text)
    if not text.strip():
        return Wording(blank=True)
    loose: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    open_end = prefix_last and not text[-1].isspace()
    last_is_loose = False
    for piece in pieces(text, open_end=open_end):
        said = text[piece.start : piece.end]
        last_is_loose = piece.kind is Kind.WORDS and piece.end == len(text)
        if piece.kind is Kind.EXCLUDED:
            excluded.append(tuple(words(said))[:MAX_WORDS])
        elif piece.kind is Kind.WORDS:
            loose += words(_ELISION.sub(" ", said))
        else:
            phrases.append(tuple(words(said))[:MAX_WORDS])
    return Wording(
        words=(kept := _required(loose, bool(phrases), open_end and last_is_loose)),
        phrases=tuple(dict.fromkeys(phrases))[:MAX_PHRASES],
        excluded=tuple(dict.fromkeys(excluded))[:MAX_EXCLUSIONS],
        prefix=bool(kept) and open_end and last_is_loose and kept[-1] == loose[-1],
    )


def _required(loose: list[str], has_phrases: bool, unfinished: bool) -> tuple[str, ...]:
    """The words that must be found: each once, in order, without stop words if others are left."""
    tail = loose[-1:] if unfinished else []
    body = loose[: len(loose) - len(tail)]
    telling = [word for word in body if word not in STOP_WORDS]
    if not telling and not has_phrases and not tail:
        telling = body
    in_order = [word for word in dict.fromkeys(telling) if word not in tail] + tail
    return tuple(in_order[:MAX_WORDS])


def mark(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with its spans (ordered, apart) between marks."""
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += (text[done:start], MARK_START, text[start:end], MARK_END)
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def marked_pieces(marked: str) -> list[tuple[str, bool]]:
    """The pieces of a marked text, each with whether it is highlighted; unpaired marks are dropped."""
    pieces: list[tuple[str, bool]] = []
    for number, part in enumerate(marked.split(MARK_START)):
        inside, closed, after = part.partition(MARK_END)
        highlighted = number > 0 and bool(closed)
        pieces.append((inside, highlighted))
        pieces.append((after.replace(MARK_END, ""), False))
    return [(piece, highlighted) for piece, highlighted in pieces if piece]


def unmark(marked: str) -> str:
    """A marked text without its marks."""
    return marked.replace(MARK_START, "").replace(MARK_END, "")
