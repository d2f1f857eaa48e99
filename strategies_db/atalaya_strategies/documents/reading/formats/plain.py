"""Text files: a form feed ends a page."""

from atalaya_strategies.documents.reading.decoding import decoded
from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.formats.raw import MOST_CHARACTERS, RawDocument, RawPage


def read_text(content: bytes, most_pages: int) -> RawDocument:
    """The pages. Raises Unreadable."""
    found = decoded(content)
    if found is None:
        raise Unreadable(Fault.UNSUPPORTED)
    if len(found.text) > MOST_CHARACTERS:
        raise Unreadable(Fault.TOO_MUCH_TEXT)
    pages = found.text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        del pages[-1]
    if len(pages) > most_pages:
        raise Unreadable(Fault.TOO_MANY_PAGES, str(most_pages))
    return RawDocument([RawPage(text) for text in pages], encoding=found.encoding, replaced=found.replaced)
