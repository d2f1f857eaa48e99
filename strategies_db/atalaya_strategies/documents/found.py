"""Which files an import is given: files, folders, and the manifest that tells their place and language."""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from atalaya_platform.directory.organisations.importing import BadTable
from atalaya_strategies.catalogue.places import places
from atalaya_strategies.catalogue.schemas.facts import LanguageCode

MANIFEST = "manifest.csv"
_LANGUAGE: TypeAdapter[str] = TypeAdapter(LanguageCode)
PLACE, LANGUAGE, YEAR = "iso3", "language", "year_in_name"


@dataclass(frozen=True)
class Found:
    """A file, and what is known of it before it is read; nothing where it is not known.

    `address` is where it was fetched.
    """

    path: Path
    place: str = ""
    language: str = ""
    year: str = ""
    address: str = ""


def files_in(paths: Sequence[Path]) -> list[Found]:
    """Every file of these paths once, those of a folder by name. Raises BadTable for a wrong manifest, or OSError."""
    seen: dict[Path, Found] = {}
    for path in paths:
        for one in _in_folder(path) if path.is_dir() else [_alone(path)]:
            seen.setdefault(one.path.resolve(), one)
    return list(seen.values())


def _alone(path: Path) -> Found:
    path.stat()
    return _manifest(path.parent).get(path.name, Found(path))


def _in_folder(folder: Path) -> Iterator[Found]:
    known = _manifest(folder)
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == MANIFEST:
            continue
        if path.is_dir():
            yield from _in_folder(path)
        elif path.is_file():
            yield known.get(path.name, Found(path))


def _manifest(folder: Path) -> dict[str, Found]:
    """What the folder's manifest says of each file."""
    path = folder / MANIFEST
    if not path.is_file():
        return {}
    found: dict[str, Found] = {}
    problems: list[str] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        lacking = sorted({"file", PLACE} - set(rows.fieldnames or ()))
        if lacking:
            raise BadTable(str(path), [f"row 1: the header lacks {', '.join(lacking)}"])
        for number, row in enumerate(rows, start=2):
            place = (row[PLACE] or "").strip()
            if place and place not in places():
                problems.append(f"row {number}: {PLACE}: there is no state or body {place}")
            name = (row["file"] or "").strip()
            language, year = ((row.get(column) or "").strip() for column in (LANGUAGE, YEAR))
            if language and not is_language(language):
                problems.append(f"row {number}: {LANGUAGE}: there is no language {language}")
            found[name] = Found(folder / name, place, language, year)
    if problems:
        raise BadTable(str(path), problems)
    return found


def with_known(one: Found, place: str, language: str) -> Found:
    """What the command says goes before what the manifest says."""
    return replace(one, place=place or one.place, language=language or one.language)


def is_language(code: str) -> bool:
    """Whether it is the ISO 639 code of a language."""
    try:
        _LANGUAGE.validate_python(code)
    except ValidationError:
        return False
    return True


def sha256_of(path: Path) -> tuple[bytes, int]:
    """Of a file's bytes, and how many there are."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest(), path.stat().st_size
