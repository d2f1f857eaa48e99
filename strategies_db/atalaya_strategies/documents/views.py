"""Documents as the API gives them, made of their rows."""

from collections.abc import Callable, Sequence
from typing import Any

from atalaya_platform.http.wording import Said
from atalaya_strategies.documents.models import Document, DocumentPage, Passage
from atalaya_strategies.documents.reading.faults import Fault, advice
from atalaya_strategies.documents.reading.outcome import Kind, PageSource
from atalaya_strategies.documents.schemas import DocumentCard, DocumentFull, PageRead, PageState, PassageRead
from atalaya_strategies.documents.vocabulary import DocumentState

_SAME = {
    "id",
    "place",
    "edition_id",
    "title",
    "name",
    "language",
    "size",
    "unread_pages",
    "duplicate_of",
    "near_duplicate_of",
    "similarity",
    "imported_at",
}
_FULL = {"scanned", "address", "published", "version", "mislabelled", "encoding", "replaced", "read_at"}
Say = Callable[[Said], str]
"""A text in the language of whoever asks."""


def card(row: Document, say: Say, *, public: bool) -> DocumentCard:
    fault = Fault(row.fault) if row.fault else None
    return DocumentCard(
        **row.model_dump(include=_SAME),
        kind=Kind(row.kind) if row.kind else None,
        state=DocumentState(row.state),
        fault=fault,
        advice=say(advice(fault, row.fault_detail)) if fault else "",
        pages=row.page_count,
        public=public,
    )


def full(row: Document, shown: DocumentCard, pages: Sequence[Any], *, may_change: bool) -> DocumentFull:
    return DocumentFull(
        **shown.model_dump(),
        **row.model_dump(include=_FULL),
        sha256=bytes(row.sha256).hex(),
        page_states=[
            PageState(
                number=one.number, characters=one.characters, needs_ocr=one.needs_ocr, source=PageSource(one.source)
            )
            for one in pages
        ],
        may_change=may_change,
    )


def page(shown: DocumentCard, row: DocumentPage, passages: Sequence[Passage]) -> PageRead:
    return PageRead(
        document=shown,
        number=row.number,
        text=row.text,
        needs_ocr=row.needs_ocr,
        source=PageSource(row.source),
        passages=[PassageRead(**one.model_dump(include=set(PassageRead.model_fields))) for one in passages],
    )
