"""One reading process for all these tests: starting it takes longer than any file."""

from collections.abc import AsyncIterator

import pytest

from atalaya_strategies.documents.reading.process import Reader, reading


@pytest.fixture(scope="package")
async def reader() -> AsyncIterator[Reader]:
    async with reading() as opened:
        yield opened
