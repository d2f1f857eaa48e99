"""The directory's first entries, from data files that name their sources; a bad file is refused whole."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import BaseModel, Field, ValidationError

from atalaya_platform.database.session import WriteSession
from atalaya_platform.directory.countries import DATA
from atalaya_platform.directory.organisations.queries import known
from atalaya_platform.directory.organisations.schemas import Iso3, Line, Mailbox, Name, Website
from atalaya_platform.events.ledger import audit, changed
from atalaya_platform.http.schema import Input
from atalaya_platform.identity.models import Organisation, OrganisationCommunity
from atalaya_platform.identity.vocabulary import Community, OrganisationKind
from atalaya_platform.search.text import fold

IDS = uuid5(NAMESPACE_URL, "https://atalaya/organisation")
KINDS = {
    "national": OrganisationKind.NATIONAL_CSIRT,
    "sectoral": OrganisationKind.SECTORAL_CSIRT,
    "government": OrganisationKind.GOVERNMENT,
    "military": OrganisationKind.GOVERNMENT,
    "police": OrganisationKind.GOVERNMENT,
    "subnational": OrganisationKind.GOVERNMENT,
    "academic": OrganisationKind.ACADEMIC,
}
R = TypeVar("R", bound=BaseModel)
NETWORK = (Community.NETWORK,)
BOTH = (Community.NETWORK, Community.STAKEHOLDERS)


class BadTable(ValueError):
    """A data file that cannot be imported; `problems` says what is wrong, row by row."""

    def __init__(self, name: str, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(f"{name} was not imported:\n" + "\n".join(problems))


class _TeamRow(Input):
    iso3: Iso3
    country: Line
    team_name: Name
    acronym: Line
    type: str = Field(pattern="^(" + "|".join(KINDS) + ")$")
    website: Website
    email_public: Mailbox | None
    established_year: int | None = Field(ge=1970, le=2100)
    first_member: str | None = Field(pattern="^(yes|no)$")
    csirtamericas_member: str | None = Field(pattern="^(yes|no)$")
    source_url: Website
    confidence: str = Field(pattern="^(high|low)$")


class _PartnerRow(Input):
    name: Name
    acronym: Line
    group: Line


class _OfficeRow(Input):
    name: Name
    acronym: Line
    website: Website


@dataclass(frozen=True)
class Entry:
    """An organisation as a file has it; known again by `country` and `name`."""

    values: dict[str, Any]
    communities: tuple[Community, ...]

    @property
    def key(self) -> tuple[str | None, str]:
        return (self.values["country"], fold(self.values["name"]))

    @property
    def id(self) -> UUID:
        return organisation_id(*self.key)


def organisation_id(country: str | None, name: str) -> UUID:
    """The id under which an imported organisation is made, so that it is found again after being renamed."""
    return uuid5(IDS, f"{country or ''}|{fold(name)}")


_EMPTY_IS_NONE = frozenset({"email_public", "established_year", "first_member", "csirtamericas_member"})


def _rows(name: str, lines: Iterable[str], kind: type[R]) -> list[R]:
    """Every row of a table, or BadTable with all that is wrong and where (the header is row 1)."""
    reader = csv.DictReader(lines)
    missing = kind.model_fields.keys() - set(reader.fieldnames or ())
    if missing:
        raise BadTable(name, [f"row 1: the header lacks {', '.join(sorted(missing))}"])
    rows: list[R] = []
    problems: list[str] = []
    for number, given in enumerate(reader, start=2):
        if None in given or None in given.values():
            problems.append(f"row {number}: has not as many cells as the header")
            continue
        values = {key: None if key in _EMPTY_IS_NONE and not value.strip() else value for key, value in given.items()}
        try:
            rows.append(kind.model_validate(values))
        except ValidationError as error:
            problems += [f"row {number}: {'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
    if problems:
        raise BadTable(name, problems)
    return rows


def _flag(value: str | None) -> bool | None:
    return None if value is None else value == "yes"


def teams(lines: Iterable[str], name: str = "csirts.csv") -> list[Entry]:
    """The CSIRTs of a table; raises BadTable."""
    entries = [
        Entry(
            {
                "country": row.iso3,
                "name": row.team_name,
                "acronym": row.acronym,
                "kind": KINDS[row.type],
                "listed_as": row.type,
                "website": row.website,
                "email": row.email_public or "",
                "established_year": row.established_year,
                "first_member": _flag(row.first_member),
                "csirtamericas_member": _flag(row.csirtamericas_member),
                "source_url": row.source_url,
                "confidence": row.confidence,
            },
            NETWORK,
        )
        for row in _rows(name, lines, _TeamRow)
    ]
    return _unique(name, entries)


def partners(lines: Iterable[str], name: str = "partners.csv") -> list[Entry]:
    """The partner organisations of a table; raises BadTable."""
    entries = [
        Entry(
            {
                "country": None,
                "name": row.name,
                "acronym": row.acronym,
                "kind": OrganisationKind.INTERNATIONAL,
                "listed_as": row.group,
                "constituency": "",
                "confidence": "high",
            },
            NETWORK,
        )
        for row in _rows(name, lines, _PartnerRow)
    ]
    return _unique(name, entries)


def offices(lines: Iterable[str], name: str = "secretariat.csv") -> list[Entry]:
    """The Secretariat, which is of both communities; raises BadTable."""
    return [
        Entry({"country": None, **row.model_dump(), "kind": OrganisationKind.SECRETARIAT}, BOTH)
        for row in _rows(name, lines, _OfficeRow)
    ]


def _unique(name: str, entries: list[Entry]) -> list[Entry]:
    first: dict[tuple[str | None, str], int] = {}
    problems = []
    for number, entry in enumerate(entries, start=2):
        if first.setdefault(entry.key, number) != number:
            problems.append(f"row {number}: the same country and name as row {first[entry.key]}")
    if problems:
        raise BadTable(name, problems)
    return entries


def shipped() -> list[Entry]:
    """Every organisation of the data files that come with Atalaya."""

    def lines(name: str) -> list[str]:
        return (DATA / name).read_text(encoding="utf-8").splitlines()

    return [*offices(lines("secretariat.csv")), *teams(lines("csirts.csv")), *partners(lines("partners.csv"))]


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    added: int
    updated: int
    unchanged: int


async def import_organisations(session: WriteSession, entries: list[Entry]) -> Imported:
    """Add what is missing and follow the file where no person has edited yet. Runs as the system."""
    present = await known(session)
    by_id = {row.id: row for row in present}
    by_key = {(row.country, fold(row.name)): row for row in present}
    added = updated = unchanged = 0
    for entry in entries:
        row = by_id.get(entry.id) or by_key.get(entry.key)
        if row is None:
            row = Organisation(id=entry.id, **entry.values)
            session.add(row)
            await session.flush()
            session.add_all(OrganisationCommunity(organisation_id=row.id, community=one) for one in entry.communities)
            added += 1
        elif row.version == 1 and any(getattr(row, name) != value for name, value in entry.values.items()):
            for name, value in entry.values.items():
                setattr(row, name, value)
            updated += 1
        else:
            unchanged += 1
            continue
        changed(session, "organisation", row.id)
    await session.flush()
    if added or updated:
        audit(session, None, "directory.import", "organisation", "", added=added, updated=updated)
    return Imported(added, updated, unchanged)
