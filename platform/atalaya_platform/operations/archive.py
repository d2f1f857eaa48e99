"""The backup file: one tar with a manifest of checksums at its end."""

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

import orjson

from atalaya_platform.operations.programs import OperationFailed

MANIFEST = "manifest.json"
DATABASE = "database.dump"
FILES = "files/"
FOLDERS = ("keys", "anchors")
"""Folders of the data folder that belong to an installation besides its database and its files."""

FORMAT = 1
CHUNK = 1 << 20


@dataclass
class Manifest:
    """What a backup holds. `entries` maps each name in the tar to its SHA-256 and its size in bytes."""

    format: int
    made_at: str
    revision: str
    server: int
    entries: dict[str, tuple[str, int]] = field(default_factory=dict)


class _Hashing(io.RawIOBase):
    """A reader that hashes what passes through."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._hash = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        block = self._source.read(size)
        self._hash.update(block)
        self.size += len(block)
        return block

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()


class Writer:
    """Adds entries to a backup that is being written."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self._tar = tar
        self.manifest = manifest

    def add(self, name: str, source: IO[bytes], size: int) -> None:
        """Add `size` bytes under this name. Raises OperationFailed when the source ends early."""
        information = tarfile.TarInfo(name)
        information.size, information.mode = size, 0o600
        hashing = _Hashing(source)
        try:
            self._tar.addfile(information, hashing)
        except OSError as error:
            raise OperationFailed(f"{name} could not be written to the backup: {error}") from error
        self.manifest.entries[name] = (hashing.sha256, hashing.size)

    def add_file(self, name: str, path: Path) -> None:
        """Add a file of this machine under this name."""
        with path.open("rb") as source:
            self.add(name, source, path.stat().st_size)

    def add_folder(self, data: Path, folder: str) -> None:
        """Add every file of a folder of the data folder, if it is there."""
        for path in sorted((data / folder).rglob("*")):
            if path.is_file():
                self.add_file(f"data/{path.relative_to(data).as_posix()}", path)

    def close(self) -> None:
        body = orjson.dumps(asdict(self.manifest))
        information = tarfile.TarInfo(MANIFEST)
        information.size, information.mode = len(body), 0o600
        self._tar.addfile(information, io.BytesIO(body))


@contextmanager
def writing(target: Path, manifest: Manifest) -> Iterator[Writer]:
    """Write a backup, readable by its owner only; `target` appears when it is complete, and not otherwise."""
    if target.exists():
        raise OperationFailed(f"{target} is there already. Name another file, so that no backup is overwritten.")
    draft = target.with_name(f".{target.name}.part")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as tar:
                writer = Writer(tar, manifest)
                yield writer
                writer.close()
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)


def _allowed(name: str) -> bool:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\0" in name or "\\" in name:
        return False
    if name in (MANIFEST, DATABASE) or path.parts[0] == "files":
        return True
    return path.parts[0] == "data" and len(path.parts) > 2 and path.parts[1] in FOLDERS


def unpack(source: Path, folder: Path, progress: Callable[[int], None] | None = None) -> Manifest:
    """Unpack a backup into an empty folder and check every byte against its manifest.

    Raises OperationFailed for what is not a backup, is incomplete, or was altered. `progress` gets bytes done.
    """
    found: dict[str, tuple[str, int]] = {}
    done = 0
    try:
        with tarfile.open(source) as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isreg() and _allowed(member.name) else None
                if stream is None:
                    raise OperationFailed(f"{source} holds {member.name!r}, which no backup of Atalaya does.")
                target = folder / member.name
                target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                digest = hashlib.sha256()
                with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                    while block := stream.read(CHUNK):
                        digest.update(block)
                        file.write(block)
                        done += len(block)
                        if progress is not None:
                            progress(done)
                found[member.name] = (digest.hexdigest(), member.size)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise OperationFailed(f"{source} cannot be read as a backup: {error}") from error
    return _checked(source, folder, found)


def _checked(source: Path, folder: Path, found: dict[str, tuple[str, int]]) -> Manifest:
    found.pop(MANIFEST, None)
    try:
        manifest = Manifest(**orjson.loads((folder / MANIFEST).read_bytes()))
        listed = {name: (str(value[0]), int(value[1])) for name, value in manifest.entries.items()}
    except (OSError, ValueError, TypeError, IndexError) as error:
        raise OperationFailed(f"{source} is incomplete: it has no manifest at its end. Take another backup.") from error
    if manifest.format != FORMAT:
        raise OperationFailed(f"{source} has format {manifest.format}; this version reads {FORMAT}.")
    for name in sorted(listed.keys() | found.keys()):
        if listed.get(name) != found.get(name):
            raise OperationFailed(f"{source} was altered: {name} is not what the manifest says. Take another backup.")
    if DATABASE not in listed:
        raise OperationFailed(f"{source} holds no database.")
    return manifest
