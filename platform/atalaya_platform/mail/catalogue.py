"""The words of every mail in the four languages, read from `catalogue/*.json`; dates and plurals by CLDR.

JSON and not gettext: the texts are read at start, keys say what a text is for, and a test sees that every key
and every placeholder exists in each language.
"""

import json
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date
from markupsafe import Markup, escape

from atalaya_platform.text.languages import LANGUAGES, Language


def language_of(locale: str) -> Language:
    """The language that a locale is served in: `es-MX` and `es_MX` in Spanish, anything unknown in English."""
    short = locale.replace("_", "-").partition("-")[0].lower()
    return short if short in LANGUAGES else "en"


@cache
def _load(language: Language) -> dict[str, str]:
    text = files(__package__).joinpath(f"catalogue/{language}.json").read_text("utf-8")
    return cast(dict[str, str], json.loads(text))


class Catalogue:
    """One language's texts, and how it writes dates in one time zone."""

    def __init__(self, locale: str, time_zone: str = "UTC") -> None:
        self.language: Final = language_of(locale)
        self._texts = _load(self.language)
        self._locale = Locale.parse(self.language)
        try:
            self._zone = ZoneInfo(time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._zone = ZoneInfo("UTC")

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def text(self, key: str, **values: Any) -> str:
        """The text with its placeholders filled; a missing key is a programming error and raises `KeyError`."""
        return self._texts[key].format(**values)

    def html(self, key: str, **values: Any) -> Markup:
        """The same for HTML, text and values escaped."""
        return escape(self._texts[key]).format(**values)

    def plural(self, key: str, count: int) -> str:
        """The key with the language's plural category for this count (`key.one`, `key.other`)."""
        form = f"{key}.{self._locale.plural_form(count)}"
        return form if form in self._texts else f"{key}.other"

    def when(self, moment: datetime | date) -> str:
        """A moment with its time zone, or a day, in words."""
        if not isinstance(moment, datetime):
            return format_date(moment, "long", locale=self._locale)
        local = moment.astimezone(self._zone)
        day, offset = format_date(local, "long", locale=self._locale), local.strftime("%z")
        # By its offset: the zones' own abbreviations differ from language to language and mislead.
        zone = "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:]}"
        return f"{day}, {local:%H:%M} ({zone})"
