"""The root of a word: without accents, in the singular, stemmed. Terms of several words are compared by their roots.

The Snowball stemmers alone part a word from its plural too often (`entidad`, `entidades`; `nacional`, `nacionais`;
`contenu`, `contenus`), and see other endings in a word that was typed without accents.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from atalaya_platform.search.stems import stem
from atalaya_platform.search.text import fold, words

# Ending of the plural, what stands for it in the singular, and the letters that may stand before it (any, if none are
# named). The first that fits is taken. A word in the singular that ends like a plural (`crisis`, `país`, `accès`) is
# cut as well, each time alike, which does no harm.
_PLURALS: Mapping[str, tuple[tuple[str, str, str], ...]] = MappingProxyType(
    {
        "en": (),
        "es": (("es", "", "bcdfghjklmnñprstvxyz"), ("s", "", "aeiou")),
        "pt": (
            ("oes", "ao", ""),
            ("aes", "ao", ""),
            ("leis", "lei", ""),
            ("ais", "al", ""),
            ("eis", "el", ""),
            ("ois", "ol", ""),
            ("is", "il", "bcdfghjlmnpqrstvxz"),
            ("ns", "m", ""),
            ("es", "", "rsz"),
            ("s", "", "aeiou"),
        ),
        "fr": (("eaux", "eau", ""), ("aux", "al", ""), ("s", "", ""), ("x", "", "eu")),
    }
)

_KNOWN: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "pt": {"pais": "pais", "paises": "pais", "mais": "mais"},
        "es": {"pais": "pais", "paises": "pais", "jueces": "juez"},
        "fr": {"travaux": "travail"},
    }
)

_LAST = ("s", "x")  # the last letter of every ending and word above
_SHORTEST = 3  # what is left of a word must still tell it: `es`, `ais`, `des` are no plurals


def singular(language: str, word: str) -> str:
    """A folded word in the singular, as far as its ending tells: a form for comparison, not for reading.

    >>> singular("pt", "nacionais"), singular("es", "entidades"), singular("fr", "nationaux")
    ('nacional', 'entidad', 'national')
    """
    if word[-1:] not in _LAST:
        return word
    if known := _KNOWN.get(language, {}).get(word):
        return known
    for ending, instead, before in _PLURALS.get(language, ()):
        rest = word[: -len(ending)]
        if word.endswith(ending) and len(rest + instead) >= _SHORTEST and (not before or rest[-1:] in before):
            return rest + instead
    return word


@lru_cache(maxsize=131_072)
def root(language: str, word: str) -> str:
    """The root of one word in any spelling. Words that differ in number, mostly also in gender, have the same one."""
    return stem(language, singular(language, fold(word)))


def roots(language: str, text: str) -> tuple[str, ...]:
    """The roots of a text's words, in order: as many as it has folded words."""
    return tuple(root(language, word) for word in words(text))
