"""The closed word lists of documents."""

from enum import StrEnum


class DocumentState(StrEnum):
    """How far a document is; failed says why."""

    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"
    DUPLICATE = "duplicate"
    """The same bytes are there under another name, and were read there."""
