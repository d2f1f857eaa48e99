"""Organisations, people and groups as documents of the search.

An organisation or person of two communities is two documents, one for each side of the wall; a listed group is found
by its community, a hidden one by its readers only. `readable` asks as whoever searches, so that the database decides.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.directory.countries import countries, country_name
from atalaya_platform.directory.finding import queries
from atalaya_platform.directory.people.queries import cards
from atalaya_platform.identity.models import Organisation, Person, SharingGroup
from atalaya_platform.identity.vocabulary import Visibility
from atalaya_platform.search.document import Document
from atalaya_platform.search.sources import ResultCard


def _everywhere(country: str | None) -> list[str]:
    """The country's name in every language, so that it is found in each."""
    state = countries().get(country or "")
    return list(dict.fromkeys(state.names.values())) if state else []


def _together(*parts: str) -> str:
    """What something is found by, as it can be shown to say why it was."""
    return " · ".join(filter(None, parts))


class OrganisationSource:
    """Organisations, by name, acronym, constituency and country."""

    kind = "organisation"

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        return [
            Document(
                id=f"{row.id}-{community}",
                parent_id=str(row.id),
                kind=self.kind,
                audience=f"community:{community}",
                title=f"{row.name} ({row.acronym})" if row.acronym else row.name,
                body=_together(row.constituency, *_everywhere(row.country)),
                created_at=row.created_at,
                url=f"/directory/organisations/{row.id}",
                organisation_id=row.id,
                country=row.country,
                facets={"organisation_kind": [row.kind]},
            )
            for row, communities in await queries.organisations(session, ids)
            for community in sorted(communities)
        ]

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        return await queries.ids_after(session, Organisation, after, limit)

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        return {row.id for row, _ in await queries.organisations(session, ids)}

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        return {
            row.id: ResultCard(
                title=row.name,
                subtitle=" · ".join(filter(None, (row.acronym, country_name(row.country)))),
                url=f"/directory/organisations/{row.id}",
            )
            for row, _ in await queries.organisations(session, ids)
        }


class PersonSource:
    """People, by name, title and organisation."""

    kind = "person"

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        by_side: dict[tuple[UUID, str], tuple[Person, list[Organisation]]] = {}
        for person, community, organisation in await queries.people(session, ids):
            by_side.setdefault((person.id, community), (person, []))[1].append(organisation)
        return [
            Document(
                id=f"{person.id}-{community}",
                parent_id=str(person.id),
                kind=self.kind,
                audience=f"community:{community}",
                title=person.name,
                body=_together(person.title, *(part for one in places for part in (one.name, one.acronym))),
                created_at=person.created_at,
                url=f"/directory/people/{person.id}",
                organisation_id=places[0].id,
                country=places[0].country,
            )
            for (_, community), (person, places) in by_side.items()
        ]

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        return await queries.ids_after(session, Person, after, limit)

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        return {person.id for person, _, _ in await queries.people(session, ids)}

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        readable = await self.readable(session, ids)
        return {
            key: ResultCard(
                title=card.name,
                subtitle=" · ".join(one.acronym or one.name for one in card.organisations),
                url=f"/directory/people/{key}",
            )
            for key, card in (await cards(session, readable)).items()
        }


class GroupSource:
    """Sharing groups, by name and description."""

    kind = "group"

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        return [
            Document(
                id=str(row.id),
                kind=self.kind,
                audience=f"community:{row.community}" if row.visibility == Visibility.LISTED else f"amber:{row.id}",
                title=row.name,
                body=row.description,
                created_at=row.created_at,
                url=f"/forum/groups/{row.id}",
                group_id=row.id,
            )
            for row in await queries.groups(session, ids)
        ]

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        return await queries.ids_after(session, SharingGroup, after, limit)

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        return {row.id for row in await queries.groups(session, ids)}

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        return {
            row.id: ResultCard(
                title=row.name,
                subtitle=row.description[:120],
                url=f"/forum/groups/{row.id}",
                label=Label.AMBER if row.visibility == Visibility.HIDDEN else None,
            )
            for row in await queries.groups(session, ids)
        }


SOURCES = (OrganisationSource(), PersonSource(), GroupSource())
