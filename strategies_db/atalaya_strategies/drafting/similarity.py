"""How alike two states are for whoever looks for a precedent: subregion, size, official language; with the reasons."""

import csv
import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from babel.core import get_global
from babel.languages import get_official_languages

from atalaya_platform.search.stems import LANGUAGES
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.vocabulary import PlaceKind
from atalaya_strategies.data import data_folder

SUBREGION: Final = 0.4
SIZE: Final = 0.25
LANGUAGE: Final = 0.25
MEMBER: Final = 0.1
LIKE: Final = 3
"""So many times as large is still of like size; a thousand times as large is not alike at all."""
_FAR: Final = 3.0  # powers of ten


class Because(StrEnum):
    """Why a state is like another one."""

    SUBREGION = "subregion"
    SIZE = "size"
    LANGUAGE = "language"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like a state is, from 0 to 1. `languages` are those that are official in both, of the four of the OAS."""

    place: str
    score: float
    because: tuple[Because, ...]
    languages: tuple[str, ...]


@cache
def populations() -> dict[str, int]:
    """The inhabitants of each state, roughly."""
    lines = (data_folder() / "catalogue" / "population.csv").read_text(encoding="utf-8").splitlines()
    return {row["iso3"]: int(row["population"]) for row in csv.DictReader(lines)}


@cache
def official_languages(state: str) -> frozenset[str]:
    """The official languages of a state among the four of the OAS, after Unicode CLDR."""
    alias = get_global("territory_aliases").get(state)
    found = get_official_languages(alias[0], de_facto=True) if alias else ()
    return frozenset(found) & frozenset(LANGUAGES)


def likeness(one: str, other: str) -> Likeness:
    """How like two states are, given by their codes; the score is the same both ways."""
    here, there = places()[one], places()[other]
    score, because = 0.0, []
    if here.subregion == there.subregion:
        score += SUBREGION
        because.append(Because.SUBREGION)
    small, large = sorted((populations()[one], populations()[other]))
    score += SIZE * max(0.0, 1 - math.log10(large / small) / _FAR)
    if large <= LIKE * small:
        because.append(Because.SIZE)
    shared = official_languages(one) & official_languages(other)
    if shared:
        score += LANGUAGE
        because.append(Because.LANGUAGE)
    if here.member and there.member:
        score += MEMBER
        because.append(Because.MEMBER)
    return Likeness(other, round(score, 4), tuple(because), tuple(sorted(shared)))


def neighbours(state: str, among: Iterable[str] | None = None) -> list[Likeness]:
    """The other states, or those of the given codes, the most alike first."""
    codes = places() if among is None else among
    found = [likeness(state, code) for code in codes if code != state and code in places() and _is_state(code)]
    return sorted(found, key=lambda one: (-one.score, one.place))


def _is_state(code: str) -> bool:
    return places()[code].kind is PlaceKind.STATE
