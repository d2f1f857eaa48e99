"""Whether a page's text is one that people can read, or has to be recognised from the picture of the page."""

import re
import unicodedata
from typing import Final

from atalaya_strategies.documents.reading.cleaning import masked

FEWEST_LETTERS: Final = 20
"""A page with fewer, headers and footers apart, has no usable text."""
_LOOKED_AT: Final = 1_500
_LETTER: Final = re.compile(r"[^\W\d_]")
_TOKEN: Final = re.compile(r"\S{3,}")
_STRANGE: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\uffff]")
_MOST_STRANGE: Final = 0.3
_FEWEST_WORDS: Final = 0.4
_ENOUGH: Final = 20
"""Tokens from which their share of words says something."""
_WITHIN: Final = str.maketrans("", "", "-‐'’./,")
_VOWEL: Final = re.compile("[aeiouyáéíóúàèìòùâêîôûäëïöüãõåæøœąęěůőűıșýÿ]")
"""Of small letters."""
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f]")
_FEWEST_VOWELS: Final = 0.22
"""Of a text's Latin letters. Every language that is written in them has more than 0.3."""
_ENOUGH_LETTERS: Final = 100
_LONGEST_WORD: Final = 40
_LONGEST_ABBREVIATION: Final = 6
_EDGES: Final = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~«»“”„‘’…–—•¿¡·"


def has_letters(text: str, running: frozenset[str] = frozenset()) -> bool:
    """Whether there are enough of them outside headers and footers."""
    count = 0
    for line in text.split("\n"):
        if line and masked(line) not in running:
            count += len(_LETTER.findall(line))
            if count >= FEWEST_LETTERS:
                return True
    return False


def garbled(text: str) -> bool:
    """Whether a text layer is there but means nothing, as of a font without its table of characters."""
    text = text[:_LOOKED_AT]
    tokens = _TOKEN.findall(text)
    if len(_STRANGE.findall(text)) > _MOST_STRANGE * sum(map(len, text.split())):
        return True
    latin = len(_LATIN.findall(text))
    if latin >= _ENOUGH_LETTERS and len(_VOWEL.findall(text.lower())) < _FEWEST_VOWELS * latin:
        return True
    with_letters = [one for token in tokens if _LETTER.search(one := token.strip(_EDGES)) and len(one) > 2]
    if len(with_letters) < _ENOUGH:
        return False
    return sum(map(_is_word, with_letters)) < _FEWEST_WORDS * len(with_letters)


def _is_word(token: str) -> bool:
    """Whether it could be a word: letters alone, of which one is a vowel where the script is Latin."""
    plain = token.translate(_WITHIN)
    if not plain.isalpha() or len(plain) > _LONGEST_WORD:
        return False
    if not plain.isascii() and "LATIN" not in unicodedata.name(plain[0], ""):
        return True
    return bool(_VOWEL.search(plain.lower())) or (plain.isupper() and len(plain) <= _LONGEST_ABBREVIATION)
