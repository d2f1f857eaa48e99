"""The reading process that belongs to a server or worker, started when something is to be read."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from atalaya_platform.runtime import Runtime
from atalaya_strategies.documents.reading.process import Reader, reading

ADAPTER = "strategies_reader"


def reader_of(runtime: Runtime) -> Reader:
    """This process's reader; who asks at the same time waits."""
    return cast(Reader, runtime.adapters[ADAPTER])


@asynccontextmanager
async def lifespan(runtime: Runtime) -> AsyncIterator[None]:
    """Have a reader, and end its process with this one."""
    async with reading() as reader:
        runtime.adapters[ADAPTER] = reader
        yield
