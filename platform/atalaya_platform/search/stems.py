"""Word stems in the four languages, from the Snowball stemmers that come with Tantivy."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

import tantivy

from atalaya_platform.search.text import STOP_WORDS

LANGUAGES = ("en", "es", "pt", "fr")
"""The official languages of the OAS, as ISO 639-1 codes."""

_SNOWBALL = {"en": "english", "es": "spanish", "pt": "portuguese", "fr": "french"}

# The stemmers know endings with their accents, and people type without. Endings that nearly always carry
# an accent are therefore also tried with it.
_ACCENTED: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "en": (),
        "es": (("cion", "ción"), ("sion", "sión"), ("logia", "logía"), ("logias", "logías"), ("grafia", "grafía")),
        "pt": (
            ("cao", "ção"),
            ("coes", "ções"),
            ("sao", "são"),
            ("soes", "sões"),
            ("encia", "ência"),
            ("encias", "ências"),
            ("ancia", "ância"),
            ("avel", "ável"),
            ("aveis", "áveis"),
            ("ivel", "ível"),
            ("iveis", "íveis"),
        ),
        "fr": (("ite", "ité"), ("ites", "ités"), ("ee", "ée"), ("ees", "ées"), ("iere", "ière")),
    }
)


def analyzer(language: str) -> tantivy.TextAnalyzer:
    """What turns a text into stems: lower case, stem, then without accents."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer(_SNOWBALL[language]))
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


_ANALYZERS = {language: analyzer(language) for language in LANGUAGES}


def stems(language: str, text: str) -> list[str]:
    """The stems of a text in order; none for a language that has no stemmer here."""
    known = _ANALYZERS.get(language)
    return known.analyze(text) if known else []


@lru_cache(maxsize=65_536)
def stem(language: str, word: str) -> str:
    """The stem of one word, or the word itself."""
    return next(iter(stems(language, word)), word)


@lru_cache(maxsize=8_192)
def variants(language: str, word: str) -> tuple[str, ...]:
    """The stems that a typed word may stand for: as it is, and with the accents its typist left out."""
    spellings = [word]
    spellings += [word[: -len(plain)] + accented for plain, accented in _ACCENTED[language] if word.endswith(plain)]
    return tuple(dict.fromkeys(stem(language, spelling) for spelling in spellings))


_OF_STOP_WORDS = {language: frozenset(stem(language, word) for word in STOP_WORDS) for language in LANGUAGES}


@lru_cache(maxsize=8_192)
def telling(language: str, word: str) -> tuple[str, ...]:
    """The stems to look for: `variants` but for those of stop words, which every text is full of.

    So `comando` does not find each Portuguese `com`; it is found as it is written.
    """
    return tuple(one for one in variants(language, word) if one not in _OF_STOP_WORDS[language])
