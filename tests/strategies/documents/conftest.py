"""One reading process for all these tests: starting it takes longer than any file."""

from collections.abc import AsyncIterator

import pytest

from atalaya_strategies.documents import importing
from atalaya_strategies.documents.reading.process import Reader, reading


@pytest.fixture(scope="package")
async def reader() -> AsyncIterator[Reader]:
    async with reading() as opened:
        yield opened


@pytest.fixture
def lent(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Imports read in the one process too, instead of starting some of their own."""

    class Lent:
        async def __aenter__(self) -> Reader:
            return reader

        async def __aexit__(self, *_: object) -> None:
            """Leave it running."""

    monkeypatch.setattr(importing, "reading", Lent)
