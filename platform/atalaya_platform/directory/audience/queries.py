"""The readers of an audience, counted by the access rule itself (`readers_of`), so that it cannot disagree."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, literal, select, text
from sqlmodel import col

from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.audience.schemas import NamedReader
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.identity.models import Person
from atalaya_platform.identity.vocabulary import PersonStatus

_FIGURES = text("SELECT people, organisations, countries, constituents FROM readership(:token)")


@dataclass(frozen=True)
class Figures:
    """How many read an audience, of how many organisations and countries, and whether constituents are among them."""

    people: int
    organisations: int
    countries: int
    constituents: bool


async def figures(session: ReadSession, token: str) -> Figures:
    row = (await session.execute(_FIGURES, {"token": token})).one()
    return Figures(row.people, row.organisations, row.countries, row.constituents)


async def known(session: ReadSession, persons: Sequence[UUID], community: str | None) -> set[UUID]:
    """Those of the people whom the actor knows, who can sign in, and whom the community (if any) holds."""
    found = select(col(Person.id)).where(col(Person.id).in_(persons), col(Person.status) == PersonStatus.ACTIVE)
    if community is not None:
        held = func.readers_of(literal(f"community:{community}")).column_valued("reader")
        found = found.where(col(Person.id).in_(select(held)))
    return set((await session.execute(found)).scalars())


async def named(session: ReadSession, persons: Sequence[UUID], most: int = 12) -> list[NamedReader]:
    """The first of them by name, with the country of their first organisation."""
    found = (
        select(col(Person.id))
        .where(col(Person.id).in_(persons))
        .order_by(func.folded(col(Person.name)), col(Person.id))
        .limit(most)
    )
    ids = list((await session.execute(found)).scalars())
    return [
        NamedReader(
            id=card.id, name=card.name, country=next((o.country for o in card.organisations if o.country), None)
        )
        for card in (await cards(session, ids)).values()
    ]
