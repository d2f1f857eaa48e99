"""Writing to the built-in engine: the lock, batches in one commit, and rebuilds. All of it runs in one thread."""

import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from dataclasses import replace as copied

import structlog
import tantivy

from atalaya_platform.search.document import Document
from atalaya_platform.search.errors import SearchUnavailable
from atalaya_platform.search.tantivy_folder import Folder, Opened, contained
from atalaya_platform.search.tantivy_query import entry

log = structlog.get_logger(__name__)

_MEMORY = 48_000_000  # bytes of documents before they go to disk
_REBUILDING = 400_000_000  # the same for a whole index: the fewer parts it has, the faster words with typos are found
_LEFT_BEHIND = 600.0  # seconds after which an index that is not current belongs to nobody


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as the writer takes it: its ids and its fields."""

    id: str
    parent_id: str
    fields: tantivy.Document


def entries(documents: Sequence[Document]) -> list[Entry]:
    """The documents ready to be written; of several with one id, the last."""
    newest = {document.id: document for document in documents}
    return [Entry(document.id, document.parent_id, entry(document)) for document in newest.values()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one call writes: delete everything, or these ids and parents; then put these entries in place."""

    everything: bool = False
    ids: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()

    def write(self, writer: tantivy.IndexWriter) -> None:
        if self.everything:
            writer.delete_all_documents()
        for parent in self.parents:
            writer.delete_documents_by_term("parent", parent)
        for gone in self.ids:
            writer.delete_documents_by_term("id", gone)
        for made in self.entries:
            writer.delete_documents_by_term("id", made.id)
            writer.add_document(made.fields)


@dataclass(slots=True)
class _Building:
    """The index that a rebuild fills, and the ids that were written to the live one meanwhile."""

    opened: Opened
    writer: tantivy.IndexWriter
    touched: set[str] = field(default_factory=set)


class Writer:
    """Holds the lock of the current index while there is something to write."""

    def __init__(self, folder: Folder, patience: float) -> None:
        self._folder = folder
        self._patience = patience
        self._held: tuple[str, tantivy.IndexWriter] | None = None
        self._building: _Building | None = None

    def prepare(self) -> None:
        """Check the current index; put an empty, incomplete one in its place when it is missing or damaged."""
        self._folder.root.mkdir(parents=True, exist_ok=True)
        try:
            with contained():
                self._folder.current().verify()
        except SearchUnavailable as error:
            if self._folder.signature() is None:
                log.info("a first, empty search index is made", folder=str(self._folder.root))
            else:
                log.warning("the search index is of no use, an empty one takes its place", reason=error.reason)
            self._drop(finish=False)
            self._folder.write(self._folder.create(complete=False).current)
        with suppress(SearchUnavailable), contained():
            self._obtain(patience=0.0)
            self._folder.sweep(self._folder.current().current.folder, older_than=_LEFT_BEHIND)

    def apply(self, batch: Sequence[Change]) -> None:
        """Write the changes and commit once; nothing of the batch is kept when any of it fails."""
        writer = self._obtain(self._patience)
        try:
            for change in batch:
                change.write(writer)
            writer.commit()
        except BaseException:
            self._drop(finish=False)
            raise
        if any(change.everything for change in batch):
            self._folder.write(copied(self._folder.current().current, complete=False))
        if self._building is not None:
            for change in batch:
                change.write(self._building.writer)
                self._building.touched.update(change.ids, change.parents, (made.id for made in change.entries))

    def begin(self) -> None:
        """Start a fresh index. The lock of the current one is kept until the rebuild ends."""
        if self._building is not None:
            raise SearchUnavailable("a rebuild of the search index is already running")
        try:
            self._obtain(self._patience)
        except SearchUnavailable:
            if self._folder.read() is not None:
                raise
            self.prepare()
            self._obtain(self._patience)
        opened = self._folder.create(complete=True)
        self._building = _Building(opened, opened.index.writer(_REBUILDING, 1))

    def fill(self, made: Sequence[Entry]) -> None:
        """Add to the fresh index what was not written meanwhile: that is newer than what the rebuild read."""
        if self._building is None:
            raise SearchUnavailable("the rebuild of the search index has ended")
        for one in made:
            if not {one.id, one.parent_id} & self._building.touched:
                self._building.writer.delete_documents_by_term("id", one.id)
                self._building.writer.add_document(one.fields)

    def finish(self) -> None:
        """Make the fresh index the current one."""
        if self._building is None:
            raise SearchUnavailable("the rebuild of the search index has ended")
        building, old = self._building, self._folder.current()
        building.writer.commit()
        building.writer.wait_merging_threads()
        building.opened.verify()
        self._folder.write(building.opened.current)
        self._building = None
        self._drop(finish=False)
        self._folder.remove(old)

    def abandon(self) -> None:
        """Forget a rebuild that did not finish."""
        if self._building is not None:
            opened, self._building = self._building.opened, None
            self._folder.remove(opened)

    def let_go(self) -> None:
        """Give up the lock, so that another process may write."""
        if self._building is None:
            self._drop(finish=True)

    def _obtain(self, patience: float) -> tantivy.IndexWriter:
        """The writer of the current index, waiting so many seconds for its lock."""
        deadline = time.monotonic() + patience
        while True:
            opened = self._folder.current()
            if self._held is not None and self._held[0] == opened.current.folder:
                return self._held[1]
            self._drop(finish=False)
            try:
                writer = opened.index.writer(_MEMORY, 1)
            except ValueError as error:
                if "LockBusy" not in str(error):
                    raise
                if time.monotonic() >= deadline:
                    raise SearchUnavailable(
                        f"another process is writing the search index in {self._folder.root}"
                    ) from error
                time.sleep(0.05)
                continue
            self._held = (opened.current.folder, writer)
            # Another index may have become current while this lock was being taken: then look again.

    def _drop(self, *, finish: bool) -> None:
        """End the writer, whose lock ends with it; `finish` lets merges that are under way end first."""
        if self._held is not None:
            writer = self._held[1]
            self._held = None
            if finish:
                with suppress(ValueError):  # a merge that failed is done again by the next writer
                    writer.wait_merging_threads()
