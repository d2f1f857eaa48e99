"""States and international bodies by code, in the four official languages, from data files."""

import csv
from dataclasses import dataclass
from functools import cache

from atalaya_platform.directory.countries import countries
from atalaya_platform.identity.vocabulary import LOCALES
from atalaya_platform.search.text import fold
from atalaya_strategies.catalogue.vocabulary import PlaceKind
from atalaya_strategies.data import data_folder

INTERNATIONAL = "international"
"""The subregion of bodies."""
SUBREGIONS = (
    "north_america",
    "central_america",
    "caribbean",
    "south_america",
    "africa",
    "asia",
    "europe",
    "oceania",
    INTERNATIONAL,
)


@dataclass(frozen=True)
class Place:
    """A state (by its ISO 3166-1 alpha-3 code) or a body (by its abbreviation); `member` of the OAS or not."""

    code: str
    kind: PlaceKind
    names: dict[str, str]
    subregion: str
    member: bool = False


def _rows(name: str) -> list[dict[str, str]]:
    lines = (data_folder() / "catalogue" / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))


def _names(row: dict[str, str]) -> dict[str, str]:
    return {locale: row[locale] for locale in LOCALES}


@cache
def places() -> dict[str, Place]:
    """Every state and body by code: the member states of the OAS first, then other states, then bodies."""
    members = [Place(one.iso3, PlaceKind.STATE, one.names, one.subregion, member=True) for one in countries().values()]
    others = [Place(row["code"], PlaceKind.STATE, _names(row), row["subregion"]) for row in _rows("states.csv")]
    bodies = [Place(row["code"], PlaceKind.BODY, _names(row), INTERNATIONAL) for row in _rows("bodies.csv")]
    by_name = sorted(others, key=lambda one: fold(one.names["en"]))
    return {one.code: one for one in (*members, *by_name, *bodies)}


def codes_in(subregion: str) -> list[str]:
    """The codes of a subregion's states, or of all bodies."""
    return [one.code for one in places().values() if one.subregion == subregion]


def codes_like(text: str) -> list[str]:
    """Codes of the states and bodies that are called so, or one of whose names begins like this, in any language."""
    wanted = fold(text).strip()
    if not wanted:
        return []
    return [
        one.code
        for one in places().values()
        if one.code.lower() == wanted
        or (len(wanted) > 2 and any(fold(name).startswith(wanted) for name in one.names.values()))
    ]
