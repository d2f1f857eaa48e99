"""The application's own words, so that the journeys find controls by name in each language."""

import json
import re
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "frontend" / "src"
SHELL = "shell"


@cache
def _catalogue(feature: str, locale: str) -> dict[str, str]:
    folder = SOURCE / "i18n" if feature == SHELL else SOURCE / "features" / feature / "i18n"
    found: dict[str, str] = json.loads((folder / f"{locale}.json").read_text("utf-8"))
    return found


def _parts(message: str) -> list[tuple[bool, str]]:
    """Pieces of an ICU message in order: literal text, or (with True) the inside of a pair of braces."""
    parts: list[tuple[bool, str]] = []
    depth, begun = 0, 0
    for at, sign in enumerate(message):
        if sign == "{":
            if depth == 0:
                parts.append((False, message[begun:at]))
                begun = at + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                parts.append((True, message[begun:at]))
                begun = at + 1
    return [*parts, (False, message[begun:])]


class Texts:
    """The texts of one language: `say("forum", "reply.send")`, the frame's under "shell"."""

    def __init__(self, locale: str) -> None:
        self.locale = locale

    def keys(self, feature: str) -> list[str]:
        """Every text that the feature has."""
        return list(_catalogue(feature, self.locale))

    def __call__(self, feature: str, key: str, **values: str) -> str:
        """The text with its simple places filled in; raises KeyError for an unknown key or value."""
        parts = _parts(_catalogue(feature, self.locale)[key])
        return "".join(values[part] if place else part for place, part in parts)

    def pattern(self, feature: str, key: str, *, whole: bool = False) -> re.Pattern[str]:
        """Matches the text whatever stands in its places; `whole` allows nothing before or after."""
        parts = _parts(_catalogue(feature, self.locale)[key])
        body = "".join(r".+" if place else re.escape(part) for place, part in parts)
        return re.compile(rf"^\s*{body}\s*$" if whole else body)
