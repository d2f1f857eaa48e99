"""Restoring a backup into an installation that nobody has used yet."""

import hashlib
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import create_engine

from atalaya_platform.audit.verify import Report, verify_database
from atalaya_platform.database import migrate
from atalaya_platform.database.engine import create_engine as create_app_engine
from atalaya_platform.database.engine import driver_url
from atalaya_platform.database.session import Database
from atalaya_platform.events.ledger import audit, changed
from atalaya_platform.files.store import FileStore, StoreUnavailable
from atalaya_platform.operations.archive import CHUNK, DATABASE, FILES, FOLDERS, Manifest, unpack
from atalaya_platform.operations.programs import OperationFailed, program, run, server_major
from atalaya_platform.operations.queries import (
    KnownFile,
    empty_schema,
    end_sessions,
    is_filled,
    known_files,
)
from atalaya_platform.operations.steps import Steps, silent
from atalaya_platform.plugin import Registry


@dataclass(frozen=True)
class Restored:
    """What was restored, and what the audit log says of itself."""

    manifest: Manifest
    files: int
    audit: Report


def refuse_used(owner_url: str) -> None:
    """Raises OperationFailed when somebody has used this installation."""
    engine = create_engine(driver_url(owner_url))
    try:
        with engine.connect() as connection:
            filled = is_filled(connection)
    finally:
        engine.dispose()
    if filled:
        raise OperationFailed(
            "This installation is in use: it has people, files or audit entries, and restoring would destroy them. "
            "Restore into a fresh one: set ATALAYA_DATA to an empty folder (and ATALAYA_DATABASE_URL to an empty "
            "database, if you set it)."
        )


def refuse_newer(manifest: Manifest) -> None:
    """Raises OperationFailed when the backup comes from a newer version of Atalaya than this one."""
    if manifest.revision not in migrate.known():
        raise OperationFailed(
            f"This backup was made by a newer Atalaya (schema {manifest.revision}). Install that version, then restore."
        )


@contextmanager
def _room(data: Path) -> Iterator[Path]:
    """A private folder on the same disk, gone afterwards."""
    data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=data) as name:
        yield Path(name)


def _unpacked(source: Path, folder: Path, steps: Steps) -> Manifest:
    if not source.is_file():
        raise OperationFailed(f"There is no file {source}.")
    step, size = steps("Unpacking"), source.stat().st_size
    manifest = unpack(source, folder, lambda done: step(min(done, size), size))
    refuse_newer(manifest)
    step(size, size)
    return manifest


async def _restore_database(owner_url: str, dumped: Path, manifest: Manifest, steps: Steps) -> None:
    step, size = steps("Database"), manifest.entries[DATABASE][1]
    major = max(server_major(owner_url), manifest.server)
    command: list[str | Path] = [
        await program("pg_restore", major),
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        dumped,
    ]
    engine = create_engine(driver_url(owner_url))
    try:
        with engine.begin() as connection:
            empty_schema(connection)
        await run(command, owner_url, lambda: step(0, None))
        with engine.begin() as connection:
            end_sessions(connection)
    finally:
        engine.dispose()
    migrate.migrate(owner_url)
    step(size, size)


async def _blocks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            yield block


def _known(owner_url: str) -> list[KnownFile]:
    engine = create_engine(driver_url(owner_url))
    try:
        with engine.connect() as connection:
            return known_files(connection)
    finally:
        engine.dispose()


async def _put(store: FileStore, file: KnownFile, path: Path) -> None:
    """Store the bytes; those that an interrupted restore left behind are replaced."""
    file_id = UUID(file.id)
    try:
        await store.delete(file_id)
        await store.put(file_id, _blocks(path), limit=file.size)
    except StoreUnavailable as error:
        raise OperationFailed(f"The file store does not answer: {error}. Mend it, then restore again.") from error


async def _restore_files(folder: Path, files: list[KnownFile], store: FileStore, steps: Steps) -> None:
    step, done, total = steps("Files"), 0, sum(file.size for file in files)
    for file in files:
        path = folder / FILES / file.id
        if not path.is_file():
            raise OperationFailed(f"The backup lacks the file {file.id}, which its database knows.")
        with path.open("rb") as source:
            if hashlib.file_digest(source, "sha256").digest() != file.sha256:
                raise OperationFailed(f"The file {file.id} in the backup is not the one that its database knows.")
        await _put(store, file, path)
        done += file.size
        step(done, total)


def _restore_folders(folder: Path, data: Path) -> None:
    for name in FOLDERS:
        source = folder / "data" / name
        if source.is_dir():
            shutil.rmtree(data / name, ignore_errors=True)
            shutil.copytree(source, data / name)
            (data / name).chmod(0o700)


async def _mark(database: Database, registry: Registry, manifest: Manifest) -> None:
    """Queue every object to be indexed, and say in the audit log that this was restored."""
    for kind, source in registry.sources.items():
        after: UUID | None = None
        while True:
            async with database.system() as session:
                ids = await source.all_ids(session, after, 500)
                for one in ids:
                    changed(session, kind, one)
            if not ids:
                break
            after = ids[-1]
    async with database.system() as session:
        audit(session, None, "operations.installation.restore", made_at=manifest.made_at, revision=manifest.revision)


async def restore(
    data: Path,
    app_url: str,
    owner_url: str,
    store: FileStore,
    source: Path,
    registry: Registry,
    steps: Steps = silent,
) -> Restored:
    """Restore a backup into this unused installation and prove it: checksums, files, audit log.

    Everything is marked to be indexed again, and everybody has to sign in again. Raises OperationFailed before
    anything is touched when the installation is in use, or the backup is damaged or from a newer version.
    """
    refuse_used(owner_url)
    with _room(data) as folder:
        manifest = _unpacked(source, folder, steps)
        await _restore_database(owner_url, folder / DATABASE, manifest, steps)
        files = _known(owner_url)
        await _restore_files(folder, files, store, steps)
        _restore_folders(folder, data)
        shutil.rmtree(data / "search", ignore_errors=True)
    engine = create_app_engine(app_url, 2)
    try:
        await _mark(Database(engine), registry, manifest)
        return Restored(manifest, len(files), await verify_database(engine, data, steps("Audit log")))
    finally:
        await engine.dispose()
