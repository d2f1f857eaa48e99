"""An exported draft as DOCX: title page, chapters, sources; the label in header and footer of every page (TLP 2.0)."""

import io

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from atalaya_platform.text.markdown import render
from atalaya_platform.text.tree import tree
from atalaya_strategies.drafting.export.document import Exported, writable
from atalaya_strategies.drafting.export.writing import Writer, bookmark, linked

_ANCHOR = "#source-"


def to_word(document: Exported) -> bytes:
    """The file's bytes; a long draft takes a second of one core, so call it in a thread."""
    made = docx.Document()
    made.core_properties.title = writable(document.title)[:255]
    made.core_properties.author = ""
    made.core_properties.comments = document.label.value
    made.core_properties.language = document.language
    _label_pages(made, document)
    _title_page(made, document)
    writer = Writer(made, {source.number for source in document.sources})
    for chapter in document.chapters:
        made.add_heading(writable(chapter.title), chapter.level)
        writer.write(tree(render(chapter.body, sources=True), anchors=_ANCHOR))
    _sources(made, document)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _label_pages(made: Document, document: Exported) -> None:
    section = made.sections[0]
    for part in (section.header, section.footer):
        paragraph = part.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(document.label.value)
        run.font.size, run.font.bold = Pt(12), True
        run.font.color.rgb = RGBColor.from_string(document.label.colour.lstrip("#"))
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", "000000")):
            shade.set(qn(f"w:{name}"), value)
        run._r.get_or_add_rPr().append(shade)


def _title_page(made: Document, document: Exported) -> None:
    made.add_paragraph(document.state, style="Subtitle")
    made.add_paragraph(writable(document.title), style="Title")
    made.add_paragraph(document.words["kind"])
    for name, value in document.facts():
        paragraph = made.add_paragraph()
        paragraph.add_run(f"{name}: ").bold = True
        paragraph.add_run(value)
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _sources(made: Document, document: Exported) -> None:
    if not document.sources:
        return
    made.add_heading(document.words["sources"], 1)
    for source in document.sources:
        paragraph: Paragraph = made.add_paragraph()
        bookmark(paragraph, source.number, f"[{source.number}]")
        paragraph.add_run(f" {writable(source.citation)}")
        if source.quote:
            paragraph.add_run(f" “{writable(source.quote)}”")
        if source.address:
            paragraph.add_run(" ")
            linked(paragraph, writable(source.address), target=source.address)
