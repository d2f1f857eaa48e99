"""What the exported region holds, before it is given a form: lines of names and values."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from atalaya_platform.database.session import ReadSession
from atalaya_platform.search.text import fold
from atalaya_strategies.catalogue.addresses import edition_page
from atalaya_strategies.catalogue.models import Edition
from atalaya_strategies.comparing import states
from atalaya_strategies.comparing.export.region.words import region_words
from atalaya_strategies.comparing.export.taken import Taken
from atalaya_strategies.comparing.queries import region as queries
from atalaya_strategies.comparing.schemas import MemberState, Region, VocabularyRead
from atalaya_strategies.comparing.vocabulary import TextState, VocabularyId


class StateLine(NamedTuple):
    """A member state as it is listed; the names are those of the words that stand over the columns."""

    state: str
    iso: str
    subregion: str
    standing: str
    newest: str
    newest_status: str
    adopted_in: int | None
    age: int | None
    coverage: float | None
    measured_on: str
    measured_year: int | None
    measured_at: str
    official: str
    source: str
    confidence: str
    last_checked: str


class EditionLine(NamedTuple):
    """An edition as it is listed."""

    adopted: str
    period_start: str
    period_end: str
    state: str
    iso: str
    title_here: str
    name_en: str
    kind: str
    status: str
    superseded_by: str
    official: str
    source: str
    confidence: str
    last_checked: str
    page_here: str


def begun(row: Edition) -> str:
    """When it was adopted, or else from when it is meant to hold; empty if neither is known."""
    return row.adopted or row.period_start


@dataclass(frozen=True, kw_only=True)
class ExportedRegion(Taken):
    """The region with the editions that its states have, from the oldest, and which of them took whose place."""

    region: Region
    editions: Sequence[Edition]
    superseded: Mapping[UUID, Sequence[UUID]]

    @property
    def words(self) -> dict[str, str]:
        return region_words(self.locale)

    @property
    def title(self) -> str:
        return self.words["title"]

    @property
    def vocabulary(self) -> VocabularyRead:
        return self.region.vocabulary

    def ordered(self) -> list[MemberState]:
        """The states by subregion, from north to south, then by name."""
        order = ("north_america", "central_america", "caribbean", "south_america")
        return sorted(self.region.states, key=lambda one: (order.index(one.subregion), fold(self.place(one.code))))

    def states(self) -> Iterator[StateLine]:
        known = {row.id: row for row in self.editions}
        for one in self.ordered():
            newest = known[one.newest.id] if one.newest else None
            here = one.text.text is TextState.HERE
            profile = f"{self.address}/strategies/documents/{one.text.document_id}/profile" if here else ""
            yield StateLine(
                state=self.place(one.code),
                iso=one.code,
                subregion=self.words[f"subregion.{one.subregion}"],
                standing=self.words[f"standing.{one.standing}"],
                newest=self.title_of(newest) if newest else "",
                newest_status=self.words[f"status.{newest.status}"] if newest else "",
                adopted_in=one.year,
                age=one.age,
                coverage=one.text.share,
                measured_on=one.text.title if here else self.state(one.text),
                measured_year=one.text.year if here else None,
                measured_at=profile,
                official=newest.document_url if newest else "",
                source=newest.source_url if newest else "",
                confidence=self.words[f"confidence.{newest.confidence}"] if newest else "",
                last_checked=self.checked(newest) if newest else "",
            )

    def in_time(self) -> Iterator[EditionLine]:
        """Every edition, the oldest first and those of unknown date last."""
        known = {row.id: row for row in self.editions}
        for row in self.editions:
            later = [known[one] for one in self.superseded.get(row.id, ()) if one in known]
            yield EditionLine(
                adopted=row.adopted,
                period_start=row.period_start,
                period_end=row.period_end,
                state=self.place(row.place),
                iso=row.place,
                title_here=self.title_of(row),
                name_en=row.title_en,
                kind=self.words[f"kind.{row.kind}"],
                status=self.words[f"status.{row.status}"],
                superseded_by="; ".join(f"{self.title_of(one)} ({begun(one)[:4] or '–'})" for one in later),
                official=row.document_url,
                source=row.source_url,
                confidence=self.words[f"confidence.{row.confidence}"],
                last_checked=self.checked(row),
                page_here=self.address + edition_page(row.id),
            )

    def title_of(self, row: Edition) -> str:
        """As it calls itself, or in English where that is not known."""
        return row.title_original or row.title_en

    def checked(self, row: Edition) -> str:
        return row.last_checked.isoformat() if row.last_checked else ""

    def method(self) -> list[tuple[str, str]]:
        """How the figures came about, and against what."""
        words, known = self.words, self.vocabulary
        return [
            (words["counted"], words["coverage_method"]),
            (words["vocabulary"], f"{known.name}, {known.edition}"),
            (words["publisher"], known.publisher),
            (words["address"], known.source),
            (words["age_how"], words["age_method"]),
            (words["facts"], words["facts_method"]),
        ]


async def exported(session: ReadSession, vocabulary: VocabularyId, locale: str, address: str) -> ExportedRegion:
    """Everything that the files show: of every reader the same, since only what is published is asked for."""
    codes = states.members()
    rows = await queries.editions(session, codes)
    listed = [row for of in rows.values() for row in of]
    return ExportedRegion(
        locale=locale,
        at=session.clock.now(),
        address=address.rstrip("/"),
        region=await states.region(session, rows, vocabulary),
        editions=sorted(listed, key=lambda row: (not begun(row), begun(row), row.place, str(row.id))),
        superseded=await queries.superseded(session, codes),
    )
