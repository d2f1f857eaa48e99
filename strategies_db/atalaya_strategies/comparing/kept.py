"""Coverage that was measured, kept in this process for as long as nothing that it was measured from changes."""

from collections import OrderedDict
from typing import NamedTuple
from uuid import UUID

from atalaya_strategies.comparing.vocabulary import VocabularyId
from atalaya_strategies.concepts.coverage import Coverage
from atalaya_strategies.documents.models import Document

MOST = 180
"""Every text of a full comparison in three vocabularies; some 100 kB each."""


class Measured(NamedTuple):
    """What a coverage was measured from. A document's version rises whenever its passages change."""

    vocabulary: VocabularyId
    document_id: UUID
    version: int
    rejected: frozenset[tuple[UUID, str]]


_kept: OrderedDict[Measured, Coverage[UUID]] = OrderedDict()


def measured(vocabulary: VocabularyId, row: Document, rejected: frozenset[tuple[UUID, str]]) -> Measured:
    """The key of a document that the actor was seen to read: what is kept asks nobody for permission."""
    return Measured(vocabulary, row.id, row.version, rejected)


def known(key: Measured) -> Coverage[UUID] | None:
    """The coverage, if it is kept."""
    found = _kept.get(key)
    if found is not None:
        _kept.move_to_end(key)
    return found


def keep(key: Measured, coverage: Coverage[UUID]) -> None:
    """Keep a coverage, in the place of the one that was asked for longest ago where there are too many."""
    _kept[key] = coverage
    while len(_kept) > MOST:
        _kept.popitem(last=False)
