"""What the data files hold before anything is derived from it: the exact shape of each TOML table."""

import re
import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from atalaya_platform.search.stems import LANGUAGES

Text = Annotated[str, StringConstraints(min_length=1, max_length=1_000, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]{1,40}$")]
Region = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class ThesaurusError(ValueError):
    """The data files break their rules. `problems` says each one, in words that lead to the line."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problems))


class Table(BaseModel):
    """A table that holds the named keys and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Spoken(Table):
    """A text in each language; none may be missing."""

    en: Text
    es: Text
    pt: Text
    fr: Text

    def by_language(self) -> dict[str, str]:
        """The texts by language code."""
        return {language: getattr(self, language) for language in LANGUAGES}


class RawConcept(Table):
    """One concept as it is written. Relations are stated once: the other direction is derived."""

    en: list[Text] = Field(min_length=1)
    es: list[Text] = Field(min_length=1)
    pt: list[Text] = Field(min_length=1)
    fr: list[Text] = Field(min_length=1)
    definition: Spoken
    broader: list[Slug] = []
    related: list[Slug] = []
    elements: dict[Slug, list[Code]] = {}


class RawTheme(Table):
    """The entry of a theme's file in `scheme.toml`."""

    label: Spoken


class RawScheme(Table):
    """`scheme.toml`."""

    title: Spoken
    description: Spoken
    edition: Text
    licence: Text
    themes: dict[Slug, RawTheme]


class RawShared(Table):
    """A term that may belong to several concepts, and why."""

    language: Text
    term: Text
    concepts: list[Slug] = Field(min_length=2)
    reason: Text


class RawWhole(Table):
    """A term of several words that is compared word by word all the same, and why."""

    language: Text
    term: Text
    reason: Text


class RawExceptions(Table):
    """`exceptions.toml`."""

    shared: list[RawShared] = []
    whole_words: list[RawWhole] = []


class RawElement(Table):
    """One element of a vocabulary."""

    code: Code
    parent: Code | None = None
    label: Spoken
    seen: list[Text] = []


class RawVocabulary(Table):
    """One file of `data/vocabularies`."""

    id: Slug
    name: Text
    short: Text
    edition: Text
    publisher: Text
    source: Text
    licence: Text
    note: Text
    elements: list[RawElement] = Field(min_length=1)


T = TypeVar("T", bound=Table)

_REGIONAL = re.compile(r"^(?P<text>.*\S)\s+\[(?P<region>[A-Z]{2})\]$")


def split_region(written: str) -> tuple[str, str]:
    """A term as written, and its region: `compartilhamento [BR]` is used in Brazil."""
    match = _REGIONAL.match(written)
    return (match["text"], match["region"]) if match else (written, "")


def read(path: Path, shape: type[T]) -> T:
    """A TOML file in a shape, or a `ThesaurusError` that names the file and each wrong key."""
    return in_shape(path.name, tables(path), shape)


def tables(path: Path) -> dict[str, object]:
    """What a TOML file holds, or a `ThesaurusError`."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise ThesaurusError([f"{path.name}: {problem}"]) from problem


def in_shape(name: str, content: object, shape: type[T]) -> T:
    """A table in a shape, or a `ThesaurusError`."""
    try:
        return shape.model_validate(content)
    except ValidationError as problem:
        raise ThesaurusError(
            [f"{name}: {'.'.join(str(part) for part in error['loc'])}: {error['msg']}" for error in problem.errors()]
        ) from problem
