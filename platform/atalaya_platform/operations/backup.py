"""Backing up: the database in one snapshot, then the files it knows, the keys and the anchors, in one tar."""

import hashlib
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import create_engine

from atalaya_platform.database import migrate
from atalaya_platform.database.engine import driver_url
from atalaya_platform.files.store import FileMissing, FileStore, StoreUnavailable
from atalaya_platform.operations.archive import DATABASE, FILES, FOLDERS, FORMAT, Manifest, Writer, writing
from atalaya_platform.operations.programs import OperationFailed, program, run, server_major
from atalaya_platform.operations.queries import KnownFile, database_size, export_snapshot, known_files
from atalaya_platform.operations.steps import Step, Steps, silent

LEFT_OUT = ("public.search_change",)
"""Tables whose rows a restored installation makes anew."""


@contextmanager
def _snapshot(owner_url: str) -> Iterator[tuple[str, int, list[KnownFile]]]:
    """One moment of the database, kept open: its name for pg_dump, its size, and the files that it knows."""
    engine = create_engine(driver_url(owner_url), isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            yield export_snapshot(connection), database_size(connection), known_files(connection)
    finally:
        engine.dispose()


@contextmanager
def _room(target: Path) -> Iterator[Path]:
    """Where pg_dump writes: a private folder beside the backup, gone afterwards."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder:
        yield Path(folder) / DATABASE


async def _dump(owner_url: str, target: Path, major: int, snapshot: str, size: int, step: Step) -> None:
    """The snapshot in pg_dump's custom format.

    The owner's own policy lets it read every row; without `--enable-row-security` pg_dump would refuse, because
    the access rule is forced on the owner too.
    """
    step(0, size)
    command: list[str | Path] = [
        await program("pg_dump", major),
        "--format=custom",
        "--enable-row-security",
        "--no-owner",
        f"--snapshot={snapshot}",
        f"--file={target}",
        *(f"--exclude-table-data={table}" for table in LEFT_OUT),
    ]
    await run(command, owner_url, lambda: step(_written(target), size))
    step(_written(target), _written(target))


def _written(target: Path) -> int:
    return target.stat().st_size if target.exists() else 0


async def _content(store: FileStore, file: KnownFile) -> AsyncIterator[bytes]:
    try:
        return (await store.get(UUID(file.id))).chunks
    except FileMissing as error:
        raise OperationFailed(
            f"The file {file.id} is in the database but not in the store, so this backup was not made. If it was just "
            "deleted, try again; if it stays, bring it back from an earlier backup, or delete the post that it is in."
        ) from error
    except StoreUnavailable as error:
        raise OperationFailed(f"The file store does not answer: {error}. Run `atalaya doctor`.") from error


async def _add_files(writer: Writer, files: list[KnownFile], store: FileStore, step: Step) -> None:
    done, total = 0, sum(file.size for file in files)
    for file in files:
        digest = hashlib.sha256()
        with tempfile.SpooledTemporaryFile(max_size=8 << 20) as spool:
            async for block in await _content(store, file):
                digest.update(block)
                spool.write(block)
            if digest.digest() != file.sha256:
                raise OperationFailed(
                    f"The stored file {file.id} is not what the database knows of it, so this backup was not made. "
                    "Bring the file back from an earlier backup, or delete the post that it belongs to."
                )
            size = spool.tell()
            spool.seek(0)
            writer.add(f"{FILES}{file.id}", spool, size)
        done += file.size
        step(done, total)


async def back_up(data: Path, owner_url: str, store: FileStore, target: Path, steps: Steps = silent) -> Manifest:
    """Write a backup of the installation to `target`, while it runs. Raises OperationFailed.

    The files are read after the database's snapshot: everything that the snapshot knows was stored before it. The
    search index is left out: it is built again from the database.
    """
    major = server_major(owner_url)
    revision = migrate.current(owner_url)
    if revision is None:
        raise OperationFailed("There is nothing to back up: this database has no schema yet.")
    manifest = Manifest(FORMAT, datetime.now(UTC).isoformat(), revision, major)
    with (
        _room(target) as dumped,
        _snapshot(owner_url) as (snapshot, size, files),
        writing(target, manifest) as writer,
    ):
        await _dump(owner_url, dumped, major, snapshot, size, steps("Database"))
        writer.add_file(DATABASE, dumped)
        await _add_files(writer, files, store, steps("Files"))
        for name in FOLDERS:
            writer.add_folder(data, name)
    return manifest
