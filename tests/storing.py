"""Rows that tests store as they are, past row-level security: one at a time, or many together."""

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypeVar

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

M = TypeVar("M", bound=SQLModel)


class Storing(ABC):
    """What factories are given."""

    _gathered: list[SQLModel] | None = None

    @abstractmethod
    def superuser(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A session that row-level security does not bind, and which keeps what it did at its end."""

    async def add(self, row: M) -> M:
        """Store a row as it is."""
        if self._gathered is not None:
            self._gathered.append(row)
            return row
        async with self.superuser() as session:
            session.add(row)
        return row

    @asynccontextmanager
    async def gathering(self) -> AsyncIterator[None]:
        """What is added in here is stored at the end: one statement for each table, in the order of references."""
        self._gathered = gathered = []
        try:
            yield
        finally:
            self._gathered = None
        async with self.superuser() as session:
            for table in SQLModel.metadata.sorted_tables:
                rows = [row for row in gathered if row.__tablename__ == table.name]
                session.add_all(rows)
                await session.flush()
