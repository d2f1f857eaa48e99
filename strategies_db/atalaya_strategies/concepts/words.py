"""The words of a text as they stand in it, each with its place; words broken over a line are one."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

# Signs that may stand inside a word and are not seen there: soft hyphens, joiners and non-joiners of no width.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_LETTER = "[^\\W_\u02bc]"  # U+02BC, an apostrophe, counts as a letter for Unicode
_WORD = f"{_LETTER}++(?:(?:[\u0300-\u036f]++|[{_UNSEEN}]++(?={_LETTER})){_LETTER}*+)*"
# A hyphen with white space after it. Extractors of PDF write the hyphen of a broken word also as U+0002 or U+FFFE.
_BROKEN = "(?:[-\u2010\u2011\u00ac\u00ad]\\s{1,12}|[\u0002\ufffe]\\s{0,12})"
# What repeats a group does so greedily, not possessively: until 3.11.5 Python forgot what such a group had matched. It
# is the end of the pattern, so nothing is ever tried twice.
_CHAIN = re.compile(f"{_WORD}(?P<more>{_BROKEN}{_WORD})*")
_PART = re.compile(_WORD)
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013", "-"))
_REMOVED = str.maketrans(dict.fromkeys(_UNSEEN))

# What ends a sentence, an item or a parenthesis: no term goes across.
_STOP = re.compile(
    "[.,;:!?¿¡()\\[\\]{}<>|…•·▪●■‣§=*\ue000-\uf8ff]|(?<=\\s)[-\u2013\u2014](?=\\s)|\\n[^\\S\\n]*\\n\\s*+(?P<next>.)"
)

Known = Callable[[str], bool]
"""Whether a word is one that is looked for."""


@dataclass(slots=True)
class Words:
    """A text's words in order, without unseen signs, and where each begins and ends in the text."""

    spelled: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)


def words_in(text: str, known: Known) -> Words:
    """Every word of a text. `ciber-\\nseguridad` is one word if `known` knows it joined, else two.

    Takes time in proportion to the text's length, whatever it holds.
    """
    found = Words()
    spelled, starts, ends = found.spelled.append, found.starts.append, found.ends.append
    for match in _CHAIN.finditer(text):
        start, end = match.span()
        if match["more"] is None:
            spelled(match[0])
            starts(start)
            ends(end)
            continue
        for word, first, last in _mended(text, start, end, known):
            spelled(word)
            starts(first)
            ends(last)
    return found


def _mended(text: str, start: int, end: int, known: Known) -> Iterator[tuple[str, int, int]]:
    """The words of a chain of pieces with hyphens and white space between them: three or two together, if known."""
    parts = [(match[0], *match.span()) for match in _PART.finditer(text, start, end)]
    at = 0
    while at < len(parts):
        for number in (3, 2, 1):
            pieces = parts[at : at + number]
            joined = "".join(piece for piece, _, _ in pieces)
            if len(pieces) == number and (number == 1 or known(joined)):
                yield joined, pieces[0][1], pieces[-1][2]
                at += number
                break


def seen(word: str) -> str:
    """A word as it looks: composed, ligatures dissolved, unseen signs taken out."""
    return word if word.isascii() else unicodedata.normalize("NFKC", word.translate(_REMOVED))


def as_written(acronym: str) -> str:
    """An acronym as the thesaurus writes it: with plain hyphens, and no white space in it (`R & D`)."""
    return "".join(seen(acronym).translate(_HYPHENS).split())


def in_capitals(text: str, start: int, end: int) -> bool:
    """Whether the line around a word is in capitals, so that its own say nothing."""
    before = text[max(0, start - 60) : start].rpartition("\n")[2]
    after = text[end : end + 60].partition("\n")[0]
    letters = [letter for letter in before + after if letter.isalpha()]
    return len(letters) > 3 and all(letter.isupper() for letter in letters)


def in_address(text: str, start: int, end: int) -> bool:
    """Whether a word is part of a host name or an address of mail."""
    return (text[start - 1 : start] in ("@", ".") and text[start : start + 1].islower()) or (
        text[end : end + 1] in ("@", ".") and text[end + 1 : end + 2].islower()
    )


def interrupted(between: str, term: str) -> bool:
    """Whether something stands between the words of a text that the term, as it is written, does not go across.

    A blank line does not count if the next one goes on in lower case: some documents are set with double lines.
    """
    return any(
        match[0] not in term if match["next"] is None else not match["next"].islower()
        for match in _STOP.finditer(between)
    )
