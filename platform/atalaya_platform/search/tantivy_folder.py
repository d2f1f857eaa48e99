"""The folder of the built-in engine: several indexes side by side, and a file that names the current one."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import orjson
import tantivy

from atalaya_platform.ids import new_id
from atalaya_platform.search.errors import SearchDamaged, SearchUnavailable
from atalaya_platform.search.stems import LANGUAGES, analyzer
from atalaya_platform.search.tantivy_query import SCHEMA_EDITION, schema

_CURRENT = "CURRENT"
_DAMAGED = "damaged"

Signature = tuple[int, int]


def _signature(path: Path) -> Signature | None:
    """Changes whenever a file is replaced; None while there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns


def _prepared(index: tantivy.Index) -> tantivy.Index:
    for language in LANGUAGES:
        index.register_tokenizer(f"stem_{language}", analyzer(language))
    index.config_reader("manual")
    return index


@dataclass(frozen=True, slots=True)
class Current:
    """Which index answers. `complete` is false until a rebuild has filled it."""

    folder: str
    edition: int
    complete: bool


class Opened:
    """An open index. `signature` is that of the file that named it."""

    def __init__(self, path: Path, index: tantivy.Index, current: Current, signature: Signature | None) -> None:
        self.path = path
        self.index = index
        self.current = current
        self.signature = signature
        self._seen: Signature | None = None

    def searcher(self) -> tantivy.Searcher:
        """A view of everything committed so far, by any process."""
        seen = _signature(self.path / "meta.json")
        if seen != self._seen:
            self.index.reload()
            self._seen = seen
        return self.index.searcher()

    def entries(self) -> list[str]:
        """The `entry` terms of all documents that are not deleted."""
        found = self.searcher().terms_with_prefix("entry", "", tantivy.Query.all_query())
        return [term for term, _ in found]

    def verify(self) -> None:
        """Walk the whole dictionary of entries and read one stored document; raises if anything is amiss."""
        searcher = self.searcher()
        if len(self.entries()) != searcher.num_docs:
            raise SearchDamaged(f"the index in {self.path} contradicts itself")
        for _, address in searcher.search(tantivy.Query.all_query(), 1).hits:
            orjson.loads(searcher.doc(address)["stored"][0])


@contextmanager
def contained() -> Iterator[None]:
    """What fails inside Tantivy becomes `SearchDamaged`.

    A panic inside it, such as over a damaged file, arrives as a BaseException of its own kind, which nothing
    that catches `Exception` would see.
    """
    try:
        yield
    except SearchUnavailable:
        raise
    except (ValueError, OSError, RuntimeError, EOFError) as error:
        raise SearchDamaged(f"the search index failed: {error}") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise SearchDamaged(f"the search index is damaged: {error}") from error


class Folder:
    """Where the indexes are. Whoever holds the writer of the current index may make another one current.

    Safe to use from several threads.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._opened: Opened | None = None
        self._opening = threading.Lock()

    def signature(self) -> Signature | None:
        return _signature(self.root / _CURRENT)

    def read(self) -> Current | None:
        """The current index, or None if there is none that this edition can use."""
        try:
            kept = orjson.loads((self.root / _CURRENT).read_bytes())
            current = Current(str(kept["folder"]), int(kept["edition"]), bool(kept["complete"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return current if current.edition == SCHEMA_EDITION else None

    def write(self, current: Current) -> None:
        """Make an index the current one, in one step, and durably."""
        draft = self.root / f"{_CURRENT}.{new_id()}"
        content = {"folder": current.folder, "edition": current.edition, "complete": current.complete}
        with draft.open("wb") as file:
            file.write(orjson.dumps(content))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.root / _CURRENT)

    def current(self) -> Opened:
        """The open current index; opened anew when another one has become current. Raises `SearchUnavailable`."""
        with self._opening:
            if self._opened is None or self._opened.signature != self.signature():
                self._opened = None
                self._opened = self._open()
            return self._opened

    def _open(self) -> Opened:
        """Open what is current, trying once more in case it was replaced while being opened."""
        for last_try in (False, True):
            signature = self.signature()
            current = self.read()
            if current is None:
                raise SearchDamaged(f"there is no usable index in {self.root}")
            path = self.root / current.folder
            try:
                return Opened(path, _prepared(tantivy.Index.open(str(path))), current, signature)
            except (ValueError, OSError) as error:
                if last_try or signature == self.signature():
                    raise SearchDamaged(f"the index in {path} cannot be opened: {error}") from error
        raise AssertionError("unreachable")

    def report_damage(self) -> None:
        """Note, for every process and beyond a restart, that reading the current index failed."""
        current = self.read()
        if current is not None:
            with suppress(OSError):
                (self.root / current.folder / _DAMAGED).touch()

    @property
    def complete(self) -> bool:
        """Whether the current index was filled by a rebuild, and reading it never failed."""
        current = self.read()
        return current is not None and current.complete and not (self.root / current.folder / _DAMAGED).exists()

    def create(self, *, complete: bool) -> Opened:
        """A new, empty index, which is not the current one yet."""
        name = str(new_id())
        path = self.root / name
        path.mkdir(parents=True)
        index = _prepared(tantivy.Index(schema(), path=str(path)))
        return Opened(path, index, Current(name, SCHEMA_EDITION, complete), None)

    def remove(self, opened: Opened) -> None:
        shutil.rmtree(opened.path, ignore_errors=True)

    def sweep(self, keep: str, *, older_than: float) -> None:
        """Remove what interrupted rebuilds and damaged indexes left behind, when untouched for so many seconds."""
        for path in self.root.iterdir():
            left_behind = path.name.startswith(f"{_CURRENT}.") or path.is_dir()
            if not left_behind or path.name == keep or time.time() - path.stat().st_mtime < older_than:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
