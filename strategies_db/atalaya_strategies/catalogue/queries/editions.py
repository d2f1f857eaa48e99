"""Editions that the actor may read: published ones, and proposals for curators, proposers and contact points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.paging import MOST_LISTED, Rows, Span, page_of
from atalaya_platform.http.problems import NotFound
from atalaya_platform.search.text import fold
from atalaya_strategies.catalogue.models import Edition, EditionChange, EditionLink, Supersession
from atalaya_strategies.catalogue.places import codes_in, codes_like, places
from atalaya_strategies.catalogue.schemas.edition import FacetCount
from atalaya_strategies.catalogue.vocabulary import CurationState, LinkOutcome

BROKEN = (LinkOutcome.MISSING, LinkOutcome.FAILING, LinkOutcome.UNREACHABLE, LinkOutcome.FORBIDDEN)
MOST_WORDS = 6


class EditionSort(StrEnum):
    """In which order editions come. An unknown date of adoption sorts as the oldest."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Filters:
    """Which editions are wanted; of each, any of the values given. `state` is that of curation."""

    place: tuple[str, ...] = ()
    subregion: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    state: tuple[str, ...] = (CurationState.PUBLISHED,)
    year_from: int | None = None
    year_to: int | None = None
    text: str = ""
    confirmed: bool | None = None
    broken: bool = False

    def without(self, *names: str) -> "Filters":
        """The same, but for these."""
        nothing: dict[str, Any] = {name: getattr(EVERYTHING, name) for name in names}
        return replace(self, **nothing)


EVERYTHING = Filters(state=())
_COLUMNS: dict[str, SQLColumnExpression[Any]] = {
    "place": col(Edition.place),
    "kind": col(Edition.kind),
    "status": col(Edition.status),
    "language": col(Edition.language),
    "state": col(Edition.state),
}


def _holds(word: str) -> ColumnElement[bool]:
    columns = (col(Edition.title_original), col(Edition.title_en), col(Edition.issuing_body))
    return or_(*(func.folded(column).contains(word, autoescape=True) for column in columns))


def _matches(text: str) -> ColumnElement[bool]:
    """Every word stands in a title or the issuing body, or the whole names a state or body."""
    words = and_(*(_holds(word) for word in fold(text).split()[:MOST_WORDS]))
    codes = codes_like(text)
    return or_(words, col(Edition.place).in_(codes)) if codes else words


def _conditions(wanted: Filters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        column.in_(values) for name, column in _COLUMNS.items() if (values := getattr(wanted, name))
    ]
    if wanted.subregion:
        found.append(col(Edition.place).in_([code for one in wanted.subregion for code in codes_in(one)]))
    if wanted.year_from is not None:
        found.append(col(Edition.adopted_year) >= wanted.year_from)
    if wanted.year_to is not None:
        found.append(col(Edition.adopted_year) <= wanted.year_to)
    if wanted.text.strip():
        found.append(_matches(wanted.text))
    if wanted.confirmed is not None:
        now_confirmed = col(Edition.confirmed_version).is_not_distinct_from(col(Edition.version))
        found.append(now_confirmed if wanted.confirmed else ~now_confirmed)
    if wanted.broken:
        links = exists().where(col(EditionLink.edition_id) == col(Edition.id), col(EditionLink.outcome).in_(BROKEN))
        found.append(links)
    return found


def _key(sort: EditionSort) -> tuple[list[Any], bool]:
    if sort is EditionSort.TITLE:
        return [func.folded(col(Edition.title_en)), col(Edition.id)], False
    if sort is EditionSort.PUBLISHED:
        return [func.coalesce(col(Edition.published_at), col(Edition.created_at)), col(Edition.id)], True
    return [col(Edition.adopted), col(Edition.id)], sort is EditionSort.NEWEST


async def editions(session: ReadSession, wanted: Filters, sort: EditionSort, span: Span) -> Rows:
    """A page of them."""
    key, descending = _key(sort)
    return await page_of(session, select(Edition).where(*_conditions(wanted)), key, span, descending=descending)


