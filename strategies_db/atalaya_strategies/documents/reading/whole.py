"""A file from beginning to end: kind, pages, headings, language, passages, sketch."""

from collections.abc import Sequence
from pathlib import Path as FilePath

from atalaya_strategies.concepts.recognising import recogniser
from atalaya_strategies.documents.reading.cleaning import joined, running_lines, tidied, words_of
from atalaya_strategies.documents.reading.faults import Fault, Unreadable
from atalaya_strategies.documents.reading.formats.raw import RawDocument, RawPage
from atalaya_strategies.documents.reading.headings import Heading, Path, headings_in
from atalaya_strategies.documents.reading.kinds import kind_of
from atalaya_strategies.documents.reading.languages import language_of_document, language_of_passage
from atalaya_strategies.documents.reading.limits import MOST_PAGES
from atalaya_strategies.documents.reading.outcome import DocumentRead, Kind, Mention, PageRead, PassageRead, Recognised
from atalaya_strategies.documents.reading.passages import LanguageOf, passages_of
from atalaya_strategies.documents.reading.sketch import sketch_of
from atalaya_strategies.documents.reading.usable import garbled, has_letters

_LONGEST_TITLE = 500


def _raw(kind: Kind, content: bytes, most_pages: int) -> RawDocument:
    """By the format's own reader, which is imported only then: each takes its time."""
    if kind is Kind.PDF:
        from atalaya_strategies.documents.reading.formats.pdf import read_pdf

        return read_pdf(content, most_pages)
    if kind is Kind.DOCX:
        from atalaya_strategies.documents.reading.formats.word import read_word

        return read_word(content, most_pages)
    if kind is Kind.HTML:
        from atalaya_strategies.documents.reading.formats.web_page import read_web_page

        return read_web_page(content, most_pages)
    from atalaya_strategies.documents.reading.formats.plain import read_text

    return read_text(content, most_pages)


def read_file(path: FilePath, language: str = "", most_pages: int = MOST_PAGES) -> DocumentRead:
    """Everything about a file. `language` is what is known of it already, else it is detected. Raises Unreadable."""
    content = path.read_bytes()
    kind = kind_of(content)
    raw = _raw(kind, content, most_pages)
    del content
    texts, headings, running = _cleaned(raw)
    if not any(text.strip() for text in texts) and kind in (Kind.DOCX, Kind.HTML):
        raise Unreadable(Fault.EMPTY)
    usable = [_usable(page, text, running) for page, text in zip(raw.pages, texts, strict=True)]
    pages = [
        PageRead(number=number, text=text, needs_ocr=not fine)
        for number, (text, fine) in enumerate(zip(texts, usable, strict=True), start=1)
    ]
    sample = "\n".join(text for text, fine in zip(texts, usable, strict=True) if fine)
    language = language or language_of_document(sample)
    return DocumentRead(
        kind=kind,
        title=" ".join(tidied(raw.title).split())[:_LONGEST_TITLE],
        language=language,
        encoding=raw.encoding,
        replaced=raw.replaced,
        pages=pages,
        passages=annotated(texts, _passages(texts, headings, _in(language))),
        sketch=sketch_of(texts),
    )


def recognised(text: str, number: int, language: str, heading: str) -> Recognised:
    """A page of which a program recognised the text. `heading` is the path of headings over its beginning."""
    text = tidied(text)
    text = joined(text, words_of([text]))
    path = Path()
    if heading:
        path.enter(Heading(0, 0, heading))
    found = passages_of(number, text, headings_in(text, frozenset()), path, _in(language))
    needs = not has_letters(text) or garbled(text)
    page = PageRead(number=number, text=text, needs_ocr=needs)
    return Recognised(page=page, passages=[_with_concepts(one, text) for one in found])


def annotated(texts: Sequence[str], found: Sequence[PassageRead]) -> list[PassageRead]:
    """The passages with the concepts that they mention. `texts` are those of the pages, from the first on."""
    return [_with_concepts(one, texts[one.page - 1]) for one in found]


def mentions(said: str, start: int, language: str) -> list[Mention]:
    """The concepts that a passage mentions, whose text begins at `start` of its page."""
    met = recogniser().annotate(said, language or None)
    return [(one.concept_id, start + one.start, start + one.end) for one in met]


def _with_concepts(one: PassageRead, text: str) -> PassageRead:
    return one.model_copy(update={"concepts": mentions(text[one.start : one.end], one.start, one.language)})


def _in(language: str) -> LanguageOf:
    return lambda text: language_of_passage(text, language)


def _cleaned(raw: RawDocument) -> tuple[list[str], list[list[Heading]], frozenset[str]]:
    """Each page's text and headings, and the lines that run through the pages."""
    if any(page.lines for page in raw.pages):
        made = [_structured(page) for page in raw.pages]
        return [text for text, _ in made], [headings for _, headings in made], frozenset()
    texts = [tidied(page.text) for page in raw.pages]
    words = words_of(texts)
    texts = [joined(text, words) for text in texts]
    running = running_lines(texts)
    return texts, [headings_in(text, running, raw.outline) for text in texts], running


def _structured(page: RawPage) -> tuple[str, list[Heading]]:
    """The text of a page whose paragraphs are known, and those that are headings."""
    said: list[str] = []
    headings: list[Heading] = []
    at = 0
    for line, level in page.lines:
        text = tidied(line)
        if not text:
            continue
        if level:
            text = " ".join(text.split())
            headings.append(Heading(at, level, text))
        said.append(text)
        at += len(text) + 2
    return "\n\n".join(said), headings


def _usable(page: RawPage, text: str, running: frozenset[str]) -> bool:
    if page.lines or page.blank:
        return True
    return has_letters(text, running) and not garbled(text)


def _passages(texts: list[str], headings: list[list[Heading]], language_of: LanguageOf) -> list[PassageRead]:
    path = Path()
    return [
        one
        for number, (text, found) in enumerate(zip(texts, headings, strict=True), start=1)
        for one in passages_of(number, text, found, path, language_of)
    ]
