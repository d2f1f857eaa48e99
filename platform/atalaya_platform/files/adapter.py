"""The file store of a process: opened at its start, fetched with its type."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

from atalaya_platform.files.store import FileStore, open_store
from atalaya_platform.runtime import Runtime
from atalaya_platform.settings import Settings

ADAPTER = "file_store"


def store_for(settings: Settings) -> FileStore:
    """The store that the settings name: an S3-compatible one, else a folder of the data folder."""
    return open_store(settings.files_url, settings.data / "files")


def store_of(runtime: Runtime) -> FileStore:
    return cast(FileStore, runtime.adapters[ADAPTER])


@asynccontextmanager
async def lifespan(runtime: Runtime) -> AsyncIterator[None]:
    """Open the store; it holds nothing that needs closing."""
    runtime.adapters[ADAPTER] = store_for(runtime.settings)
    yield