async def every(session: ReadSession, wanted: Filters, limit: int) -> Sequence[Edition]:
    """All of them by state or body and adoption, for an export."""
    ordered = (
        select(Edition)
        .where(*_conditions(wanted))
        .order_by(col(Edition.place), col(Edition.adopted), col(Edition.id))
        .limit(limit)
    )
    return (await session.execute(ordered)).scalars().all()


def _counted(name: str, column: SQLColumnExpression[Any], wanted: Filters) -> Select[*tuple[Any, ...]]:
    found: Select[*tuple[Any, ...]] = select(
        literal(name).label("facet"), cast(column, String).label("value"), func.count().label("n")
    )
    return found.where(*_conditions(wanted)).group_by(column)


async def facets(session: ReadSession, wanted: Filters) -> tuple[int, dict[str, list[FacetCount]]]:
    """How many match, and how many there are of each value: every facet without its own filter. One statement."""
    asked = [_counted(name, column, wanted.without(name)) for name, column in _COLUMNS.items()]
    asked.append(_counted("year", col(Edition.adopted_year), wanted.without("year_from", "year_to")))
    asked.append(_counted("subregion", col(Edition.place), wanted.without("subregion")))
    asked.append(select(literal("total"), literal(""), func.count()).where(*_conditions(wanted)))
    total = 0
    found: dict[str, dict[str, int]] = {}
    for facet, value, count in await session.execute(union_all(*asked)):
        if facet == "total":
            total = count
        elif value is not None:
            name = places()[value].subregion if facet == "subregion" else value
            counts = found.setdefault(facet, {})
            counts[name] = counts.get(name, 0) + count
    return total, {facet: _ordered(facet, counts) for facet, counts in found.items()}


def _ordered(facet: str, counts: Mapping[str, int]) -> list[FacetCount]:
    """The most frequent first; years from the newest."""
    names = sorted(counts, reverse=True) if facet == "year" else sorted(counts, key=lambda one: (-counts[one], one))
    return [FacetCount(value=name, count=counts[name]) for name in names]


async def edition(session: ReadSession, edition_id: UUID, *, lock: bool = False) -> Edition:
    """One that the actor may read. Raises NotFound."""
    found = select(Edition).where(col(Edition.id) == edition_id)
    row = (await session.execute(found.with_for_update() if lock else found)).scalar_one_or_none()
    if row is None:
        raise NotFound("edition")
    return row


async def neighbours(session: ReadSession, edition_id: UUID) -> tuple[list[Edition], list[Edition]]:
    """Those that it supersedes, and those that supersede it, from the oldest; as far as the actor reads them."""
    found = (
        select(Edition, col(Supersession.edition_id) == edition_id)
        .join(
            Supersession,
            or_(
                and_(col(Supersession.edition_id) == edition_id, col(Supersession.superseded_id) == col(Edition.id)),
                and_(col(Supersession.superseded_id) == edition_id, col(Supersession.edition_id) == col(Edition.id)),
            ),
        )
        .order_by(col(Edition.adopted), col(Edition.id))
    )
    rows = (await session.execute(found)).all()
    return [row for row, earlier in rows if earlier], [row for row, earlier in rows if not earlier]


async def links(session: ReadSession, row: Edition) -> list[EditionLink]:
    """What the check of its present addresses came to."""
    found = select(EditionLink).where(col(EditionLink.edition_id) == row.id).order_by(col(EditionLink.field))
    return [one for one in (await session.execute(found)).scalars() if one.url == getattr(row, one.field)]


async def changes(session: ReadSession, edition_id: UUID) -> Sequence[EditionChange]:
    """Its history, the newest change first. Ask for the edition itself before."""
    found = (
        select(EditionChange)
        .where(col(EditionChange.edition_id) == edition_id)
        .order_by(col(EditionChange.version).desc(), col(EditionChange.id).desc())
        .limit(MOST_LISTED)
    )
    return (await session.execute(found)).scalars().all()
