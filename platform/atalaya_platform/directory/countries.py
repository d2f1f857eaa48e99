"""The 35 member states of the OAS, in the four official languages, from a data file."""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from atalaya_platform.identity.vocabulary import LOCALES
from atalaya_platform.search.text import fold

DATA = files("atalaya_platform.directory") / "data"


@dataclass(frozen=True)
class Country:
    """A member state; `names` by locale, `languages` its official ones (ISO 639-1)."""

    iso3: str
    names: dict[str, str]
    subregion: str
    languages: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """Member states by ISO 3166-1 alpha-3 code, in the order of their English names."""
    lines = (DATA / "countries.csv").read_text(encoding="utf-8").splitlines()
    rows = sorted(csv.DictReader(lines), key=lambda row: fold(row["en"]))
    return {
        row["iso3"]: Country(
            row["iso3"],
            {locale: row[locale] for locale in LOCALES},
            row["subregion"],
            tuple(row["languages"].split()),
        )
        for row in rows
    }


def country_name(iso3: str | None, locale: str = "en") -> str:
    """The state's name in that language; the code itself for a country that is no member state, else empty."""
    if iso3 is None:
        return ""
    found = countries().get(iso3)
    return found.names.get(locale, found.names["en"]) if found else iso3


def countries_like(text: str) -> list[str]:
    """Codes of the states one of whose names begins like this, in any of the four languages."""
    wanted = fold(text).strip()
    if not wanted:
        return []
    return [
        country.iso3
        for country in countries().values()
        if country.iso3.lower() == wanted or any(fold(name).startswith(wanted) for name in country.names.values())
    ]
