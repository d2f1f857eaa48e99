"""What an exported draft holds, before it is given a form."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from atalaya_platform.access.labels import Label
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.drafting.export.words import words_for

# What XML 1.0 does not take (§2.2), so that no text spoils a file.
_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text without characters that a file cannot hold."""
    return _UNWRITABLE.sub("", text)


@dataclass(frozen=True)
class Chapter:
    """A section: `level` 1 or 2, its heading, its Markdown."""

    level: int
    title: str
    body: str


@dataclass(frozen=True)
class Cited:
    """A source in the list."""

    number: int
    citation: str
    quote: str
    address: str


@dataclass(frozen=True)
class Exported:
    """A draft's text, as it is now or as it was frozen (`snapshot`), and what its first page says."""

    title: str
    place: str
    language: str
    phase: str
    label: Label
    at: datetime
    snapshot: int | None
    sha256: str
    chapters: tuple[Chapter, ...]
    sources: tuple[Cited, ...]

    @property
    def words(self) -> dict[str, str]:
        return words_for(self.language)

    @property
    def state(self) -> str:
        """The state's name in the draft's language."""
        place = places().get(self.place)
        return place.names.get(self.language, place.names["en"]) if place else self.place

    def facts(self) -> list[tuple[str, str]]:
        """What stands under the title."""
        words = self.words
        facts = [(words["phase"], words[self.phase]), (words["date"], self.at.strftime("%Y-%m-%d %H:%M UTC"))]
        if self.snapshot is not None:
            facts.append((words["frozen"], f"{self.snapshot} (SHA-256 {self.sha256})"))
        return facts
