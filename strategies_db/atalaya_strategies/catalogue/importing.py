"""The catalogue as a table: reading one whole or not at all, and bringing the database up to it."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import Field, ValidationError

from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.organisations.importing import BadTable
from atalaya_platform.events.ledger import audit, changed
from atalaya_platform.search.text import fold
from atalaya_strategies.catalogue.dates import certainly_after, plain
from atalaya_strategies.catalogue.export.table import BETWEEN, unguarded
from atalaya_strategies.catalogue.models import Edition, EditionChange, Supersession
from atalaya_strategies.catalogue.queries import importing as queries
from atalaya_strategies.catalogue.schemas.facts import FACTS, Facts, Line, Note
from atalaya_strategies.catalogue.vocabulary import ChangeAct, CurationState, EditionStatus
from atalaya_strategies.data import data_folder

IDS = uuid5(NAMESPACE_URL, "https://atalaya/strategy")
COLUMNS = {"iso3": "place", "country_or_body": "place_name", "year_adopted": "adopted"}
"""Columns of a table whose fact has another name here."""
OPTIONAL = {"note": "", "last_checked": ""}
"""Columns that a table may leave out, with what they are then."""

Key = tuple[str, str]


class _Row(Facts):
    place_name: Line
    supersedes: Note
    last_checked: date | None = Field(le=date(2200, 1, 1))


@dataclass(frozen=True)
class Entry:
    """An edition as a table has it, at row `number` (the header is row 1)."""

    number: int
    values: dict[str, Any]
    supersedes: tuple[str, ...]

    @property
    def key(self) -> Key:
        """By what it is known again."""
        return key_of(self.values["place"], self.values["title_en"])

    @property
    def superseded_keys(self) -> list[Key]:
        return [key_of(self.values["place"], title) for title in self.supersedes]

    @property
    def id(self) -> UUID:
        return edition_id(*self.key)


def key_of(place: str, title_en: str) -> Key:
    """By what an edition is known, whatever the case and accents of its title."""
    return (place, fold(title_en))


def edition_id(place: str, title_en: str) -> UUID:
    """The id under which an imported edition is made, so that it is found again after its title was corrected."""
    return uuid5(IDS, f"{place}|{fold(title_en)}")


def _reasons(number: int, error: ValidationError) -> list[str]:
    names = {fact: column for column, fact in COLUMNS.items()}
    return [
        f"row {number}: "
        + ": ".join(
            [*(names.get(str(part), str(part)) for part in one["loc"]), one["msg"].removeprefix("Value error, ")]
        )
        for one in error.errors()
    ]


def _read(given: dict[str, str], number: int) -> Entry:
    values: dict[str, Any] = {
        COLUMNS.get(name, name): unguarded(value) for name, value in {**OPTIONAL, **given}.items()
    }
    values["status"] = values["status"].strip() or EditionStatus.NOT_ESTABLISHED
    values["last_checked"] = values["last_checked"].strip() or None
    row = _Row.model_validate(values)
    facts = {name: getattr(row, name) for name in FACTS}
    titles = tuple(dict.fromkeys(filter(None, map(str.strip, row.supersedes.split(BETWEEN)))))
    return Entry(number, {**facts, "last_checked": row.last_checked}, titles)


def read_table(lines: Iterable[str], name: str) -> list[Entry]:
    """Every row of a table; raises BadTable with all that is wrong and where. Line breaks within cells are kept."""
    reader = csv.DictReader(lines)
    wanted = {column for column, fact in COLUMNS.items()} | {
        fact for fact in _Row.model_fields if fact not in COLUMNS.values() and fact not in OPTIONAL
    }
    header = reader.fieldnames or []
    lacking, strange = sorted(wanted - set(header)), sorted(set(header) - wanted - set(OPTIONAL))
    if lacking or strange:
        said = [f"lacks {', '.join(lacking)}"] if lacking else []
        said += [f"has unknown columns: {', '.join(strange)}"] if strange else []
        raise BadTable(name, [f"row 1: the header {' and '.join(said)}"])
    entries: list[Entry] = []
    problems: list[str] = []
    for number, given in enumerate(reader, start=2):
        if None in given or None in given.values():
            problems.append(f"row {number}: has not as many cells as the header")
            continue
        try:
            entries.append(_read(given, number))
        except ValidationError as error:
            problems += _reasons(number, error)
    problems += _against_each_other(entries)
    if problems:
        raise BadTable(name, sorted(problems, key=lambda one: int(one.split()[1].rstrip(":"))))
    return entries


def _against_each_other(entries: list[Entry]) -> list[str]:
    """What is wrong between the rows: the same edition twice, and succession that runs backwards or in a circle."""
    first: dict[Key, Entry] = {}
    problems = []
    for entry in entries:
        known = first.setdefault(entry.key, entry)
        if known is not entry:
            problems.append(f"row {entry.number}: the same state or body and English title as row {known.number}")
    for entry in entries:
        for earlier in (first[key] for key in entry.superseded_keys if key in first):
            if certainly_after(earlier.values["adopted"], entry.values["adopted"]):
                problems.append(f"row {entry.number}: supersedes: row {earlier.number} was adopted later")
            if _leads_to(earlier, entry, first):
                problems.append(f"row {entry.number}: supersedes itself, by way of row {earlier.number}")
    return problems


def _leads_to(start: Entry, end: Entry, known: dict[Key, Entry]) -> bool:
    """Whether `end` is `start`, or is superseded by it by way of others."""
    seen: set[Key] = set()
    waiting = [start]
    while waiting:
        entry = waiting.pop()
        if entry is end:
            return True
        if entry.key not in seen:
            seen.add(entry.key)
            waiting += [known[key] for key in entry.superseded_keys if key in known]
    return False


def shipped() -> list[Entry]:
    """The catalogue that comes with Atalaya."""
    path = data_folder() / "catalogue" / "strategies.csv"
    return read_table(path.read_text(encoding="utf-8").splitlines(keepends=True), path.name)


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    added: int
    updated: int
    unchanged: int


async def import_catalogue(session: WriteSession, entries: list[Entry], name: str = "the table") -> Imported:
    """Add what is missing, as published, and follow the table where no person has changed anything yet.

    Runs as the system. Raises BadTable, before anything is written, when a superseded edition is nowhere.
    """
    present = await queries.known(session)
    ids = _ids(present, entries, name)
    by_id = {row.id: row for row in present}
    by_people = await queries.changed_by_people(session)
    linked = await queries.supersessions(session)
    now = session.clock.now()
    added = updated = unchanged = 0
    beside: list[EditionChange | Supersession] = []
    for entry in entries:
        row = by_id.get(ids[entry.key])
        wanted = {ids[key] for key in entry.superseded_keys}
        fields: dict[str, list[Any]] = {}
        if row is None:
            row = Edition(id=entry.id, **entry.values, state=CurationState.PUBLISHED, published_at=now, changed_at=now)
            session.add(row)
            added += 1
        elif row.id in by_people or not (fields := _differences(row, entry, wanted, linked)):
            unchanged += 1
            continue
        else:
            _follow(row, entry)
            row.changed_at = now
            updated += 1
        beside += _beside(row, fields, wanted - set(linked.get(row.id, ())))
        for superseded_id in set(linked.get(row.id, ())) - wanted:
            await session.delete(linked[row.id][superseded_id])
        changed(session, "strategy", row.id)
    await session.flush()
    session.add_all(beside)
    await session.flush()
    if added or updated:
        audit(session, None, "strategies.catalogue.import", "strategy_edition", "", added=added, updated=updated)
    return Imported(added, updated, unchanged)


def _ids(present: Sequence[Edition], entries: list[Entry], name: str) -> dict[Key, UUID]:
    """The id of every edition that is there or comes, by what it is known; raises BadTable for one that is nowhere."""
    known = {row.id for row in present}
    ids = {key_of(row.place, row.title_en): row.id for row in present if row.state == CurationState.PUBLISHED}
    for entry in entries:
        if entry.key not in ids or entry.id in known:
            ids[entry.key] = entry.id
    nowhere = [
        f"row {entry.number}: supersedes: {entry.values['place']} has no {title!r}, here or in the catalogue"
        for entry in entries
        for title, key in zip(entry.supersedes, entry.superseded_keys, strict=True)
        if key not in ids
    ]
    if nowhere:
        raise BadTable(name, nowhere)
    return ids


def _differences(row: Edition, entry: Entry, wanted: set[UUID], linked: queries.Linked) -> dict[str, list[Any]]:
    """What the table says otherwise than the row: `[before, after]` by the fact's name."""
    found = {
        fact: [plain(getattr(row, fact)), plain(value)]
        for fact, value in entry.values.items()
        if getattr(row, fact) != value
    }
    before = set(linked.get(row.id, ()))
    if before != wanted:
        found["supersedes"] = [sorted(map(str, before)), sorted(map(str, wanted))]
    return found


def _follow(row: Edition, entry: Entry) -> None:
    for fact, value in entry.values.items():
        setattr(row, fact, value)
    row.version += 1


def _beside(row: Edition, fields: dict[str, list[Any]], links: set[UUID]) -> list[EditionChange | Supersession]:
    """The rows that go with an edition which was added or updated."""
    change = EditionChange(
        edition_id=row.id, version=row.version, at=row.changed_at, act=ChangeAct.IMPORTED, fields=fields
    )
    return [change, *(Supersession(edition_id=row.id, superseded_id=one) for one in sorted(links))]
