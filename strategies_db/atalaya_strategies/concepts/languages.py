"""Which of the four languages a stretch of text is in, told by its small words; and the words that everybody uses."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from atalaya_platform.search.stems import LANGUAGES
from atalaya_platform.search.text import words
from atalaya_strategies.concepts.raw import Table, read
from atalaya_strategies.data import data_folder

BLOCK = 40
"""Words that are judged together: about three lines."""

SHORT = 8
"""A text of fewer words has too few small ones to be judged."""

_ENOUGH = 0.2  # of the words; in running text of the four languages it is 0.35 to 0.5
_FEWEST = 3
_FOREIGN = 3  # as many times more small words, and a language that was declared is not spoken here after all


class RawLanguage(Table):
    """One file of `data/languages`."""

    small: str
    common: str


@dataclass(frozen=True, slots=True)
class Vernacular:
    """The small words of each language as bits of `LANGUAGES` by folded word, and all common words, folded."""

    small: Mapping[str, int]
    common: frozenset[str]


@lru_cache(maxsize=1)
def vernacular(data: Path | None = None) -> Vernacular:
    """The word lists of a data folder, the service's own unless another is named."""
    folder = (data or data_folder()) / "languages"
    small: dict[str, int] = {}
    common: set[str] = set()
    for bit, language in enumerate(LANGUAGES):
        raw = read(folder / f"{language}.toml", RawLanguage)
        for word in set(words(raw.small)):
            small[word] = small.get(word, 0) | 1 << bit
        common.update(words(raw.common), words(raw.small))
    return Vernacular(MappingProxyType(small), frozenset(common))


def spoken(marks: bytes, declared: str | None) -> list[frozenset[str]]:
    """The languages of each block of a text, whose words are given as the bits of `Vernacular.small` (0 for most).

    The declared language counts unless another one has far more small words; another counts where it has more, so
    that a paragraph in English inside a Spanish page is read as English. Where nothing was declared, the language
    with most small words counts, if they are enough for running text; in a text too short to judge, all four do.
    An empty set says that the block is in none of the four.
    """
    if len(marks) < SHORT:
        whole = frozenset({declared} if declared in LANGUAGES else LANGUAGES if declared is None else ())
        return [whole] if marks else []
    last = max(len(marks) - BLOCK, 0)
    return [_of_block(marks[min(at, last) : min(at, last) + BLOCK], declared) for at in range(0, len(marks), BLOCK)]


def _of_block(marks: bytes, declared: str | None) -> frozenset[str]:
    tally = Counter(marks)
    counted = {
        language: sum(count for mark, count in tally.items() if mark >> bit & 1)
        for bit, language in enumerate(LANGUAGES)
    }
    most = max(counted.values())
    own = counted.get(declared or "")
    needed = max(_FEWEST, _ENOUGH * len(marks))
    if own is None:
        return frozenset(one for one, count in counted.items() if count == most >= needed)
    found = {one for one, count in counted.items() if count > own and count >= needed}
    if not found or own * _FOREIGN >= most:
        found.add(str(declared))
    return frozenset(found)
