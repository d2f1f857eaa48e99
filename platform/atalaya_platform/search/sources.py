"""What a service declares so that its objects can be found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable
from uuid import UUID

from atalaya_platform.access.labels import Label
from atalaya_platform.database.session import ReadSession
from atalaya_platform.search.document import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultCard:
    """How a found object is shown. `url` is a path of the web application; `subtitle` says where it belongs."""

    title: str
    subtitle: str
    url: str
    label: Label | None = None


class SearchSource(Protocol):
    """The searchable objects of one kind, belonging to one service.

    The id of an object is the `parent_id` of its documents. `documents` and `all_ids` run as the system actor,
    which sees nothing that is for named people; `readable` and `describe` run as the person who searches, so
    that the access rule itself decides what leaves.
    """

    kind: str

    async def documents(self, session: ReadSession, ids: Sequence[UUID]) -> list[Document]:
        """The documents of these objects as they are now. An object without any is deleted from the index."""
        ...

    async def all_ids(self, session: ReadSession, after: UUID | None, limit: int) -> list[UUID]:
        """The next ids in ascending order, for rebuilding and consistency checks; none when all were given."""
        ...

    async def readable(self, session: ReadSession, ids: Sequence[UUID]) -> set[UUID]:
        """Those of the objects that the actor may read, asked of the database."""
        ...

    async def describe(self, session: ReadSession, ids: Sequence[UUID]) -> Mapping[UUID, ResultCard]:
        """Cards of those of the objects that the actor may read; the others are left out."""
        ...


@runtime_checkable
class NamedSearch(Protocol):
    """A source that also has objects for named people only, which no engine may hold."""

    async def named_search(self, session: ReadSession, text: str, limit: int) -> list[UUID]:
        """Ids of objects for named people, among whom is the actor, that match: found by the database, best first."""
        ...
