"""What every format's reader makes: pages as they come out of the file, not cleaned yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from atalaya_strategies.documents.reading.faults import Fault, Unreadable

MOST_CHARACTERS: Final = 20_000_000


@dataclass
class RawPage:
    """A page's text. `lines` holds it where the file says which of them are headings: `(text, level)`, 0 for none.

    `blank` says that nothing else is on the page, so that no picture of it could tell more.
    """

    text: str = ""
    lines: list[tuple[str, int]] = field(default_factory=list)
    blank: bool = False


@dataclass
class RawDocument:
    """A file's pages, and what it says of itself. `outline` are the headings that it lists, in lower case."""

    pages: list[RawPage]
    title: str = ""
    outline: frozenset[str] = frozenset()
    encoding: str = ""
    replaced: int = 0


class Pages:
    """Collects the pages of a format whose text flows, within the limits."""

    def __init__(self, most_pages: int) -> None:
        self._pages = [RawPage()]
        self._most = most_pages
        self._size = 0

    def add(self, line: str, level: int = 0) -> None:
        """A paragraph. Raises Unreadable past the most that is kept."""
        if not line.strip():
            return
        self._size += len(line)
        if self._size > MOST_CHARACTERS:
            raise Unreadable(Fault.TOO_MUCH_TEXT)
        self._pages[-1].lines.append((line, level))

    def turn(self) -> None:
        """Begin a new page. Raises Unreadable past the most pages."""
        if len(self._pages) >= self._most:
            raise Unreadable(Fault.TOO_MANY_PAGES, str(self._most))
        self._pages.append(RawPage())

    @property
    def page_is_empty(self) -> bool:
        return not self._pages[-1].lines

    def __iter__(self) -> Iterator[RawPage]:
        return iter(self._pages)
