"""What refusals say, in the language of whoever reads them: English in the code, the others in catalogues.

The English text is the key, as in gettext, so that code reads as it speaks. A catalogue is one JSON file for each
language in the folder that a plugin states as its `refusals`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final, cast

from babel import negotiate_locale
from starlette.requests import HTTPConnection

from atalaya_platform.text.languages import LANGUAGES, Language

OTHERS: Final[tuple[Language, ...]] = ("es", "pt", "fr")
"""The languages that need a catalogue."""

_LONGEST: Final = 1_000
"""Characters of an `Accept-Language` that are read; the longest lists of browsers have a third of that."""
# RFC 9110 §12.5.4 and §12.4.2: a language range, and how much it is wanted.
_WEIGHT: Final = r"(?:;\s*[qQ]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?"
_RANGE: Final = re.compile(r"\s*([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)\s*" + _WEIGHT)


class Said(str):
    """A text with values in it: equal to the English one with them filled in, and still to be said in any language."""

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> "Said":
        text = super().__new__(cls, template.format(**values))
        text.template = template
        text.values = values
        return text


def said(template: str, /, **values: object) -> Said:
    """A text of a refusal that has values, or that is a value of another. `template` is a literal: it is the key.

    A value made by `said` is translated as well; any other one is shown as it is.
    """
    return Said(template, values)


def sentences(*texts: Said) -> Said:
    """Texts that follow each other; each is translated by itself."""
    values = {f"text{number}": text for number, text in enumerate(texts)}
    return Said(" ".join(f"{{{name}}}" for name in values), values)


def told(error: Exception) -> str:
    """What an exception was raised with, which `str(error)` gives without template and values."""
    text = error.args[0] if error.args else ""
    return text if isinstance(text, str) else str(error)


def language_asked(header: str) -> Language:
    """The language that an `Accept-Language` asks for: `es-MX` is served in Spanish, anything unknown in English."""
    wanted = []
    for part in header[:_LONGEST].split(","):
        found = _RANGE.fullmatch(part)
        weight = float(found[2] or 1) if found else 0.0
        if found and weight:
            wanted.append((weight, found[1].lower()))
    wanted.sort(key=lambda one: one[0], reverse=True)  # stable: of two that are wanted alike, the first
    return cast(Language, negotiate_locale([name for _, name in wanted], LANGUAGES, sep="-") or "en")


def language_of(connection: HTTPConnection) -> Language:
    """The language that whoever sent this reads; several headers count as one (RFC 9110 §5.3)."""
    return language_asked(",".join(connection.headers.getlist("accept-language")))


class Wording:
    """The catalogues of every plugin together, read once."""

    def __init__(self, folders: Iterable[Traversable]) -> None:
        self._texts: dict[Language, dict[str, str]] = {language: {} for language in OTHERS}
        for folder in dict.fromkeys(folders):
            for language, texts in self._texts.items():
                texts.update(json.loads(folder.joinpath(f"{language}.json").read_text("utf-8")))

    def say(self, text: str, language: Language) -> str:
        """The text in that language; in English where no catalogue has it, such as what another program said."""
        texts = self._texts.get(language, {})
        if not isinstance(text, Said):
            return texts.get(text, text)
        values: dict[str, Any] = {
            name: self.say(value, language) if isinstance(value, Said) else value for name, value in text.values.items()
        }
        return texts.get(text.template, text.template).format(**values)


PLATFORM: Final = files("atalaya_platform") / "http" / "refusals"
"""The platform's own catalogues."""


def wording_of(scope: Mapping[str, Any]) -> Wording:
    """The wording of the application that a request goes to."""
    return cast(Wording, scope["app"].state.wording)
