"""The words of the exported region; labels, kinds and statuses are called as in the web application."""

from functools import cache
from pathlib import Path

import orjson

from atalaya_strategies.comparing.export.words import words_for


@cache
def region_words(locale: str) -> dict[str, str]:
    """The words in a language, with those of all exports; English for one that we do not have."""
    file = Path(__file__).with_name(f"{locale}.json")
    own = file if locale.isalpha() and file.exists() else file.with_name("en.json")
    return {**words_for(locale), **orjson.loads(own.read_bytes())}
